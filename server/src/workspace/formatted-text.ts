/** A manuscript's citations and its reference list as a citation style prints them. */
import type { Citation, FormattedText, Formatter, TextFormatter } from "../styles/formatter.ts";
import { fromRuns, type RichText, runsIn, toText } from "../styles/rich-text.ts";
import { readBibliography } from "../syntax/bibliography.ts";
import { type CiteParts, type WrittenCitation, writtenCitations } from "../syntax/cite-parts.ts";
import type { CitationCluster } from "../syntax/facts.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import type { Reference } from "../syntax/reference.ts";
import type { Document } from "../text/document.ts";
import { bibliographyDocuments } from "./bibliographies.ts";
import { referenceOf } from "./citations.ts";
import { includedAt, wholeOf } from "./inclusion.ts";
import type { Snapshot } from "./snapshot.ts";
import { nociteOfProject } from "./uncited-entries.ts";

/** A formatter and the id of one of its styles. A style whose text changes needs another id. */
export interface StyleInUse {
  readonly formatter: Formatter;
  readonly style: string;
}

/** A citation where it is written. */
export interface FormattedCluster {
  readonly document: Document;
  readonly cluster: CitationCluster;
  /** As it prints; empty where it only adds to the reference list, or where no key of it is known. */
  readonly content: RichText;
  /** Keys that stand for no reference; they are left out of `content`. */
  readonly unknown: readonly string[];
}

export interface FormattedManuscript {
  /** The file that takes in the others, and so is the manuscript. */
  readonly whole: Document;
  /** The citations of all its files, in the order in which they print. */
  readonly clusters: readonly FormattedCluster[];
  /** Those of one of its files. */
  readonly clustersIn: (document: Document) => readonly FormattedCluster[];
  /** The reference list, in the style's order and numbered where it numbers; made when first asked for. */
  readonly bibliography: () => ReturnType<FormattedText["bibliography"]>;
}

/**
 * The citations of a manuscript with all the files that it takes in. Asked again after an edit, it renders anew what the edit
 * changes; asked for the same Snapshot, it answers from memory.
 */
export function formattedTextOf(snapshot: Snapshot, document: Document, style: StyleInUse): FormattedManuscript {
  const whole = wholeOf(snapshot, document);
  const text = textOf(whole, style);
  if (text.last?.snapshot !== snapshot) text.last = { snapshot, result: format(snapshot, whole, style, text) };
  return text.last.result;
}

/** One manuscript in one style, from one Snapshot to the next. */
interface KeptText {
  readonly formatter: TextFormatter;
  /** Citations as they were prepared last, by what is written. */
  prepared: ReadonlyMap<string, readonly Prepared[]>;
  last?: { readonly snapshot: Snapshot; readonly result: FormattedManuscript };
}

const texts = new WeakMap<Formatter, Map<string, KeptText>>();

/** More manuscripts and styles than this are seldom looked at in turn. */
const mostTexts = 12;

function textOf(whole: Document, { formatter, style }: StyleInUse): KeptText {
  const known = texts.get(formatter) ?? new Map<string, KeptText>();
  texts.set(formatter, known);
  const key = `${style}\n${whole.uri}`;
  const text = known.get(key) ?? { formatter: formatter.text(style), prepared: new Map() };
  known.delete(key);
  known.set(key, text);
  for (const oldest of known.keys()) if (known.size > mostTexts) known.delete(oldest);
  return text;
}

/** What the processor needs of a citation, and what is done with what it gives. */
interface Prepared extends Pick<WrittenCitation, "form" | "isBare"> {
  readonly citation: Citation;
}

interface Placed {
  readonly document: Document;
  readonly cluster: CitationCluster;
  readonly prepared: readonly Prepared[];
}

function format(snapshot: Snapshot, whole: Document, style: StyleInUse, text: KeptText): FormattedManuscript {
  const places = clustersInOrder(snapshot, whole);
  const now = new Map<string, readonly Prepared[]>();
  const placed = places.map(({ document, cluster }): Placed => {
    const isHidden = isNocite(document, cluster);
    const written = document.text.slice(cluster.span.start, cluster.span.end) + (isHidden ? "\0" : "");
    const prepared = now.get(written) ?? text.prepared.get(written) ?? preparedOf(document, cluster, isHidden);
    now.set(written, prepared);
    return { document, cluster, prepared };
  });
  text.prepared = now;
  const references = new Map<string, Reference | undefined>();
  const referenceFor = (key: string): Reference | undefined => {
    if (!references.has(key)) references.set(key, referenceOf(snapshot, whole, key)?.reference);
    return references.get(key);
  };
  const uncited = [...placed.flatMap(hiddenKeys), ...keysBesides(snapshot, whole)];
  const rendered = render(placed, text.formatter, referenceFor, uncited);
  const clusters = placed.map(({ document, cluster, prepared }, place): FormattedCluster => {
    const content = contentOf(prepared, rendered.contents[place] ?? [], style, referenceFor);
    const isKnown = cluster.citations.every(({ key }) => referenceFor(key));
    const unknown = isKnown ? none : cluster.citations.flatMap(({ key }) => (referenceFor(key) ? [] : [key]));
    return { document, cluster, content, unknown };
  });
  let bibliography: ReturnType<FormattedText["bibliography"]> | undefined;
  return {
    whole,
    clusters,
    clustersIn: ({ uri }) => clusters.filter(({ document }) => document.uri === uri),
    bibliography: () => {
      bibliography ??= rendered.bibliography();
      return bibliography;
    },
  };
}

const none: readonly string[] = [];

/** Two keys may stand for one reference, by its key and by an identifier; the processor knows it by its own. */
function render(
  placed: readonly Placed[],
  formatter: TextFormatter,
  referenceFor: (key: string) => Reference | undefined,
  uncited: readonly string[],
): { readonly contents: readonly (readonly RichText[])[]; readonly bibliography: FormattedText["bibliography"] } {
  const byId = new Map<string, Reference>();
  const idOf = (key: string): string => {
    const reference = referenceFor(key);
    if (!reference) return key;
    if (!byId.has(reference.id)) byId.set(reference.id, reference);
    return reference.id;
  };
  const citations: Citation[] = [];
  let note = 0;
  const counts = placed.map(({ prepared }) => {
    const shown = prepared.filter(({ form }) => form !== "hidden");
    if (shown.length > 0) note++;
    for (const { citation } of shown) {
      const isOwn = citation.cites.every(({ id }) => idOf(id) === id);
      const known = isOwn
        ? citation
        : { ...citation, cites: citation.cites.map((cite) => ({ ...cite, id: idOf(cite.id) })) };
      citations.push(formatter.isNote ? { ...known, note } : known);
    }
    return shown.length;
  });
  const formatted = formatter.render(citations, (id) => byId.get(id), uncited.map(idOf));
  let from = 0;
  const contents = counts.map((count) => {
    from += count;
    return formatted.citations.slice(from - count, from);
  });
  return { contents, bibliography: formatted.bibliography };
}

/** All clusters, those of a file that is taken in at the place where it is. No file counts twice. */
function clustersInOrder(
  snapshot: Snapshot,
  whole: Document,
): readonly { readonly document: Document; readonly cluster: CitationCluster }[] {
  const found: { document: Document; cluster: CitationCluster }[] = [];
  const seen = new Set<string>();
  const walk = (document: Document): void => {
    if (seen.has(document.uri)) return;
    seen.add(document.uri);
    const { clusters, includes } = readManuscript(document);
    let next = 0;
    for (const cluster of clusters) {
      for (let include = includes[next]; include && include.span.start < cluster.span.start; include = includes[++next])
        for (const part of includedAt(snapshot, document, include.path)) walk(part);
      found.push({ document, cluster });
    }
    for (const { path } of includes.slice(next)) for (const part of includedAt(snapshot, document, path)) walk(part);
  };
  walk(whole);
  return found;
}

function preparedOf(document: Document, cluster: CitationCluster, isHidden: boolean): readonly Prepared[] {
  return writtenCitations(document, cluster).map(({ form, isBare, cites }) => ({
    form: isHidden ? "hidden" : form,
    isBare,
    citation: {
      cites: cites.map((cite) => citeOf(cite, form === "names")),
      ...(form === "textual" && { isComposite: true }),
    },
  }));
}

function citeOf(
  { citation: { key }, prefix, suffix, locator, label, isAuthorSuppressed }: CiteParts,
  isAuthorOnly: boolean,
): Citation["cites"][number] {
  return {
    id: key,
    ...(prefix !== "" && { prefix }),
    ...(suffix !== "" && { suffix }),
    ...(locator !== undefined && { locator, label: label ?? "page" }),
    ...(isAuthorOnly ? { mode: "author-only" } : isAuthorSuppressed && { mode: "suppress-author" }),
  };
}

function hiddenKeys({ prepared }: Placed): readonly string[] {
  return prepared.flatMap(({ form, citation }) => (form === "hidden" ? citation.cites.map(({ id }) => id) : []));
}

/** Keys of the reference list that no citation of the manuscript's has. */
function keysBesides(snapshot: Snapshot, whole: Document): readonly string[] {
  const nocite = nociteOfProject(snapshot, whole);
  const named = nocite.flatMap((text) => readManuscript(text).clusters.flatMap(({ citations }) => citations));
  const listsAll = readManuscript(whole).citesAll || nocite.some(({ text }) => text.includes("@*"));
  const all = listsAll ? bibliographyDocuments(snapshot, whole).flatMap((it) => readBibliography(it).entries) : [];
  return [...named, ...all].map(({ key }) => key);
}

/** The stretch of the front matter that `nocite:` begins. */
const nociteSpans = new WeakMap<Document, { readonly start: number; readonly end: number } | null>();

function isNocite(document: Document, { span }: CitationCluster): boolean {
  if (document.format !== "markdown") return false;
  let nocite = nociteSpans.get(document);
  if (nocite === undefined) {
    nocite = nociteSpanOf(document.text);
    nociteSpans.set(document, nocite);
  }
  return nocite !== null && nocite.start <= span.start && span.end <= nocite.end;
}

function nociteSpanOf(text: string): { readonly start: number; readonly end: number } | null {
  const end = text.startsWith("---") ? text.search(/\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/) : -1;
  const found = end === -1 ? null : /^nocite[ \t]*:[^\n]*(?:\n(?:[ \t][^\n]*|(?=\r?\n)))*/m.exec(text.slice(0, end));
  return found && { start: found.index, end: found.index + found[0].length };
}

function contentOf(
  prepared: readonly Prepared[],
  contents: readonly RichText[],
  { formatter, style }: StyleInUse,
  referenceFor: (key: string) => Reference | undefined,
): RichText {
  const shown = prepared.filter(({ form }) => form !== "hidden");
  const [only] = shown;
  if (shown.length === 1 && only && !only.isBare && only.form !== "entry" && only.form !== "title")
    return contents[0] ?? [];
  const parts = shown.map(({ form, isBare, citation }, place): RichText => {
    const reference = referenceFor(citation.cites[0]?.id ?? "");
    if (form === "entry") return reference ? formatter.reference(reference, style) : [];
    if (form === "title") return [{ kind: "text", text: reference?.title ?? "" }];
    const content = contents[place] ?? [];
    return isBare ? withoutBrackets(content) : content;
  });
  return joined(parts.filter((part) => part.length > 0));
}

function joined(parts: readonly RichText[]): RichText {
  return parts.flatMap((part, place) => (place === 0 ? part : [{ kind: "text" as const, text: "; " }, ...part]));
}

/** The brackets that end with the citation go: those around the whole, or around what follows names. */
function withoutBrackets(content: RichText): RichText {
  const text = toText(content);
  const close = text.length - 1;
  const open = /[)\]]$/.test(text) ? openingOf(text, close) : -1;
  if (open === -1) return content;
  let from = 0;
  return fromRuns(
    runsIn(content).map((run) => {
      from += run.text.length;
      const start = from - run.text.length;
      return {
        ...run,
        text: run.text
          .split("")
          .filter((_, at) => start + at !== open && start + at !== close)
          .join(""),
      };
    }),
  );
}

function openingOf(text: string, close: number): number {
  let depth = 0;
  for (let at = close; at >= 0; at--) {
    const sign = text.charAt(at);
    if (sign === ")" || sign === "]") depth++;
    else if ((sign === "(" || sign === "[") && --depth === 0) return at;
  }
  return -1;
}
