/** Export to HTML by our own rendering: one file that needs no other program, runs nothing and loads nothing but its figures. */
import MarkdownIt from "markdown-it";
import type { RenderedManuscript } from "../../../server/src/protocol.ts";
import { escapeHtml } from "../../../server/src/styles/rich-text.ts";
import { citationToken } from "../preview/citations.ts";
import type { BlockState, CoreState, Token } from "../preview/markdown-it.ts";
import { extendMarkdownIt } from "../preview/plugin.ts";
import { useFormulas } from "./formulas.ts";
import { useHtml } from "./html-tags.ts";
import { pageStyle } from "./page-style.ts";
import { relocated } from "./relocated.ts";
import { useTypography } from "./typography.ts";

export interface OwnExport {
  /** The manuscript as it stands in the editor. */
  readonly text: string;
  /** What the server says of this text as it is printed. */
  readonly facts: RenderedManuscript;
  /** The manuscript's URI. */
  readonly uri: string;
  /** The URI of the file that is written: paths of figures are written from there. */
  readonly target: string;
}

export function manuscriptHtml({ text, facts, uri, target }: OwnExport): string {
  const written = text.replace(/^\uFEFF/, "");
  const { abstract, language } = frontMatterOf(written);
  const relocate = (path: string): string => relocated(path, uri, target);
  const render = (markdown: string, known: RenderedManuscript): string =>
    rendererOf(known, relocate).render(markdown, { currentDocument: uri });
  const body = render(written, facts);
  // The abstract's lines stay at their numbers, by which citations are known.
  const summary =
    abstract === undefined
      ? ""
      : `<section class="abstract">\n${render(abstract, { ...facts, bibliography: [] })}</section>\n`;
  const title = facts.title || decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1)).replace(/\.\w+$/, "");
  const header = /^<header[\s\S]*?<\/header>\n/.exec(body)?.[0] ?? "";
  return `<!DOCTYPE html>
<html${language === undefined ? "" : ` lang="${escapeHtml(language)}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src * data: file:; style-src 'unsafe-inline'">
<meta name="generator" content="BioManuscript">
<title>${escapeHtml(title)}</title>
<style>
${pageStyle}</style>
</head>
<body>
${header}${summary}${body.slice(header.length)}</body>
</html>
`;
}

function rendererOf(facts: RenderedManuscript, relocate: (path: string) => string): MarkdownIt {
  const md = new MarkdownIt({ html: false, linkify: false, typographer: true });
  md.block.ruler.before("fence", "front_matter", readFrontMatter);
  useHtml(md);
  useFormulas(md);
  extendMarkdownIt(md, () => facts);
  useTypography(md);
  md.core.ruler.push("biomanuscript_relocated", ({ tokens }: CoreState) => relocateIn(tokens, relocate));
  md.renderer.rules.front_matter = () => "";
  const { fence, [citationToken]: citation } = md.renderer.rules;
  // How a citation is written is of use to its writer alone.
  md.renderer.rules[citationToken] = (...given) =>
    (citation?.(...given) ?? "").replace(/^(<span[^>]*?) title="[^"]*"/, "$1");
  // Raw LaTeX, HTML and the like are for other ways of printing.
  md.renderer.rules.fence = (tokens, at, options, environment, renderer) =>
    /^\{=\w+\}/.test(tokens[at]?.info.trim() ?? "") ? "" : (fence?.(tokens, at, options, environment, renderer) ?? "");
  return md;
}

/** Its lines keep their numbers. */
function readFrontMatter(state: BlockState, start: number, end: number, silent: boolean): boolean {
  const line = (at: number) => state.src.slice(state.bMarks[at], state.eMarks[at]).trimEnd();
  if (start > 0 || line(0) !== "---") return false;
  for (let last = 1; last < end; last++) {
    if (!/^(?:---|\.\.\.)$/.test(line(last))) continue;
    if (silent) return true;
    const token = state.push("front_matter", "", 0);
    token.map = [0, last + 1];
    state.line = last + 1;
    return true;
  }
  return false;
}

function relocateIn(tokens: readonly Token[], relocate: (path: string) => string): void {
  for (const token of tokens) {
    const name = token.type === "image" ? "src" : "href";
    const path = token.type === "image" || token.type === "link_open" ? token.attrGet(name) : null;
    if (path !== null) token.attrSet(name, relocate(path));
    if (token.children) relocateIn(token.children, relocate);
  }
}

interface FrontMatter {
  /** Markdown in which the abstract stands at its own lines. */
  readonly abstract: string | undefined;
  readonly language: string | undefined;
}

/** The language, and an abstract that is written as a block or on one line. */
function frontMatterOf(text: string): FrontMatter {
  const block = /^---[ \t]*\r?\n[\s\S]*?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text)?.[0];
  if (block === undefined) return { abstract: undefined, language: undefined };
  const language = /^lang:[ \t]*["']?([A-Za-z]+(?:-\w+)*)/m.exec(block)?.[1];
  const lines = block.split(/\r?\n/);
  const start = lines.findIndex((line) => /^abstract:/.test(line));
  if (start < 0) return { abstract: undefined, language };
  const first = /^abstract:[ \t]*(.*)$/.exec(lines[start] ?? "")?.[1]?.trim() ?? "";
  const found = lines.slice(start + 1).findIndex((line) => /^\S/.test(line));
  const following = lines.slice(start + 1, found < 0 ? undefined : start + 1 + found);
  const indent = /^[ \t]+(?=\S)/m.exec(following.join("\n"))?.[0].length ?? 0;
  const head = /^[|>][-+\d]*$/.test(first) ? "" : first.replace(/^(["'])(.*)\1$/, "$2");
  const abstract = ["", ...lines.slice(1, start).map(() => ""), head, ...following.map((line) => line.slice(indent))];
  return { abstract: abstract.join("\n"), language };
}
