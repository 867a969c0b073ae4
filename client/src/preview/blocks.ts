/** The blocks of a text that print otherwise than they are written: title, headings, captions of tables, figures, the reference list. */
import { escapeHtml } from "../../../server/src/styles/rich-text.ts";
import { anchorToken, setAttributes, trailingAttributes } from "./attributes.ts";
import { type CitationMeta, citationToken } from "./citations.ts";
import type { FactsOf } from "./facts.ts";
import { createNumbering, type Label, labelKindOf, labelNames, type Numbering } from "./labels.ts";
import type { CoreState, MarkdownIt, Token } from "./markdown-it.ts";
import { notePlaces } from "./places.ts";

const titleToken = "biomanuscript_title";
const bibliographyToken = "biomanuscript_bibliography";
const numberToken = "biomanuscript_number";

export function useBlocks(md: MarkdownIt, factsOf: FactsOf): void {
  md.core.ruler.before("inline", "biomanuscript_captions", readBlockAttributes);
  md.core.ruler.push("biomanuscript_document", (state) => {
    notePlaces(state.tokens);
    const numbering = createNumbering();
    setFiguresApart(state);
    numberParts(state, numbering);
    resolveCrossReferences(state.tokens, numbering.labels);
    placeBibliography(state);
  });
  const { rules } = md.renderer;
  rules[titleToken] = (tokens, at, options, environment, renderer) => {
    const facts = factsOf(environment);
    const token = tokens[at];
    if (!token || !facts || (facts.title === "" && facts.authors.length === 0)) {
      return renderer.rules.front_matter?.(tokens, at, options, environment, renderer) ?? "";
    }
    const title = facts.title === "" ? "" : `<p class="bm-title">${escapeHtml(facts.title)}</p>`;
    const authors =
      facts.authors.length === 0 ? "" : `<p class="bm-authors">${escapeHtml(facts.authors.join(", "))}</p>`;
    return `<header${renderer.renderAttrs(token)}>${title}${authors}</header>\n`;
  };
  rules[bibliographyToken] = (tokens, at, options, environment, renderer) => {
    const entries = factsOf(environment)?.bibliography ?? [];
    if (entries.length === 0) return renderer.render((tokens[at]?.meta as Written | null) ?? [], options, environment);
    const items = entries.map(({ id, html }) => `<p id="${escapeHtml(id)}" class="bm-entry">${html}</p>\n`);
    return `<section class="bm-bibliography">\n${items.join("")}</section>\n`;
  };
  rules[anchorToken] = (tokens, at, _options, _environment, renderer) => {
    const token = tokens[at];
    return token ? `<span${renderer.renderAttrs(token)}></span>` : "";
  };
  rules[numberToken] = (tokens, at, _options, { currentDocument }) => {
    const token = tokens[at];
    const isQuarto = /\.[qr]md$/i.test(currentDocument?.toString() ?? "");
    return token && (isQuarto || token.meta === referredTo) ? `<span class="bm-number">${token.content}</span> ` : "";
  };
}

/** Of a number's token: something in the text refers to numbered parts, so that they are numbered in any Markdown. */
const referredTo = "referred to";

/** Takes attributes off the ends of headings and captions, and the sign off captions, before their text is read. */
function readBlockAttributes({ tokens }: CoreState): void {
  for (const [at, token] of tokens.entries()) {
    const inline = tokens[at + 1];
    if (token.type === "front_matter") token.type = titleToken;
    else if (inline?.type !== "inline") continue;
    else if (token.type === "heading_open") {
      const { before, attributes } = trailingAttributes(inline.content);
      inline.content = before;
      // VS Code sets the heading's own identifier.
      setAttributes(token, { ...attributes, id: "" });
      token.meta = attributes.id;
    } else if (token.type === "paragraph_open" && isCaption(tokens, at)) {
      const { before, attributes } = trailingAttributes(inline.content.replace(/^(?:[Tt]able)?:\s*/, ""));
      inline.content = before;
      setAttributes(token, attributes);
      token.attrJoin("class", "bm-caption");
    }
  }
}

/** `: Caption` or `Table: Caption` before or after a table. */
function isCaption(tokens: readonly Token[], at: number): boolean {
  const isBesideTable = tokens[at - 1]?.type === "table_close" || tokens[at + 3]?.type === "table_open";
  return isBesideTable && /^(?:[Tt]able)?:\s/.test(tokens[at + 1]?.content ?? "");
}

/** A paragraph that is an image with a description becomes a figure, the description its caption. */
function setFiguresApart(state: CoreState): void {
  const { Token } = state;
  state.tokens = state.tokens.flatMap((token, at, tokens): Token[] => {
    const image = imageAlone(tokens, token.type === "inline" ? at - 1 : at);
    const closed = token.type === "paragraph_close" && imageAlone(tokens, at - 2);
    if (token.type === "paragraph_open" && image) {
      token.type = "biomanuscript_figure_open";
      token.tag = "figure";
      moveId(image, token);
      return [token];
    }
    if (token.type === "inline" && image) {
      const caption = new Token("inline", "", 0);
      caption.children = [...(image.children ?? [])];
      caption.map = token.map;
      return [
        token,
        new Token("figcaption_open", "figcaption", 1),
        caption,
        new Token("figcaption_close", "figcaption", -1),
      ];
    }
    if (closed) {
      token.type = "biomanuscript_figure_close";
      token.tag = "figure";
    }
    return [token];
  });
}

/** The image of the paragraph that begins at a place, where it has nothing else. */
function imageAlone(tokens: readonly Token[], at: number): Token | undefined {
  const [open, inline] = [tokens[at], tokens[at + 1]];
  if (!open || open.hidden || !/^(?:paragraph|biomanuscript_figure)_open$/.test(open.type)) return undefined;
  const [image, ...others] = inline?.children ?? [];
  const isFigure = image?.type === "image" && others.length === 0 && (image.children ?? []).length > 0;
  return isFigure ? image : undefined;
}

function moveId(from: Token, to: Token): void {
  const id = from.attrGet("id");
  if (id === null) return;
  from.attrs = from.attrs?.filter(([name]) => name !== "id") ?? null;
  to.attrSet("id", id);
}

/** Numbers what has a label, in the order of the text, and writes the numbers before captions. */
function numberParts({ tokens, Token }: CoreState, numbering: Numbering): void {
  /** The ends of divs in which the reader is, each with the label that its last paragraph captions. */
  const divs: (Label | undefined)[] = [];
  for (const [at, token] of tokens.entries()) {
    const id = token.attrGet("id") ?? "";
    const inline = tokens[at + 1];
    if (token.type === "heading_open") {
      if (!isUnnumbered(token)) numbering.heading(Number(token.tag.slice(1)), String(token.meta ?? ""));
      if (token.meta) inline?.children?.unshift(anchor(Token, String(token.meta)));
    } else if (token.type === "biomanuscript_div_open") {
      divs.push(divs.some((outer) => outer?.kind === labelKindOf(id)) ? undefined : numbering.add(id));
    } else if (token.type === "biomanuscript_div_close") {
      const label = divs.pop();
      const caption = tokens[at - 2];
      if (label && tokens[at - 1]?.type === "paragraph_close" && caption) {
        tokens[at - 3]?.attrJoin("class", "bm-caption");
        captionWith(Token, caption, label);
      }
    } else if (token.type === "fence") {
      const written = /^[ \t]*#\|[ \t]*label:[ \t]*["']?([\w:-]+)/m.exec(token.content)?.[1] ?? "";
      if (numbering.add(written)) token.attrSet("id", written);
    } else if (id !== "" && /^(?:paragraph|biomanuscript_figure)_open$/.test(token.type)) {
      const isInner = divs.some((outer) => outer?.kind === labelKindOf(id));
      const label = isInner ? undefined : numbering.add(id);
      const caption = token.type === "paragraph_open" ? inline : tokens[at + 3];
      if (label && caption) captionWith(Token, caption, label);
    }
    for (const child of token.children ?? []) if (child.type === anchorToken) numbering.add(child.attrGet("id") ?? "");
  }
}

function isUnnumbered(heading: Token): boolean {
  return /\bunnumbered\b/.test(heading.attrGet("class") ?? "");
}

function anchor(Token: CoreState["Token"], id: string): Token {
  const token = new Token(anchorToken, "span", 0);
  token.attrSet("id", id);
  return token;
}

/** A caption that brings its number, "Figure 1.", is left as it is. */
function captionWith(Token: CoreState["Token"], caption: Token, { kind, number }: Label): void {
  const written = (caption.children ?? []).map(({ content }) => content).join("");
  if (/^\s*(?:fig(?:ure|\.)?|tab(?:le|\.)?)\s*\d/i.test(written)) return;
  const token = new Token(numberToken, "", 0);
  token.content = `${labelNames[kind]}\u00a0${number}:`;
  caption.children = [token, ...(caption.children ?? [])];
}

function resolveCrossReferences(tokens: readonly Token[], labels: ReadonlyMap<string, Label>): void {
  if (labels.size === 0) return;
  const all = inlineTokens(tokens);
  const references = all.filter(({ type, content }) => {
    const ids = [...content.matchAll(/@\{?([\p{L}\p{N}_:-]*[\p{L}\p{N}_])/gu)].map(([, id = ""]) => id);
    return type === citationToken && ids.length > 0 && ids.every((id) => labels.has(id));
  });
  for (const token of references) token.meta = { labels } satisfies CitationMeta;
  if (references.length > 0) for (const token of all) if (token.type === numberToken) token.meta = referredTo;
}

function inlineTokens(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap(({ children }) => (children ? [...children, ...inlineTokens(children)] : []));
}

/** In place of the section that the writer has had written, or in the div that asks for it, else at the end. */
function placeBibliography({ tokens, Token }: CoreState): void {
  const bibliography = new Token(bibliographyToken, "", 0);
  const isComment = ({ type, content }: Token, comment: string) => type === "html_block" && content.trim() === comment;
  const begin = tokens.findIndex((token) => isComment(token, "<!-- bibliography -->"));
  const end = tokens.findIndex((token, at) => at > begin && isComment(token, "<!-- /bibliography -->"));
  if (begin !== -1 && end !== -1) {
    bibliography.meta = tokens.splice(begin + 1, end - begin - 1, bibliography) satisfies Written;
    return;
  }
  const asked = tokens.findIndex(({ type, attrs }) => {
    return type === "biomanuscript_div_open" && attrs?.some(([name, value]) => name === "id" && value === "refs");
  });
  tokens.splice(asked === -1 ? tokens.length : asked + 1, 0, bibliography);
}

/** Of the bibliography's token: what stands in its place as long as none is known. */
type Written = Token[];
