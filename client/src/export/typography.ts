/** Dashes and dots as Pandoc prints them: `--`, `---`, `...`. Quotation marks are markdown-it's work. */
import type { MarkdownIt, Token } from "../preview/markdown-it.ts";

export function useTypography(md: MarkdownIt & { disable(rules: readonly string[]): unknown }): void {
  // Its own replacements make "(c)", the label of a panel, a copyright sign.
  md.disable(["replacements"]);
  md.core.ruler.after("inline", "biomanuscript_typography", ({ tokens }) => {
    for (const { children } of tokens) if (children) replaceIn(children);
  });
}

function replaceIn(tokens: readonly Token[]): void {
  for (const token of tokens) {
    if (token.type === "text") {
      token.content = token.content
        .replace(/(?<!-)---(?!-)/g, "—")
        .replace(/(?<!-)--(?!-)/g, "–")
        .replace(/(?<!\.)\.{3}(?!\.)/g, "…");
    }
    if (token.children) replaceIn(token.children);
  }
}
