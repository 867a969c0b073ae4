/** Citations as the syntaxes of manuscripts write them, and what a syntax can't say. */

import { toLatex, toMarkdown, toTypst } from "../styles/formatter.ts";
import { type Emphasis, fromRuns, type RichText, type Run } from "../styles/rich-text.ts";
import type { CitationForm } from "../syntax/cite-parts.ts";
import { locatorAt } from "../syntax/locators.ts";
import { markdownKey } from "../syntax/manuscript.ts";
import { keyEnd } from "../syntax/markdown-tokens.ts";
import { typstCitation, typstLabel } from "../syntax/typst.ts";

/** LaTeX by the package whose commands are used: without one there is `\cite` alone. */
export const citationSyntaxes = ["markdown", "natbib", "biblatex", "latex", "typst"] as const;

export type CitationSyntax = (typeof citationSyntaxes)[number];

/** One work of a citation. Prefix and suffix may hold CSL's markup: `<i>`, `<b>`, `<sup>`, `<sub>`, `<sc>`. */
export interface MarkedCite {
  readonly key: string;
  readonly prefix: string;
  /** As written: "p. 4". Empty where there is none, or where the suffix holds it. */
  readonly locator: string;
  /** What follows, with the punctuation or space that it begins with. */
  readonly suffix: string;
  readonly isAuthorSuppressed: boolean;
}

export interface MarkedCitation {
  readonly form: CitationForm;
  readonly isBare: boolean;
  /** At least one. */
  readonly cites: readonly MarkedCite[];
}

export interface CitationMarkup {
  readonly text: string;
  /** What prints otherwise now, a sentence each. */
  readonly losses: readonly string[];
}

/** What stands around the citation, of which a syntax might take some for its own. */
export interface Surroundings {
  readonly before: string;
  readonly after: string;
  /** biblatex's command for a citation in brackets; `parencite` without it. */
  readonly command?: string;
}

/** `undefined` where the syntax has no such citation. */
export function citationMarkup(
  syntax: CitationSyntax,
  citation: MarkedCitation,
  around: Surroundings,
): CitationMarkup | undefined {
  switch (syntax) {
    case "markdown":
      return inMarkdown(citation, around);
    case "typst":
      return inTypst(citation, around);
    default:
      return inLatex(syntax, citation, around);
  }
}

const tags: Readonly<Record<string, Emphasis>> = {
  i: "italic",
  b: "bold",
  sc: "small-caps",
  sup: "superscript",
  sub: "subscript",
};

function richOf(marked: string): RichText {
  const runs: Run[] = [];
  const marks = new Set<Emphasis>();
  for (const part of marked.split(/(<\/?(?:i|b|sc|sup|sub)>)/)) {
    const [, close, name = ""] = /^<(\/?)(\w+)>$/.exec(part) ?? [];
    const mark = close === undefined ? undefined : tags[name];
    if (!mark) runs.push({ text: part, marks: new Set(marks) });
    else if (close === "") marks.add(mark);
    else marks.delete(mark);
  }
  return fromRuns(runs);
}

/** What stands behind a key, as a note before which LaTeX and Typst put the comma themselves. */
function noteOf({ locator, suffix }: MarkedCite): string {
  return locator + (locator === "" ? suffix.replace(/^,?\s*/, "") : suffix);
}

function commaLosses({ cites }: MarkedCitation, syntax: string): string[] {
  const without = cites.filter(({ locator, suffix }) => locator === "" && suffix !== "" && !suffix.startsWith(","));
  return without.map(({ suffix }) => `${syntax} puts a comma before “${suffix.trim()}”.`);
}

function bareLosses({ isBare, cites }: MarkedCitation): string[] {
  const keys = cites.map(({ key }) => key).join(", ");
  return isBare ? [`“${keys}” prints in brackets, which it had not.`] : [];
}

function inMarkdown(citation: MarkedCitation, { before, after }: Surroundings): CitationMarkup | undefined {
  const { form, cites } = citation;
  const [first, ...others] = cites;
  if (!first || (form !== "citation" && form !== "textual")) return undefined;
  const gap = /^[({[:]/.test(after) ? " " : "";
  if (form === "citation")
    return { text: `[${cites.map(markdownCite).join("; ")}]${gap}`, losses: bareLosses(citation) };
  if (first.prefix !== "" || first.isAuthorSuppressed) return undefined;
  const inside = [markdownAfter(first).replace(/^,?\s*/, ""), ...others.map(markdownCite)].join("; ");
  const note = inside !== "";
  const reads = keyEnd(`${first.key}${after.slice(0, 3)}`, 0, first.key.length + after.slice(0, 3).length);
  const key = markdownKey(first.key);
  const sign = reads > first.key.length && !note && !key.startsWith("{") ? `@{${key}}` : `@${key}`;
  const glued = /[\p{L}\p{N}]$/u.test(before) ? " " : "";
  return { text: `${glued}${sign}${note ? ` [${inside}]${gap}` : ""}`, losses: bareLosses(citation) };
}

function markdownCite(cite: MarkedCite): string {
  const sign = `${cite.isAuthorSuppressed ? "-" : ""}@${markdownKey(cite.key)}`;
  return [markdownText(cite.prefix), sign].filter((part) => part !== "").join(" ") + markdownAfter(cite);
}

/** Braces hold a locator that would be read otherwise. */
function markdownAfter({ locator, suffix }: MarkedCite): string {
  if (locator === "") return markdownText(suffix);
  const read = locatorAt(`, ${locator}${suffix}`);
  const isRead = read !== undefined && read.rest === suffix && locator.endsWith(read.locator);
  return isRead ? markdownText(`, ${locator}${suffix}`) : `, {${markdownText(locator)}}${markdownText(suffix)}`;
}

/** A semicolon would begin the next work. What begins a line elsewhere begins none here. */
function markdownText(marked: string): string {
  const lead = /^\s*/.exec(marked)?.[0] ?? "";
  const printed = toMarkdown([{ kind: "text", text: "x" }, ...richOf(marked.slice(lead.length))]).slice(1);
  return lead + printed.replaceAll(";", "\\;");
}

/** Forms of Typst's `cite`: https://typst.app/docs/reference/model/cite/ */
const typstForms: Readonly<Partial<Record<CitationForm, string>>> = {
  textual: '"prose"',
  names: '"author"',
  entry: '"full"',
  hidden: "none",
};

function inTypst(citation: MarkedCitation, { after }: Surroundings): CitationMarkup | undefined {
  const { form, cites, isBare } = citation;
  if (form === "title") return undefined;
  const prefixes = cites.map(({ prefix }) => prefix).filter((prefix) => prefix !== "");
  const years = cites.filter(({ isAuthorSuppressed }) => isAuthorSuppressed).map(({ key }) => key);
  const losses = [
    ...prefixes.map((prefix) => `Typst can’t print “${plain(prefix)}” within a citation: it stands before it.`),
    ...(isBare || years.length === 0 ? [] : [`Typst prints the year of “${years.join(", ")}” without brackets.`]),
    ...(isBare && years.length === 0 ? bareLosses(citation) : []),
    ...commaLosses(citation, "Typst"),
  ];
  const written = cites.map((cite, place) => {
    const isFirst = place === 0;
    const kind = cite.isAuthorSuppressed ? '"year"' : isFirst || form !== "textual" ? typstForms[form] : undefined;
    const next = place === cites.length - 1 ? after : " ";
    const call = typstCite(cite, kind, next);
    return cite.prefix === "" ? call : `${toTypst(richOf(cite.prefix))} ${call}`;
  });
  return { text: written.join(" "), losses };
}

function typstCite(cite: MarkedCite, form: string | undefined, after: string): string {
  const { key } = cite;
  const supplement = toTypst(richOf(noteOf(cite)));
  const reference = typstCitation(key);
  const isReference = reference.startsWith("@");
  if (form === undefined && isReference && supplement !== "") return `${reference}[${supplement}]`;
  // What goes on like a name would be taken for the reference's, and a bracket for its supplement.
  if (form === undefined && isReference && !/^(?:[\p{XIDC}[-]|[.:](?=[\p{XIDC}-]))/u.test(after)) return reference;
  const options = [
    supplement === "" ? "" : `, supplement: [${supplement}]`,
    form === undefined ? "" : `, form: ${form}`,
  ];
  return `#cite(${typstLabel(key)}${options.join("")})${/^(?:[[(;]|\.\p{XIDS})/u.test(after) ? ";" : ""}`;
}

function plain(marked: string): string {
  return marked.replace(/<\/?\w+>/g, "");
}

/** The commands of a package: in brackets, bare, in the sentence, the year alone in brackets or bare. */
interface LatexCommands {
  readonly normal: string;
  readonly bare: string;
  readonly textual: string;
  readonly year: string;
  readonly bareYear: string;
  readonly others: Readonly<Partial<Record<CitationForm, string>>>;
}

const natbib: LatexCommands = {
  normal: "citep",
  bare: "citealp",
  textual: "citet",
  year: "citeyearpar",
  bareYear: "citeyear",
  others: { names: "citeauthor", hidden: "nocite" },
};

function biblatex(command = "parencite"): LatexCommands {
  return {
    normal: command,
    bare: "cite",
    textual: "textcite",
    year: "parencite*",
    bareYear: "citeyear",
    others: { names: "citeauthor", entry: "fullcite", title: "citetitle", hidden: "nocite" },
  };
}

const latex: LatexCommands = {
  normal: "cite",
  bare: "cite",
  textual: "cite",
  year: "cite",
  bareYear: "cite",
  others: { hidden: "nocite" },
};

function inLatex(
  syntax: "natbib" | "biblatex" | "latex",
  citation: MarkedCitation,
  { command }: Surroundings,
): CitationMarkup | undefined {
  const commands = syntax === "natbib" ? natbib : syntax === "biblatex" ? biblatex(command) : latex;
  const { form, cites, isBare } = citation;
  const [first, ...rest] = cites;
  if (!first) return undefined;
  const losses = commaLosses(citation, "LaTeX");
  if (form === "citation") {
    const printed = inBrackets(syntax, commands, cites, isBare);
    return { text: printed.text, losses: [...losses, ...printed.losses] };
  }
  if (form === "textual") {
    const isPlain = syntax === "latex";
    const apart = rest.length > 0 ? inBrackets(syntax, commands, rest, isBare) : undefined;
    return {
      text: [latexCommand(commands.textual, first.prefix, noteOf(first), [first.key]), apart?.text]
        .filter(Boolean)
        .join(" "),
      losses: [
        ...losses,
        ...(isPlain
          ? [`Without natbib or biblatex LaTeX doesn’t print the authors of “${first.key}” in the sentence.`]
          : []),
        ...(apart ? [`“${first.key}” and what is cited with it are two citations in LaTeX.`, ...apart.losses] : []),
      ],
    };
  }
  const name = commands.others[form];
  return name === undefined
    ? undefined
    : { text: cites.map((cite) => latexCommand(name, cite.prefix, noteOf(cite), [cite.key])).join(" "), losses };
}

function inBrackets(
  syntax: "natbib" | "biblatex" | "latex",
  commands: LatexCommands,
  cites: readonly MarkedCite[],
  isBare: boolean,
): CitationMarkup {
  const keys = cites.map(({ key }) => key);
  const years = cites.filter(({ isAuthorSuppressed }) => isAuthorSuppressed);
  const isYears = years.length === cites.length;
  const isMixed = years.length > 0 && !isYears;
  // One command has a note before all its works and one behind them.
  const isOne =
    cites.slice(1).every(({ prefix }) => prefix === "") && cites.slice(0, -1).every((cite) => noteOf(cite) === "");
  const command = isBare ? (isYears ? commands.bareYear : commands.bare) : isYears ? commands.year : commands.normal;
  if (syntax === "latex") return inPlainLatex(cites, years.length > 0);
  if (isOne && !isMixed) {
    return { text: latexCommand(command, cites[0]?.prefix ?? "", lastNote(cites), keys), losses: [] };
  }
  const each = (bare: string, year: string): string =>
    cites
      .map((cite) => latexCommand(cite.isAuthorSuppressed ? year : bare, cite.prefix, noteOf(cite), [cite.key]))
      .join("; ");
  if (syntax === "natbib" || years.length > 0) {
    const inside = syntax === "natbib" ? each("citealp", "citeyear") : each("cite", "cite*");
    return { text: isBare ? inside : `\\${syntax === "natbib" ? "cite" : "paren"}text{${inside}}`, losses: [] };
  }
  const groups = cites.map((cite) => latexCommand("", cite.prefix, noteOf(cite), [cite.key]).slice(1));
  return { text: `\\${isBare ? "cites" : `${commands.normal}s`}${groups.join("")}`, losses: [] };
}

/** `\cite` has one note behind all its works, and nothing else. */
function inPlainLatex(cites: readonly MarkedCite[], hasYears: boolean): CitationMarkup {
  const isOne =
    cites.slice(0, -1).every((cite) => noteOf(cite) === "") && cites.slice(1).every(({ prefix }) => prefix === "");
  const groups = isOne ? [cites] : cites.map((cite) => [cite]);
  const text = groups
    .map((group) => {
      const words = toLatex(richOf(group[0]?.prefix ?? ""));
      const keys = group.map(({ key }) => key);
      return `${words === "" ? "" : `${words}~`}${latexCommand("cite", "", lastNote(group), keys)}`;
    })
    .join(" ");
  const prefixes = cites.map(({ prefix }) => prefix).filter((prefix) => prefix !== "");
  const keys = cites.map(({ key }) => key).join(", ");
  return {
    text,
    losses: [
      ...prefixes.map((prefix) => `Without natbib or biblatex “${plain(prefix)}” stands before the citation.`),
      ...(groups.length > 1 ? [`“${keys}” are several citations without natbib or biblatex.`] : []),
      ...(hasYears ? ["Without natbib or biblatex LaTeX can’t leave the authors out."] : []),
    ],
  };
}

function lastNote(cites: readonly MarkedCite[]): string {
  const last = cites.at(-1);
  return last ? noteOf(last) : "";
}

function latexCommand(name: string, prefix: string, note: string, keys: readonly string[]): string {
  const before = toLatex(richOf(prefix));
  const after = toLatex(richOf(note)).replace(/^(\p{L}{1,5}\.)\s(?=\S)/u, "$1~");
  const option = (words: string): string => (/[[\]]/.test(words) ? `[{${words}}]` : `[${words}]`);
  const notes = before === "" ? (after === "" ? "" : option(after)) : option(before) + option(after);
  return `\\${name}${notes}{${keys.join(",")}}`;
}
