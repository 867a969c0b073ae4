import { bibtexFileOf, readBibliography } from "../syntax/bibliography.ts";
import { repeatedKeysIn } from "../syntax/bibtex-repeated.ts";
import type { Document, Span } from "../text/document.ts";
import type { Check, Fix, Problem } from "./check.ts";

/** An entry with a key that an entry before it has. */
interface Repeated {
  readonly key: string;
  readonly span: Span;
  readonly first: Span;
  /** The whole of both entries. */
  readonly entries: readonly [first: Span, again: Span];
}

const repeatedOf = new WeakMap<Document, readonly Repeated[]>();

function repeatedIn(document: Document): readonly Repeated[] {
  const file = bibtexFileOf(document);
  if (file) return repeatedKeysIn(file);
  const known = repeatedOf.get(document);
  if (known) return known;
  const firsts = new Map<string, { readonly keySpan: Span; readonly span: Span }>();
  const found: Repeated[] = [];
  for (const { key, keySpan, span } of readBibliography(document).entries) {
    const first = firsts.get(key);
    if (first) found.push({ key, span: keySpan, first: first.keySpan, entries: [first.span, span] });
    else firsts.set(key, { keySpan, span });
  }
  repeatedOf.set(document, found);
  return found;
}

function problemOf(document: Document, { key, span, first, entries }: Repeated): Problem {
  const { text, uri, format } = document;
  const [one, again] = entries.map(({ start, end }) => text.slice(start, end).replace(/\s+/g, " "));
  const isSame = format === "bibtex" && one === again;
  return {
    span,
    message: isSame
      ? "The same entry stands in this file before."
      : `An entry before this one has the key “${key}” too.`,
    related: [{ location: { uri, span: first }, message: "The first with this key." }],
    ...(isSame && { unnecessary: true as const }),
    fixes: () => (isSame ? [removal(document, entries[1])] : []),
  };
}

function removal({ uri, text }: Document, { start, end }: Span): Fix {
  const after = /[ \t]*(?:\r?\n)*/y;
  after.lastIndex = end;
  const length = after.exec(text)?.[0].length ?? 0;
  const span = { start, end: end + length };
  return { title: "Remove this entry", edit: { create: [], edits: [{ uri, span, newText: "" }] }, preferred: true };
}

export const duplicateKey: Check = {
  code: "duplicate-key",
  setting: "check.duplicateKey",
  subject: "bibliography",
  explanation: `Two entries of one file with the same key, letter by letter; in biblatex also a key that another entry has among its \`ids\`. BibTeX
reports an error and skips the second, Biber and Pandoc take one and drop the other.

Where the two entries are the same but for white space, the fix removes the second. Where they are not, give one of them
another key, or merge them.`,
  examples: [
    {
      bad: `--- refs.bib
@misc{zhou2022, title = {Liver}}
@misc{zhou2022, title = {Kidney}}
      ^^^^^^^^ duplicate-key
`,
      good: `--- refs.bib
@misc{zhou2022, title = {Liver}}
@misc{zhou2022kidney, title = {Kidney}}
`,
    },
    {
      bad: `--- refs.bib
@misc{zhou2022, title = {Liver}}
@misc{li2021, ids = {zhou2022}, title = {Kidney}}
                     ^^^^^^^^ duplicate-key
`,
      good: `--- refs.bib
@misc{zhou2022, title = {Liver}}
@misc{li2021, ids = {li2021kidney}, title = {Kidney}}
`,
    },
  ],
  run: (_snapshot, document) => repeatedIn(document).map((repeated) => problemOf(document, repeated)),
};
