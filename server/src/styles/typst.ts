import type { Emphasis, Inline, RichText } from "./rich-text.ts";

/** Typst markup, every emphasis as a call, so that it holds within words too. */
export function toTypst(rich: RichText): string {
  const parts = rich.map(typstOf);
  return parts
    .map((part, index) => {
      // A call would take what stands right behind it for its arguments, a field or its end.
      const goesOn = rich[index]?.kind !== "text" && /^[[(.;]/.test(parts[index + 1] ?? "");
      return goesOn ? `${part};` : part;
    })
    .join("");
}

const functions: Readonly<Record<Emphasis, string>> = {
  italic: "emph",
  bold: "strong",
  "small-caps": "smallcaps",
  superscript: "super",
  subscript: "sub",
};

function typstOf(node: Inline): string {
  switch (node.kind) {
    case "text":
      return escapeTypst(node.text);
    case "link":
      return `#link(${JSON.stringify(node.target)})[${toTypst(node.content)}]`;
    default:
      return `#${functions[node.kind]}[${toTypst(node.content)}]`;
  }
}

/** Signs of markup; a comment or bare address would begin at `//`, a dash at `--`. */
function escapeTypst(text: string): string {
  return text
    .replace(/[\\*_`$#@<>[\]~"]/g, "\\$&")
    .replace(/\/(?=\/)/g, "\\/")
    .replace(/-(?=-)/g, "\\-");
}
