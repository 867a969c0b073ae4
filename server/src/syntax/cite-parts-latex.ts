/** The parts of citations in LaTeX. Sources: the manuals of natbib, biblatex and apacite. */
import type { Span } from "../text/document.ts";
import type { CitationForm, CiteParts, WrittenCitation } from "./cite-parts.ts";
import { partsOf, withComma, withSpace } from "./cited-text.ts";
import type { Citation, CitationCluster } from "./facts.ts";
import { isSecondBraceCitation } from "./latex-commands.ts";
import { letterRunEnd, optionEnd, readSource, skipBetweenArguments } from "./latex-source.ts";
import { latexToText } from "./latex-text.ts";

interface Command {
  readonly form: CitationForm;
  readonly isBare: boolean;
  readonly isYear: boolean;
}

const forms: readonly (readonly [names: RegExp, form: CitationForm])[] = [
  [/^nocite$/, "hidden"],
  [/^(?:foot)?fullcites?$|^footfullcitetexts?$|^bibentry$/i, "entry"],
  [/^citetitle$/i, "title"],
  [/^cite(?:full)?author$|^shortciteauthor$|^citealias$/i, "names"],
  [/^citet$|^citealt$|^textcites?$|^onlinecite$|^(?:short|full|mask)?citeA$|^citeasnoun$|^newcite$/, "textual"],
  [/^Citet$|^Citealt$|^Textcites?$/, "textual"],
];
const bare = /^cite(?:alt|alp|year|date|num|NP)$|^onlinecite$|^shortciteNP$/i;
const yearOnly = /^(?:short)?cite(?:year|date|yearpar|yearNP)$/i;

function commandOf(name: string, isStarred: boolean, citation: Citation | undefined): Command {
  const form = forms.find(([names]) => names.test(name))?.[1] ?? "citation";
  const isYear = yearOnly.test(name) || (isStarred && citation?.mode === "suppress-author");
  return { form, isBare: bare.test(name), isYear };
}

/** What the options before a group of keys say: one is the postnote, two are pre- and postnote. */
interface Group {
  readonly keys: Span;
  readonly prenote: string;
  readonly postnote: string;
}

export function latexCitations(text: string, { span, citations }: CitationCluster): readonly WrittenCitation[] {
  const written = text.slice(span.start, span.end);
  const nameEnd = letterRunEnd(written, 1);
  const name = written.slice(1, nameEnd);
  const isStarred = written.charAt(nameEnd) === "*";
  const { form, isBare, isYear } = commandOf(name, isStarred, citations[0]);
  const { groups, whole } = groupsOf(written, name, isStarred ? nameEnd + 1 : nameEnd);
  const cites = groups.flatMap(({ keys, prenote, postnote }, place): CiteParts[] => {
    const inGroup = citations.filter(({ keySpan }) => isWithin(keySpan, keys, span.start));
    return inGroup.map((citation, number) => {
      const isFirst = number === 0;
      const isLast = number === inGroup.length - 1;
      const before = isFirst ? [place === 0 ? whole.prenote : "", prenote] : [];
      const after = isLast ? [postnote, place === groups.length - 1 ? whole.postnote : ""] : [];
      const around = {
        prefix: withSpace(before.filter((it) => it !== "").join(" ")),
        suffix: after
          .filter((it) => it !== "")
          .map(withComma)
          .join(""),
      };
      return partsOf(citation, around, isYear);
    });
  });
  if (form === "citation" || form === "hidden") return cites.length === 0 ? [] : [{ form, isBare, cites }];
  return cites.map((cite) => ({ form, isBare, cites: [cite] }));
}

function isWithin({ start, end }: Span, keys: Span, base: number): boolean {
  return start >= keys.start + base && end <= keys.end + base;
}

type Notes = Pick<Group, "prenote" | "postnote">;

/** Reads the arguments of one command; `whole` are the notes in parentheses around all of a `\cites`. */
function groupsOf(
  written: string,
  name: string,
  from: number,
): { readonly groups: readonly Group[]; readonly whole: Notes } {
  const source = readSource(written, []);
  let at = from;
  const options = (opening: number): string[] => {
    const found: string[] = [];
    for (;;) {
      const start = skipBetweenArguments(source, at);
      const end = written.charCodeAt(start) === opening ? optionEnd(source, start) : -1;
      if (end === -1) return found;
      found.push(noteText(written.slice(start + 1, end - 1)));
      at = end;
    }
  };
  const braces = (): Span | undefined => {
    const start = skipBetweenArguments(source, at);
    const end = source.braces.get(start);
    if (end !== undefined) at = end;
    return end === undefined ? undefined : { start: start + 1, end: end - 1 };
  };
  if (name === "begin") braces();
  const whole = notesOf(options(40));
  const groups: Group[] = [];
  for (;;) {
    const inAngles = options(60);
    const before = options(91);
    const volume = isSecondBraceCitation(name) ? braces() : undefined;
    const after = volume ? options(91) : [];
    const keys = braces();
    if (!keys) return { groups, whole };
    const isVolume = volume !== undefined && /vol/i.test(name);
    const notes = volume
      ? volumeNotes(before, isVolume ? written.slice(volume.start, volume.end) : "", after)
      : notesOf(before);
    groups.push({ keys, ...notes, prenote: [...inAngles, notes.prenote].join(" ").trim() });
  }
}

function notesOf(options: readonly string[]): Notes {
  const [first = "", second] = options;
  return second === undefined ? { prenote: "", postnote: first } : { prenote: first, postnote: second };
}

/** `\volcite[pre]{volume}[pages]{key}`; csquotes' commands have a language in the place of the volume, and both notes behind it. */
function volumeNotes(before: readonly string[], volume: string, after: readonly string[]): Notes {
  if (volume === "") return notesOf(after);
  const pages = after[0] ?? "";
  const isNumber = /^[\divxlcdm]/i.test(pages);
  return {
    prenote: before[0] ?? "",
    postnote: [`vol. ${volume}`, isNumber ? `p. ${pages}` : pages].filter((it) => it !== "").join(", "),
  };
}

function noteText(latex: string): string {
  return latexToText(latex).replaceAll("\u00a0", " ");
}
