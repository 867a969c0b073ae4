/** Styles in a few lines, rendered. */
import { readStyleSources } from "../../../scripts/styles.mjs";
import {
  type Citation,
  type CompiledStyle,
  compileStyle,
  createProcessor,
  type Item,
  toHtml,
} from "../../../server/src/csl/index.ts";

const { locales } = readStyleSources();

/** What a test says of a style: the layouts and what stands around them. */
export interface Parts {
  /** Attributes of `style`: `class` is in-text where none is given. */
  readonly attributes?: string;
  /** Locales and macros. */
  readonly before?: string;
  readonly citation?: string;
  /** The content of `layout` in citations. */
  readonly cite?: string;
  readonly layout?: string;
  readonly sort?: string;
  /** Attributes of `bibliography`. */
  readonly bibliography?: string;
  /** The content of `layout` in the bibliography; none without it. */
  readonly entry?: string;
  readonly entryLayout?: string;
  readonly entrySort?: string;
}

export function styleXml(parts: Parts): string {
  const { attributes = "", before = "", citation = "", cite = "", layout = "", sort = "" } = parts;
  const entries =
    parts.entry === undefined
      ? ""
      : `<bibliography ${parts.bibliography ?? ""}>${parts.entrySort ?? ""}<layout ${parts.entryLayout ?? ""}>${parts.entry}</layout></bibliography>`;
  const styleClass = attributes.includes("class=") ? "" : 'class="in-text"';
  return `<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" ${styleClass} ${attributes}>
<info><title>A test's style</title><id>test</id></info>${before}
<citation ${citation}>${sort}<layout ${layout}>${cite || '<text variable="title"/>'}</layout></citation>${entries}</style>`;
}

export function styleOf(parts: Parts): CompiledStyle {
  return compileStyle(styleXml(parts), (dialect) => locales[dialect]);
}

/** Works with the given fields; keys are a, b, c, … in their order. */
export function works(...fields: readonly Partial<Item>[]): readonly Item[] {
  return fields.map((own, place) => ({ id: String.fromCharCode(97 + place), type: "article-journal", ...own }));
}

/** Citations given as keys in one string each, or whole. */
export function cited(parts: Parts, items: readonly Item[], ...citations: readonly (string | Citation)[]): string[] {
  return render(parts, items, citations).citations.map(toHtml);
}

export function listed(parts: Parts, items: readonly Item[]): string[] {
  const { bibliography } = render(parts, items, [items.map(({ id }) => id).join(" ")]);
  return bibliography().map(({ content }) => toHtml(content));
}

function render(parts: Parts, items: readonly Item[], citations: readonly (string | Citation)[]) {
  const byId = new Map(items.map((item) => [String(item.id), item]));
  const whole = citations.map((citation) =>
    typeof citation === "string" ? { cites: citation.split(" ").map((id) => ({ id })) } : citation,
  );
  return createProcessor(styleOf(parts)).render(whole, (id) => byId.get(id));
}

/** "Zhou, Li" and the like as names. */
export function names(...written: readonly string[]): readonly object[] {
  return written.map((name) => {
    const [family = "", given = ""] = name.split(", ");
    return given === "" ? { family } : { family, given };
  });
}

export function year(...years: readonly number[]): object {
  return { "date-parts": years.map((each) => [each]) };
}
