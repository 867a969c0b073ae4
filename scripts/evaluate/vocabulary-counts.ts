/**
 * Counts the bundled knowledge: terms by kind and by subject file, pathway models, references in use.
 *
 * usage: node --import tsx scripts/evaluate/vocabulary-counts.ts
 */
import { type TermKind, termKinds } from "../../server/src/terms/model.ts";
import { readPathwayModels, readReferences, readSubjects } from "./bundled.ts";

function printTable(title: string, rows: readonly (readonly [string, string | number])[]): void {
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(`\n${title}`);
  for (const [name, value] of rows) console.log(`  ${name.padEnd(width)}  ${value}`);
}

const subjects = readSubjects();
const models = readPathwayModels();
const terms = subjects.flatMap((subject) => subject.terms);
const labels = new Map(terms.map(({ id, label }) => [id, label]));
const ofKind = (kind: TermKind) => terms.filter((term) => term.kind === kind).length;

printTable(
  "terms by subject",
  subjects.map((subject) => [subject.name.replace(".yaml", ""), subject.terms.length]),
);
printTable(
  "terms by kind",
  termKinds.map((kind) => [kind, ofKind(kind)]),
);
printTable(
  "pathway models",
  models.map(({ pathway, members, edges, findings }) => [
    labels.get(pathway) ?? pathway,
    `${members.length} members, ${edges.length} edges, ${findings.length} findings`,
  ]),
);

const relations = terms.flatMap((term) => term.relations);
const keysOf = (parts: readonly { readonly references: readonly string[] }[]) =>
  new Set(parts.flatMap(({ references }) => references));
const inTerms = keysOf(terms);
const inRelations = keysOf(relations);
const inFindings = keysOf(models.flatMap(({ findings }) => findings));
const inUse = new Set([...inTerms, ...inRelations, ...inFindings]);
const references = readReferences();
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

printTable("in all", [
  ["terms", terms.length],
  ["  with references", terms.filter((term) => term.references.length > 0).length],
  ["  with an ontology's identifier", terms.filter(({ id }) => !id.startsWith("BM:")).length],
  ["relations", relations.length],
  ["pathway models", models.length],
  ["  members", sum(models.map(({ members }) => members.length))],
  ["  edges", sum(models.map(({ edges }) => edges.length))],
  ["references in definitions", inTerms.size],
  ["references in relations", inRelations.size],
  ["references in findings", inFindings.size],
  ["references in use", `${inUse.size} of ${references.length}`],
  [
    "references not in use",
    references
      .filter(({ id }) => !inUse.has(id))
      .map(({ id }) => id)
      .join(", ") || "none",
  ],
]);
