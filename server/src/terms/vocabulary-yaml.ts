/** Reads vocabulary files as people write them; CONTRIBUTING.md describes the format. */
import { isNode, isSeq, LineCounter, parseDocument } from "yaml";
import {
  type Relation,
  relationTypes,
  type Synonym,
  type SynonymScope,
  synonymScopes,
  type Term,
  type TermKind,
  termKinds,
} from "./model.ts";
import type { SourceFile, SourceProblem } from "./sources/source-file.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A faulty entry costs that entry alone; its problem names it and stands on its first line. */
export function readVocabularyYaml(text: string): SourceFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineOf = (offset: number) => lines.linePos(offset).line;
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => ({ line: lineOf(pos[0]), message }));
    return { terms: [], problems };
  }
  if (document.contents === null) return { terms: [], problems: [] };
  if (!isSeq(document.contents))
    return { terms: [], problems: [{ line: 1, message: "The file must hold a list of terms." }] };
  const terms: Term[] = [];
  const problems: SourceProblem[] = [];
  for (const [index, node] of document.contents.items.entries()) {
    const faults: string[] = [];
    const term = readTerm(isNode(node) ? node.toJS(document) : node, (fault) => faults.push(fault));
    if (term && faults.length === 0) terms.push(term);
    const line = lineOf(isNode(node) ? (node.range?.[0] ?? 0) : 0);
    const name = `Entry ${index + 1}${term?.label ? ` (${term.label})` : ""}`;
    problems.push(...faults.map((fault) => ({ line, message: `${name}: ${fault}` })));
  }
  return { terms, problems };
}

function readTerm(entry: unknown, report: (fault: string) => void): Term | undefined {
  if (typeof entry !== "object" || entry === null) {
    report("it must be a mapping of fields.");
    return undefined;
  }
  const fields = entry as Fields;
  const text = (name: string): string => {
    const value = fields[name];
    if (typeof value === "string" && value.trim()) return value.trim();
    report(`"${name}" must be a text.`);
    return "";
  };
  const kind = text("kind");
  if (!(termKinds as readonly string[]).includes(kind)) report(`"kind" must be one of ${termKinds.join(", ")}.`);
  return {
    id: text("id"),
    label: text("label"),
    kind: kind as TermKind,
    synonyms: readSynonyms(fields.synonyms, report),
    abbreviations: readList(fields, "abbreviations", report),
    parents: readList(fields, "parents", report),
    relations: readRelations(fields.relations, report),
    xrefs: readList(fields, "xrefs", report),
    definition: text("definition"),
    references: readList(fields, "references", report),
  };
}

function readSynonyms(value: unknown, report: (fault: string) => void): Synonym[] {
  if (value === undefined || value === null) return [];
  const scopes = value as Fields;
  const unknown = Object.keys(scopes).find((scope) => !(synonymScopes as readonly string[]).includes(scope));
  if (unknown !== undefined) report(`"${unknown}" is no synonym scope; use ${synonymScopes.join(", ")}.`);
  return synonymScopes.flatMap((scope: SynonymScope) =>
    readList(scopes, scope, report).map((text) => ({ text, scope })),
  );
}

function readRelations(value: unknown, report: (fault: string) => void): Relation[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    report('"relations" must be a list.');
    return [];
  }
  return value.map((entry) => {
    const fields = (entry ?? {}) as Fields;
    const type = relationTypes.find((it) => it === fields.type);
    if (!type) report(`"${fields.type}" is no relation; use ${relationTypes.join(", ")}.`);
    if (typeof fields.term !== "string") report("a relation must name a term by its identifier.");
    return {
      type: type ?? "part-of",
      term: String(fields.term),
      references: readList(fields, "references", report),
    };
  });
}

function readList(fields: Fields, name: string, report: (fault: string) => void): string[] {
  const value = fields[name];
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  report(`"${name}" must be a list of texts.`);
  return [];
}
