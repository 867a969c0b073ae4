import { isIsbn10, isIsbn13, isIssn, isOrcid } from "../references/check-digits.ts";
import { normaliseArxiv, normaliseDoi, normalisePmcid, normalisePmid } from "../references/identifiers.ts";
import { verbatim } from "../syntax/bibtex-reference.ts";
import { fieldOf, type WrittenEntry, type WrittenField } from "../syntax/written-entries.ts";
import type { Check } from "./check.ts";
import { type EntryFault, type EntryRule, runOnEntries } from "./entry-rule.ts";

/** What programs write where they have no value. */
const placeholder = /^(?:null|undefined|none|nan|n\/a)$/i;

/** What is wrong with a value, and the value that is most likely meant. */
interface Malformation {
  readonly message: string;
  readonly meant?: string | undefined;
}

type Inspect = (value: string, entry: WrittenEntry) => Malformation | undefined;

const inspections: ReadonlyMap<string, Inspect> = new Map([
  ["doi", inspectDoi],
  ["pmid", inspectPmid],
  ["pmcid", inspectPmcid],
  ["pmc", inspectPmcid],
  ["isbn", inspectIsbn],
  ["issn", inspectIssn],
  ["eissn", inspectIssn],
  ["orcid", inspectOrcid],
  ["orcid-numbers", inspectOrcid],
  ["eprint", inspectEprint],
]);

const rule: EntryRule = {
  fields: [...inspections.keys(), "eprinttype", "archiveprefix"],
  look: (entry) => entry.fields.flatMap((field) => faultOf(entry, field)),
};

function faultOf(entry: WrittenEntry, field: WrittenField): readonly EntryFault[] {
  // A number of several words is cut by `verbatim` only where the field holds one identifier.
  const isNumbers = field.name.startsWith("is") || field.name.startsWith("eis") || field.name.startsWith("orcid");
  const value = isNumbers ? field.text.replace(/[{}]/g, "") : verbatim(field.text);
  if (placeholder.test(value)) {
    return [{ span: field.span, message: `“${value}” stands for nothing: leave the field out.` }];
  }
  const found = inspections.get(field.name)?.(value, entry);
  if (!found) return [];
  const { message, meant } = found;
  const fixes = () =>
    meant === undefined || !field.isExact
      ? []
      : [{ title: `Change to “${meant}”`, edits: [{ span: field.span, newText: meant }] }];
  return [{ span: field.span, message, fixes }];
}

function inspectDoi(value: string): Malformation | undefined {
  if (/^10\.\d{4,9}(?:\.\d+)*\/\S*[^\s.,;]$/.test(value)) return undefined;
  const doi = normaliseDoi(value);
  const inside = doi ?? /10\.\d{4,9}(?:\.\d+)*\/[^\s"<>{}\\]+/.exec(value)?.[0];
  const meant = inside?.replace(/[.,;]+$/, "");
  if (meant !== undefined && doi === value)
    return { message: `No DOI ends in “${doi.slice(meant.length)}”, as “${shortened(value)}” does.`, meant };
  if (doi !== undefined) return { message: `This field takes the DOI alone: “${meant}”, no address or prefix.`, meant };
  return { message: `“${shortened(value)}” is no DOI: one begins with “10.” and has a slash.`, meant };
}

function inspectPmid(value: string): Malformation | undefined {
  // A PMCID here is in the wrong field, not malformed.
  if (/^\d{1,8}$/.test(value) || /pmc/i.test(value)) return undefined;
  const numbers = value.match(/\d+/g) ?? [];
  const meant = normalisePmid(value) ?? (numbers.length === 1 ? normalisePmid(numbers[0]) : undefined);
  return { message: `“${shortened(value)}” is no PMID: one is a number of up to eight digits.`, meant };
}

function inspectPmcid(value: string, entry: WrittenEntry): Malformation | undefined {
  // Where the PMCID stands in the field of the PMID, the two have changed places.
  const isSwapped = /pmc/i.test(fieldOf(entry, "pmid")?.text ?? "");
  if (isSwapped || /^PMC\d{2,9}(?:\.\d+)?$/i.test(value)) return undefined;
  return { message: `“${shortened(value)}” is no PMCID: one is “PMC” and digits.`, meant: normalisePmcid(value) };
}

const dash = "[-\\u2010-\\u2015\\u2212]";
const oddDash = new RegExp(`(?<=\\d)(?:-${dash}+|[\\u2010-\\u2015\\u2212]${dash}*)(?=[\\dX])`, "gi");

/** A field may hold several, with a word on each: `978-… (pbk.), 978-…`. */
function inspectIsbn(value: string, { type }: WrittenEntry): Malformation | undefined {
  // Reference managers write ISSNs, DOIs and numbers of databases here, which styles don't print of an article.
  if (type.startsWith("article")) return undefined;
  const pieces = value.replace(/ISBN(?:-?1[03])?:?/gi, " ").split(/\([^)]*\)|[,;/|\n]+/);
  const candidates = pieces.flatMap((piece) => {
    const compact = compacted(piece);
    return isWholeIsbn(compact) ? [compact] : piece.split(/\s+/).map(compacted);
  });
  const wrong = candidates.find((it) => /\d/.test(it) && !isKnownNumber(it));
  if (wrong !== undefined) {
    const isLong = /^(?:\d{9}[\dX]|\d{13})$/i.test(wrong);
    return {
      message: `“${shortened(wrong)}” is no ISBN: ${isLong ? "its check digit is wrong" : "one has 10 or 13 digits"}.`,
    };
  }
  return withHyphens(value, "an ISBN");
}

function compacted(text: string): string {
  return text.replace(/[\s\-\u2010-\u2015\u2212]+/g, "");
}

function isWholeIsbn(digits: string): boolean {
  return isIsbn10(digits) || isIsbn13(digits);
}

/** Standard Book Numbers had nine digits; reference managers write the ISSN here too, which no style minds. */
function isKnownNumber(digits: string): boolean {
  return isWholeIsbn(digits) || isIsbn10(`0${digits}`) || isIssn(digits);
}

const twoGroups = new RegExp(`(?<!\\d)\\d{4}\\s*${dash}*\\s*\\d{3}[\\dX](?!\\d)`, "gi");

function inspectIssn(value: string): Malformation | undefined {
  const found = value.match(twoGroups) ?? [];
  if (found.length === 0) {
    // An ISBN of a book in a series, or words such as "print".
    const digits = compacted(value);
    if (!/\d/.test(value) || isWholeIsbn(digits)) return undefined;
    return { message: `“${shortened(value)}” is no ISSN: one is two groups of four digits.` };
  }
  const wrong = found.find((it) => !isIssn(compacted(it)));
  if (wrong !== undefined) return { message: `“${shortened(wrong)}” is no ISSN: its check digit is wrong.` };
  return withHyphens(value, "an ISSN");
}

function withHyphens(value: string, what: string): Malformation | undefined {
  const meant = value.replace(oddDash, "-");
  return meant === value ? undefined : { message: `The parts of ${what} have plain hyphens between them.`, meant };
}

function inspectOrcid(value: string): Malformation | undefined {
  const found = value.match(/\d{4}-\d{4}-\d{4}-\d{3}[\dX]/gi) ?? [];
  const wrong = found.find((it) => !isOrcid(it));
  if (wrong !== undefined) return { message: `“${wrong}” is no ORCID iD: its check digit is wrong.` };
  if (found.length > 0) return undefined;
  return { message: `“${shortened(value)}” is no ORCID iD: one is four groups of four digits.` };
}

function inspectEprint(value: string, entry: WrittenEntry): Malformation | undefined {
  const archive = fieldOf(entry, "eprinttype") ?? fieldOf(entry, "archiveprefix");
  if (archive?.text.toLowerCase() !== "arxiv") return undefined;
  const identifier = normaliseArxiv(value);
  if (identifier === value) return undefined;
  const message =
    identifier === undefined
      ? `“${shortened(value)}” is no arXiv identifier.`
      : `This field takes the identifier alone: “${identifier}”, no address or prefix.`;
  return { message, meant: identifier };
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

export const malformedIdentifier: Check = {
  code: "malformed-identifier",
  setting: "check.malformedIdentifier",
  subject: "bibliography",
  explanation: `A DOI, PMID, PMCID, ISBN, ISSN, ORCID iD or arXiv identifier that can't be one: of the wrong form, or with a check digit that
does not fit, so that a digit is mistyped. A DOI given as an address or with “doi:” before it is reported too: styles put the
resolver's address before it and the link then leads nowhere.

An ISSN without its hyphen, several ISBNs in one field, and words beside them such as “(print)” are left alone; so are an ISSN in
the field of the ISBN, where some reference managers keep it, and whatever an article has there.

The fix writes the identifier alone, or plain hyphens for other dashes.`,
  examples: [
    {
      bad: `--- refs.bib
@article{zhou2022,
  doi = {https://doi.org/10.1000/xyz123},
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ malformed-identifier
  issn = {0000-0001},
          ^^^^^^^^^ malformed-identifier
}
`,
      good: `--- refs.bib
@article{zhou2022,
  doi = {10.1000/xyz123},
  issn = {0000-0000},
}
`,
    },
    {
      bad: `--- refs.json
[{"id": "zhou2022", "type": "book", "ISBN": "978-0-00-000000-1"}]
                                             ^^^^^^^^^^^^^^^^^ malformed-identifier
`,
      good: `--- refs.json
[{"id": "zhou2022", "type": "book", "ISBN": "978-0-00-000000-2"}]
`,
    },
  ],
  run: runOnEntries(rule),
};
