import { latexToText } from "../syntax/latex-text.ts";
import { fieldOf, type WrittenEntry, type WrittenField } from "../syntax/written-entries.ts";
import type { Check } from "./check.ts";
import { type EntryFault, type EntryFix, type EntryRule, runOnEntries } from "./entry-rule.ts";

/** More pages than this are not what a shortened last page number stands for. */
const longestShortened = 60;

const rule: EntryRule = {
  fields: ["pages"],
  look: (entry) => {
    const pages = fieldOf(entry, "pages");
    return pages ? faultsOf(entry, pages) : [];
  },
};

/** Dashes that neither BibTeX nor CSL take for the sign of a range; a hyphen, two of them and an en dash they do. */
const oddDash = /\s*(?:---+|[\u2010-\u2012\u2014\u2015\u2212])\s*/g;

const pagePrefix = /^pp?\.?\s*(?=\d)/i;

function faultsOf(entry: WrittenEntry, field: WrittenField): readonly EntryFault[] {
  const { span } = field;
  const text = entry.bibtex ? latexToText(field.text).replace(/<[^>]*>/g, "") : field.text;
  const fault = (message: string, newText?: string): EntryFault => ({
    span,
    message,
    fixes: () => fixesOf(field, newText),
  });
  if (/^[\s.,;–—-]+$/.test(text)) return [fault("There are no pages in this field.")];
  if (pagePrefix.test(text)) {
    const newText = field.text.replace(pagePrefix, "");
    return [fault("Styles print “p.” or “pp.” themselves: the field takes the numbers alone.", newText)];
  }
  // A hyphen of one piece of an article number, as in `e1‐5`, is not a range.
  const dashes = field.text.match(oddDash) ?? [];
  if (dashes.length === 1 && /^\w*\d\w*\s*(?:---+|[\u2010-\u2012\u2014\u2015\u2212])\s*\w*\d\w*$/.test(field.text)) {
    const newText = field.text.replace(oddDash, entry.bibtex ? "--" : "-");
    return [fault("This dash is not one that is read as a range of pages.", newText)];
  }
  const reversed = text.split(/[,;]/).find(isReversed);
  return reversed === undefined ? [] : [fault(`The pages run backwards: ${reversed.trim()}.`)];
}

/** Two numbers with the same letters before them, or with letters before the first alone. */
const range = /^\s*([A-Za-z]*)(\d+)\s*[-\u2010-\u2015\u2212]+\s*([A-Za-z]*)(\d+)\s*$/;

/** `1234-45` is short for `1234-1245`. */
function isReversed(text: string): boolean {
  const found = range.exec(text);
  if (!found) return false;
  const [, prefix = "", first = "", lastPrefix = "", last = ""] = found;
  if (lastPrefix !== "" && lastPrefix !== prefix) return false;
  const from = Number(first);
  if (Number(last) >= from) return false;
  if (last.length >= first.length) return true;
  const whole = Number(first.slice(0, first.length - last.length) + last);
  return whole < from || whole - from > longestShortened;
}

function fixesOf(field: WrittenField, newText: string | undefined): readonly EntryFix[] {
  if (newText === undefined || !field.isExact) return [];
  return [{ title: `Change to “${newText}”`, edits: [{ span: field.span, newText }] }];
}

export const malformedPages: Check = {
  code: "malformed-pages",
  setting: "check.malformedPages",
  subject: "bibliography",
  explanation: `Pages that run backwards, “p.” or “pp.” before the numbers, which styles print themselves, and dashes that are not read as a
range, such as an em dash or a minus sign. A hyphen, two hyphens and an en dash all make a range; \`1234-45\` is short for
\`1234-1245\` and article numbers, Roman numerals and lists are left alone.

The fix takes the “p.” away or writes the dash that makes a range.`,
  examples: [
    {
      bad: `--- refs.bib
@article{zhou2022, pages = {982--928}}
                            ^^^^^^^^ malformed-pages
@article{li2021, pages = {pp. 12--34}}
                          ^^^^^^^^^^ malformed-pages
`,
      good: `--- refs.bib
@article{zhou2022, pages = {928--982}}
@article{li2021, pages = {12--34}}
@article{arda2019, pages = {1234-45}}
`,
    },
  ],
  run: runOnEntries(rule),
};
