/** Reads terms from a table of comma- or tab-separated values, as spreadsheets, SKOS exports and databases give them. */
import type { Synonym, SynonymScope } from "../model.ts";
import { kindOf, type SourceFile, type SourceOptions, type SourceProblem, sourceTerm } from "./source-file.ts";

/** What a column of the table holds. */
const columnFields = [
  "id",
  "label",
  "exact",
  "narrow",
  "broad",
  "related",
  "definition",
  "parents",
  "xrefs",
  "namespace",
  "obsolete",
  "replacedBy",
] as const;

export type ColumnField = (typeof columnFields)[number];

/** The columns of a field, from 0 or by their headings. A field may have several; the first that is filled counts. */
export type ColumnMapping = Readonly<Partial<Record<ColumnField, readonly (number | string)[]>>>;

export interface TableOptions extends SourceOptions {
  /** Guessed from the headings where it isn't given. */
  readonly columns?: ColumnMapping;
  /** What stands between two values of one cell; `|` and `;` where it isn't given. */
  readonly listSeparator?: string;
}

export interface Row {
  /** The line on which the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Headings by which a column is known, in lower case and without spaces, hyphens and prefixes such as "skos:". */
const headings: Readonly<Record<ColumnField, RegExp>> = {
  id: /^(id|identifier|uri|iri|curie|notation|code|concept|conceptid|termid|classid|\w+id|goterm)$/,
  label: /^(label|preflabel|preferredlabel|name|title|term|symbol|godescription)$/,
  exact: /^(altlabel|altlabels|synonyms?|exactsynonyms?|aliases|alias|abbreviations?)$/,
  narrow: /^narrowsynonyms?$/,
  broad: /^broadsynonyms?$/,
  related: /^(hiddenlabels?|relatedsynonyms?)$/,
  definition: /^(definitions?|description|comment|scopenote)$/,
  parents: /^(parents?|parentids?|broader|isa|subclassof)$/,
  xrefs: /^(xrefs?|dbxrefs?|exactmatch|closematch|crossreferences?)$/,
  namespace: /^(namespace|goontology)$/,
  obsolete: /^(obsolete|deprecated|isobsolete|status)$/,
  replacedBy: /^(replacedby|isreplacedby|termreplacedby)$/,
};

const identifier = /^([A-Za-z][\w.]*:\S+|[A-Z]+-?[A-Z]*-?\d+|https?:\S+)$/;

export function readTable(text: string, options: TableOptions = {}): SourceFile {
  const problems: SourceProblem[] = [];
  const rows = rowsOf(text);
  const [first] = rows;
  if (!first) return { terms: [], problems: [{ line: 1, message: "The table is empty." }] };
  const columns = columnsOf(first, options.columns);
  if (!columns) {
    const message = 'No column is known to hold labels; give the column of "label", and of "id" if there is one.';
    return { terms: [], problems: [{ line: first.line, message }] };
  }
  const known = new Set<string>();
  const terms = (columns.headed ? rows.slice(1) : rows).flatMap((row) => {
    const term = readRow(row, columns.of, options);
    const fault = !term
      ? "The row has no label."
      : known.has(term.id)
        ? `${term.id} is there twice; the first is kept.`
        : undefined;
    if (fault !== undefined) problems.push({ line: row.line, message: fault });
    if (!term || fault !== undefined) return [];
    known.add(term.id);
    return [term];
  });
  return { terms, problems };
}

/**
 * The rows of a table: tab-separated where the first line has a tab, else by commas or semicolons. A cell in double
 * quotes may hold separators, line ends and, doubled, quotes; other quotes are part of the text.
 */
export function rowsOf(text: string): Row[] {
  const content = text.replace(/^\ufeff/, "");
  const [heading = ""] = content.split(/[\r\n]/, 1);
  const separator = heading.includes("\t") ? "\t" : heading.includes(",") || !heading.includes(";") ? "," : ";";
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^${separator}\\r\\n]*))(${separator}|\\r\\n|[\\r\\n]|$)`, "gy");
  const rows: Row[] = [];
  let cells: string[] = [];
  let line = 1;
  let begun = 1;
  for (let match = cell.exec(content); match; match = cell.exec(content)) {
    const [, quoted, plain = "", end] = match;
    cells.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    line += (quoted?.split(/\r\n|[\r\n]/).length ?? 1) - 1;
    if (end === separator) continue;
    if (cells.some(Boolean)) rows.push({ line: begun, cells });
    if (end === "") break;
    cells = [];
    line++;
    begun = line;
  }
  return rows;
}

type Columns = Readonly<Partial<Record<ColumnField, readonly number[]>>>;

/** Which column holds what, and whether the first row says so or is a term already. */
function columnsOf({ cells }: Row, mapping: ColumnMapping | undefined): { of: Columns; headed: boolean } | undefined {
  const names = cells.map((cell) => cell.toLowerCase().replace(/^\w+:|[\s_-]|@\w+$/g, ""));
  if (mapping) {
    const numbers = (columns: readonly (number | string)[]) =>
      columns.map((column) => (typeof column === "number" ? column : cells.indexOf(column))).filter((at) => at >= 0);
    const of = Object.fromEntries(Object.entries(mapping).map(([field, columns]) => [field, numbers(columns)]));
    const headed = Object.values(mapping).some((columns) => columns.some((column) => typeof column === "string"));
    return of.label?.length ? { of, headed } : undefined;
  }
  const matching = (pattern: RegExp) => names.flatMap((name, column) => (pattern.test(name) ? [column] : []));
  const found = columnFields.map((field) => [field, matching(headings[field])] as const);
  const of: Columns = Object.fromEntries(found.filter(([, columns]) => columns.length > 0));
  if (of.label) return { of, headed: true };
  const [id, label] = cells;
  return id && label && identifier.test(id) ? { of: { id: [0], label: [1] }, headed: false } : undefined;
}

const scopes: readonly SynonymScope[] = ["exact", "narrow", "broad", "related"];

function readRow({ cells }: Row, columns: Columns, options: TableOptions) {
  const first = (field: ColumnField) => columns[field]?.map((column) => cells[column] ?? "").find(Boolean) ?? "";
  const separator = options.listSeparator ?? /[|;]/;
  const all = (field: ColumnField) =>
    (columns[field] ?? [])
      .flatMap((column) => (cells[column] ?? "").split(separator))
      .flatMap((value) => value.trim() || []);
  const label = first("label");
  if (!label) return undefined;
  const id = first("id") || label;
  const synonyms = scopes.flatMap((scope) => all(scope).map((text): Synonym => ({ text, scope })));
  return sourceTerm({
    id,
    label,
    kind: kindOf(id, first("namespace") || undefined, options),
    synonyms: synonyms.filter(({ text }) => text !== label),
    parents: all("parents"),
    xrefs: all("xrefs"),
    definition: first("definition"),
    replacedBy: all("replacedBy"),
    ...(/^(true|1|yes|obsolete|deprecated|withdrawn)\b/i.test(first("obsolete") || first("namespace")) && {
      obsolete: true as const,
    }),
  });
}
