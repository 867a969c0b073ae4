/** What a writer pastes or drops to have it imported: records in any bibliography's format, else identifiers. */
import { readBibliography } from "../syntax/bibliography.ts";
import { findItemList } from "../syntax/csl-json.ts";
import { looksLikeHayagriva } from "../syntax/hayagriva.ts";
import type { Reference } from "../syntax/reference.ts";
import { createDocument, type Format, type Span } from "../text/document.ts";
import { type Identifier, normaliseArxiv, normaliseDoi, normalisePmcid, normalisePmid } from "./identifiers.ts";

export type ImportItem =
  | { readonly kind: "identifier"; readonly identifier: Identifier; readonly span: Span }
  /** `hasOwnKey`: its `id` is a key that someone chose, not an identifier or one made of author and year. */
  | { readonly kind: "record"; readonly reference: Reference; readonly hasOwnKey: boolean; readonly span: Span }
  | { readonly kind: "unreadable"; readonly reason: string; readonly span: Span };

/**
 * The items of a text, in its order, each identifier once. A file's name tells its format where the text does not. Of a text with
 * identifiers only single words that are none are unreadable: a list of references has lines without any.
 */
export function importItems(text: string, fileName = ""): readonly ImportItem[] {
  const format = formatOf(text, fileName);
  return format ? recordsIn(text, format) : identifiersIn(text);
}

/** Signs of a format at the beginning of a line. */
const signs: readonly (readonly [Format, RegExp])[] = [
  ["bibtex", /^[ \t\ufeff]*@[a-z]+\s*[{(]/im],
  ["ris", /^[ \ufeff]?TY {0,3}- /m],
  ["nbib", /^\ufeff?PMID ?- ?\d/m],
  ["nbib", /^\ufeff?(?:PMC|OWN|STAT|TI) {1,2}- /m],
  ["refer", /^\ufeff?%0 \S/m],
  ["endnote-xml", /<records?[\s>]/],
  ["csl-yaml", /^(?:references *:|[ \t]*- id *:)/m],
];

function formatOf(text: string, fileName: string): Format | undefined {
  if (/^[\s\ufeff]*[[{]/.test(text) && findItemList(asItemList(text)) !== undefined) return "csl-json";
  const found = signs.find(([, sign]) => sign.test(text))?.[0];
  if (found) return found;
  return /\.ya?ml$/i.test(fileName) && looksLikeHayagriva(text) ? "hayagriva" : undefined;
}

/** One CSL item alone is read as a list of one. */
function asItemList(text: string): string {
  return /^[\s\ufeff]*\{/.test(text) && findItemList(text) === undefined ? `[${text.replace(/^\ufeff/, "")}]` : text;
}

const extensions: Readonly<Partial<Record<Format, string>>> = {
  bibtex: "bib",
  ris: "ris",
  nbib: "nbib",
  refer: "enw",
  "endnote-xml": "xml",
  "csl-yaml": "yaml",
  hayagriva: "yaml",
  "csl-json": "json",
};

function recordsIn(text: string, format: Format): readonly ImportItem[] {
  const list = format === "csl-json" ? asItemList(text) : text;
  const document = createDocument(`import:/pasted.${extensions[format] ?? ""}`, list);
  if (!document) return [];
  const { entries, problems } = readBibliography(document);
  const moved = (span: Span): Span => (list === text ? span : { start: span.start - 1, end: span.end - 1 });
  // A fault inside a record has cost a field at most; one outside all records has cost a record.
  const lost = problems.filter(
    ({ span }) => !entries.some((it) => it.span.start <= span.start && span.start < it.span.end),
  );
  return [
    ...entries.map(
      ({ reference, hasFixedKey = false, span }): ImportItem => ({
        kind: "record",
        reference,
        hasOwnKey: !hasFixedKey,
        span: moved(span),
      }),
    ),
    ...lost.map(({ message, span }): ImportItem => ({ kind: "unreadable", reason: message, span: moved(span) })),
  ].sort((a, b) => a.span.start - b.span.start);
}

/** How identifiers are written, the surest first: what one has taken is not looked at again. */
const forms: readonly (readonly [RegExp, (written: string) => Identifier | undefined])[] = [
  [
    /\bhttps?:\/\/(?:www\.)?arxiv\.org\/(?:abs|pdf)\/[^\s"<>{}|\\^`?#]+/gi,
    (written) => identifier("arxiv", normaliseArxiv(written)),
  ],
  [
    /\bhttps?:\/\/(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov\/pubmed)\/\d+/gi,
    (written) => identifier("pmid", normalisePmid(written)),
  ],
  [
    /\bhttps?:\/\/(?:www\.|pmc\.)?ncbi\.nlm\.nih\.gov\/(?:pmc\/)?articles\/PMC\d+/gi,
    (written) => identifier("pmcid", normalisePmcid(written)),
  ],
  [/\b10\.\d{4,9}(?:\.\d+)*(?:\/|%2F)[^\s"<>{}|\\^`]+/gi, (written) => identifier("doi", normaliseDoi(written))],
  [
    /\barxiv\s?:\s?(?:[a-z-]+(?:\.[a-z]{2})?\/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?\b/gi,
    (written) => identifier("arxiv", normaliseArxiv(written)),
  ],
  [
    /\bpmcid\s?:?\s?(?:PMC)?\d{2,9}\b|\bPMC\s?:?\s?\d{2,9}\b/gi,
    (written) => identifier("pmcid", normalisePmcid(written.replace(/^pmc\s?:?\s?(?=\d)/i, "PMC"))),
  ],
  [/\bpmid\s?:?\s?\d{1,8}\b/gi, (written) => identifier("pmid", normalisePmid(written))],
];

function identifier(kind: Identifier["kind"], value: string | undefined): Identifier | undefined {
  return value === undefined ? undefined : { kind, value };
}

interface FoundIdentifier {
  readonly identifier: Identifier;
  readonly span: Span;
}

function identifiersIn(text: string): readonly ImportItem[] {
  const found: FoundIdentifier[] = [];
  let rest = text;
  for (const [form, read] of forms) {
    for (const { 0: written, index } of rest.matchAll(form)) {
      const kept = form.source.includes("%2F") ? bareDoi(text, index, written) : written;
      const recognised = read(kept);
      if (recognised) found.push({ identifier: recognised, span: { start: index, end: index + kept.length } });
    }
    rest = without(text, found);
  }
  found.push(...bareNumbers(rest));
  const seen = new Set<string>();
  const once = found
    .sort((a, b) => a.span.start - b.span.start)
    .filter(({ identifier: { kind, value } }) => {
      const spelled = `${kind}:${value}`.toLowerCase();
      return !seen.has(spelled) && seen.add(spelled);
    });
  const items = once.map((it): ImportItem => ({ kind: "identifier", ...it }));
  return [...items, ...wordsWithout(without(text, found), once.length > 0)].sort((a, b) => a.span.start - b.span.start);
}

/** The text with spaces where identifiers stand. */
function without(text: string, found: readonly FoundIdentifier[]): string {
  let left = text;
  for (const { span } of found)
    left = left.slice(0, span.start) + " ".repeat(span.end - span.start) + left.slice(span.end);
  return left;
}

/** A DOI without what follows it in an address or a sentence. */
function bareDoi(text: string, index: number, written: string): string {
  const address = /https?:\/\/([^\s/]+)\/\S*$/i.exec(text.slice(Math.max(0, index - 300), index))?.[1] ?? "";
  let kept = written.replace(/[.,;:!?*_'’”"]+$/, "");
  if (address !== "" && !/(?:^|\.)doi\.org$/i.test(address)) {
    kept = kept
      .replace(/[?#&].*$/, "")
      .replace(/\/(?:full|abstract|pdf|epdf|pdfdirect|meta|html|fulltext)(?:\/.*)?$/i, "")
      .replace(/\.(?:full|abstract|long|short)(?:[.-]\w+)*$/i, "")
      .replace(/\.pdf$/i, "");
    // Preprint servers of Cold Spring Harbor put a version after the DOI.
    if (/(?:bio|med)rxiv\.org$/i.test(address)) kept = kept.replace(/v\d+$/, "");
  }
  const opening = (it: string) => it.split(/[([]/).length;
  while (/[)\]]$/.test(kept) && opening(kept) < kept.split(/[)\]]/).length)
    kept = kept.slice(0, -1).replace(/[.,;:]+$/, "");
  return kept;
}

/** Numbers of five to eight digits, and arXiv's, on lines that hold nothing else: a list of PMIDs, say. */
function bareNumbers(rest: string): FoundIdentifier[] {
  const found: FoundIdentifier[] = [];
  for (const { 0: line, index } of rest.matchAll(/^[ \t,;]*\d[\d.v \t,;]*\r?$/gm)) {
    for (const { 0: written, index: at } of line.matchAll(/[\d.v]+/g)) {
      const value = normaliseArxiv(written);
      const recognised = value
        ? identifier("arxiv", value)
        : /^\d{5,8}$/.test(written)
          ? identifier("pmid", written)
          : undefined;
      const start = index + at;
      if (recognised) found.push({ identifier: recognised, span: { start, end: start + written.length } });
    }
  }
  return found;
}

const noIdentifier = "This is no DOI, PMID, PMCID or arXiv identifier, nor a record of a bibliography.";

function wordsWithout(rest: string, hasIdentifiers: boolean): ImportItem[] {
  const lines = [...rest.matchAll(/^[ \t]*(\S[^\r\n]*?)[ \t,;]*$/gm)].map(({ 0: whole, 1: line = "", index }) => {
    const start = index + whole.indexOf(line);
    return { line, span: { start, end: start + line.length } };
  });
  const meant = hasIdentifiers ? lines.filter(({ line }) => /^[^\s,;]*\d[^\s,;]*$/.test(line)) : lines.slice(0, 1);
  return meant.map(({ span }) => ({ kind: "unreadable", reason: noIdentifier, span }));
}
