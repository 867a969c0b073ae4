/** Citation keys as each format writes them: which it can hold, and the edit that puts one in another's place. */
import type { Document, Format, Span } from "../text/document.ts";
import { isManuscript, markdownKey } from "./manuscript.ts";
import { typstKeyReplacement } from "./typst.ts";

/** A key's own characters replaced, or with delimiters that come or go with the new key. */
export interface KeyEdit {
  readonly span: Span;
  readonly newText: string;
}

/** biber takes no more of these in a key than BibTeX and LaTeX do. */
const bibtexDelimiters = /[,{}"#%~\\()='@]/;

const unholdable: Readonly<Partial<Record<Format, RegExp>>> = {
  latex: /[,{}%#~\\]/,
  bibtex: bibtexDelimiters,
};

/** Why a document's format can't hold a key, as a clause: "it holds a comma"; `undefined` where it can. */
export function keyFault({ format }: Document, key: string): string | undefined {
  if (key === "") return "it is empty";
  const found = /[\s\p{Cc}]/u.exec(key) ?? unholdable[format]?.exec(key);
  if (found) return `it holds ${nameOf(found[0])}`;
  return format === "markdown" && !isBalanced(key) ? "its braces don't match" : undefined;
}

function nameOf(character: string): string {
  if (character === ",") return "a comma";
  return /\s/.test(character) ? "a space" : `“${character}”`;
}

function isBalanced(key: string): boolean {
  let depth = 0;
  for (const character of key) {
    if (character === "{") depth++;
    else if (character === "}" && --depth < 0) return false;
  }
  return depth === 0;
}

/** The edit that cites `key` where another key is cited, or named by another entry, at `span`. */
export function citedKeyEdit({ format, text }: Document, span: Span, key: string): KeyEdit {
  if (format === "typst") return typstKeyReplacement(text, span, key);
  if (format !== "markdown") return { span, newText: key };
  const before = text.slice(Math.max(0, span.start - 2), span.start);
  if (before.endsWith("@")) return { span, newText: markdownKey(key) };
  const isNeeded = (it: string) => markdownKey(it) !== it;
  return before === "@{" ? withoutDelimiters(text, span, key, isNeeded) : { span, newText: key };
}

/** The edit that gives the entry whose key stands at `span` another key. */
export function entryKeyEdit(document: Document, span: Span, key: string): KeyEdit {
  const { format, text } = document;
  if (format === "csl-json") return { span, newText: JSON.stringify(key).slice(1, -1) };
  const isYaml = format === "csl-yaml" || format === "hayagriva" || (isManuscript(document) && format === "markdown");
  return isYaml ? yamlEdit(text, span, key) : { span, newText: key };
}

/** Quotation marks that the old key needed go with it; others are the writer's and stay. */
function yamlEdit(text: string, span: Span, key: string): KeyEdit {
  const quote = text.charAt(span.start - 1);
  if (quote !== '"' && quote !== "'") return { span, newText: isPlainYaml(key) ? key : JSON.stringify(key) };
  const quoted = quote === '"' ? JSON.stringify(key).slice(1, -1) : key.replaceAll("'", "''");
  const edit = withoutDelimiters(text, span, key, (it) => !isPlainYaml(it));
  return edit.span === span ? { span, newText: quoted } : edit;
}

/** Takes away the delimiters around `span` where the old key needed them and the new one doesn't. */
function withoutDelimiters(text: string, span: Span, key: string, isNeeded: (key: string) => boolean): KeyEdit {
  const goes = isNeeded(text.slice(span.start, span.end)) && !isNeeded(key);
  return { span: goes ? { start: span.start - 1, end: span.end + 1 } : span, newText: key };
}

/** Whether a key may stand in YAML, also between brackets, without quotation marks and is read as text. */
function isPlainYaml(key: string): boolean {
  if (/^(?:null|true|false|yes|no|on|off|y|n|~)$/i.test(key)) return false;
  return /^[\p{L}\p{N}_/.(+<$^][^\s,[\]{}#"'`]*$/u.test(key) && !/:$|^[\d.+][\d._+eExXoO]*$/.test(key);
}
