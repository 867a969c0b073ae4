/** Reads OBO 1.4, the line format of the OBO Foundry's ontologies. */
import type { Synonym, SynonymScope, Term } from "../model.ts";
import { kindOf, type SourceFile, type SourceOptions, type SourceProblem, sourceTerm } from "./source-file.ts";

/** One tag-value line of a stanza. */
interface Clause {
  readonly line: number;
  readonly tag: string;
  readonly value: string;
}

interface Stanza {
  /** `""` for the file's header. */
  readonly type: string;
  readonly line: number;
  readonly clauses: readonly Clause[];
}

type Report = (line: number, message: string) => void;

export function readObo(text: string, options: SourceOptions = {}): SourceFile {
  const problems: SourceProblem[] = [];
  const report: Report = (line, message) => problems.push({ line, message });
  const [header, ...stanzas] = stanzasOf(text, report);
  const version = header?.clauses.find(({ tag }) => tag === "data-version")?.value;
  const namespace = header?.clauses.find(({ tag }) => tag === "default-namespace")?.value;
  const terms = new Map<string, Term>();
  for (const stanza of stanzas) {
    if (stanza.type !== "Term") continue;
    const term = readTerm(stanza, namespace, options, report);
    if (term && terms.has(term.id)) report(stanza.line, `${term.id} is there twice; the first is kept.`);
    else if (term) terms.set(term.id, term);
  }
  if (terms.size === 0) report(1, "The file has no [Term] with an id and a name.");
  return { terms: [...terms.values()], problems, ...(version !== undefined && { version }) };
}

function stanzasOf(text: string, report: Report): Stanza[] {
  let clauses: Clause[] = [];
  const stanzas: Stanza[] = [{ type: "", line: 1, clauses }];
  for (const [index, content] of text.split(/\r\n|[\r\n]/).entries()) {
    const line = index + 1;
    const trimmed = index === 0 ? content.replace(/^\ufeff/, "").trim() : content.trim();
    if (trimmed === "" || trimmed.startsWith("!")) continue;
    const heading = /^\[(\w+)\]/.exec(trimmed);
    const clause = /^([\w-]+):\s*(.*)$/.exec(trimmed);
    if (heading) {
      clauses = [];
      stanzas.push({ type: heading[1] ?? "", line, clauses });
    } else if (clause) clauses.push({ line, tag: clause[1] ?? "", value: clause[2] ?? "" });
    else report(line, "A line must be a [Heading], a comment or a tag and its value.");
  }
  return stanzas;
}

function readTerm(
  { line, clauses }: Stanza,
  defaultNamespace: string | undefined,
  options: SourceOptions,
  report: Report,
): Term | undefined {
  const first = (tag: string) => clauses.find((clause) => clause.tag === tag);
  const all = (tag: string) => clauses.filter((clause) => clause.tag === tag).map(({ value }) => plainValue(value));
  const id = plainValue(first("id")?.value ?? "");
  const label = plainValue(first("name")?.value ?? "");
  if (!id || !label) {
    report(line, id ? `${id} has no name.` : "A term has no id.");
    return undefined;
  }
  const definition = first("def");
  const defined = definition && quoted(definition, report);
  const synonyms = clauses
    .filter(({ tag }) => /^(exact_|narrow_|broad_|related_)?synonym$/.test(tag))
    .flatMap((clause) => readSynonym(clause, report) ?? []);
  return sourceTerm({
    id,
    label,
    kind: kindOf(id, first("namespace")?.value ?? defaultNamespace, options),
    synonyms,
    parents: all("is_a"),
    xrefs: all("xref").map((xref) => xref.split(/\s+"/)[0] ?? xref),
    definition: defined?.text ?? "",
    definitionXrefs: defined ? xrefsOf(defined.rest) : [],
    alternativeIds: all("alt_id"),
    replacedBy: all("replaced_by"),
    ...(first("is_obsolete")?.value.startsWith("true") && { obsolete: true as const }),
  });
}

/** `"text" SCOPE type [xrefs]`; without a scope it is related, in the older tags it is the tag's. */
function readSynonym(clause: Clause, report: Report): Synonym | undefined {
  const value = quoted(clause, report);
  if (!value) return undefined;
  const [scope, type] = value.rest
    .replace(/[[{].*$/su, "")
    .trim()
    .split(/\s+/);
  const given = clause.tag.replace(/_?synonym$/, "") || scope?.toLowerCase() || "related";
  if (!isScope(given)) {
    report(clause.line, `"${scope}" is no synonym scope; use EXACT, NARROW, BROAD or RELATED.`);
    return undefined;
  }
  return { text: value.text, scope: given, ...(type && { type: type.toLowerCase() }) };
}

const isScope = (scope: string): scope is SynonymScope => /^(exact|narrow|broad|related)$/.test(scope);

function quoted({ line, tag, value }: Clause, report: Report): { text: string; rest: string } | undefined {
  const match = /^"((?:[^"\\]|\\.)*)"(.*)$/su.exec(value);
  if (!match) report(line, `The value of "${tag}" must stand in double quotes.`);
  return match ? { text: unescaped(match[1] ?? "").trim(), rest: match[2] ?? "" } : undefined;
}

/** The identifiers between the brackets; each may have a description in quotes. */
function xrefsOf(rest: string): string[] {
  const list = /\[((?:[^\]\\]|\\.)*)\]/su.exec(rest)?.[1] ?? "";
  return Array.from(list.matchAll(/((?:[^,"\\]|\\.)+)(?:"(?:[^"\\]|\\.)*")?/gsu), ([, xref]) =>
    unescaped(xref ?? "").trim(),
  ).filter(Boolean);
}

/** A value without its trailing modifiers and comment. */
function plainValue(value: string): string {
  return unescaped(value.replace(/\s+(\{[^{}]*\}\s*)?(!\s.*)?$/su, "")).trim();
}

function unescaped(text: string): string {
  return text.includes("\\")
    ? text.replace(/\\(.)/gsu, (_, letter) =>
        letter === "n" ? "\n" : letter === "t" ? "\t" : letter === "W" ? " " : letter,
      )
    : text;
}
