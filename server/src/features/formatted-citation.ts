/** Citations as text that a style has printed: for Insert Formatted Citation and Copy as Formatted. */
import { type RichText, toHtml, toLatex, toMarkdown, toRtf, toText, toTypst } from "../styles/formatter.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import { contains, type Document, editDocument, type Span } from "../text/document.ts";
import { formattedTextOf } from "../workspace/formatted-text.ts";
import { type Snapshot, withFile } from "../workspace/snapshot.ts";
import { clusterAt } from "./citation-hints.ts";
import type { ReferenceStyle } from "./description.ts";
import { citationAt } from "./insert-citation.ts";

/** Markup in which formatted text is written. `rtf` is a whole document, as word processors paste it. */
const printedFormats = ["markdown", "latex", "typst", "html", "text", "rtf"] as const;

export type PrintedFormat = (typeof printedFormats)[number];

export function isPrintedFormat(format: string): format is PrintedFormat {
  return printedFormats.some((it) => it === format);
}

/** The citation of these keys as it would print at an offset: with the number, and the letter of the year, that it has there. */
export function formattedCitation(
  snapshot: Snapshot,
  manuscript: Document,
  offset: number,
  keys: readonly string[],
  style: ReferenceStyle,
): RichText {
  const outside = clusterEndAt(manuscript, offset);
  const { span, newText } = citationAt(manuscript, outside, keys);
  const cited = editDocument(manuscript, span, newText);
  const end = span.start + newText.length;
  const content = clusterAt(
    withFile(snapshot, cited.uri, cited),
    cited,
    style,
    (cluster) => cluster.span.start >= span.start && cluster.span.start < end,
  )?.content;
  return content ?? [];
}

/** Within a citation, the place behind it. */
function clusterEndAt(manuscript: Document, offset: number): number {
  const within = readManuscript(manuscript).clusters.find(({ span }) => span.start < offset && offset < span.end);
  return within ? within.span.end : offset;
}

/**
 * What is selected, each citation in it as it prints; where nothing is selected, the citation at the place. `undefined` where
 * there is no citation.
 */
export function formattedSelection(
  snapshot: Snapshot,
  manuscript: Document,
  selection: Span,
  style: ReferenceStyle,
): RichText | undefined {
  const clusters = formattedTextOf(snapshot, manuscript, style).clustersIn(manuscript);
  if (selection.start === selection.end) {
    const here = clusters.find(({ cluster }) => contains(cluster.span, selection.start));
    return here && here.content.length > 0 ? here.content : undefined;
  }
  const content: RichText[number][] = [];
  let at = selection.start;
  for (const { cluster, content: printed } of clusters) {
    const { start, end } = cluster.span;
    if (start < at || end > selection.end || printed.length === 0) continue;
    content.push({ kind: "text", text: manuscript.text.slice(at, start) }, ...printed);
    at = end;
  }
  if (content.length === 0) return undefined;
  return [...content, { kind: "text", text: manuscript.text.slice(at, selection.end) }];
}

/** Text with blank lines is paragraphs in HTML and RTF. */
export function printedAs(content: RichText, format: PrintedFormat): string {
  switch (format) {
    case "markdown":
      return toMarkdown(content);
    case "latex":
      return toLatex(content);
    case "typst":
      return toTypst(content);
    case "text":
      return toText(content);
    case "html": {
      const paragraphs = paragraphsOf(content).map(toHtml);
      return paragraphs.length === 1 ? paragraphs.join("") : paragraphs.map((it) => `<p>${it}</p>`).join("\n");
    }
    case "rtf":
      return toRtf(paragraphsOf(content));
  }
}

function paragraphsOf(content: RichText): readonly RichText[] {
  const paragraphs: RichText[number][][] = [[]];
  for (const node of content) {
    if (node.kind !== "text") {
      paragraphs.at(-1)?.push(node);
      continue;
    }
    for (const [place, text] of node.text.split(/(?:\r?\n[ \t]*){2,}/).entries()) {
      if (place > 0) paragraphs.push([]);
      if (text !== "") paragraphs.at(-1)?.push({ kind: "text", text: text.replace(/\r?\n/g, " ") });
    }
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}
