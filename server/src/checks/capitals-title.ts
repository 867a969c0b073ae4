import { latexToText } from "../syntax/latex-text.ts";
import type { WrittenField } from "../syntax/written-entries.ts";
import type { Vocabulary } from "../terms/vocabulary.ts";
import type { Check } from "./check.ts";
import { type EntryFault, type EntryRule, runOnEntries } from "./entry-rule.ts";

const rule: EntryRule = {
  fields: ["title", "booktitle"],
  look: (entry) => entry.fields.flatMap((field) => faultOf(field, entry.bibtex !== undefined)),
};

function faultOf(field: WrittenField, isLatex: boolean): readonly EntryFault[] {
  const { text } = field;
  // Most titles have a word in small letters near their beginning.
  if (/^[^\\]{0,40}[a-z]{3}/.test(text) || !isInCapitals(isLatex ? latexToText(text) : text)) return [];
  const { span } = field;
  return [
    {
      span,
      message: "This title is in capitals, which styles can't undo.",
      fixes: ({ vocabulary }) => {
        const newText = sentenceCase(text, isLatex, (word) => isSymbol(vocabulary, word));
        return field.isExact && newText !== text
          ? [{ title: `Change to “${newText}”`, edits: [{ span, newText }] }]
          : [];
      },
    },
  ];
}

/** At least three words of four letters, and hardly a small letter among many. */
function isInCapitals(title: string): boolean {
  const text = title.replace(/<[^>]*>/g, "");
  const words = text.match(/\p{Lu}{4,}/gu) ?? [];
  if (words.length < 3) return false;
  const small = text.match(/\p{Ll}/gu)?.length ?? 0;
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  return capitals >= 20 && small * 20 <= capitals;
}

/** Commands, maths and groups in braces keep their letters; so do symbols, which get braces of their own in BibTeX. */
function sentenceCase(title: string, isLatex: boolean, keeps: (word: string) => boolean): string {
  const text = isLatex ? withoutShields(title) : title;
  const kept = isLatex ? "\\\\[A-Za-z]+|\\\\.|\\$[^$]*\\$|\\{(?:[^{}]|\\{[^{}]*\\})*\\}" : "<[^>]*>";
  const piece = new RegExp(`${kept}|[\\p{L}\\p{N}]+`, "gu");
  let beginsSentence = true;
  let at = 0;
  return text.replace(piece, (word, ...rest) => {
    const offset = rest.find((it) => typeof it === "number") ?? 0;
    if (/[.:?!]["”’)]*\s+$/.test(text.slice(at, offset))) beginsSentence = true;
    at = offset + word.length;
    if (!/^[\p{L}\p{N}]/u.test(word)) return word;
    const begins = beginsSentence;
    beginsSentence = false;
    if (keeps(word)) return isLatex ? `{${word}}` : word;
    const lower = word.toLowerCase();
    return begins ? lower.charAt(0).toUpperCase() + lower.slice(1) : lower;
  });
}

/** The title without the braces around words in capitals that reference managers protect with them. */
function withoutShields(title: string): string {
  return title.replace(/(\{+)([^{}\\$]*)(\}+)/g, (group, before: string, inner: string, after: string) =>
    before.length === after.length && /\p{Lu}{4}/u.test(inner) ? inner : group,
  );
}

/** A gene, a protein or an abbreviation that the vocabulary has in these very letters, or a word with digits or small letters. */
function isSymbol(vocabulary: Vocabulary, word: string): boolean {
  if (
    !/^\p{Lu}/u.test(word) ||
    /^(?:A|I|IN|ON|OF|AT|AN|AS|IS|BY|TO|THE|AND|FOR|NOT|ALL|CAN|HAS|WAS|SET|MET)$/.test(word)
  )
    return false;
  if (/^[IVX]{2,}$/.test(word) || /\d|\p{Ll}/u.test(word)) return true;
  return vocabulary.search({ text: word, limit: 3 }).some(({ name }) => name === word);
}

export const capitalsTitle: Check = {
  code: "capitals-title",
  setting: "check.capitalsTitle",
  subject: "bibliography",
  explanation: `A title in capitals from end to end, as old databases have them. Styles can make small letters large but don't know which large
ones to keep, so that it is printed in capitals or loses those of symbols.

The fix proposes the title in sentence case. Symbols of the vocabulary, Roman numerals and words with digits or small letters
keep their capitals, in BibTeX with braces around them; names you have to give their capitals yourself.`,
  examples: [
    {
      bad: `--- refs.bib
@article{zhou2022, title = {REPAIR OF DNA IN CIRCULATING TUMOUR CELLS}}
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ capitals-title
`,
      good: `--- refs.bib
@article{zhou2022, title = {Repair of {DNA} in circulating tumour cells}}
`,
    },
  ],
  run: runOnEntries(rule),
};
