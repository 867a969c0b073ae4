/**
 * Shows where definitions of the bundled vocabulary, or findings of its pathway models, repeat an ontology's definition.
 *
 * usage: node --import tsx scripts/evaluate/vocabulary-originality.ts FILE…
 *
 * Reads OBO (`def:`), OBO Graphs JSON (`meta.definition.val`) and OWL in functional or XML syntax (IAO_0000115). Eight words
 * in a row in common fail: the script prints each case and exits 1. Files without definitions are named, and exit 2 where
 * none has any.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { readPathwayModels, readSubjects } from "./bundled.ts";
import { indexRuns, type NamedText, runLength, sharedRuns } from "./word-runs.ts";

interface Graphs {
  readonly graphs?: readonly {
    readonly nodes?: readonly {
      readonly id: string;
      readonly meta?: { readonly definition?: { readonly val: string } };
    }[];
  }[];
}

function definitionsIn(file: string): NamedText[] {
  const text = readFileSync(file, "utf8");
  const named = (id: string, definition: string) => ({ name: `${basename(file)} ${id}`, text: definition });
  if (file.endsWith(".json")) {
    const { graphs = [] }: Graphs = JSON.parse(text);
    return graphs.flatMap(({ nodes = [] }) =>
      nodes.flatMap(({ id, meta }) => (meta?.definition ? [named(id, meta.definition.val)] : [])),
    );
  }
  if (file.endsWith(".obo")) {
    return text.split(/^\[Term\]$/m).flatMap((stanza) => {
      const definition = /^def: "((?:[^"\\]|\\.)*)"/m.exec(stanza)?.[1];
      return definition ? [named(/^id: (\S+)/m.exec(stanza)?.[1] ?? "?", definition.replaceAll(/\\(.)/g, "$1"))] : [];
    });
  }
  const functional = /IAO_0000115>? <?(\S+?)>? "((?:[^"\\]|\\.)*)"/g;
  const xml = /<(?:\w+:)?IAO_0000115[^>]*>()([^<]*)</g;
  return [functional, xml].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, id = "", definition = ""]) => named(id, definition.replaceAll(/\\(.)/g, "$1"))),
  );
}

const files = process.argv.slice(2);
const sources = files.flatMap((file) => {
  const definitions = definitionsIn(file);
  console.log(`${basename(file)}: ${definitions.length} definitions`);
  return definitions;
});
const own: NamedText[] = [
  ...readSubjects().flatMap(({ terms }) => terms.map(({ label, definition }) => ({ name: label, text: definition }))),
  ...readPathwayModels().flatMap(({ pathway, findings }) =>
    findings.map(({ statement }) => ({ name: `finding of ${pathway}`, text: statement })),
  ),
];
const shared = sharedRuns(own, indexRuns(sources));
for (const { text, source, words } of shared) console.log(`${text.name} | ${source.name} | ${words}`);
console.log(
  `${own.length} texts against ${sources.length} definitions: ${shared.length} share ${runLength} words in a row`,
);
process.exitCode = sources.length === 0 ? 2 : shared.length > 0 ? 1 : 0;
