/** An output format for citeproc: tags with escaped text between them, read back into rich text. */
import type { Decorate, Engine, OutputFormats } from "citeproc";
import { type Emphasis, fromRuns, type RichText, type Run } from "./rich-text.ts";

const formats: Readonly<Record<string, string>> = {
  "@font-style/italic": "italic",
  "@font-style/oblique": "italic",
  "@font-style/normal": "not-italic",
  "@font-weight/bold": "bold",
  "@font-weight/normal": "not-bold",
  "@font-weight/light": "not-bold",
  "@font-variant/small-caps": "small-caps",
  "@font-variant/normal": "not-small-caps",
  "@vertical-align/sup": "superscript",
  "@vertical-align/sub": "subscript",
  "@vertical-align/baseline": "baseline",
  "@display/left-margin": "margin",
  "@URL/true": "link",
  "@DOI/true": "link",
};

const undecorated = [
  "@passthrough/true",
  "@strip-periods/true",
  "@strip-periods/false",
  "@text-decoration/none",
  "@text-decoration/underline",
  "@quotes/false",
  "@cite/entry",
  "@bibliography/entry",
  "@display/right-inline",
  "@showid/true",
];

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const characters: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** Registers the format under `name` among citeproc's own. */
export function registerMarkup(registry: OutputFormats, name: string): void {
  registry[name] = {
    text_escape: (text: string) => (text ?? "").replace(/[&<>]/g, (character) => entities[character] ?? character),
    bibstart: "",
    bibend: "",
    "@quotes/true": quotes("open-quote", "close-quote", "open-quote"),
    "@quotes/inner": quotes("open-inner-quote", "close-inner-quote", "close-inner-quote"),
    "@display/block": (_: Engine, text) => ` ${text ?? ""} `,
    "@display/indent": (_: Engine, text) => ` ${text ?? ""} `,
    ...Object.fromEntries(undecorated.map((key) => [key, (_: Engine, text: string | undefined) => text ?? ""])),
    ...Object.fromEntries(
      Object.entries(formats).map(([key, tag]) => [
        key,
        (_: Engine, text: string | undefined) => `<${tag}>${text ?? ""}</${tag}>`,
      ]),
    ),
  };
}

/** A mark without a partner comes as `undefined`; inside quotes it is mostly an apostrophe. */
function quotes(open: string, close: string, alone: string): Decorate {
  return (engine, text) =>
    text === undefined ? engine.getTerm(alone) : engine.getTerm(open) + text + engine.getTerm(close);
}

interface Surroundings {
  readonly marks: ReadonlySet<Emphasis>;
  readonly inMargin: boolean;
  /** All the text of the link around it, whose address can be told only at its end. */
  readonly link?: { text: string };
}

/**
 * Reads the format back. Only the tags written above are markup; text is text, whatever it holds. `margin` false leaves
 * out what the style sets in the margin, which is the entry's number or label.
 */
export function parseMarkup(markup: string, { margin }: { readonly margin: boolean } = { margin: true }): RichText {
  const pieces: { readonly text: string; readonly around: Surroundings }[] = [];
  const outer: Surroundings[] = [];
  let around: Surroundings = { marks: new Set(), inMargin: false };
  for (const [token, closing, tag] of markup.matchAll(/<(\/?)([a-z-]+)>|[^<]+/g)) {
    if (tag === undefined) {
      const plain = token.replace(/&(?:amp|lt|gt);/g, (entity) => characters[entity] ?? entity);
      // citeproc knows no ranges of pages such as 781-797.e9, and leaves them their hyphen.
      const text = around.link ? plain : plain.replace(/(?<=\d)-(?=\d+\.e\d+)/g, "–");
      if (around.link !== undefined) {
        around.link.text += text;
      }
      if (margin || !around.inMargin) {
        pieces.push({ text, around });
      }
    } else if (closing === "") {
      outer.push(around);
      around = within(around, tag);
    } else {
      around = outer.pop() ?? around;
      if (tag === "margin") {
        pieces.push({ text: " ", around });
      }
    }
  }
  return fromRuns(
    onOneLine(
      pieces.map(({ text, around: { marks, link } }) => ({ text, marks, target: link && targetOf(link.text) })),
    ),
  );
}

function within(around: Surroundings, tag: string): Surroundings {
  const marks = new Set(around.marks);
  switch (tag) {
    case "margin":
      return { ...around, inMargin: true };
    case "link":
      return { ...around, link: { text: "" } };
    case "italic":
    case "bold":
    case "small-caps":
      marks.add(tag);
      break;
    case "not-italic":
      marks.delete("italic");
      break;
    case "not-bold":
      marks.delete("bold");
      break;
    case "not-small-caps":
      marks.delete("small-caps");
      break;
    default:
      // Raised, lowered or back on the line: one of them only.
      marks.delete("superscript");
      marks.delete("subscript");
      if (tag !== "baseline") {
        marks.add(tag === "superscript" ? tag : "subscript");
      }
  }
  return { ...around, marks };
}

/** The address of a DOI or an `http(s)` address as printed; nothing else is linked. */
function targetOf(text: string): string | undefined {
  const doi = /^10\.\d{4,}[\d.]*\/\S+$/.test(text);
  if (!doi && !/^https?:\/\/\S+$/i.test(text)) {
    return undefined;
  }
  const address = text.replace(/[<>"{}|\\^`]/g, encodeURIComponent);
  return doi ? `https://doi.org/${address.replace(/[#?]/g, encodeURIComponent)}` : address;
}

/** Spaces and line breaks in a row are one space, none at the ends. */
function onOneLine(runs: readonly Run[]): Run[] {
  let afterSpace = true;
  const joined = runs.map((run) => {
    const single = run.text.replace(/[ \t\r\n\f\v]+/g, " ");
    const text = afterSpace && single.startsWith(" ") ? single.slice(1) : single;
    afterSpace = text === "" ? afterSpace : text.endsWith(" ");
    return { ...run, text };
  });
  const last = joined.findLastIndex((run) => run.text !== "");
  return joined.map((run, index) => (index === last ? { ...run, text: run.text.replace(/ $/, "") } : run));
}
