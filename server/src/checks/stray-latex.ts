import { latexToText } from "../syntax/latex-text.ts";
import type { WrittenEntry, WrittenField } from "../syntax/written-entries.ts";
import type { Check } from "./check.ts";
import { type EntryFault, type EntryRule, printedFields, runOnEntries } from "./entry-rule.ts";

const rule: EntryRule = {
  fields: printedFields,
  look: (entry) => entry.fields.flatMap((field) => faultOf(entry, field)),
};

function faultOf(entry: WrittenEntry, field: WrittenField): readonly EntryFault[] {
  return entry.bibtex ? [...openMaths(field), ...escapedCommand(field)] : latexIn(field);
}

/** What reference managers make of a command that they take for text; a backslash behind a letter or colon is one of a path. */
function escapedCommand({ text, span }: WrittenField): readonly EntryFault[] {
  const found = /(?<![\w:])\{?\\textbackslash(?:\{\}|\s*\}|\s+)([A-Za-z]+)/.exec(text);
  return found
    ? [{ span, message: `This prints a backslash and “${found[1]}”: a command of LaTeX was escaped as text.` }]
    : [];
}

function openMaths({ text, span }: WrittenField): readonly EntryFault[] {
  if (!text.includes("$")) return [];
  const signs = text.replace(/\\[\s\S]/g, "").match(/\$/g) ?? [];
  return signs.length % 2 === 0
    ? []
    : [{ span, message: "A “$” begins maths here that never ends; for the sign itself write “\\$”." }];
}

/** Each is a sign by itself; signs of maths, since a dollar sign may be one of money, only with an index or a command. */
const signs = [
  /\\(?:[A-Za-z]{2,}\s*\{|["'`^~=.]\s*\{?\\?[A-Za-z]|[uvHcdbkr]\{|[&%_#$])/, // commands with braces, accents, escaped signs
  /\\(?:alpha|beta|gamma|delta|epsilon|kappa|lambda|mu|sigma|omega|emph|it|bf|(?:La)?TeX)\b|\{\\[A-Za-z]+/,
  /\$[_^]|\$\s*\\[A-Za-z]/,
  /\{\{|\{[A-Z][A-Za-z\d'’,/ -]*\}|^\{.*\}$/, // braces that protect capitals
];
const latex = new RegExp(signs.map(({ source }) => source).join("|"));

function latexIn(field: WrittenField): readonly EntryFault[] {
  const { text, span } = field;
  const found = /[\\{$]/.test(text) ? latex.exec(text)?.[0] : undefined;
  if (found === undefined) return [];
  const fixes = () =>
    field.isExact ? [{ title: "Write it as text", edits: [{ span, newText: latexToText(text) }] }] : [];
  return [{ span, message: `“${found.slice(0, 20)}” is LaTeX, which is printed as it stands in this format.`, fixes }];
}

export const strayLatex: Check = {
  code: "stray-latex",
  setting: "check.strayLatex",
  subject: "bibliography",
  explanation: `LaTeX where it is not read: commands, accents and protecting braces in CSL-JSON, CSL-YAML and RIS, whose texts are printed as they
stand. In BibTeX, where LaTeX belongs, a \`$\` that begins maths which never ends: LaTeX stops there; and a command whose backslash
a reference manager took for text, such as \`\\textbackslash{}times\`, which prints its name.

The fix writes the text that LaTeX would print, where the format holds it as it stands.`,
  examples: [
    {
      bad: `--- refs.bib
@article{zhou2022, title = {Costs of $5 a cell}}
                            ^^^^^^^^^^^^^^^^^^ stray-latex
`,
      good: `--- refs.bib
@article{zhou2022, title = {Costs of \\$5 a cell and $\\alpha$}}
`,
    },
    {
      bad: `--- refs.json
[{"id": "zhou2022", "type": "book", "title": "Repair of {DNA}"}]
                                              ^^^^^^^^^^^^^^^ stray-latex
`,
      good: `--- refs.json
[{"id": "zhou2022", "type": "book", "title": "Repair of DNA"}]
`,
    },
  ],
  run: runOnEntries(rule),
};
