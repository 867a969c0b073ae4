/**
 * The formatter as citeproc-js makes it. Loaded only through `citeproc-entry.ts`, in a file of its own: citeproc is
 * large, and under the CPAL.
 */
import CSL, { type Engine, type NameFunctions, type NameOutput } from "citeproc";
import { type DateVariable, hasAllAuthors, type Reference } from "../syntax/reference.ts";
import { parseMarkup, registerMarkup } from "./citeproc-markup.ts";
import type { Formatter, StyleInfo, StyleSources } from "./formatter.ts";
import type { RichText } from "./rich-text.ts";

/** Styles are compiled on first use and kept. Needs no files, DOM or network. */
export function createFormatter(sources: StyleSources): Formatter {
  const compiled = new Map<string, Style>();
  const styleOf = (id: string): Style => {
    const known = compiled.get(id) ?? compile(id, sources);
    compiled.set(id, known);
    return known;
  };
  return {
    styles: Object.entries(sources.styles).map(([id, xml]) => ({ id, title: titleOf(xml) ?? id }) satisfies StyleInfo),
    reference: (reference, style) =>
      styleOf(style).entries([reference], "without numbers")[0] ?? [{ kind: "text", text: reference.id }],
    bibliography: (references, style) => styleOf(style).entries(references, "with numbers"),
    citation: (references, style) => styleOf(style).citation(references),
  };
}

interface Style {
  entries(references: readonly Reference[], numbers: "with numbers" | "without numbers"): RichText[];
  citation(references: readonly Reference[]): RichText;
}

function compile(id: string, sources: StyleSources): Style {
  const xml = Object.hasOwn(sources.styles, id) ? sources.styles[id] : undefined;
  if (xml === undefined) {
    throw new RangeError(`There is no style "${id}", only ${Object.keys(sources.styles).join(", ")}.`);
  }
  prepareCiteproc();
  let items: ReadonlyMap<string, object> = new Map();
  const engine = withErrors(`The style "${id}" can't be read`, () => {
    const created = new CSL.Engine(
      {
        retrieveLocale: (language) => sources.locales[language] ?? sources.locales["en-US"] ?? "",
        retrieveItem: (key) => items.get(key) ?? {},
      },
      xml,
    );
    created.setOutputFormat(formatName);
    // Links are made of DOIs and addresses; a note is a note, and not a place to look for more fields.
    created.opt.development_extensions.wrap_url_and_doi = true;
    created.opt.development_extensions.field_hack = false;
    return created;
  });
  const load = (references: readonly Reference[]): string[] => {
    // Places in the list stand for keys, which need not be different nor of a form citeproc takes.
    items = new Map(references.map((reference, index) => [String(index), itemOf(reference, String(index))]));
    const ids = [...items.keys()];
    // Emptied first, since citeproc keeps what it has computed for an id.
    engine.updateItems([]);
    engine.updateItems(ids);
    return ids;
  };
  const fault = `The style "${id}" can't print this`;
  return {
    entries: (references, numbers) =>
      withErrors(fault, () => {
        load(references);
        return bibliographyOf(engine, references, numbers === "with numbers");
      }),
    citation: (references) =>
      withErrors(fault, () => parseMarkup(engine.makeCitationCluster(load(references).map((key) => ({ id: key }))))),
  };
}

function bibliographyOf(engine: Engine, references: readonly Reference[], numbers: boolean): RichText[] {
  const made = engine.makeBibliography();
  if (made === false) {
    return [];
  }
  const [{ entry_ids: ids }, entries] = made;
  return entries.map((entry, index) => {
    const content = parseMarkup(entry, { margin: false });
    if (content.length === 0 || entry.includes("[CSL STYLE ERROR")) {
      return [{ kind: "text", text: references[Number(ids[index]?.[0])]?.id ?? "" }];
    }
    return numbers ? parseMarkup(entry) : content;
  });
}

function itemOf(reference: Reference, id: string): object {
  const { custom: _, ...fields } = reference;
  const dates = ["issued", "accessed", "event-date", "original-date"] as const;
  const ranges = dates.flatMap((name) => (reference[name] ? [[name, evenRange(reference[name])]] : []));
  // Styles of CSL 1.0.1 call the event's title `event`.
  const event = reference["event-title"] === undefined ? {} : { event: reference["event-title"] };
  return { ...fields, ...event, ...Object.fromEntries(ranges), id, authorsIncomplete: !hasAllAuthors(reference) };
}

/** citeproc takes no range whose ends are not equally exact. */
function evenRange(date: DateVariable): DateVariable {
  const parts = date["date-parts"];
  if (parts === undefined || parts.length < 2) return date;
  const exactness = Math.min(...parts.map((point) => point.length));
  return { ...date, "date-parts": parts.map((point) => point.slice(0, exactness)) };
}

function titleOf(xml: string): string | undefined {
  const title = /<info>[\s\S]*?<title[^>]*>([\s\S]*?)<\/title>/.exec(xml)?.[1];
  return title?.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&").trim();
}

/** citeproc throws strings. */
function withErrors<T>(doing: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    throw new Error(`${doing}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

const formatName = "biomanuscript";
let prepared = false;

function prepareCiteproc(): void {
  if (prepared) {
    return;
  }
  prepared = true;
  // Its warnings would go to standard output, where a language server speaks its protocol.
  CSL.debug = () => {};
  registerMarkup(CSL.Output.Formats, formatName);
  countUnseenAuthors(CSL.NameOutput.prototype);
  initializeHyphenated(CSL.Util.Names);
}

/**
 * CSL has no word for an incomplete list of authors. citeproc decides on "et al." by comparing how many names there are
 * with how many it prints, so one more is counted than is there: a style that abbreviates does so, one that wouldn't
 * prints all the names and then its "et al.". "A, B, … Z" needs the last author, who isn't known.
 */
function countUnseenAuthors(output: NameOutput): void {
  const count = output.truncatePersonalNameLists;
  output.truncatePersonalNameLists = function (this: NameOutput) {
    count.call(this);
    const seen = this.freeters_count.author;
    if (this.Item.authorsIncomplete === true && seen !== undefined && seen > 0) {
      this.freeters_count.author = seen + 1;
      this.etal_use_last = false;
    }
  };
}

/**
 * "Yi-xian" is "Y" in every style. Where a style wants initials without hyphens, citeproc takes the second half for a
 * word of its own and would print "Y xian".
 */
function initializeHyphenated(names: NameFunctions): void {
  const initialize = names.initializeWith;
  names.initializeWith = function (this: NameFunctions, engine, given, terminator, keepFull) {
    const shortened =
      engine.opt["initialize-with-hyphen"] === false && keepFull !== true
        ? given.replace(/-\p{Ll}[\p{L}'’]*/gu, "")
        : given;
    return initialize.call(this, engine, shortened, terminator, keepFull);
  };
}
