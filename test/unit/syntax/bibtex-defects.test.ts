import assert from "node:assert/strict";
import { test } from "node:test";
import { readBibliography } from "../../../server/src/syntax/bibliography.ts";
import { createDocument } from "../../../server/src/text/document.ts";

function read(text: string) {
  const document = createDocument("file:///refs.bib", text);
  assert.ok(document);
  return readBibliography(document);
}

function entry(number: number): string {
  return `@article{key${number},\n  author = {Doe, J.},\n  title = "Title ${number}",\n  year = {${1900 + (number % 100)}},\n  pages = {1--9}\n}\n`;
}

const count = 1000;
const broken = 500;
const sound = entry(broken);

/** What is done to one entry of a thousand, the code that it must be reported with, and where. */
const defects: readonly (readonly [name: string, entry: string, code: string, at: string])[] = [
  ["no comma after a field", sound.replace("},\n  pages", "}\n  pages"), "missing-comma", "}"],
  ["no comma after the key", sound.replace(`key${broken},`, `key${broken}`), "missing-comma", `key${broken}`],
  ["no closing brace of the entry", sound.replace(/\}\n$/, "\n"), "unclosed-entry", "@article"],
  ["no closing brace of a value", sound.replace("1--9}", "1--9"), "unclosed-entry", "@article"],
  ["no opening brace of a value", sound.replace("{1--9", "1--9"), "extra-brace", "}"],
  ["no closing quotation mark", sound.replace(`${broken}",`, `${broken},`), "unclosed-quote", '"'],
  ["no opening quotation mark", sound.replace('"Title', "Title"), "missing-comma", "e"],
  ["no equals sign", sound.replace("pages =", "pages"), "missing-equals", "pages"],
  ["no value", sound.replace("{1--9}", ""), "missing-value", "pages ="],
  ["no name of a field", sound.replace("pages = {", "= {"), "stray-text", "="],
  ["no key", sound.replace(`key${broken},`, ","), "missing-key", "@article{"],
  ["no opening brace of the entry", sound.replace("{key", " key"), "missing-brace", "@article"],
  ["a closing brace too many in a value", sound.replace("Doe, J.}", "Doe, J.}}"), "extra-brace", "}"],
  ["an opening brace too many in a value", sound.replace("{1--9", "{{1--9"), "unclosed-entry", "@article"],
  ["an unclosed @string", `@string{x = "never closed\n${sound}`, "unclosed-quote", '"'],
  ["an unclosed @preamble", `@preamble{"never closed\n${sound}`, "unclosed-quote", '"'],
  ["an unclosed @comment", `@comment{never closed\n${sound}`, "unclosed-comment", "@comment{"],
  ["a @string without a value", `@string{x}\n${sound}`, "broken-string", "@string{x"],
];

test("of a thousand entries a single defect costs at most the one that has it, and is reported at its place", () => {
  assert.ok(defects.length >= 15);
  for (const [name, text, code, at] of defects) {
    assert.notEqual(text, sound, name);
    const before = Array.from({ length: broken }, (_, number) => entry(number)).join("\n");
    const after = Array.from({ length: count - broken - 1 }, (_, number) => entry(broken + 1 + number)).join("\n");
    const file = `${before}\n${text}\n${after}`;
    const { entries, problems } = read(file);
    const titles = new Map(entries.map(({ key, reference }) => [key, reference.title]));
    for (let number = 0; number < count; number++)
      if (number !== broken) assert.equal(titles.get(`key${number}`), `Title ${number}`, name);
    const [first] = problems;
    assert.equal(first?.code, code, name);
    assert.equal(file.slice(first?.span.start, first?.span.end), at, name);
    assert.ok(
      problems.every(({ span }) => span.start > before.length && span.end <= before.length + text.length + 1),
      `${name}: reported within the entry`,
    );
  }
});

/** Each is some megabytes of one thing; whatever reads any of them in more than a few passes does not end for minutes. */
const hostile: Readonly<Record<string, string>> = {
  "opening braces": "{",
  "entries that open braces": "@a{k,t={{",
  "at signs": "@",
  "at signs on lines": "@\n",
  "quotation marks": '"',
  "entries of quotation marks": '@a{k,t="',
  "types without entries": "@article\n",
  "unclosed strings in comment lines": '@string{a="x"\n% ',
  "unclosed comments": "@comment{\n",
  "unclosed preambles": '@preamble{"\n',
  "keys that never end": "@a{k",
  "blanks after at signs": "@ \t ",
  "closing braces": "@a{k,t={}}}",
  "joined strings": "@string{a=a#a}\n",
};

test("a file of nothing but faults is read in a few passes", () => {
  for (const [name, piece] of Object.entries(hostile)) {
    const { entries } = read(`@book{first, title = {First}}\n${piece.repeat(Math.ceil(5_000_000 / piece.length))}`);
    assert.equal(entries[0]?.reference.title, "First", name);
  }
  assert.equal(read(`@a{k, ${"x=1,".repeat(500_000)}}`).entries[0]?.key, "k");
});
