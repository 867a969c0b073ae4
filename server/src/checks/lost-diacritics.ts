import { repairedUtf8 } from "../syntax/encoding.ts";
import type { WrittenField } from "../syntax/written-entries.ts";
import type { Format } from "../text/document.ts";
import type { Check } from "./check.ts";
import { type EntryFault, type EntryRule, printedFields, runOnEntries } from "./entry-rule.ts";

/** The readers of these formats report a wrong encoding themselves, once a file. */
const reported: ReadonlySet<Format> = new Set<Format>(["ris", "nbib", "endnote-xml", "refer"]);

const rule: EntryRule = {
  fields: printedFields,
  look: (entry) => (reported.has(entry.format) ? [] : entry.fields.flatMap(faultOf)),
};

const questionMark = /\p{L}\?\p{Ll}/u;

function faultOf(field: WrittenField): readonly EntryFault[] {
  const { text, name } = field;
  // Most text has none of the signs that any of this begins with.
  if (!/[?\ufffdÂÃÄÅÎÏâ]/.test(text)) return [];
  const { span } = field;
  if (text.includes("\ufffd")) return [{ span, message: "A letter is lost here (“\ufffd”)." }];
  const lost = name === "author" || name === "editor" ? questionMark.exec(text) : null;
  if (lost)
    return [{ span, message: `The question mark in “${wordAround(text, lost.index)}” stands for a lost letter.` }];
  const meant = repairedUtf8(text);
  if (meant === text) return [];
  const at = [...meant].findIndex((letter, place) => letter !== [...text][place]);
  const fixes = () => (field.isExact ? [{ title: "Restore the letters", edits: [{ span, newText: meant }] }] : []);
  return [{ span, message: `UTF-8 was read as Latin-1 here: “${wordAround(meant, at)}” is meant.`, fixes }];
}

function wordAround(text: string, at: number): string {
  const before = /[^\s{},]*$/.exec(text.slice(0, at))?.[0] ?? "";
  return before + (/^[^\s{},]*/.exec(text.slice(at))?.[0] ?? "");
}

export const lostDiacritics: Check = {
  code: "lost-diacritics",
  setting: "check.lostDiacritics",
  subject: "bibliography",
  explanation: `Letters that an export or a wrong encoding has spoilt: \`M?ller\` in a name, the sign \`\ufffd\` for what could not be read, and
\`MÃ¼ller\`, which is UTF-8 taken for Latin-1. Names that are spelt so are found by nobody. Abstracts, keywords and addresses are
not looked at.

UTF-8 that was taken for Latin-1 can be restored, and the fix does so; letters that are lost you have to look up.`,
  examples: [
    {
      bad: `--- refs.bib
@article{mueller2022,
  author = {MÃ¼ller, Anna},
            ^^^^^^^^^^^^^ lost-diacritics
  editor = {B?hm, Eva},
            ^^^^^^^^^ lost-diacritics
}
`,
      good: `--- refs.bib
@article{mueller2022,
  author = {Müller, Anna},
  editor = {B{\\"o}hm, Eva},
}
`,
    },
    {
      bad: `--- refs.json
[{"id": "mueller2022", "type": "book", "author": [{"family": "MÃ¼ller", "given": "Anna"}]}]
                                                              ^^^^^^^ lost-diacritics
`,
      good: `--- refs.json
[{"id": "mueller2022", "type": "book", "author": [{"family": "Müller", "given": "Anna"}]}]
`,
    },
  ],
  run: runOnEntries(rule),
};
