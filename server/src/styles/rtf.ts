import type { Emphasis, Inline, RichText } from "./rich-text.ts";

/** A whole RTF document of paragraphs, as word processors paste it. Source: the Rich Text Format Specification 1.9.1. */
export function toRtf(paragraphs: readonly RichText[]): string {
  return `{\\rtf1\\ansi\\uc1 ${paragraphs.map((content) => content.map(rtfOf).join("")).join("\\par\n")}}`;
}

const controls: Readonly<Record<Emphasis, string>> = {
  italic: "i",
  bold: "b",
  "small-caps": "scaps",
  superscript: "super",
  subscript: "sub",
};

function rtfOf(node: Inline): string {
  switch (node.kind) {
    case "text":
      return escapeRtf(node.text);
    case "link": {
      const content = node.content.map(rtfOf).join("");
      return `{\\field{\\*\\fldinst HYPERLINK "${escapeRtf(node.target)}"}{\\fldrslt ${content}}}`;
    }
    default:
      return `{\\${controls[node.kind]} ${node.content.map(rtfOf).join("")}}`;
  }
}

/** Beyond ASCII a character is its UTF-16 code units as signed numbers, each with a question mark for readers that know none. */
function escapeRtf(text: string): string {
  return text
    .replace(/[\\{}]/g, "\\$&")
    .replace(/\n/g, "\\line ")
    .replace(/[^ -~]/g, (unit) => {
      const code = unit.charCodeAt(0);
      return `\\u${code > 0x7fff ? code - 0x10000 : code}?`;
    });
}
