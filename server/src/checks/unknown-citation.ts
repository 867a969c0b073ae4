import { nearestKeys } from "../references/nearest-keys.ts";
import { isBibliography, readBibliography } from "../syntax/bibliography.ts";
import type { Citation, CitationCluster } from "../syntax/facts.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import { readProjectFile } from "../syntax/project-file.ts";
import type { Document } from "../text/document.ts";
import { bibliographiesOf } from "../workspace/bibliographies.ts";
import { isIdentifierKey, layeredBibliographies, referenceOf } from "../workspace/citations.ts";
import { connectedManuscripts, projectFilesOf } from "../workspace/inclusion.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Check, Fix, Problem } from "./check.ts";

const suggestions = 3;

export const unknownCitation: Check = {
  code: "unknown-citation",
  setting: "check.unknownCitation",
  subject: "manuscript",
  explanation: `A key for which the manuscript's bibliographies have no entry prints as "???" or as a bold key, or stops LaTeX. Keys of
\\bibitem and of \`references:\` in the front matter are known; so are identifiers such as \`doi:10.1000/x\`, which other tools
resolve, and cross-references of Pandoc's filters such as \`@fig:niches\`. Where no bibliography can be read the missing file is the problem and not every key; where there is none at all, a bare
\`@name\` in Markdown may be a person and is left alone.

The fixes change the key to one of the nearest that exist.`,
  examples: [
    {
      bad: `--- review.md
Seeding needs a niche [@zuho2022].
                        ^^^^^^^^ unknown-citation
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
`,
      good: `--- review.md
Seeding needs a niche [@zhou2022].
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
`,
    },
  ],
  run(snapshot, manuscript) {
    const uses = bibliographiesOf(snapshot, manuscript);
    // Where no bibliography that is named can be read, the missing file is the problem, not every key.
    const files = uses.filter((use) => use.state !== "found" || isBibliography(use.document));
    if (files.length > 0 && !files.some(({ state }) => state === "found")) return [];
    const { clusters, ownKeys } = readManuscript(manuscript);
    const known = new Set([...ownKeys, ...labelsElsewhere(snapshot, manuscript)]);
    const prefixes = crossReferencePrefixes(snapshot, manuscript);
    const isCrossReference = (key: string) => prefixes.some((prefix) => key.startsWith(prefix));
    return clusters
      .filter((cluster) => uses.length > 0 || isPlainlyCitation(manuscript, cluster))
      .flatMap(({ citations }) => citations)
      .filter(({ key }) => !known.has(key) && !isIdentifierKey(key) && !isCrossReference(key))
      .filter(({ key }) => !referenceOf(snapshot, manuscript, key))
      .map((citation) => problemOf(snapshot, manuscript, citation));
  },
};

/** What pandoc-crossref and pandoc-xnos take for a cross-reference; its label may stand in another file of the work. */
const filterPrefixes = ["fig", "tbl", "eq", "sec", "lst"].flatMap((kind) => [
  `${kind}:`,
  `${kind.charAt(0).toUpperCase()}${kind.slice(1)}:`,
]);

/** How cross-references begin that look like citations: a filter's, and in Quarto those of the project's own kinds. */
function crossReferencePrefixes(snapshot: Snapshot, manuscript: Document): readonly string[] {
  if (manuscript.format !== "markdown") return [];
  const projects = manuscript.dialect === "quarto" ? projectFilesOf(snapshot, manuscript).map(readProjectFile) : [];
  const own = projects.flatMap((project) => project.crossReferencePrefixes.map((prefix) => `${prefix}-`));
  return [...filterPrefixes, ...own];
}

/** Labels of the other files of a Typst document: only the whole tells that a reference to one is no citation. */
function labelsElsewhere(snapshot: Snapshot, manuscript: Document): string[] {
  if (manuscript.format !== "typst") return [];
  return connectedManuscripts(snapshot, manuscript).flatMap((document) => readManuscript(document).labels);
}

/** Without any bibliography, a bare `@name` in Markdown may be a person or a package, and in Typst a label elsewhere. */
function isPlainlyCitation({ format, text }: Document, { span }: CitationCluster): boolean {
  return format === "latex" || text.charAt(span.start) !== "@";
}

function problemOf(snapshot: Snapshot, manuscript: Document, { key, keySpan }: Citation): Problem {
  return {
    span: keySpan,
    message: `“${key}” is in no bibliography of this manuscript.`,
    fixes: () =>
      nearestKeys(keysOf(snapshot, manuscript), key, suggestions).map(
        (near, number): Fix => ({
          title: `Change to “${near}”`,
          edit: { create: [], edits: [{ uri: manuscript.uri, span: keySpan, newText: near }] },
          preferred: number === 0,
        }),
      ),
  };
}

/** The manuscript's own keys come first, so that they win over equally near ones of other layers. */
function keysOf(snapshot: Snapshot, manuscript: Document): string[] {
  const layers = layeredBibliographies(snapshot, manuscript);
  const listed = layers.flatMap(({ document }) => readBibliography(document).entries.map(({ key }) => key));
  return [...new Set([...listed, ...snapshot.bundled.keys()])];
}
