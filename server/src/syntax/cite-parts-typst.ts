/** The parts of citations in Typst: `@key[supplement]` and `cite(<key>, supplement: [..], form: "prose")`. */
import type { CitationForm, CiteParts, WrittenCitation } from "./cite-parts.ts";
import { dashes, type MarkupRule, markedText, partsOf, withComma } from "./cited-text.ts";
import type { Citation, CitationCluster } from "./facts.ts";

const rules: readonly MarkupRule[] = [
  [/#?(?:emph)\[([^[\]]*)\]/g, "<i>$1</i>"],
  [/#?(?:strong)\[([^[\]]*)\]/g, "<b>$1</b>"],
  [/#?super\[([^[\]]*)\]/g, "<sup>$1</sup>"],
  [/#?sub\[([^[\]]*)\]/g, "<sub>$1</sub>"],
  [/`([^`]*)`/g, "$1"],
  [/\*([^*]+)\*/g, "<b>$1</b>"],
  [/(?<![\p{L}\p{N}])_([^_]+)_(?![\p{L}\p{N}])/gu, "<i>$1</i>"],
  [/~/g, " "],
  ...dashes,
];

/** Typst's `form` argument: https://typst.app/docs/reference/model/cite/ */
const forms: Readonly<Record<string, Pick<WrittenCitation, "form" | "isBare"> & { readonly isYear?: true }>> = {
  normal: { form: "citation", isBare: false },
  prose: { form: "textual", isBare: false },
  author: { form: "names", isBare: false },
  year: { form: "citation", isBare: true, isYear: true },
  full: { form: "entry", isBare: false },
};

interface Cited {
  readonly form: CitationForm;
  readonly isBare: boolean;
  readonly cite: CiteParts;
}

export function typstCitations(text: string, { span, citations }: CitationCluster): readonly WrittenCitation[] {
  const cited = citations.map((citation, place) =>
    citedAt(
      text,
      citation,
      citations[place - 1]?.keySpan.end ?? span.start,
      citations[place + 1]?.keySpan.start ?? span.end,
    ),
  );
  const result: { form: CitationForm; isBare: boolean; cites: CiteParts[] }[] = [];
  for (const { form, isBare, cite } of cited) {
    const last = result.at(-1);
    const goesOn = form === "citation" && last?.form === form && last.isBare === isBare;
    if (goesOn) last.cites.push(cite);
    else result.push({ form, isBare, cites: [cite] });
  }
  return result;
}

function citedAt(text: string, citation: Citation, from: number, until: number): Cited {
  const { start, end } = citation.keySpan;
  if (text.charAt(start - 1) === "@") {
    const supplement = text.charAt(end) === "[" ? contentAt(text, end) : undefined;
    return { form: "citation", isBare: false, cite: parts(citation, supplement, false) };
  }
  // A call's arguments may stand on both sides of its label.
  const call = text.slice(Math.max(from, text.lastIndexOf("(", start)), until);
  const content = /\bsupplement\s*:\s*(?=\[|")/.exec(call);
  const supplement = content ? contentAt(call, content.index + content[0].length) : undefined;
  const named = /\bform\s*:\s*(?:"(\w+)"|(none))/.exec(call);
  const { form, isBare, isYear = false } = forms[named?.[1] ?? "normal"] ?? { form: "citation", isBare: false };
  return { form: named?.[2] ? "hidden" : form, isBare, cite: parts(citation, supplement, isYear) };
}

/** A supplement prints as it is written; with a term it is a locator. */
function parts(citation: Citation, supplement: string | undefined, isYear: boolean): CiteParts {
  const suffix = withComma(markedText(supplement ?? "", rules).trim());
  const found = partsOf(citation, { prefix: "", suffix }, isYear);
  const isNumberAlone = found.locator !== undefined && suffix.startsWith(`, ${found.locator}`);
  return isNumberAlone ? { citation, prefix: "", suffix, isAuthorSuppressed: isYear } : found;
}

/** What stands between the bracket or the quotation mark at an offset and its end. */
function contentAt(text: string, open: number): string {
  const isString = text.charAt(open) === '"';
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === "\\") at++;
    else if (isString ? sign === '"' && at > open : sign === "]" && --depth === 0) return text.slice(open + 1, at);
    else if (sign === "[" && !isString) depth++;
  }
  return text.slice(open + 1);
}
