import { latexToText } from "../syntax/latex-text.ts";
import { fieldOf, type WrittenEntry, type WrittenField } from "../syntax/written-entries.ts";
import type { Check } from "./check.ts";
import { type EntryFault, type EntryFix, type EntryRule, runOnEntries } from "./entry-rule.ts";

/** More pages than this are not what a shortened last page number stands for. */
const longestShortened = 60;

const rule: EntryRule = {
  fields: ["pages"],
  look: (entry, { model }) => {
    const pages = fieldOf(entry, "pages");
    return pages ? faultsOf(entry, pages, model === "biblatex") : [];
  },
};

/** Dashes that BibTeX, Pandoc and CSL print as they are; a hyphen, two of them and an en dash make a range. Biber takes all. */
const oddDash = /\s*(?:---+|[\u2010-\u2012\u2014\u2015\u2212])\s*/g;

const rangeWithOddDash = /^\w*\d\w*\s*(?:---+|[\u2010-\u2012\u2014\u2015\u2212])\s*\w*\d\w*$/;

/** Dashes alone, and what publishers and reference managers write where they know of no pages. */
const noPages = /^(?:[\s.,;–—-]|n\/a|n\.p\.|null|undefined|no pagination specified)+$/i;

const pagePrefix = /^pp?\.?\s*(?=\d)/i;

function faultsOf(entry: WrittenEntry, field: WrittenField, takesAllDashes: boolean): readonly EntryFault[] {
  // Most pages are plain numbers in order.
  const [, from, to] = /^(\d+)--?(\d+)$/.exec(field.text) ?? [];
  if (from !== undefined && Number(to) >= Number(from)) return [];
  const { span } = field;
  const text = entry.bibtex ? latexToText(field.text).replace(/<[^>]*>/g, "") : field.text;
  const fault = (message: string, newText?: string): EntryFault => ({
    span,
    message,
    fixes: () => fixesOf(field, newText),
  });
  if (noPages.test(text)) return [fault("There are no pages in this field.")];
  if (pagePrefix.test(text)) {
    const newText = field.text.replace(pagePrefix, "");
    return [fault("Styles print “p.” or “pp.” themselves: the field takes the numbers alone.", newText)];
  }
  if (!takesAllDashes && rangeWithOddDash.test(field.text)) {
    const newText = field.text.replace(oddDash, entry.bibtex ? "--" : "-");
    return [fault("This dash is printed as it stands; a range takes “--”, a hyphen or an en dash.", newText)];
  }
  const reversed = text.split(/[,;]/).find(isReversed);
  return reversed === undefined ? [] : [fault(`The pages run backwards: ${reversed.trim()}.`)];
}

/** Two numbers with the same letters before them, or none. */
const range = /^\s*([A-Za-z]*)(\d+)\s*[-\u2010-\u2015\u2212]+\s*([A-Za-z]*)(\d+)\s*$/;

/** `1234-45` is short for `1234-1245`; `106108-3` is the third page of an article with a number. */
function isReversed(text: string): boolean {
  const [, prefix, first = "", lastPrefix, last = ""] = range.exec(text) ?? [];
  const from = Number(first);
  if (prefix !== lastPrefix || Number(last) >= from) return false;
  // Nobody shortens a number and writes its letters again.
  if (last.length >= first.length || prefix !== "") return true;
  if (first.length >= 6) return false;
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
  explanation: `Pages that run backwards, a dash or “n/a” in place of pages, “p.” or “pp.” before the numbers, which styles print themselves, and dashes that are printed as they
stand, such as an em dash or a minus sign; Biber takes any dash, so that in a file with fields of biblatex none is reported. A hyphen, two hyphens and an en dash all make a range; \`1234-45\` is short for
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
