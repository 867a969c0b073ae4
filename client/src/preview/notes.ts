/** Footnotes. A note stays where it is written, so that text and preview scroll in step. */
import { escapeHtml } from "../../../server/src/styles/rich-text.ts";
import { closingBracket, readWithin } from "./attributes.ts";
import type { BlockState, CoreState, InlineState, MarkdownIt, Token } from "./markdown-it.ts";

const mark = "biomanuscript_note_mark";
const open = "biomanuscript_note_open";

/** Of a mark and of the beginning of a note. */
interface NoteMeta {
  readonly label: string;
  /** In the order of the marks; none as long as there is no note for a mark, or no mark for a note. */
  number?: number;
}

export function useNotes(md: MarkdownIt): void {
  md.block.ruler.before("reference", "biomanuscript_note", readNote, { alt: ["paragraph"] });
  md.inline.ruler.before("link", mark, readMark);
  md.inline.ruler.before("link", "biomanuscript_inline_note", readInlineNote);
  md.core.ruler.push("biomanuscript_notes", numberNotes);
  const { rules } = md.renderer;
  rules[mark] = (tokens, at) => {
    const { label, number } = metaOf(tokens[at]);
    if (number === undefined) return escapeHtml(`[^${label}]`);
    const id = escapeHtml(label);
    return `<sup><a class="bm-cross-reference" id="fnref-${id}" href="#fn-${encodeURIComponent(label)}">${number}</a></sup>`;
  };
  rules[open] = (tokens, at, _options, _environment, renderer) => {
    const token = tokens[at];
    const { label, number } = metaOf(token);
    const back = `<a class="bm-cross-reference" href="#fnref-${encodeURIComponent(label)}">${number ?? escapeHtml(label)}</a>`;
    return token ? `<div${renderer.renderAttrs(token)}><span class="bm-note-number">${back}</span>` : "";
  };
}

function metaOf(token: Token | undefined): NoteMeta {
  return token?.meta as NoteMeta;
}

/** `[^1]: Text`, with the lines up to the next blank one and the indented ones after that. */
function readNote(state: BlockState, start: number, end: number, silent: boolean): boolean {
  const { src, bMarks, eMarks, tShift, sCount, blkIndent, parentType } = state;
  const [begin = 0, shift = 0, column = 0] = [bMarks[start], tShift[start], sCount[start]];
  const [marker = "", label = ""] = /^\[\^([^\]\s]+)\]:[ \t]*/.exec(src.slice(begin + shift, eMarks[start])) ?? [];
  if (marker === "" || column - blkIndent >= 4) return false;
  if (silent) return true;
  const token = state.push(open, "div", 1);
  token.block = true;
  token.meta = { label } satisfies NoteMeta;
  token.attrSet("id", `fn-${label}`);
  token.attrSet("class", "bm-note");
  bMarks[start] = begin + shift + marker.length;
  tShift[start] = 0;
  state.blkIndent += 4;
  sCount[start] = state.blkIndent;
  state.parentType = "footnote";
  state.md.block.tokenize(state, start, end);
  state.parentType = parentType;
  state.blkIndent = blkIndent;
  bMarks[start] = begin;
  tShift[start] = shift;
  sCount[start] = column;
  token.map = [start, state.line];
  state.push("biomanuscript_note_close", "div", -1).block = true;
  return true;
}

/** `[^1]`, unless another plugin has read the notes. */
function readMark(state: InlineState, silent: boolean): boolean {
  if (state.env.footnotes !== undefined) return false;
  const [written = "", label = ""] = /^\[\^([^\]\s]+)\]/.exec(state.src.slice(state.pos, state.posMax)) ?? [];
  if (written === "") return false;
  if (!silent) state.push(mark, "", 0).meta = { label } satisfies NoteMeta;
  state.pos += written.length;
  return true;
}

/** `^[Text]` */
function readInlineNote(state: InlineState, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  const close = src.startsWith("^[", pos) ? closingBracket(src, pos + 1, posMax) : -1;
  if (close === -1) return false;
  if (!silent) {
    state.push("biomanuscript_span_open", "span", 1).attrSet("class", "bm-inline-note");
    readWithin(state, pos + 2, close);
    state.push("biomanuscript_span_close", "span", -1);
  }
  state.pos = close + 1;
  return true;
}

function numberNotes({ tokens }: CoreState): void {
  const notes = new Map(tokens.flatMap((token) => (token.type === open ? [[metaOf(token).label, metaOf(token)]] : [])));
  let last = 0;
  for (const token of tokens.flatMap(({ children }) => children ?? [])) {
    const note = token.type === mark ? notes.get(metaOf(token).label) : undefined;
    if (!note) continue;
    note.number ??= ++last;
    token.meta = note;
  }
}
