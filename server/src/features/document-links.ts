/** Links to works and files: identifiers, addresses and attached files in bibliographies, identifiers in prose. */

import { type Identifier, recogniseIdentifier, urlOfIdentifier } from "../references/identifiers.ts";
import { attachedFilesIn } from "../syntax/attached-files.ts";
import { bibtexFileOf } from "../syntax/bibliography.ts";
import { bibtexFieldsIn, plainValue, type WrittenField } from "../syntax/bibtex-places.ts";
import { verbatim } from "../syntax/bibtex-reference.ts";
import { normaliseArxiv, normaliseDoi, normalisePmcid, normalisePmid } from "../syntax/identifiers.ts";
import { isManuscript, readManuscript } from "../syntax/manuscript.ts";
import type { Document, Span } from "../text/document.ts";
import { folderOf, resolvePath } from "../text/uri.ts";
import { isIdentifierKey } from "../workspace/citations.ts";

export interface DocumentLink {
  readonly span: Span;
  /** Worked out when it is asked for: a large bibliography has very many. */
  readonly url: string;
}

const links = new WeakMap<Document, readonly DocumentLink[]>();

/** In document order; no two overlap. */
export function linksIn(document: Document): readonly DocumentLink[] {
  const known = links.get(document);
  if (known) return known;
  const found = isManuscript(document) ? inManuscript(document) : inBibliography(document);
  links.set(document, found);
  return found;
}

function inManuscript(document: Document): DocumentLink[] {
  const { clusters, prose } = readManuscript(document);
  const cited = clusters
    .flatMap(({ citations }) => citations)
    .flatMap(({ key, keySpan }) => linkTo(keySpan, isIdentifierKey(key) ? recogniseIdentifier(key) : undefined));
  const written = prose.flatMap((span) => identifiersIn(document.text, span, true));
  return [...cited, ...written].toSorted((a, b) => a.span.start - b.span.start);
}

function inBibliography(document: Document): DocumentLink[] {
  const { text } = document;
  const file = bibtexFileOf(document);
  if (file) return [...bibtexFieldsIn(file)].flatMap((field) => inField(document, field));
  const whole = { start: 0, end: text.length };
  const found = [...addressesIn(text), ...identifiersIn(text, whole, false), ...risFilesIn(document)];
  found.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  return found.filter(({ span }, number) => span.start >= (found[number - 1]?.span.end ?? 0));
}

/** Fields whose value is an identifier. */
const identifierFields: Readonly<Record<string, (value: string) => Identifier | undefined>> = {
  doi: (value) => identifier("doi", normaliseDoi(value)),
  pmid: (value) => identifier("pmid", normalisePmid(value)),
  pmcid: (value) => identifier("pmcid", normalisePmcid(value)),
  pmc: (value) => identifier("pmcid", normalisePmcid(value)),
  arxiv: (value) => identifier("arxiv", normaliseArxiv(value)),
};

/** The archives that `eprinttype` or `archiveprefix` names, as biblatex and PubMed's exports write them. */
const archives: Readonly<Record<string, string>> = { arxiv: "arxiv", pubmed: "pmid", pmid: "pmid", pmc: "pmcid" };

function identifier(kind: Identifier["kind"], value: string | undefined): Identifier | undefined {
  return value === undefined ? undefined : { kind, value };
}

function inField(document: Document, { name, value, entry }: WrittenField): DocumentLink[] {
  const isLinked =
    Object.hasOwn(identifierFields, name) || /^(?:eprint|url|howpublished|file|pdf|bdsk-url-\d)$/.test(name);
  const span = isLinked ? plainValue(document.text, value) : undefined;
  if (!span) return [];
  if (name === "file" || name === "pdf") return filesIn(document, span);
  const inner = withoutCommand(document.text, span);
  const written = verbatim(document.text.slice(inner.start, inner.end));
  const kind = name === "eprint" ? archives[archiveOf(document.text.slice(entry.start, entry.end))] : name;
  const found = identifierFields[kind ?? ""]?.(written);
  if (found) return linkTo(inner, found);
  return /^(?:https?|ftp):\/\//i.test(written) ? [{ span: inner, url: written }] : [];
}

/** An entry that names no archive has arXiv's numbers. */
function archiveOf(entry: string): string {
  return /(?:eprinttype|archiveprefix)\s*=\s*["{]?\s*(\w+)/i.exec(entry)?.[1]?.toLowerCase() ?? "arxiv";
}

/** What stands in `\url{…}` and in further braces. */
function withoutCommand(text: string, { start, end }: Span): Span {
  const found = /^(?:\\(?:url|path|nolinkurl)\s*)?\{([^{}]*)\}$/.exec(text.slice(start, end));
  return found?.[1] === undefined ? { start, end } : { start: end - 1 - found[1].length, end: end - 1 };
}

function filesIn(document: Document, value: Span): DocumentLink[] {
  if (/^\w{2,}:\/\//.test(document.text.slice(value.start, value.end))) {
    return [{ span: value, url: document.text.slice(value.start, value.end) }];
  }
  return attachedFilesIn(document.text, value).map(({ path, span }) => ({
    span,
    get url() {
      return /^\w{2,}:\/\//.test(path) ? path : resolvePath(folderOf(document.uri), path);
    },
  }));
}

/** RIS keeps attached files in `L1` and `L4`. */
function risFilesIn(document: Document): DocumentLink[] {
  return [...document.text.matchAll(/^L[14] {2}- (?!\w+:\/\/)(\S.*?)[ \r]*$/gm)].map(({ 1: path = "", index }) => {
    const start = index + "L1  - ".length;
    return { span: { start, end: start + path.length }, url: resolvePath(folderOf(document.uri), path) };
  });
}

function addressesIn(text: string): DocumentLink[] {
  return [...text.matchAll(/\b(?:https?|ftp|file):\/\/[^\s"<>{}|\\^`]+/gi)].map(({ 0: written, index }) => {
    const url = withoutPunctuation(written);
    return { span: { start: index, end: index + url.length }, url };
  });
}

/** How identifiers are written: the name before, then the identifier itself. */
const written: readonly (readonly [RegExp, (value: string) => Identifier | undefined])[] = [
  [/((?:\bdoi:?\s?)?)(?<![\w/.])(10\.\d{4,9}\/[^\s"<>{}|\\^`]+)/gi, (value) => identifier("doi", normaliseDoi(value))],
  [/(\bPMID"?\s?[-:]?\s?["']?)(\d{1,8})\b/g, (value) => identifier("pmid", normalisePmid(value))],
  [/((?:\bPMCID:\s?)?)\b(PMC\d{3,9})\b/g, (value) => identifier("pmcid", normalisePmcid(value))],
  [/(\barXiv:\s?)([a-z.-]+\/\d{7}|\d{4}\.\d{4,5}(?:v\d+)?)\b/gi, (value) => identifier("arxiv", normaliseArxiv(value))],
];

/** `withName` takes the name before an identifier into its link. */
function identifiersIn(text: string, { start, end }: Span, withName: boolean): DocumentLink[] {
  const part = text.slice(start, end);
  return written.flatMap(([pattern, read]) =>
    [...part.matchAll(pattern)].flatMap(({ 1: name = "", 2: value = "", index }) => {
      const kept = withoutPunctuation(value);
      const from = start + index + name.length;
      return linkTo({ start: withName ? from - name.length : from, end: from + kept.length }, read(kept));
    }),
  );
}

/** Without the sentence's punctuation and emphasis after it, and a parenthesis that it does not open. */
function withoutPunctuation(address: string): string {
  let kept = address.replace(/[.,;:!?*_'’”"]+$/, "");
  while (/[)\]]$/.test(kept) && countOf(kept, "([") < countOf(kept, ")]")) {
    kept = kept.slice(0, -1).replace(/[.,;:!?*_'’”"]+$/, "");
  }
  return kept;
}

function countOf(text: string, characters: string): number {
  return [...text].filter((character) => characters.includes(character)).length;
}

function linkTo(span: Span, to: Identifier | undefined): DocumentLink[] {
  if (!to) return [];
  return [
    {
      span,
      get url() {
        return urlOfIdentifier(to);
      },
    },
  ];
}
