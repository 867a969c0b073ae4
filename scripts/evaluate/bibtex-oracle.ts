/**
 * Compares what is read from the .bib files of a folder with what @retorquere/bibtex-parser reads from them, field by field.
 *
 *   node --import tsx scripts/evaluate/bibtex-oracle.ts FOLDER [FIELD]
 *
 * Prints counts; with a field's name, that field's differences too.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Entry, parse } from "@retorquere/bibtex-parser";
import { readBibliography } from "../../server/src/syntax/bibliography.ts";
import { familyNameOf, type Name, type Reference, yearOf } from "../../server/src/syntax/reference.ts";
import { createDocument } from "../../server/src/text/document.ts";

const [, , folder, shown] = process.argv;
if (!folder) throw new Error("Give a folder of .bib files.");

type Fields = Readonly<Record<string, string>>;

/** Case, markup, composed letters, soft hyphens and kinds of dashes and quotation marks are each reader's own choice. */
function bare(text: string | undefined): string {
  return (text ?? "")
    .replace(/<[^>]*>/g, "")
    .replaceAll("\u0131", "i")
    .normalize("NFKC")
    .replaceAll("\u00ad", "")
    .replace(/[\u2010-\u2015\u2212-]+/g, "-")
    .replace(/[“”„"'‘’`]+/g, "'")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

/** A particle may belong to the family or drop; both readers keep it somewhere. */
function ourName(name: Name): string {
  return bare([name["dropping-particle"], familyNameOf(name)].filter(Boolean).join(" "));
}

function ours(reference: Reference): Fields {
  return {
    author: (reference.author ?? []).map(ourName).join("; "),
    editor: (reference.editor ?? []).map(ourName).join("; "),
    title: bare(reference.title),
    container: bare(reference["container-title"]),
    year: String(yearOf(reference) ?? ""),
    volume: bare(reference.volume),
    pages: bare(reference.page),
    doi: bare(reference.DOI),
    publisher: bare(reference.publisher),
  };
}

function theirs({ fields }: Entry): Fields {
  const names = (list: readonly { prefix?: string; lastName?: string; name?: string }[] | undefined) =>
    (list ?? [])
      .map(({ prefix, lastName, name }) => bare([prefix, lastName ?? name].filter(Boolean).join(" ")))
      .filter((name) => name !== "others")
      .join("; ");
  const text = (...given: readonly string[]) => {
    const values = fields as unknown as Readonly<Record<string, string | readonly string[] | undefined>>;
    const value = given.map((name) => values[name]).find((each) => each !== undefined);
    return bare(typeof value === "string" ? value : value?.join("; "));
  };
  const titled = (title: string, subtitle: string) => [text(title), text(subtitle)].filter(Boolean).join(": ");
  return {
    author: names(fields.author),
    editor: names(fields.editor),
    title: titled("title", "subtitle"),
    container: text("journaltitle", "journal") || titled("booktitle", "booksubtitle"),
    year: /\d{4}/.exec(text("date", "year"))?.[0] ?? "",
    volume: text("volume"),
    pages: text("pages"),
    doi: text("doi"),
    publisher: text("publisher"),
  };
}

const counts = new Map<string, { same: number; different: number }>();
let entriesOfBoth = 0;
let oursOnly = 0;
let theirsOnly = 0;
let files = 0;
let refused = 0;

for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".bib"))) {
  const text = readFileSync(join(folder, path), "utf8");
  const document = createDocument(`file:///${path}`, text);
  if (!document) continue;
  files++;
  let read: readonly Entry[];
  try {
    read = parse(text, { sentenceCase: false }).entries;
  } catch {
    refused++;
    continue;
  }
  const references = new Map(readBibliography(document).entries.map((entry) => [entry.key, entry.reference]));
  const seen = new Set<string>();
  for (const entry of read) {
    const reference = references.get(entry.key);
    if (entry.type === "xdata" || seen.has(entry.key)) continue;
    seen.add(entry.key);
    if (!reference) {
      theirsOnly++;
      continue;
    }
    entriesOfBoth++;
    const own = ours(reference);
    for (const [name, value] of Object.entries(theirs(entry))) {
      const count = counts.get(name) ?? { same: 0, different: 0 };
      counts.set(name, count);
      if (own[name] === value) count.same++;
      else {
        count.different++;
        if (name === shown) console.log(`${path} ${entry.key}\n  ours   ${own[name]}\n  theirs ${value}`);
      }
    }
  }
  oursOnly += [...references.keys()].filter((key) => !seen.has(key)).length;
}

console.log(`${files} files, ${refused} of which the other reader refuses`);
console.log(`${entriesOfBoth} entries read by both, ${oursOnly} by ours only, ${theirsOnly} by the other only`);
console.table(
  [...counts].map(([field, { same, different }]) => ({
    field,
    same,
    different,
    agreement: `${((100 * same) / (same + different)).toFixed(1)} %`,
  })),
);
