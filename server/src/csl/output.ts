/** Rich text in markup languages. */
import type { Rich, RichNode, RichPart } from "./print.ts";

/** The characters alone. */
export function toText(rich: Rich): string {
  return rich.map((node) => (typeof node === "string" ? node : toText(node.content))).join("");
}

const htmlTags: Readonly<Record<RichPart["format"], readonly [string, string]>> = {
  italic: ["<i>", "</i>"],
  oblique: ["<em>", "</em>"],
  upright: ['<span style="font-style:normal;">', "</span>"],
  bold: ["<b>", "</b>"],
  light: ['<span style="font-weight:light;">', "</span>"],
  medium: ['<span style="font-weight:normal;">', "</span>"],
  "small-caps": ['<span style="font-variant:small-caps;">', "</span>"],
  "full-caps": ['<span style="font-variant:normal;">', "</span>"],
  underline: ['<span style="text-decoration:underline;">', "</span>"],
  "no-underline": ['<span style="text-decoration:none;">', "</span>"],
  superscript: ["<sup>", "</sup>"],
  subscript: ["<sub>", "</sub>"],
  baseline: ['<span style="baseline">', "</span>"],
  block: ['<div class="csl-block">', "</div>"],
  "left-margin": ['<div class="csl-left-margin">', "</div>"],
  "right-inline": ['<div class="csl-right-inline">', "</div>"],
  indent: ['<div class="csl-indent">', "</div>"],
  link: ["", ""],
};
const htmlEntities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** HTML in which nothing but this module's own tags is markup; only http and https addresses become links. */
export function toHtml(rich: Rich): string {
  return rich.map(htmlOf).join("");
}

function htmlOf(node: RichNode): string {
  if (typeof node === "string") return escapeHtml(node);
  const content = toHtml(node.content);
  if (node.format === "link") {
    return /^https?:\/\//i.test(node.target ?? "")
      ? `<a href="${escapeHtml(node.target ?? "")}">${content}</a>`
      : content;
  }
  const [open, close] = htmlTags[node.format];
  return open + content + close;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => htmlEntities[sign] ?? sign);
}
