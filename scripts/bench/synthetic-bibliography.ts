/** Bibliographies of any size that are made of the words, names and journals of the bundled references; invented as works. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { familyNameOf, type Reference } from "../../server/src/syntax/reference.ts";
import { createRandom } from "./synthetic.ts";

const data = join(import.meta.dirname, "../../server/data/references.json");

/** How the file refers to its journals and publishers. */
export type Strings = "no strings" | "strings";

/** A .bib as reference managers export it: 12 fields an entry or so, abstracts on a third, accents, maths, protecting braces. */
export function synthesiseBibliography(count: number, strings: Strings): string {
  const references = JSON.parse(readFileSync(data, "utf8")) as Reference[];
  const words = references.flatMap(({ title = "" }) => title.replace(/[^\p{L}\p{N}\s-]/gu, "").split(/\s+/));
  const families = references.flatMap(({ author = [] }) => author.map(familyNameOf));
  const journals = [...new Set(references.flatMap((reference) => reference["container-title"] ?? []))];
  const random = createRandom(7);
  const pick = (items: readonly string[]): string => items[Math.floor(random() * items.length)] ?? "";
  const number = (from: number, to: number) => Math.floor(from + random() * (to - from));
  const phrase = (length: number) => Array.from({ length }, () => pick(words)).join(" ");
  const initial = () => String.fromCharCode(number(65, 91));
  const author = () => {
    const family = random() < 0.05 ? `${pick(families).slice(0, 4)}{\\"u}${pick(families).slice(-3)}` : pick(families);
    return random() < 0.5 ? `${family}, ${initial()}. ${initial()}.` : `${initial()}. ${family}`;
  };
  const title = () => {
    const chance = random();
    const plain = phrase(number(6, 16));
    if (chance < 0.1) return `{TGF}-$\\beta$ and ${plain}`;
    if (chance < 0.3) return `{${pick(words)}} ${plain}`;
    return plain;
  };
  const journalOf = () => {
    const place = number(0, journals.length);
    return strings === "strings" ? `jrnl${place} # ", " # pub${place % 20}` : `{${journals[place]}}`;
  };
  const entries: string[] = [];
  if (strings === "strings") {
    for (const [place, journal] of journals.entries()) entries.push(`@string{jrnl${place} = "${journal}"}`);
    for (let place = 0; place < 20; place++) entries.push(`@string{pub${place} = "${phrase(2)}"}`);
  }
  for (let entry = 0; entry < count; entry++) {
    const year = number(1970, 2026);
    const fields = [
      `author = {${Array.from({ length: number(1, 9) }, author).join(" and ")}}`,
      `title = {${title()}}`,
      `journal = ${journalOf()}`,
      `year = {${year}}`,
      `month = ${pick(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])}`,
      `volume = {${number(1, 400)}}`,
      `number = {${number(1, 13)}}`,
      `pages = {${number(1, 900)}--${number(900, 1800)}}`,
      `doi = {10.0000/synthetic.${entry}}`,
      `issn = {0000-${String(entry % 10_000).padStart(4, "0")}}`,
      `publisher = {${phrase(2)}}`,
      ...(random() < 0.33 ? [`abstract = {${phrase(120)}.}`] : []),
      ...(random() < 0.3 ? [`keywords = {${phrase(1)}, ${phrase(1)}, ${phrase(1)}}`] : []),
    ];
    const key = `${pick(families).replace(/[^A-Za-z]/g, "")}${year}${pick(words).replace(/[^A-Za-z]/g, "")}${entry}`;
    entries.push(`@article{${key},\n  ${fields.join(",\n  ")}\n}`);
  }
  return `${entries.join("\n\n")}\n`;
}
