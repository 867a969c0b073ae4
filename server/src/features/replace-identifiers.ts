/** Replace Identifiers with Keys: works cited by DOI, PMID, PMCID or arXiv number become citations by key. */
import { identifierOfKey } from "../references/identifier-keys.ts";
import type { CitationCluster, Heading } from "../syntax/facts.ts";
import { citationText, readManuscript, separatorAfter } from "../syntax/manuscript.ts";
import { citedKeyEdit, keyFault } from "../syntax/written-keys.ts";
import type { Document, Span } from "../text/document.ts";
import { addReferences } from "../workspace/add-references.ts";
import { type CitedReference, referenceOf } from "../workspace/citations.ts";
import type { Edit, FileEdit } from "../workspace/edit.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

export interface IdentifierReplacement {
  readonly edit: Edit;
  /** How many identifiers were replaced. */
  readonly replaced: number;
  /** Identifiers as written whose works are in no bibliography and not among the bundled references. */
  readonly unknown: readonly string[];
  /** Identifiers of known works that stay, each with its key: that is another work's in the manuscript, or the format can't hold it. */
  readonly left: readonly { readonly identifier: string; readonly key: string }[];
}

/** An identifier, or several in one pair of parentheses, and what takes its place. */
interface Written {
  readonly identifiers: readonly string[];
  /** The edit that cites the keys, in the order of the identifiers. */
  readonly cite: (keys: readonly string[]) => { readonly span: Span; readonly newText: string };
}

/**
 * Replaces the identifiers of a manuscript by keys where any layer has their works; from other layers the entries are added to
 * its bibliography. Identifiers in citations become keys; those in prose become citations.
 */
export function replaceIdentifiers(snapshot: Snapshot, manuscript: Document): IdentifierReplacement {
  const edits: FileEdit[] = [];
  const added = new Map<string, CitedReference>();
  const unknown = new Set<string>();
  const left = new Map<string, string>();
  let replaced = 0;
  for (const { identifiers, cite } of [...citedIn(manuscript), ...mentionedIn(manuscript)]) {
    const found = identifiers.map((identifier) => ({
      identifier,
      cited: referenceOf(snapshot, manuscript, identifier),
    }));
    const known: CitedReference[] = [];
    for (const { identifier, cited } of found) {
      if (!cited) unknown.add(identifier);
      else if (isCitable(snapshot, manuscript, cited)) known.push(cited);
      else left.set(identifier, cited.reference.id);
    }
    if (known.length < found.length) continue;
    for (const cited of known) if (cited.layer !== "manuscript") added.set(cited.reference.id, cited);
    edits.push({ uri: manuscript.uri, ...cite([...new Set(known.map(({ reference }) => reference.id))]) });
    replaced += identifiers.length;
  }
  const addition = addReferences(
    snapshot,
    manuscript,
    Array.from(added.values(), ({ reference }) => reference),
  );
  return {
    edit: { create: addition.create, edits: [...edits, ...addition.edits] },
    replaced,
    unknown: [...unknown],
    left: Array.from(left, ([identifier, key]) => ({ identifier, key })),
  };
}

/** Whether the key of the work, cited in the manuscript, leads to it. */
function isCitable(snapshot: Snapshot, manuscript: Document, { reference, source }: CitedReference): boolean {
  const byKey = referenceOf(snapshot, manuscript, reference.id);
  const isSame = byKey?.source?.document === source?.document && byKey?.reference === reference;
  return isSame && keyFault(manuscript, reference.id) === undefined;
}

/** Identifiers that stand as keys in citations. */
function citedIn(manuscript: Document): readonly Written[] {
  return readManuscript(manuscript)
    .clusters.flatMap(({ citations }) => citations)
    .filter(({ key }) => identifierOfKey(key) !== undefined)
    .map(({ key, keySpan }) => ({
      identifiers: [key],
      cite: ([cited = key]) => citedKeyEdit(manuscript, keySpan, cited),
    }));
}

/** `doi:10.1/x`, `PMID: 123`, `PMCID: PMC123`, `arXiv:2101.00001`; a bare address or number is none. */
const identifier =
  /\b(?:doi:?\s?10\.\d{4,9}\/[^\s<>"“”;,]+|pmid:?\s?\d{5,8}\b|pmcid:?\s?PMC\d{2,9}\b|arxiv:\s?\d{4}\.\d{4,5}(?:v\d+)?)/gi;

/** Headings of lists of references that a writer keeps by hand. */
const listHeading = /^(?:\d+\.?\s*)?(?:references?|bibliography|literature(?: cited)?|works cited|reference list)$/i;

/** Identifiers in running prose, but not in lists of references. */
function mentionedIn(manuscript: Document): readonly Written[] {
  const { prose, headings, ownEntries, clusters } = readManuscript(manuscript);
  const lists = [...listsUnder(headings, manuscript.text.length), ...ownEntries.map(({ span }) => span)];
  const isApart = ({ start }: Span): boolean =>
    [...lists, ...clusters.map(({ span }: CitationCluster) => span)].some((it) => it.start <= start && start < it.end);
  const found: { span: Span; identifier: string }[] = [];
  for (const stretch of prose) {
    const text = manuscript.text.slice(stretch.start, stretch.end);
    for (const match of text.matchAll(identifier)) {
      const written = /^doi/i.test(match[0]) ? withoutClosing(match[0]) : match[0];
      const start = stretch.start + match.index;
      const span = { start, end: start + written.length };
      if (!isApart(span)) found.push({ span, identifier: keyOf(written) });
    }
  }
  return inParentheses(manuscript, found);
}

/** The identifier as a key: `doi:10.1/x`, `pmid:123`. */
function keyOf(written: string): string {
  const [, name = "", value = ""] = /^([a-z]+):?\s?(.+)$/i.exec(written) ?? [];
  return `${name.toLowerCase()}:${value}`;
}

/** A DOI without the stop and the parentheses that close the sentence around it. */
function withoutClosing(doi: string): string {
  let end = doi.length;
  for (; end > 0; end--) {
    const last = doi.charAt(end - 1);
    const own = doi.slice(0, end);
    const isOpened = (open: string, close: string) => own.split(open).length >= own.split(close).length;
    if (last === ")" ? isOpened("(", ")") : last === "]" ? isOpened("[", "]") : !/[.:!?'’*_}]/.test(last)) break;
  }
  return doi.slice(0, end);
}

function listsUnder(headings: readonly Heading[], end: number): readonly Span[] {
  return headings.flatMap((heading, place) => {
    if (!listHeading.test(heading.text)) return [];
    const next = headings.slice(place + 1).find(({ level }) => level <= heading.level);
    return [{ start: heading.span.start, end: next?.span.start ?? end }];
  });
}

/** Several identifiers with nothing but commas and semicolons between them are one citation, and parentheses around them go. */
function inParentheses(
  manuscript: Document,
  found: readonly { readonly span: Span; readonly identifier: string }[],
): readonly Written[] {
  const { text } = manuscript;
  const groups: { start: number; end: number; identifiers: string[] }[] = [];
  for (const { span, identifier: key } of found) {
    const last = groups.at(-1);
    if (last && /^\s*[;,.]?\s*$/.test(text.slice(last.end, span.start))) {
      last.end = span.end;
      last.identifiers.push(key);
    } else groups.push({ ...span, identifiers: [key] });
  }
  return groups.map(({ start, end, identifiers }) => {
    const [open, close] = [text.charAt(start - 1), text.charAt(end)];
    const isEnclosed = (open === "(" && close === ")") || (open === "[" && close === "]");
    const span = isEnclosed ? { start: start - 1, end: end + 1 } : { start, end };
    const after = separatorAfter(manuscript, span.end);
    return { identifiers, cite: (keys) => ({ span, newText: citationText(manuscript, keys) + after }) };
  });
}
