/**
 * Compiles every style of a collection, renders the bundled references in it, and compares the entries of a sample with
 * those of citeproc-js, as text.
 *
 *   npm run evaluate -- csl-styles STYLES LOCALES [--sample COUNT [SEED]] [--only NAME,…] [--show COUNT]
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import CSL from "citeproc";
import { compileStyle, createProcessor, type Item, readInfo, toHtml } from "../../server/src/csl/index.ts";

const [styleFolder, localeFolder, ...options] = process.argv.slice(2);
if (styleFolder === undefined || localeFolder === undefined) throw new Error("Give the folders of styles and locales.");
const after = (name: string, offset = 1): string | undefined => {
  const place = options.indexOf(name);
  return place < 0 ? undefined : options[place + offset];
};
const sampleSize = Number(after("--sample") ?? 0);
const seed = Number(after("--sample", 2) ?? 1);
const show = Number(after("--show") ?? 0);

const bundled = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../server/data/references.json"), "utf8"),
) as readonly Item[];
const items = new Map<string, Item>(
  bundled.map(({ custom: _, ...item }: Item) => [String(item.id), { ...item, id: String(item.id) }]),
);
const ids = [...items.keys()];

function localeOf(dialect: string): string | undefined {
  try {
    return readFileSync(join(localeFolder ?? "", `locales-${dialect}.xml`), "utf8");
  } catch {
    return undefined;
  }
}

/** A style's XML, its parent's where it has one. */
function xmlOf(name: string): string {
  const xml = readFileSync(join(styleFolder ?? "", name), "utf8");
  const parent = readInfo(xml).parent;
  return parent === undefined ? xml : readFileSync(join(styleFolder ?? "", `${parent.split("/").at(-1)}.csl`), "utf8");
}

function ours(xml: string): ReadonlyMap<string, string> {
  const processor = createProcessor(compileStyle(xml, localeOf));
  const entries = processor.render([], (id) => items.get(id), ids).bibliography();
  return new Map(entries.map(({ id, content }) => [id, textOf(toHtml(content))]));
}

/** Undefined for a style without a bibliography. */
function theirs(xml: string): ReadonlyMap<string, string> | undefined {
  const engine = new CSL.Engine(
    { retrieveLocale: (language) => localeOf(language) ?? "", retrieveItem: (key) => items.get(key) ?? {} },
    xml,
  );
  engine.opt.development_extensions.field_hack = false;
  engine.updateItems(ids);
  const made = engine.makeBibliography();
  if (made === false) return undefined;
  const [{ entry_ids: entryIds }, entries] = made;
  return new Map(entries.map((entry, place) => [String(entryIds[place]?.[0]), textOf(entry)]));
}

const lowered: Readonly<Record<string, string>> = {
  ᵒ: "o",
  ᵉ: "e",
  ʳ: "r",
  ᵃ: "a",
  ᵗ: "t",
  ˢ: "s",
  ᵈ: "d",
  ⁿ: "n",
  ʰ: "h",
};

/** Markup, entities and kinds of spaces apart. */
function textOf(html: string): string {
  return html
    .replace(/<\/?div[^>]*>/g, " ")
    .replace(/<[^>]+>/g, "")
    .replace(/&#60;|&lt;/g, "<")
    .replace(/&#62;|&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#38;|&amp;/g, "&")
    .replace(/\s+/g, " ")
    .replace(/[ᵒᵉʳᵃᵗˢᵈⁿʰ]/g, (sign) => lowered[sign] ?? sign)
    .trim();
}

/** A sample that is the same for the same seed. */
function sampleOf(names: readonly string[], count: number): readonly string[] {
  let state = seed;
  const random = (): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  const chosen = new Set<string>();
  while (chosen.size < Math.min(count, names.length)) chosen.add(names[Math.floor(random() * names.length)] ?? "");
  return [...chosen];
}

CSL.debug = () => {};
const all = readdirSync(styleFolder).filter((name) => name.endsWith(".csl"));
const only = after("--only")
  ?.split(",")
  .map((name) => `${name}.csl`);
const compared = only ?? sampleOf(all, sampleSize);

if (!only) {
  let faults = 0;
  for (const name of all) {
    try {
      ours(xmlOf(name));
    } catch (error) {
      faults++;
      console.log(`${name}: ${error}`);
    }
  }
  console.log(`${all.length} styles, ${faults} with an error`);
}

let entries = 0;
let equal = 0;
const rows: { style: string; equal: number; entries: number }[] = [];
for (const name of compared) {
  const xml = xmlOf(name);
  const reference = theirs(xml);
  if (!reference) continue;
  const own = ours(xml);
  const differing = [...reference].filter(([id, text]) => own.get(id) !== text);
  entries += reference.size;
  equal += reference.size - differing.length;
  if (differing.length > 0)
    rows.push({ style: name, equal: reference.size - differing.length, entries: reference.size });
  for (const [id, text] of differing.slice(0, show))
    console.log(`${name}\n  citeproc ${text}\n  here     ${own.get(id)}`);
}
if (compared.length > 0) {
  console.table(rows.toSorted((a, b) => a.equal - b.equal));
  console.log(
    `${compared.length} styles: ${equal} of ${entries} entries equal, ${((100 * equal) / entries).toFixed(2)} %`,
  );
}
