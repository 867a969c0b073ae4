/**
 * Runs cases of the CSL test-suite and lists what fails, with the reason where one is known.
 *
 *   npm run evaluate -- csl FOLDER [--locales FOLDER] [--show NAME]
 *
 * `FOLDER` holds the suite's files of human-written cases. Locales are those of the npm package that the product takes its
 * own from, or a folder's `locales-xx-XX.xml`; some cases ask for languages that only the latter has.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import {
  type Cite,
  compileStyle,
  createProcessor,
  type Item,
  type Rendered,
  toHtml,
} from "../../server/src/csl/index.ts";
import { expectedFailures } from "./csl-failures.ts";

const [folder, ...options] = process.argv.slice(2);
if (folder === undefined) throw new Error("Give the folder of the suite's cases.");
const option = (name: string): string | undefined => {
  const place = options.indexOf(name);
  return place < 0 ? undefined : options[place + 1];
};
const localeFolder = option("--locales");
const shown = option("--show");

const packaged: Readonly<Record<string, string>> = createRequire(import.meta.url)(
  "@citation-js/plugin-csl/lib/locales.json",
);

function localeOf(dialect: string): string | undefined {
  if (localeFolder === undefined) return packaged[dialect];
  try {
    return readFileSync(join(localeFolder, `locales-${dialect}.xml`), "utf8");
  } catch {
    return undefined;
  }
}

interface SuiteCite {
  readonly id: string | number;
  readonly locator?: string | number;
  readonly label?: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly "suppress-author"?: boolean;
  readonly "author-only"?: boolean;
}

interface SuiteCitation {
  readonly citationID: string;
  readonly citationItems: readonly SuiteCite[];
  readonly properties?: { readonly noteIndex?: number; readonly mode?: string };
}

type Step = readonly [SuiteCitation, readonly (readonly [string, number])[], readonly (readonly [string, number])[]];

function citeOf({ id, locator, label, prefix, suffix, ...modes }: SuiteCite): Cite {
  return {
    id: String(id),
    ...(locator !== undefined && { locator: String(locator) }),
    ...(label && { label }),
    ...(prefix && { prefix }),
    ...(suffix && { suffix }),
    ...(modes["suppress-author"] && { mode: "suppress-author" as const }),
    ...(modes["author-only"] && { mode: "author-only" as const }),
  };
}

/** The sections of a case by their names. */
function sectionsOf(text: string): (name: string) => string | undefined {
  return (name) => new RegExp(`>>=+ ${name} =+>>\\n?([\\s\\S]*?)\\n?<<=+ ${name} =+<<`).exec(text)?.[1]?.trim();
}

/** What the processor prints for a case, as the suite writes it. */
function resultOf(section: (name: string) => string | undefined): string {
  const style = compileStyle(section("CSL") ?? "", localeOf);
  const input = JSON.parse(section("INPUT") ?? "[]") as Item[];
  const items = new Map(input.map((item) => [String(item.id), item]));
  const ids = [...items.keys()];
  const processor = createProcessor(style);
  const itemOf = (id: string): Item | undefined => items.get(id);
  const steps = section("CITATIONS");
  const entries = section("BIBENTRIES");
  if (steps !== undefined) {
    const { rendered, order } = afterSteps(JSON.parse(steps), (citations) => processor.render(citations, itemOf));
    const lines = order.map((_, place) => `[${place}] ${htmlOf(rendered?.citations[place] ?? [])}`);
    return printed(section, rendered, lines);
  }
  if (entries !== undefined) {
    const last = (JSON.parse(entries) as (string | number)[][]).at(-1) ?? [];
    return printed(section, processor.render([], itemOf, last.map(String)), []);
  }
  const groups = JSON.parse(section("CITATION-ITEMS") ?? "null") ?? [ids.map((id) => ({ id }))];
  const citations = (groups as SuiteCite[][]).map((cites) => ({ cites: cites.map(citeOf) }));
  const rendered = processor.render(citations, itemOf, ids);
  return printed(section, rendered, rendered.citations.map(htmlOf));
}

/** Citations as they stand after each has been put in its place, one after the other. */
function afterSteps(
  steps: readonly Step[],
  render: (citations: Parameters<ReturnType<typeof createProcessor>["render"]>[0]) => Rendered,
): { rendered: Rendered | undefined; order: readonly string[] } {
  const known = new Map<string, SuiteCitation>();
  let rendered: Rendered | undefined;
  let order: readonly string[] = [];
  for (const [citation, before, after] of steps) {
    known.set(citation.citationID, citation);
    const places = [...before, [citation.citationID, citation.properties?.noteIndex ?? 0] as const, ...after];
    order = places.map(([id]) => id);
    rendered = render(
      places.map(([id, note]) => {
        const { citationItems = [], properties } = known.get(id) ?? {};
        return {
          cites: citationItems.map(citeOf),
          ...(note > 0 && { note }),
          ...(properties?.mode === "composite" && { isComposite: true }),
        };
      }),
    );
  }
  return { rendered, order };
}

function printed(
  section: (name: string) => string | undefined,
  rendered: Rendered | undefined,
  lines: readonly string[],
) {
  if (!section("MODE")?.startsWith("bibliography")) return lines.join("\n");
  const entries =
    rendered?.bibliography().map(({ content }) => `<div class="csl-entry">${htmlOf(content)}</div>`) ?? [];
  return `<div class="csl-bib-body">${entries.join("")}</div>`;
}

const raised = "ªa²2³3¹1ºoʰhʲjʳrʷwʸyˡlˢsˣxᴬAᵃaᵇbᵈdᵉeᵍgᵏkᵐmᵒoᵖpᵗtᵘuᵛvⁱiⁿn";

/** The suite writes entities by number and raised letters of Unicode as superscript, and has no links. */
function htmlOf(rich: Parameters<typeof toHtml>[0]): string {
  return toHtml(rich)
    .replace(/&amp;/g, "&#38;")
    .replace(/&lt;/g, "&#60;")
    .replace(/&gt;/g, "&#62;")
    .replace(/&quot;/g, '"')
    .replace(/<a href="[^"]*">(.*?)<\/a>/g, "$1")
    .replace(/[ªº²³¹ʰʲʳʷʸˡˢˣᴬᵃᵇᵈᵉᵍᵏᵐᵒᵖᵗᵘᵛⁱⁿ]/g, (sign) => `<sup>${raised[raised.indexOf(sign) + 1]}</sup>`);
}

/** Without white space between blocks, and without the marks that say which citations a step has changed. */
function comparable(text: string): string {
  const trimmed = text.trim().replace(/^(?:>>|\.\.)\[/gm, "[");
  return trimmed.includes("csl-entry") ? trimmed.replace(/\s*(<\/?div[^>]*>)\s*/g, "$1") : trimmed;
}

let passed = 0;
const failed: string[] = [];
for (const file of readdirSync(folder)
  .filter((name) => name.endsWith(".txt"))
  .toSorted()) {
  const name = file.slice(0, -4);
  const section = sectionsOf(readFileSync(join(folder, file), "utf8").replaceAll("\r", ""));
  const wanted = section("RESULT") ?? "";
  let result: string;
  try {
    result = resultOf(section);
  } catch (error) {
    result = String(error);
  }
  if (comparable(result) === comparable(wanted)) passed++;
  else failed.push(name);
  if (name === shown) console.log(`wanted ${wanted}\nprinted ${result}`);
}

const total = passed + failed.length;
console.log(`${passed} of ${total} cases pass: ${((100 * passed) / total).toFixed(1)} %`);
for (const name of failed) console.log(`  ${name}: ${expectedFailures[name] ?? "NO REASON KNOWN"}`);
process.exitCode = failed.every((name) => name in expectedFailures) ? 0 : 1;
