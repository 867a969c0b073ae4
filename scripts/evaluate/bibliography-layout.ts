/**
 * Formats and sorts every .bib file of a folder in every style and order, and counts those in which a fact, a byte of a
 * value or a fault changed, or in which doing it again changed more.
 *
 * usage: node --import tsx scripts/evaluate/bibliography-layout.ts FOLDER
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bibtexFileOf, readBibliography } from "../../server/src/syntax/bibliography.ts";
import { fieldSpansOf, placesOf, spanOf, textOf } from "../../server/src/syntax/bibtex-file.ts";
import { formatBibtex, type Replacement } from "../../server/src/syntax/bibtex-format.ts";
import { sortBibtex, sortOrders } from "../../server/src/syntax/bibtex-sort.ts";
import { createDocument } from "../../server/src/text/document.ts";
import { textAfter } from "../../server/src/workspace/edit.ts";

const [folder = "."] = process.argv.slice(2);

function documentOf(text: string) {
  const document = createDocument("file:///refs.bib", text);
  const file = document && bibtexFileOf(document);
  if (!document || !file) throw new Error("A .bib file was not taken for one.");
  return { document, file };
}

/** Entries with their values as written and decoded, and faults, whatever their layout and order. */
function factsOf(text: string): string {
  const { document, file } = documentOf(text);
  const written = [...placesOf(file)].map((place) => [
    textOf(file, spanOf(file, place, "key")),
    ...fieldSpansOf(file, place).map(({ name, value }) => `${textOf(file, name).toLowerCase()} ${textOf(file, value)}`),
  ]);
  const { entries, problems } = readBibliography(document);
  const facts = [...written, ...entries.map(({ reference }) => reference), ...problems.map(({ code }) => code)];
  return facts
    .map((fact) => JSON.stringify(fact))
    .toSorted()
    .join("\n");
}

const changes: Readonly<Record<string, (text: string) => readonly Replacement[]>> = {
  format: (text) => {
    const style = { indent: "  ", aligned: false, lowerCase: true };
    return formatBibtex(documentOf(text).file, style, { start: 0, end: text.length });
  },
  "format, aligned": (text) => {
    const style = { indent: "\t", aligned: true, lowerCase: false };
    return formatBibtex(documentOf(text).file, style, { start: 0, end: text.length });
  },
  ...Object.fromEntries(
    sortOrders.map((order) => [`sort by ${order}`, (text: string) => sortBibtex(documentOf(text).file, order)]),
  ),
};

const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".bib"));
const texts = files.map((name) => readFileSync(join(folder, name), "utf8"));
const before = texts.map(factsOf);
console.log(`${files.length} files, ${texts.reduce((sum, text) => sum + text.length, 0)} characters`);
for (const [title, changed] of Object.entries(changes)) {
  const start = performance.now();
  const results = texts.map((text) =>
    textAfter(
      text,
      changed(text).map((it) => ({ uri: "", ...it })),
    ),
  );
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const altered = results.filter((text, number) => text !== texts[number]).length;
  const lost = files.filter((_, number) => factsOf(results[number] ?? "") !== before[number]);
  const unsettled = files.filter((_, number) => changed(results[number] ?? "").length > 0);
  console.log(
    `${title}: ${altered} changed, ${lost.length} with other facts, ${unsettled.length} not done after once (${seconds} s)`,
  );
  for (const name of lost) console.log(`  other facts: ${name}`);
  for (const name of unsettled) console.log(`  not done after once: ${name}`);
}
