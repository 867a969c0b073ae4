/** Convert Citation Syntax: citations between Markdown, LaTeX and Typst, with their prefixes, locators and suffixes. */
import { type CiteParts, type WrittenCitation, writtenCitations } from "../syntax/cite-parts.ts";
import type { CitationCluster } from "../syntax/facts.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import { isBesideProse } from "../syntax/prose.ts";
import type { Document, Span } from "../text/document.ts";
import { referenceOf } from "../workspace/citations.ts";
import type { Edit, FileEdit } from "../workspace/edit.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { type CitationSyntax, citationMarkup, type MarkedCitation, type MarkedCite } from "./citation-markup.ts";
import { citationSyntaxOf, type SyntaxInUse } from "./citation-syntax.ts";

export interface Conversion {
  readonly edit: Edit;
  /** How many citations were converted. */
  readonly converted: number;
  /** What prints otherwise now, and citations that stay as they are: a sentence each. */
  readonly notes: readonly string[];
}

/** Citations that print together, as one text has them. */
interface SourceCitation {
  readonly span: Span;
  readonly citations: readonly WrittenCitation[];
  /** False where the text has more than the parts tell. */
  readonly isWhole: boolean;
}

/** Converts a manuscript's own citations within a span to another syntax. */
export function convertCitations(document: Document, target: CitationSyntax, span = wholeOf(document)): Conversion {
  const { clusters } = readManuscript(document);
  const isWithin = within(span);
  const sources = sourcesOf(
    document,
    clusters.filter((cluster) => isWithin(cluster.span)),
  );
  return converted(document, document, sources, {
    ...(isLatex(target) ? citationSyntaxOf(document) : {}),
    syntax: target,
  });
}

function isLatex(syntax: CitationSyntax): boolean {
  return syntax !== "markdown" && syntax !== "typst";
}

/** Converts citations in other syntaxes than the manuscript's, as they come from text that was pasted, to its own. */
export function convertForeignCitations(snapshot: Snapshot, document: Document, span = wholeOf(document)): Conversion {
  const inUse = citationSyntaxOf(document);
  const parts = foreignCitations(snapshot, document, span).map(({ read, sources }) =>
    converted(document, read, sources, inUse),
  );
  return {
    edit: { create: [], edits: parts.flatMap(({ edit }) => edit.edits) },
    converted: parts.reduce((sum, part) => sum + part.converted, 0),
    notes: [...new Set(parts.flatMap(({ notes }) => notes))],
  };
}

function wholeOf({ text }: Document): Span {
  return { start: 0, end: text.length };
}

function within(span: Span): (place: Span) => boolean {
  return ({ start, end }) => span.start <= start && end <= span.end;
}

/**
 * What one format takes for comments, maths, code and raw text goes on over what means nothing of the kind in another. Lengths stay,
 * so that what is found stands where it is written.
 */
const masks = {
  markdown: (text: string) =>
    text.replaceAll("\\", " ").replace(/^[ \t]+(?=\S)/gm, (indent) => ".".repeat(indent.length)),
  latex: (text: string) => text.replaceAll("%", " "),
  typst: (text: string) => text.replace(/\/[/*]|\$/g, (sign) => " ".repeat(sign.length)),
};

interface Foreign {
  /** The manuscript as one of another format. */
  readonly read: Document;
  readonly sources: readonly SourceCitation[];
}

function foreignCitations(snapshot: Snapshot, document: Document, span: Span): readonly Foreign[] {
  const { prose, clusters: own } = readManuscript(document);
  const { text, format } = document;
  const isWithin = within(span);
  const isKnown = ({ citations }: CitationCluster): boolean =>
    citations.every(({ key }) => referenceOf(snapshot, document, key) !== undefined);
  const isBareTypst = /#cite\(|@[\p{L}\p{N}_:.-]+\[/u.test(text) && !/\[[^[\]\n]{0,40}@/.test(text);
  /** Whether a citation is one of a format that the manuscript hasn't, and no other words that look like it. */
  const isOf: Readonly<Record<string, (cluster: CitationCluster) => boolean>> = {
    latex: () => true,
    typst: (cluster) =>
      textOf(document, cluster.span).includes("#cite(") || (format === "latex" && isBareTypst && isKnown(cluster)),
    markdown: (cluster) =>
      text.charAt(cluster.span.start) === "["
        ? // Typst's functions take content in brackets.
          !/[\w)\]]$/.test(text.slice(0, cluster.span.start))
        : format === "latex" && !isBareTypst && isKnown(cluster),
  };
  const taken: Span[] = [];
  return (["typst", "latex", "markdown"] as const).flatMap((other): Foreign[] => {
    if (other === format) return [];
    const read: Document = { uri: document.uri, format: other, dialect: "pandoc", text };
    const masked = { ...read, text: masks[other](text) };
    const clusters = readManuscript(masked).clusters.filter((cluster) => {
      const isOwn = own.some((it) => it.span.start <= cluster.span.start && cluster.span.end <= it.span.end);
      const isTaken = taken.some((it) => it.start < cluster.span.end && cluster.span.start < it.end);
      const stands = isWithin(cluster.span) && !isOwn && !isTaken && isOf[other]?.(cluster) === true;
      return stands && isInText(text, prose, own, cluster.span);
    });
    taken.push(...clusters.map((cluster) => cluster.span));
    return clusters.length > 0 ? [{ read, sources: sourcesOf(read, clusters) }] : [];
  });
}

/** Whether running text goes on before or behind a stretch, be it with a citation. */
function isInText(text: string, prose: readonly Span[], own: readonly CitationCluster[], span: Span): boolean {
  return isBesideProse(text, prose, span) || own.some((it) => it.span.start < span.end && span.start < it.span.end);
}

function textOf({ text }: Document, { start, end }: Span): string {
  return text.slice(start, end);
}

/** The citations of clusters; what `\citetext` or `\parentext` has between its braces is one. */
function sourcesOf(document: Document, clusters: readonly CitationCluster[]): SourceCitation[] {
  const sources: SourceCitation[] = [];
  for (let place = 0; place < clusters.length; place++) {
    const group = citetextAt(document, clusters, place);
    const cluster = clusters[place];
    if (!cluster) break;
    sources.push(group?.source ?? sourceOf(document, cluster));
    place += group ? group.count - 1 : 0;
  }
  return sources;
}

function sourceOf(document: Document, cluster: CitationCluster): SourceCitation {
  // A second key that no semicolon parts from the first is part of that one's suffix.
  const isNested =
    document.format === "markdown" &&
    document.text.charAt(cluster.span.start) === "[" &&
    cluster.citations.some(({ mode }) => mode === "author-in-text");
  return { span: cluster.span, citations: writtenCitations(document, cluster), isWhole: !isNested };
}

/**
 * natbib's `\citetext{\citealp[see][]{a}; \citeyear{b}}` and biblatex's `\parentext{\cite[see][]{a}; \cite*{b}}`, which give each work notes
 * of its own.
 */
function citetextAt(
  document: Document,
  clusters: readonly CitationCluster[],
  place: number,
): { readonly source: SourceCitation; readonly count: number } | undefined {
  const first = clusters[place];
  const { text, format } = document;
  if (format !== "latex" || !first) return undefined;
  const opening = /\\(?:cite|paren)text\{\s*$/.exec(
    text.slice(Math.max(0, first.span.start - 40), first.span.start),
  )?.[0];
  if (opening === undefined) return undefined;
  let { end } = first.span;
  let count = 1;
  for (const { span } of clusters.slice(place + 1)) {
    if (!/^\s*;\s*$/.test(text.slice(end, span.start))) break;
    end = span.end;
    count++;
  }
  const closing = /^\s*\}/.exec(text.slice(end, end + 40))?.[0];
  const written = clusters.slice(place, place + count).map((cluster) => writtenCitations(document, cluster));
  const isPlain = written.every(([only, more]) => only?.form === "citation" && more === undefined);
  if (closing === undefined || !isPlain) return undefined;
  const cites = written.flatMap(([only]) => only?.cites ?? []);
  const span = { start: first.span.start - opening.length, end: end + closing.length };
  return { source: { span, citations: [{ form: "citation", isBare: false, cites }], isWhole: true }, count };
}

function converted(
  document: Document,
  read: Document,
  sources: readonly SourceCitation[],
  { syntax, command }: SyntaxInUse,
): Conversion {
  const { text, uri } = document;
  const edits: FileEdit[] = [];
  const notes: string[] = [];
  for (const { span, citations, isWhole } of sources) {
    const around = {
      before: text.slice(0, span.start),
      after: text.slice(span.end, span.end + 40),
      ...(command && { command }),
    };
    const markup = isWhole
      ? citations.map((citation) => citationMarkup(syntax, markedCitation(read, citation), around))
      : [];
    const parts = markup.flatMap((part) => part ?? []);
    if (parts.length < citations.length || parts.length === 0) {
      notes.push(`“${textOf(document, span)}” stays: ${syntaxNames[syntax]} has no such citation.`);
      continue;
    }
    notes.push(...parts.flatMap(({ losses }) => losses));
    // LaTeX's tie is a tilde to Markdown.
    const isTied = syntax === "markdown" && text.charAt(span.start - 1) === "~";
    const newText = (isTied ? " " : "") + parts.map((part) => part.text).join(read.format === "typst" ? " " : "; ");
    edits.push({ uri, span: { start: span.start - (isTied ? 1 : 0), end: span.end }, newText });
  }
  return { edit: { create: [], edits }, converted: edits.length, notes: [...new Set(notes)] };
}

export const syntaxNames: Readonly<Record<CitationSyntax, string>> = {
  markdown: "Markdown",
  natbib: "LaTeX with natbib",
  biblatex: "LaTeX with biblatex",
  latex: "LaTeX without a package",
  typst: "Typst",
};

function markedCitation(read: Document, { form, isBare, cites }: WrittenCitation): MarkedCitation {
  return { form, isBare, cites: cites.map((cite) => markedCite(read, cite)) };
}

function markedCite({ format }: Document, cite: CiteParts): MarkedCite {
  const { citation, prefix, locator, label, isAuthorSuppressed } = cite;
  const written = locator === undefined ? "" : locatorWords(label ?? "page", locator);
  // A note prints behind a comma, whatever it begins with.
  const hasComma = format === "markdown" || locator !== undefined || /^(?:,|$)/.test(cite.suffix);
  const suffix = hasComma ? cite.suffix : `, ${cite.suffix.trimStart()}`;
  return { key: citation.key, prefix: prefix.trim(), locator: written, suffix, isAuthorSuppressed };
}

/** How locators are written, of one and of several, so that they are read again as what they are. */
const terms: Readonly<Record<string, readonly [one: string, several: string]>> = {
  book: ["bk.", "bks."],
  chapter: ["chap.", "chaps."],
  column: ["col.", "cols."],
  figure: ["fig.", "figs."],
  folio: ["fol.", "fols."],
  issue: ["no.", "nos."],
  line: ["l.", "ll."],
  note: ["n.", "nn."],
  opus: ["op.", "opp."],
  page: ["p.", "pp."],
  paragraph: ["para.", "paras."],
  part: ["pt.", "pts."],
  section: ["sec.", "secs."],
  "sub-verbo": ["s.v.", "s.vv."],
  verse: ["v.", "vv."],
  volume: ["vol.", "vols."],
};

function locatorWords(label: string, locator: string): string {
  const [one, several] = terms[label] ?? ["", ""];
  return `${/[-–—,&]/.test(locator) ? several : one} ${locator}`.trim();
}
