import { textToLatex } from "../syntax/latex-text.ts";
import type { WrittenEntry, WrittenField } from "../syntax/written-entries.ts";
import type { Check } from "./check.ts";
import { type EntryFault, type EntryFix, type EntryRule, printedFields, runOnEntries } from "./entry-rule.ts";

const rule: EntryRule = {
  fields: printedFields,
  look: (entry) => entry.fields.flatMap((field) => faultOf(entry, field)),
};

/** Angle brackets as they are, and as reference managers write them in LaTeX. */
const [open, close] = ["<less", ">greater"].map((names) => {
  const [sign, name] = [names.charAt(0), names.slice(1)];
  return `(?:${sign}|\\{\\\\text${name}\\}|\\\\text${name}(?:\\{\\}|\\s)|\\{?\\$(?:${sign}|\\\\${name})\\$\\}?)`;
});

const attributes = "(?:\\s+[\\w:-]+\\s*=\\s*[\"'][^\"'<>]*[\"'])*";
const elements = "i|b|u|em|strong|italic|bold|sub|sup|inf|sc|scp|small|span|p|br|a|font|div|tt|(?:jats|mml):[a-z-]+";
const tag = new RegExp(`${open}(/?)(${elements})(${attributes})\\s*/?${close}`, "gi");

const characters: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", ndash: "–", mdash: "—", minus: "−" },
  ...{ lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”", hellip: "…", micro: "µ", deg: "°", times: "×", plusmn: "±" },
  ...{ alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", kappa: "κ", lambda: "λ", mu: "μ", omega: "ω" },
  ...{ Delta: "Δ", szlig: "ß", aelig: "æ", oslash: "ø", Oslash: "Ø", reg: "®", trade: "™", copy: "©", middot: "·" },
};

const combining: Readonly<Record<string, string>> = {
  ...{ acute: "\u0301", grave: "\u0300", circ: "\u0302", uml: "\u0308" },
  ...{ tilde: "\u0303", ring: "\u030a", cedil: "\u0327", caron: "\u030c" },
};

const entity = new RegExp(
  `\\\\?&(?:\\\\?#(?:(\\d{2,6})|x([0-9a-f]{2,5}))|(${Object.keys(characters).join("|")})|([a-z])(${Object.keys(combining).join("|")}));`,
  "gi",
);

/** CSL's own markup, which Pandoc and citation processors print as what it means. */
const cslTag = /^<\/?(?:i|b|sub|sup|span)\b/i;

function faultOf(entry: WrittenEntry, field: WrittenField): readonly EntryFault[] {
  if (!/[&<]|less/.test(field.text)) return [];
  const found = (field.text.match(tag) ?? []).filter((it) => entry.bibtex || !cslTag.test(it));
  const [first] = [...found, ...(field.text.match(entity) ?? [])];
  if (first === undefined) return [];
  return [
    {
      span: field.span,
      message: `“${first.trim()}” is HTML, which is printed as it stands.`,
      fixes: () => fixesOf(entry, field, found.length > 0),
    },
  ];
}

function fixesOf(entry: WrittenEntry, field: WrittenField, hasTags: boolean): readonly EntryFix[] {
  if (!field.isExact) return [];
  const isLatex = entry.bibtex !== undefined;
  let meant = field.text;
  // What was escaped twice comes to light once it is read.
  for (let again = 0; again < 3; again++) meant = meant.replace(entity, (...match) => characterOf(match, isLatex));
  const withoutTags = hasTags || isLatex ? withoutTagsIn(meant, isLatex) : meant;
  if (withoutTags === undefined) return [];
  return [{ title: "Write it without HTML", edits: [{ span: field.span, newText: withoutTags }] }];
}

function characterOf(
  [written, decimal, hexadecimal, name, letter, accent]: readonly string[],
  isLatex: boolean,
): string {
  const number = decimal ? Number(decimal) : hexadecimal ? Number.parseInt(hexadecimal, 16) : undefined;
  const accented = letter && accent ? (letter + (combining[accent.toLowerCase()] ?? "")).normalize("NFC") : undefined;
  const named = name === undefined ? undefined : (characters[name] ?? characters[name.toLowerCase()]);
  const character = number === undefined ? (accented ?? named) : String.fromCodePoint(number);
  if (character === undefined) return written ?? "";
  // In braces of its own it does not close a value that stands in quotation marks.
  if (isLatex && character === '"') return '{"}';
  return isLatex && /[&<>#$%_{}~^\\\u00a0]/.test(character) ? textToLatex(character) : character;
}

const commands: Readonly<Record<string, string>> = {
  ...{ i: "emph", em: "emph", italic: "emph", b: "textbf", strong: "textbf", bold: "textbf", u: "underline" },
  ...{ sub: "textsubscript", inf: "textsubscript", sup: "textsuperscript", sc: "textsc", scp: "textsc" },
};

/** Tags as LaTeX commands, and in CSL as its markup; others go. `undefined` where they don't stand in pairs. */
function withoutTagsIn(text: string, isLatex: boolean): string | undefined {
  const stack: string[] = [];
  let isPaired = true;
  const meant = text.replace(tag, (written, slash: string, element: string) => {
    const name = element.toLowerCase();
    if (name === "br") return " ";
    if (slash === "") stack.push(name);
    else isPaired &&= stack.pop() === name;
    if (isLatex) return commands[name] === undefined ? "" : slash ? "}" : `\\${commands[name]}{`;
    return cslTag.test(written) ? written : "";
  });
  return isPaired && stack.length === 0 ? meant : undefined;
}

export const htmlLeftovers: Check = {
  code: "html-leftovers",
  setting: "check.htmlLeftovers",
  subject: "bibliography",
  explanation: `HTML in what styles print: \`&amp;\`, \`<i>\`, \`<sub>\`, \`<jats:italic>\`, also as \`{\\textless}i{\\textgreater}\`. LaTeX, Pandoc and
citation processors print it as it stands. In CSL-JSON, CSL-YAML and RIS the tags \`<i>\`, \`<b>\`, \`<sub>\`, \`<sup>\` and \`<span>\` are
CSL's own markup and left alone; abstracts and addresses are not looked at.

The fix writes LaTeX commands and characters instead; tags that mean nothing to LaTeX go.`,
  examples: [
    {
      bad: `--- refs.bib
@article{zhou2022, title = {Growth of <i>E. coli</i> &amp; others}}
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ html-leftovers
`,
      good: `--- refs.bib
@article{zhou2022, title = {Growth of \\emph{E. coli} \\& others}}
`,
    },
    {
      bad: `--- refs.json
[{"id": "zhou2022", "type": "book", "title": "Growth &amp; others"}]
                                              ^^^^^^^^^^^^^^^^^^^ html-leftovers
`,
      good: `--- refs.json
[{"id": "zhou2022", "type": "book", "title": "Growth of <i>E. coli</i> & others"}]
`,
    },
  ],
  run: runOnEntries(rule),
};
