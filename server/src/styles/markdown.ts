import { type RichText, toText } from "./rich-text.ts";

/**
 * `pandoc`: Pandoc, Quarto and R Markdown, with `^super^` and `~sub~`. `commonmark`: editors' hovers and web pages,
 * which have no such markup and get `<sup>` and `<sub>`.
 */
export type MarkdownDialect = "pandoc" | "commonmark";

/** One line of Markdown that renders as the text: nothing in a title or name becomes markup, at a line's start neither. */
export function toMarkdown(rich: RichText, dialect: MarkdownDialect = "pandoc"): string {
  return escapeLineStart(print(rich, dialect, "", ""));
}

function print(rich: RichText, dialect: MarkdownDialect, before: string, after: string): string {
  let out = "";
  rich.forEach((node, index) => {
    const previous = out === "" ? before : out;
    switch (node.kind) {
      case "text":
        out += escapeMarkdown(node.text);
        break;
      case "link":
        // Angle brackets let an address hold parentheses, as many DOIs do.
        out += `[${print(node.content, dialect, "[", "]")}](<${node.target}>)`;
        break;
      case "italic":
      case "bold": {
        const following = toText(rich.slice(index + 1)) || after;
        out += emphasised(node.content, node.kind === "bold", dialect, previous, following);
        break;
      }
      case "superscript":
        out += raised(node.content, dialect, "^", "sup");
        break;
      case "subscript":
        out += raised(node.content, dialect, "~", "sub");
        break;
      case "small-caps": {
        const content = print(node.content, dialect, "[", "]");
        out += dialect === "pandoc" ? `[${content}]{.smallcaps}` : content;
        break;
      }
    }
  });
  return out;
}

function emphasised(content: RichText, bold: boolean, dialect: MarkdownDialect, previous: string, following: string) {
  const plain = toText(content);
  // A delimiter beside a space on its inner side is no delimiter, so the spaces go outside.
  const start = plain.length - plain.trimStart().length;
  const inner = print(content, dialect, "*", "*").trim();
  if (inner === "") {
    return plain;
  }
  const lead = plain.slice(0, start);
  const trail = plain.slice(plain.trimEnd().length);
  const opens = canDelimit(inner.slice(0, 1), lead || previous.slice(-1));
  const closes = canDelimit(inner.slice(-1), trail || following.slice(0, 1));
  // `**a***b*` would be read otherwise than written.
  const touching = lead === "" && previous.endsWith("*");
  if (dialect === "commonmark" && (touching || !opens || !closes)) {
    return bold ? `${lead}<b>${inner}</b>${trail}` : `${lead}<i>${inner}</i>${trail}`;
  }
  const delimiter = bold ? "**" : "*";
  const delimited = delimiter + inner + delimiter;
  return lead + (touching ? `[${delimited}]{}` : delimited) + trail;
}

/** CommonMark's flanking rule: a delimiter between punctuation inside and a letter outside is plain text. */
function canDelimit(inside: string, outside: string): boolean {
  return !/[\p{P}\p{S}]/u.test(inside) || outside === "" || /[\s\p{P}\p{S}]/u.test(outside);
}

function raised(content: RichText, dialect: MarkdownDialect, delimiter: string, tag: string): string {
  const inner = print(content, dialect, delimiter, delimiter);
  return dialect === "pandoc" ? delimiter + inner.replace(/\s/g, "\\ ") + delimiter : `<${tag}>${inner}</${tag}>`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<^~$@|]|&(?=#?\w+;)/g, "\\$&").replace(/-(?=-)|(?<=-)-|\.(?=\.\.)/g, "\\$&");
}

/** A reference that starts with "1." or "A." must not become a list, nor one that starts with "#" a heading. */
function escapeLineStart(line: string): string {
  return line
    .trimStart()
    .replace(/^(\(?(?:\d+|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+|#))([.)])(?=\s|$)/, "$1\\$2")
    .replace(/^[-+:=%#>]/, "\\$&");
}
