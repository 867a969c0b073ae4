/**
 * Measures the citation processor beside citeproc-js and `pandoc --citeproc`, in one run: references each cited once, and
 * the bibliography of them all, from the style's XML on.
 *
 *   npm run bench:csl -- [COUNT…]
 *
 * References are the bundled ones, repeated under other keys with other years and titles. Pandoc is left out where it isn't installed.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import CSL from "citeproc";
import { build } from "esbuild";
import type * as Csl from "../../server/src/csl/index.ts";

type Item = Csl.Item;

const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [500, 5000];
const require = createRequire(import.meta.url);
const styles: Readonly<Record<string, string>> = require("@citation-js/plugin-csl/lib/styles.json");
const locales: Readonly<Record<string, string>> = require("@citation-js/plugin-csl/lib/locales.json");
const bundled = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../server/data/references.json"), "utf8"),
) as readonly (Item & { readonly issued?: { readonly "date-parts": readonly (readonly number[])[] } })[];

/** Works that differ as those of a large library do. */
function made(count: number): readonly Item[] {
  return Array.from({ length: count }, (_, number) => {
    const { custom: _custom, ...item } = bundled[number % bundled.length] ?? { id: "" };
    const round = Math.floor(number / bundled.length);
    if (round === 0) return { ...item, id: String(item.id) };
    const year = (item.issued?.["date-parts"][0]?.[0] ?? 2000) - (round % 15);
    return {
      ...item,
      id: `${item.id}-${round}`,
      title: `${item.title}, part ${round}`,
      issued: { "date-parts": [[year]] },
    };
  });
}

/** The processor as it ships: in one file, minified. */
async function shipped(): Promise<{ csl: typeof Csl; bytes: number }> {
  const folder = mkdtempSync(join(tmpdir(), "csl-"));
  const file = join(folder, "csl.mjs");
  const entry = join(import.meta.dirname, "../../server/src/csl/index.ts");
  await build({ entryPoints: [entry], outfile: file, bundle: true, minify: true, format: "esm", charset: "utf8" });
  const bytes = statSync(file).size;
  const csl = (await import(pathToFileURL(file).href)) as typeof Csl;
  rmSync(folder, { recursive: true });
  return { csl, bytes };
}

const { csl, bytes } = await shipped();
const { compileStyle, createProcessor, toHtml } = csl;

function seconds(run: () => void): number {
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function ours(xml: string, items: ReadonlyMap<string, Item>): number {
  return seconds(() => {
    const processor = createProcessor(compileStyle(xml, (dialect) => locales[dialect]));
    const citations = [...items.keys()].map((id) => ({ cites: [{ id }] }));
    const { citations: rendered, bibliography } = processor.render(citations, (id) => items.get(id));
    for (const citation of rendered) toHtml(citation);
    for (const { content } of bibliography()) toHtml(content);
  });
}

function citeproc(xml: string, items: ReadonlyMap<string, Item>): number {
  return seconds(() => {
    const engine = new CSL.Engine(
      { retrieveLocale: (language) => locales[language] ?? "", retrieveItem: (key) => items.get(key) ?? {} },
      xml,
    );
    const ids = [...items.keys()];
    engine.updateItems(ids);
    for (const id of ids) engine.makeCitationCluster([{ id }]);
    engine.makeBibliography();
  });
}

function pandoc(xml: string, items: ReadonlyMap<string, Item>): number | undefined {
  const folder = mkdtempSync(join(tmpdir(), "csl-"));
  try {
    writeFileSync(join(folder, "style.csl"), xml);
    writeFileSync(join(folder, "library.json"), JSON.stringify([...items.values()]));
    writeFileSync(join(folder, "text.md"), [...items.keys()].map((id) => `Text [@${id}].`).join("\n\n"));
    const options = ["--citeproc", "--csl", "style.csl", "--bibliography", "library.json", "-t", "html", "text.md"];
    return seconds(() =>
      execFileSync("pandoc", options, { cwd: folder, maxBuffer: 1e9, stdio: ["ignore", "pipe", "ignore"] }),
    );
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

CSL.debug = () => {};
console.log(`The processor, minified: ${(bytes / 1000).toFixed(1)} kB`);
const rows = counts.flatMap((count) =>
  ["apa", "vancouver"].map((style) => {
    const xml = styles[style] ?? "";
    const items = new Map(made(count).map((item) => [String(item.id), item]));
    const first = ours(xml, items);
    const best = Math.min(...Array.from({ length: 4 }, () => ours(xml, items)));
    const their = citeproc(xml, items);
    const process = pandoc(xml, items);
    return {
      references: count,
      style,
      "first (s)": first.toFixed(3),
      "best of 4 (s)": best.toFixed(3),
      "citeproc-js (s)": their.toFixed(2),
      "citeproc-js / first": (their / first).toFixed(1),
      "citeproc-js / best": (their / best).toFixed(1),
      "pandoc (s)": process?.toFixed(2) ?? "–",
      "pandoc / first": process === undefined ? "–" : (process / first).toFixed(1),
    };
  }),
);
console.table(rows);
