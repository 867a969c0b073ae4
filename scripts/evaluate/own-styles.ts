/**
 * Compares what the styles of server/data/styles print with what a collection's styles of the same names do:
 * `node --import tsx scripts/evaluate/own-styles.ts FOLDER [NAME…]`, with each kind of difference's first examples for names that are given.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createFormatter, toHtml } from "../../server/src/styles/formatter.ts";
import type { Reference } from "../../server/src/syntax/reference.ts";
import { root } from "../run.mjs";
import { readStyleSources } from "../styles.mjs";

const [collection, ...names] = process.argv.slice(2);
if (collection === undefined) throw new Error("Give the folder of a collection of styles.");
const own = join(root, "server/data/styles");
const formatter = createFormatter(readStyleSources());
const references = JSON.parse(readFileSync(join(root, "server/data/references.json"), "utf8")) as Reference[];
const all = readdirSync(own).flatMap((file) => (file.endsWith(".csl") ? [file.slice(0, -4)] : []));

for (const name of all.filter((it) => names.length === 0 || names.includes(it))) {
  formatter.addStyle("own", readFileSync(join(own, `${name}.csl`), "utf8"));
  formatter.addStyle("theirs", readFileSync(join(collection, `${name}.csl`), "utf8"));
  const differing = references.flatMap((reference) => {
    const [ours = "", theirs = ""] = ["own", "theirs"].map((id) =>
      toHtml(formatter.bibliography([reference], id)[0] ?? []),
    );
    return ours === theirs ? [] : [{ reference, ours, theirs }];
  });
  const some = references.slice(0, 4);
  const citations = ["own", "theirs"].map((id) => toHtml(formatter.citation(some, id)));
  const articles = references.filter(({ type }) => type === "article-journal").length;
  const equal = articles - differing.filter(({ reference }) => reference.type === "article-journal").length;
  const share = ((100 * equal) / articles).toFixed(1);
  const cited = citations[0] === citations[1] ? "" : `; citations ${citations.join(" / ")}`;
  console.log(`${name}: ${equal} of ${articles} articles equal (${share} %)${cited}`);
  if (names.length > 0)
    for (const { ours, theirs } of differing.slice(0, 8)) console.log(`  own    ${ours}\n  theirs ${theirs}`);
}
