/** Formulas: letters, symbols, indices and exponents as text, other ones as the TeX that they are written in. */
import { escapeHtml } from "../../../server/src/styles/rich-text.ts";
import { latexToText } from "../../../server/src/syntax/latex-text.ts";
import type { InlineState, MarkdownIt } from "../preview/markdown-it.ts";

const mathToken = "math_inline";

export function useFormulas(md: MarkdownIt): void {
  md.inline.ruler.before("backticks", mathToken, readFormula);
  md.renderer.rules[mathToken] = (tokens, at) => {
    const { content = "", info = "" } = tokens[at] ?? {};
    const html = formulaHtml(content);
    return info === "$$" ? `<span class="display">${html}</span>` : html;
  };
}

/** As Pandoc reads them: no space within the signs, no digit behind the closing one. */
function readFormula(state: InlineState, silent: boolean): boolean {
  const rest = state.src.slice(state.pos, state.posMax);
  const found =
    /^(\$\$)((?:\\[\s\S]|[^$\\])+)\$\$/.exec(rest) ??
    /^(\$)(?=\S)((?:\\[\s\S]|[^$\\])*[^\s$\\]|(?:\\[\s\S]|[^$\\])*\\\S)\$(?!\d)/.exec(rest);
  if (!found) return false;
  const [whole, sign = "", content = ""] = found;
  if (!silent) {
    const token = state.push(mathToken, "", 0);
    token.content = content.trim();
    token.info = sign;
  }
  state.pos += whole.length;
  return true;
}

/** What has a structure beyond indices and exponents. */
const structured =
  /\\(?:[dtc]?frac|sqrt|sum|prod|int|lim|over\w*|under\w*|left|right|begin|stackrel|binom|matrix|hat|bar|tilde|vec|dot)\b|\\\\|&|[_^]\{[^}]*[_^]/;

function formulaHtml(tex: string): string {
  if (structured.test(tex)) return `<code class="math">${escapeHtml(tex)}</code>`;
  const text = latexToText(`$${tex}$`);
  if (/[\\{}]/.test(text)) return `<code class="math">${escapeHtml(tex)}</code>`;
  const html = escapeHtml(text).replace(/&lt;(\/?(?:i|b|sub|sup))&gt;/g, "<$1>");
  return `<span class="math">${html}</span>`;
}
