/** Pandoc's attributes, spans, fenced divs and raised text: their meaning is kept and their signs are not shown. */
import { attributesEnd } from "../../../server/src/syntax/markdown-tokens.ts";
import type { BlockState, InlineState, MarkdownIt, Token } from "./markdown-it.ts";

export interface Attributes {
  readonly id: string;
  readonly classes: readonly string[];
}

/** What can be told of `{#id .class key=value}`; other keys have no part in a preview. */
function readAttributes(written: string): Attributes {
  const words: readonly string[] = written.slice(1, -1).match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  const startingWith = (sign: string) => words.flatMap((word) => (word.startsWith(sign) ? [word.slice(1)] : []));
  const unnumbered = words.includes("-") ? ["unnumbered"] : [];
  return { id: startingWith("#")[0] ?? "", classes: [...startingWith("."), ...unnumbered] };
}

/** The attributes at the end of a text, and the text before them. */
export function trailingAttributes(text: string): { readonly before: string; readonly attributes: Attributes } {
  const start = text.lastIndexOf("{");
  // Behind a bracket they are a span's.
  const isWhole =
    start > 0 && text.charAt(start - 1) !== "]" && attributesEnd(text, start, text.length) === text.trimEnd().length;
  if (!isWhole) return { before: text, attributes: { id: "", classes: [] } };
  return { before: text.slice(0, start).trimEnd(), attributes: readAttributes(text.slice(start).trim()) };
}

export function setAttributes(token: Token, { id, classes }: Attributes): void {
  if (id !== "") token.attrSet("id", id);
  for (const name of classes) token.attrJoin("class", name);
}

/** A place that has an identifier and nothing to show. */
export const anchorToken = "biomanuscript_anchor";

export function useAttributes(md: MarkdownIt): void {
  md.inline.ruler.before("link", "biomanuscript_span", readSpan);
  md.inline.ruler.push("biomanuscript_attributes", readInlineAttributes);
  md.inline.ruler.push("biomanuscript_raised", readRaised);
  md.block.ruler.before("fence", "biomanuscript_div", readDiv, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
}

/** The place of the `]` that closes the `[` at `start`, or -1. */
export function closingBracket(text: string, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const sign = text.charAt(at);
    if (sign === "\\") at++;
    else if (sign === "`") {
      const [fence = ""] = /^`+/.exec(text.slice(at)) ?? [];
      const close = text.indexOf(fence, at + fence.length);
      at = close === -1 ? at : close + fence.length - 1;
    } else if (sign === "[") depth++;
    else if (sign === "]" && --depth === 0) return at;
  }
  return -1;
}

/** `[text]{#id .class}` */
function readSpan(state: InlineState, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src.charAt(pos) !== "[") return false;
  const close = closingBracket(src, pos, posMax);
  if (close === -1 || src.charAt(close + 1) !== "{") return false;
  const end = attributesEnd(src, close + 1, posMax);
  if (end === -1) return false;
  if (!silent) {
    setAttributes(state.push("biomanuscript_span_open", "span", 1), readAttributes(src.slice(close + 1, end)));
    readWithin(state, pos + 1, close);
    state.push("biomanuscript_span_close", "span", -1);
  }
  state.pos = end;
  return true;
}

/** Reads a part of the text as inline content of its own. */
export function readWithin(state: InlineState, start: number, end: number): void {
  const { posMax } = state;
  state.pos = start;
  state.posMax = end;
  state.md.inline.tokenize(state);
  state.posMax = posMax;
}

/** `{width=50%}` right behind an image, a link, code or a formula. */
function readInlineAttributes(state: InlineState, silent: boolean): boolean {
  const { src, pos, posMax, pending, tokens } = state;
  if (src.charAt(pos) !== "{") return false;
  const last = tokens.at(-1);
  const isFormula = last?.type.startsWith("math") === true;
  const takesThem = isFormula || /^(?:image|link_close|code_inline)$/.test(last?.type ?? "");
  if (!silent && (!last || !takesThem || pending.trim() !== "" || (pending !== "" && !isFormula))) return false;
  const end = attributesEnd(src, pos, posMax);
  if (end === -1) return false;
  if (!silent && last) {
    state.pending = "";
    const attributes = readAttributes(src.slice(pos, end));
    if (isFormula) setAttributes(state.push(anchorToken, "span", 0), attributes);
    else setAttributes(last, attributes);
  }
  state.pos = end;
  return true;
}

/** `CD8^+^`, `H~2~O` */
function readRaised(state: InlineState, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  const sign = src.charAt(pos);
  if (sign !== "^" && sign !== "~") return false;
  const [whole, content = ""] = /^([~^])((?:\\.|(?!\1)[^\s\\])+)\1/.exec(src.slice(pos, posMax))?.toSpliced(1, 1) ?? [];
  if (whole === undefined || content.startsWith("[")) return false;
  if (!silent) {
    const tag = sign === "^" ? "sup" : "sub";
    state.push(`${tag}_open`, tag, 1);
    readWithin(state, pos + 1, pos + 1 + content.length);
    state.push(`${tag}_close`, tag, -1);
  }
  state.pos = pos + whole.length;
  return true;
}

/** `::: {#id .class}`, or `::: class`, up to a line of colons. */
function readDiv(state: BlockState, start: number, end: number, silent: boolean): boolean {
  const opening = divLine(state, start);
  const written = /^:{3,}\s*(\{[^\n]*\}|[^\s:{}]+)\s*:*\s*$/.exec(opening ?? "")?.[1];
  if (written === undefined) return false;
  if (silent) return true;
  let depth = 1;
  let last = start;
  while (depth > 0 && ++last < end) {
    const line = divLine(state, last);
    if (line !== undefined) depth += /^:+\s*$/.test(line) ? -1 : 1;
  }
  const attributes = written.startsWith("{") ? readAttributes(written) : { id: "", classes: [written] };
  const open = state.push("biomanuscript_div_open", "div", 1);
  open.block = true;
  open.map = [start, Math.min(last + 1, end)];
  setAttributes(open, attributes);
  const { lineMax, parentType } = state;
  state.parentType = "container";
  state.lineMax = last;
  state.md.block.tokenize(state, start + 1, last);
  state.parentType = parentType;
  state.lineMax = lineMax;
  state.push("biomanuscript_div_close", "div", -1).block = true;
  state.line = Math.min(last + 1, end);
  return true;
}

/** The line, where it begins with three colons; a line of an indented block doesn't. */
function divLine({ src, bMarks, eMarks, tShift, sCount, blkIndent }: BlockState, line: number): string | undefined {
  const indent = (sCount[line] ?? 0) - blkIndent;
  const text = src.slice((bMarks[line] ?? 0) + (tShift[line] ?? 0), eMarks[line]);
  return indent >= 0 && indent < 4 && text.startsWith(":::") ? text : undefined;
}
