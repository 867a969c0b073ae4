/** A stretch of a manuscript as its readers see the words: without emphasis, braces and ties, accents composed. */
import type { Span } from "../text/document.ts";
import { latexToText } from "./latex-text.ts";

export interface PlainStretch {
  readonly text: string;
  /** Where in the manuscript a stretch of the plain text stands. */
  readonly spanOf: (plain: Span) => Span;
}

/** What reads differently from how it is written, in any of the formats. */
const markup = new RegExp(
  [
    String.raw`(\\(?:emph|text(?:it|bf|sc|sl|rm|up))\s*\{|[{}*]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<\/?(?:i|em|b|strong|span)\b[^<>]*>)`,
    String.raw`(\\["'\x60^~=.]\s*(?:\{\\?[a-zA-Z]\}|\\?[a-zA-Z])|\\[uvHcdbrk](?:\s*\{\\?[a-zA-Z]\}|\s+[a-zA-Z])|\\(?:ss|[oOlLi]|ae|AE|oe|OE|aa|AA)(?![a-zA-Z])(?:\{\}|\s)?)`,
    String.raw`((?:\\[ ,;]|~|&nbsp;|\s)+)`,
    "(&amp;)",
    String.raw`(\\(?=[^\sa-zA-Z]))`,
  ].join("|"),
  "gu",
);

export function plainStretch(text: string, { start, end }: Span): PlainStretch {
  let plain = "";
  const starts: number[] = [];
  const ends: number[] = [];
  const push = (read: string, from: number, to: number): void => {
    for (let unit = 0; unit < read.length; unit++) {
      starts.push(from);
      ends.push(to);
    }
    plain += read;
  };
  const pushSame = (from: number, to: number): void => {
    for (let at = from; at < to; at++) push(text.charAt(at), at, at + 1);
  };
  let at = start;
  for (const found of text.slice(start, end).matchAll(markup)) {
    const [written, , letter, space, ampersand] = found;
    const from = start + found.index;
    pushSame(at, from);
    at = from + written.length;
    if (letter !== undefined) push(latexToText(written), from, at);
    else if (space !== undefined) push(" ", from, at);
    else if (ampersand !== undefined) push("&", from, at);
  }
  pushSame(at, end);
  const spanOf = (stretch: Span): Span => ({
    start: starts[stretch.start] ?? end,
    end: stretch.end > stretch.start ? (ends[stretch.end - 1] ?? end) : (starts[stretch.start] ?? end),
  });
  return { text: plain, spanOf };
}
