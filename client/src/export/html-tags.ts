/** HTML in Markdown: comments are left out, a few tags without attributes mean what they say, all other is shown as text. */
import type { BlockState, InlineState, MarkdownIt } from "../preview/markdown-it.ts";

const tag = /^<\/?(?:sup|sub|i|em|b|strong|u|s|small|br)\s*\/?>/i;

export function useHtml(md: MarkdownIt): void {
  md.inline.ruler.before("autolink", "biomanuscript_tag", readTag);
  md.block.ruler.before("fence", "biomanuscript_comment", readComment, { alt: ["paragraph", "blockquote", "list"] });
  md.renderer.rules.biomanuscript_tag = (tokens, at) => tokens[at]?.content ?? "";
}

function readTag(state: InlineState, silent: boolean): boolean {
  const rest = state.src.slice(state.pos, state.posMax);
  const comment = /^<!--[\s\S]*?-->/.exec(rest)?.[0];
  const found = comment ?? tag.exec(rest)?.[0];
  if (found === undefined) return false;
  if (!silent && comment === undefined) {
    state.push("biomanuscript_tag", "", 0).content = found.toLowerCase().replace(/\s|\/(?=>)/g, "");
  }
  state.pos += found.length;
  return true;
}

/** A comment that begins a block, up to the line in which it ends. */
function readComment(state: BlockState, start: number, end: number, silent: boolean): boolean {
  const { src, bMarks, eMarks, tShift } = state;
  const begin = (bMarks[start] ?? 0) + (tShift[start] ?? 0);
  const close = src.startsWith("<!--", begin) ? src.indexOf("-->", begin + 4) : -1;
  if (close < 0) return false;
  let last = start;
  while (last < end && (eMarks[last] ?? 0) < close + 3) last++;
  if (last >= end || src.slice(close + 3, eMarks[last]).trim() !== "") return false;
  if (silent) return true;
  state.line = last + 1;
  return true;
}
