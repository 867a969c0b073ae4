import { fieldsOf } from "../syntax/bibtex-fields.ts";
import { findEntry } from "../syntax/bibtex-file.ts";
import { canonicalName, type DataModel, type EntryType, entryTypeNamed } from "../syntax/bibtex-model.ts";
import { fieldOf, type WrittenEntry } from "../syntax/written-entries.ts";
import type { Check } from "./check.ts";
import { type EntryRule, isBroken, runOnEntries } from "./entry-rule.ts";

const wanted = [
  ...["author", "editor", "title", "journal", "journaltitle", "booktitle", "publisher", "school", "institution"],
  ...["year", "date", "chapter", "pages", "note", "crossref", "xdata"],
];

const rule: EntryRule = {
  fields: wanted,
  everyEntry: true,
  onlyBibtex: true,
  look: (entry, { model }) => {
    const type = entryTypeNamed(entry.type);
    if (!type || isBroken(entry)) return [];
    const required = requiredOf(type, model);
    if (required.every(({ accepted }) => entry.fields.some(({ name }) => accepted.has(name)))) return [];
    const present = presentFields(entry);
    const missing = present ? required.filter(({ accepted }) => !present.some((name) => accepted.has(name))) : [];
    if (missing.length === 0) return [];
    const named = missing.map(({ written }) => written.join(" or ")).join(", ");
    return [
      {
        span: entry.keySpan,
        message: `@${entry.type} “${entry.key}” lacks ${named}.`,
      },
    ];
  },
};

/** Their names, those of inherited ones included; `undefined` where it inherits from another file. */
function presentFields(entry: WrittenEntry): readonly string[] | undefined {
  const parents = [fieldOf(entry, "crossref"), fieldOf(entry, "xdata")].flatMap(
    (field) => field?.text.split(",") ?? [],
  );
  if (parents.length === 0 || !entry.bibtex) return entry.fields.map(({ name }) => name);
  const { file, place } = entry.bibtex;
  if (!parents.every((key) => findEntry(file, key.trim()))) return undefined;
  return [...fieldsOf(file, place)].filter(([, value]) => value.trim() !== "").map(([name]) => name);
}

/** Fields of which an entry needs one. */
interface RequiredGroup {
  readonly accepted: ReadonlySet<string>;
  /** As the data model of the file calls them. */
  readonly written: readonly string[];
}

const requiredOfType = new Map<string, readonly RequiredGroup[]>();

/**
 * What BibTeX's standard styles warn of; in a file for biblatex, of this what biblatex's model requires too. Of types that
 * BibTeX doesn't know nothing is required: biblatex prints them without a word.
 */
function requiredOf(type: EntryType, model: DataModel): readonly RequiredGroup[] {
  const known = requiredOfType.get(`${type.name} ${model}`);
  if (known) return known;
  const inBiblatex = new Set(type.biblatex.required.flat().map(canonicalField));
  const groups = (type.bibtex?.required ?? [])
    .map((names) => {
      const canonical = names.map(canonicalField);
      const accepted = new Set(wanted.filter((name) => canonical.includes(canonicalField(name))));
      return { accepted, canonical, written: model === "bibtex" ? names : canonical };
    })
    .filter(({ canonical }) => model === "bibtex" || canonical.some((name) => inBiblatex.has(name)));
  requiredOfType.set(`${type.name} ${model}`, groups);
  return groups;
}

/** The field that says the same in both data models: a `date` has the year. */
function canonicalField(name: string): string {
  return name === "date" ? "year" : canonicalName(name);
}

export const missingField: Check = {
  code: "missing-field",
  setting: "check.missingField",
  subject: "bibliography",
  explanation: `A field without which BibTeX's standard styles warn and print a reference with a hole: the journal of an article, the publisher of
a book, a year. Fields that an entry inherits by \`crossref\` or \`xdata\` are there; a \`date\` has the year, \`journaltitle\` is
the journal. In a file with fields of biblatex only what its own data model requires too is asked for, and of types that
BibTeX doesn't know, such as \`@online\`, nothing.

An entry whose parent is in another file, and one with a fault of the syntax, are left alone.`,
  examples: [
    {
      bad: `--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, year = 2022}
         ^^^^^^^^ missing-field
`,
      good: `--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
`,
    },
    {
      bad: `--- refs.bib
@inproceedings{li2021, author = {Li, Bo}, title = {Niches}, crossref = {liver2021}}
               ^^^^^^ missing-field
@proceedings{liver2021, title = {Liver Meeting}, booktitle = {Liver Meeting}}
             ^^^^^^^^^ missing-field
`,
      good: `--- refs.bib
@inproceedings{li2021, author = {Li, Bo}, title = {Niches}, crossref = {liver2021}}
@proceedings{liver2021, title = {Liver Meeting}, booktitle = {Liver Meeting}, year = 2021}
`,
    },
  ],
  run: runOnEntries(rule),
};
