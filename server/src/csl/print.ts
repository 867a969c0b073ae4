/**
 * Settles what can be settled only where pieces meet: marks of punctuation that collide, punctuation that moves into
 * quotation marks, marks within marks, fonts within the same font. What comes out is rich text.
 */
import type { Locale } from "./locale.ts";
import type { Branch, Format, Node } from "./nodes.ts";

/** Rich text: strings, and parts with a format or a link. */
export type Rich = readonly RichNode[];
export type RichNode = string | RichPart;
export interface RichPart {
  readonly format: Format | "link";
  /** The address of a link. */
  readonly target?: string;
  readonly content: Rich;
}

interface Piece {
  text: string;
  /** Whether it closes a quotation that punctuation may move into. */
  readonly closesQuote: boolean;
}

interface Writable {
  readonly format: Format | "link";
  readonly target?: string;
  readonly content: (Piece | Writable)[];
}

export function print(nodes: readonly Node[], locale: Locale): Rich {
  const printer = new Printer(locale);
  printer.all(nodes);
  return settled(printer.root.content);
}

/** What two marks become that meet: by the left one, then the right one. */
const collisions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ":": { ":": ":", ".": ":", ";": ":;", "!": "!", "?": "?", ",": ":," },
  ".": { ":": ".:", ".": ".", ";": ".;", "!": ".!", "?": ".?", ",": ".," },
  ";": { ":": ";", ".": ";", ";": ";", "!": "!", "?": "?", ",": ";," },
  "!": { ":": "!", ".": "!", ";": "!;", "!": "!", "?": "!?", ",": "!," },
  "?": { ":": "?", ".": "?", ";": "?;", "!": "?!", "?": "?", ",": "?," },
  ",": { ":": ",:", ".": ",.", ";": ",;", "!": ",!", "?": ",?", ",": "," },
};

/** A font inside itself is its opposite. */
const opposites: Partial<Record<Format, Format>> = {
  italic: "upright",
  oblique: "upright",
  bold: "medium",
  "small-caps": "full-caps",
};
const families: Readonly<Record<Format, string>> = {
  italic: "style",
  oblique: "style",
  upright: "style",
  bold: "weight",
  light: "weight",
  medium: "weight",
  "small-caps": "variant",
  "full-caps": "variant",
  underline: "decoration",
  "no-underline": "decoration",
  superscript: "align",
  subscript: "align",
  baseline: "align",
  block: "display",
  "left-margin": "display",
  "right-inline": "display",
  indent: "display",
};
const plain: ReadonlySet<Format> = new Set(["upright", "medium", "full-caps", "no-underline", "baseline"]);

class Printer {
  readonly root: Writable = { format: "upright", content: [] };
  readonly #open: Writable[] = [this.root];
  readonly #pieces: Piece[] = [];
  readonly #fonts = new Map<string, Format>();
  readonly #locale: Locale;
  readonly #quotes: readonly (readonly [string, string])[];
  #depth = 0;

  constructor(locale: Locale) {
    this.#locale = locale;
    const term = (name: string): string => locale.term(name)?.single ?? "";
    this.#quotes = [
      [term("open-quote"), term("close-quote")],
      [term("open-inner-quote"), term("close-inner-quote")],
    ];
  }

  all(nodes: readonly Node[]): void {
    for (const node of nodes) {
      if (typeof node === "string") this.#text(node);
      else this.#branch(node);
    }
  }

  #branch(branch: Branch): void {
    if (branch.tag === "no-decor") {
      this.#undecorated(branch);
      return;
    }
    this.#inFormats(branch, branch.formats ?? [], 0);
  }

  #inFormats(branch: Branch, formats: readonly Format[], place: number): void {
    const wanted = formats[place];
    if (wanted === undefined) {
      this.#inner(branch);
      return;
    }
    const family = families[wanted];
    const current = this.#fonts.get(family);
    const format = current === wanted ? (opposites[wanted] ?? wanted) : wanted;
    const isIdle = family !== "display" && (plain.has(format) ? current === undefined || plain.has(current) : false);
    if (isIdle) {
      this.#inFormats(branch, formats, place + 1);
      return;
    }
    this.#in({ format, content: [] }, () => {
      if (family === "display") this.#inFormats(branch, formats, place + 1);
      else this.#withFont(family, format, () => this.#inFormats(branch, formats, place + 1));
    });
  }

  #inner(branch: Branch): void {
    const content = (): void => {
      if (branch.isQuoted) this.#quoted(branch.children, branch.keepsPunctuation !== true);
      else this.all(branch.children);
    };
    if (branch.link === undefined) content();
    else this.#in({ format: "link", target: branch.link, content: [] }, content);
  }

  #undecorated(branch: Branch): void {
    const [family, font] = [...this.#fonts].find(([, format]) => !plain.has(format)) ?? [];
    const opposite = font && opposites[font];
    if (family === undefined || opposite === undefined) this.all(branch.children);
    else {
      this.#in({ format: opposite, content: [] }, () =>
        this.#withFont(family, opposite, () => this.#undecorated(branch)),
      );
    }
  }

  #withFont(family: string, format: Format, print: () => void): void {
    const before = this.#fonts.get(family);
    this.#fonts.set(family, format);
    print();
    if (before === undefined) this.#fonts.delete(family);
    else this.#fonts.set(family, before);
  }

  #in(part: Writable, print: () => void): void {
    this.#open.at(-1)?.content.push(part);
    this.#open.push(part);
    print();
    this.#open.pop();
  }

  #quoted(children: readonly Node[], takesPunctuation: boolean): void {
    const [opening, closing] = this.#quotes[this.#depth % 2] ?? ["", ""];
    this.#text(opening);
    this.#depth++;
    this.all(children);
    this.#depth--;
    this.#push(closing, takesPunctuation);
  }

  #push(text: string, closesQuote: boolean): void {
    if (text === "") return;
    const piece = { text, closesQuote };
    this.#open.at(-1)?.content.push(piece);
    this.#pieces.push(piece);
  }

  #text(text: string): void {
    const last = this.#pieces.at(-1);
    if (!last || text === "") {
      this.#push(text, false);
      return;
    }
    const sign = text.charAt(0);
    const isMoved = last.closesQuote && this.#locale.punctuationInQuote && (sign === "." || sign === ",");
    const before = isMoved ? this.#pieces.findLast((piece) => !piece.closesQuote) : last;
    // A question ends its sentence, within quotation marks too.
    if (
      last.closesQuote &&
      sign === "." &&
      /[.?!]$/.test(this.#pieces.findLast((piece) => !piece.closesQuote)?.text ?? "")
    ) {
      this.#push(text.slice(1), false);
      return;
    }
    if (isMoved && before) {
      before.text = meeting(before.text, sign);
      this.#push(text.slice(1), false);
      return;
    }
    if (sign === " " && / $/.test(last.text)) {
      this.#push(text.slice(1), false);
      return;
    }
    const joint = last.closesQuote ? undefined : collisions[last.text.at(-1) ?? ""]?.[sign];
    if (joint === undefined) {
      this.#push(text, false);
      return;
    }
    const [left] = last.text.slice(-1);
    // A mark that stays as it is keeps its own font.
    if (joint === sign && left !== sign) last.text = last.text.slice(0, -1);
    this.#push(joint === left ? text.slice(1) : text, false);
  }
}

function meeting(left: string, sign: string): string {
  const joint = collisions[left.at(-1) ?? ""]?.[sign];
  return joint === undefined ? left + sign : left.slice(0, -1) + joint;
}

function settled(content: readonly (Piece | Writable)[]): Rich {
  const result: RichNode[] = [];
  for (const part of content) {
    if ("format" in part) {
      const inner = settled(part.content);
      if (inner.length > 0) {
        const { format, target } = part;
        result.push(target === undefined ? { format, content: inner } : { format, target, content: inner });
      }
    } else if (part.text !== "") {
      const last = result.at(-1);
      if (typeof last === "string") result[result.length - 1] = last + part.text;
      else result.push(part.text);
    }
  }
  return result;
}
