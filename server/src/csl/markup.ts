/**
 * Reads the markup that CSL-JSON allows in text: `<i>`, `<b>`, `<sup>`, `<sub>`, `<sc>`, spans of class `nocase` and
 * `nodecor` or with small capitals. Quotation marks become quoted branches, so that a style's own marks and their nesting
 * are printed; an apostrophe is told from a closing mark by the letters around it.
 */
import type { Branch, Format, Node, Tag } from "./nodes.ts";

export function readMarkup(text: string): readonly Node[] {
  return /[<"'“‘]/.test(text) ? readAll(text, {}) : [text];
}

/** The same for text that a writer puts around a cite, whose punctuation stays where it is. */
export function readAffix(text: string): readonly Node[] {
  return text === "" ? [] : readAll(text, { keepsPunctuation: true });
}

/** The characters without the tags. */
export function withoutMarkup(text: string): string {
  return text.includes("<") ? text.replace(tags, "") : text;
}

interface Frame {
  readonly opening: string;
  readonly closing: string;
  readonly branch: Omit<Branch, "children">;
  readonly children: Node[];
}

const formats: Readonly<Record<string, Format>> = {
  i: "italic",
  b: "bold",
  sup: "superscript",
  sub: "subscript",
  sc: "small-caps",
};
const classes: Readonly<Record<string, Tag>> = { nocase: "no-case", nodecor: "no-decor" };
const tags = /<(\/?)(i|b|sup|sub|sc|span)(?:\s+(?:class="(nocase|nodecor)"|style="font-variant:\s*(small-caps);?"))?>/g;
const tagHere = new RegExp(tags.source, "y");
/** No title nests deeper; what would is text. */
const deepest = 40;
const letter = /[\p{L}\p{N}]/u;
const beforeOpening = /[\s([{/\-–—“‘"'\u00a0]/;

function readAll(text: string, quoted: Pick<Branch, "keepsPunctuation">): readonly Node[] {
  const frames: Frame[] = [{ opening: "", closing: "", branch: {}, children: [] }];
  const top = (): Frame => frames[frames.length - 1] as Frame;
  let piece = "";
  const flush = (): void => {
    if (piece !== "") top().children.push(piece);
    piece = "";
  };
  const open = (opening: string, closing: string, branch: Frame["branch"]): void => {
    if (frames.length > deepest) {
      piece += opening;
      return;
    }
    flush();
    frames.push({ opening, closing, branch, children: [] });
  };
  /** Frames that end without their mark are text. */
  const dissolve = (): void => {
    const { opening, children } = frames.pop() as Frame;
    top().children.push(opening === "'" ? "’" : opening, ...children);
  };
  const close = (closing: string): boolean => {
    const place = frames.findLastIndex((frame) => frame.closing === closing);
    if (place < 1) return false;
    flush();
    while (frames.length - 1 > place) dissolve();
    const { branch, children } = frames.pop() as Frame;
    if (children.length > 0) top().children.push({ ...branch, children });
    return true;
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string;
    if (sign === "<") {
      tagHere.lastIndex = at;
      const tag = tagHere.exec(text);
      if (tag) {
        const [whole, slash, name = "", cssClass, smallCaps] = tag;
        if (slash === "") open(whole, `</${name}>`, branchOf(name, cssClass, smallCaps));
        else if (!close(`</${name}>`)) piece += whole;
        at += whole.length - 1;
        continue;
      }
      piece += sign;
    } else if (sign === '"' || sign === "“" || sign === "”") {
      const opens = sign === "“" || (sign === '"' && isOpening(text, at));
      if (opens) open(sign, "”", { ...quoted, isQuoted: true });
      else if (!close("”")) piece += sign;
    } else if (sign === "'" || sign === "‘" || sign === "’") {
      const isClosing = sign !== "‘" && !isLetter(text, at + 1) && at > 0 && !/\s/.test(text[at - 1] ?? "");
      if (isClosing && close("’")) continue;
      if (sign === "‘" || (sign === "'" && isOpening(text, at) && isLetter(text, at + 1))) {
        open(sign, "’", { ...quoted, isQuoted: true });
      } else piece += "’";
    } else piece += sign;
  }
  flush();
  while (frames.length > 1) dissolve();
  return top().children;
}

/** Whether a straight mark opens a quotation, by the characters around it that are no tags. */
function isOpening(text: string, at: number): boolean {
  let end = at;
  while (text[end - 1] === ">") {
    const start = text.lastIndexOf("<", end - 2);
    if (start < 0 || !/[a-z/]/.test(text[start + 1] ?? "")) break;
    end = start;
  }
  const before = text[end - 1];
  return (before === undefined || beforeOpening.test(before)) && !/\s|^$/.test(text[at + 1] ?? "");
}

function isLetter(text: string, at: number): boolean {
  return letter.test(text[at] ?? "");
}

function branchOf(name: string, cssClass: string | undefined, smallCaps: string | undefined): Frame["branch"] {
  const tag = cssClass === undefined ? undefined : classes[cssClass];
  const format = smallCaps === undefined ? formats[name] : "small-caps";
  return { ...(tag && { tag }), ...(format && { formats: [format] }) };
}
