import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bibtexFileOf, findEntry, readBibliography } from "../../../server/src/syntax/bibliography.ts";
import { type BibtexStyle, formatBibtex, type Replacement } from "../../../server/src/syntax/bibtex-format.ts";
import { type SortOrder, sortBibtex, sortOrders } from "../../../server/src/syntax/bibtex-sort.ts";
import { createDocument, type Document } from "../../../server/src/text/document.ts";

const plain: BibtexStyle = { indent: "  ", aligned: false, lowerCase: true };

function bib(text: string): Document {
  const document = createDocument("file:///refs.bib", text);
  assert.ok(document);
  return document;
}

function fileOf(text: string) {
  const file = bibtexFileOf(bib(text));
  assert.ok(file);
  return file;
}

/** Throws where two replacements overlap or one changes nothing. */
function after(text: string, replacements: readonly Replacement[]): string {
  let result = "";
  let at = 0;
  for (const { span, newText } of replacements) {
    assert.ok(span.start >= at, "replacements overlap");
    assert.notEqual(text.slice(span.start, span.end), newText);
    result += text.slice(at, span.start) + newText;
    at = span.end;
  }
  return result + text.slice(at);
}

function formatted(text: string, style: Partial<BibtexStyle> = {}): string {
  return after(text, formatBibtex(fileOf(text), { ...plain, ...style }, { start: 0, end: text.length }));
}

function sorted(text: string, order: SortOrder = "key"): string {
  return after(text, sortBibtex(fileOf(text), order));
}

/** What a bibliography says, whatever its layout and order. */
function factsOf(text: string) {
  const document = bib(text);
  const { entries, problems } = readBibliography(document);
  return {
    entries: entries.map(({ key, reference }) => JSON.stringify([key, reference])).toSorted(),
    found: entries.map(({ key }) => JSON.stringify([key, findEntry(document, key)?.reference])).toSorted(),
    problems: problems.map(({ code }) => code).toSorted(),
  };
}

test("one field a line, names and types in lower case, a comma after each, a blank line between entries", () => {
  assert.equal(
    formatted('@ARTICLE { k ,Author={Doe, {A}},\n\n\tTitle = "T"  ,, year=2020}\n@Book(b,title={B}\n)'),
    '@article{k,\n  author = {Doe, {A}},\n  title = "T",\n  year = 2020,\n}\n\n@book(b,\n  title = {B},\n)',
  );
});

test("equals signs below each other, tabs, names as they are", () => {
  assert.equal(
    formatted("@Book{b, Title={B}, DOI = {10.1000/x}}", { aligned: true, indent: "\t", lowerCase: false }),
    "@Book{b,\n\tTitle = {B},\n\tDOI   = {10.1000/x},\n}",
  );
});

test("strings, comments, preambles, values and text between entries stay", () => {
  const kept = [
    "% head\n@STRING{ a={A} }",
    "@Comment{ anything {at} all }",
    "@PREAMBLE{ {x} # a }",
    "free text",
    "@book{k,\n  title = {A\n     long   title} # a # { B },\n}",
  ].join("\n");
  assert.equal(formatted(kept), kept);
});

test("a comment inside an entry stays where it is", () => {
  const text = "@book{k,\n  title = {T}, % the title\n  % a line\n  year = 2020\n}";
  assert.equal(formatted(text.replace("title = {T}", "TITLE={T}")), text.replace("2020\n", "2020,\n"));
});

test("an entry with a fault stays byte for byte, its neighbours are formatted", () => {
  const broken = "@book{b, Title={B} Year=2020}";
  const text = `@book{a,Title={A}}\n${broken}\n@book{c,Title={C}}`;
  assert.equal(formatted(text), `@book{a,\n  title = {A},\n}\n${broken}\n@book{c,\n  title = {C},\n}`);
});

test("line ends stay those of the file", () => {
  assert.equal(
    formatted("@book{a,title={A}}\r\n@book{b}\r\n"),
    "@book{a,\r\n  title = {A},\r\n}\r\n\r\n@book{b,\r\n}\r\n",
  );
});

test("a range takes the entries that it touches", () => {
  const text = "@book{a,title={A}}\n@book{b,title={B}}\n@book{c,title={C}}";
  const at = text.indexOf("@book{b") + 3;
  const changes = formatBibtex(fileOf(text), plain, { start: at, end: at });
  assert.equal(after(text, changes), "@book{a,title={A}}\n@book{b,\n  title = {B},\n}\n@book{c,title={C}}");
});

test("entries sort by key, by author, year and title, or by type", () => {
  const a = "@book{z1, author = {Abe, A}, year = 2001, title = {B}}";
  const b = "@article{z10, author = {Abe, A}, year = 2000, title = {C}}";
  const c = "@book{z2, author = {Abe, A}, year = 2000, title = {A}}";
  const text = [b, c, a].join("\n\n");
  assert.equal(sorted(text), [a, c, b].join("\n\n"));
  assert.equal(sorted(text, "authorYearTitle"), [c, b, a].join("\n\n"));
  assert.equal(sorted(text, "typeKey"), [b, a, c].join("\n\n"));
});

test("comments move with the entry that follows, the head and the end stay", () => {
  assert.equal(
    sorted("% Encoding: UTF-8\n\n% on b\n@book{b} % so\n\n% on a\n\n@book{a}\n\n@comment{end}\n"),
    "% Encoding: UTF-8\n\n% on a\n\n@book{a}\n\n% on b\n@book{b} % so\n\n@comment{end}\n",
  );
  assert.equal(sorted("@comment{meta\n\nmore}\n@book{b}\n@book{a}\n"), "@comment{meta\n\nmore}\n@book{a}\n@book{b}\n");
});

test("strings come before all entries, parents after their children", () => {
  assert.equal(
    sorted("@book{b, title = s}\n@string{s = {S}}\n@string{r = s # {R}}\n@book{a, title = r}"),
    "@string{s = {S}}\n@string{r = s # {R}}\n@book{a, title = r}\n@book{b, title = s}",
  );
  assert.equal(
    sorted("@proceedings{a, title = {P}}\n@inproceedings{c, crossref = {A}}\n@inproceedings{b, crossref = {a}}"),
    "@inproceedings{b, crossref = {a}}\n@inproceedings{c, crossref = {A}}\n@proceedings{a, title = {P}}",
  );
});

test("of two entries with one key the first stays first; strings that are defined twice stay in place", () => {
  const text = "@book{k, title = {First}, author = {Z}}\n@book{k, title = {Second}, author = {A}}";
  assert.equal(sorted(text, "authorYearTitle"), text);
  const twice = "@string{s = {1}}\n@book{b, title = s}\n@string{s = {2}}\n@book{a, title = s}";
  assert.equal(sorted(twice), twice);
});

test("nothing moves across a fault", () => {
  const broken = "@book{m, title = {M\n\n";
  const text = `@book{d}\n@book{c}\n${broken}@book{b,}\n@book{z}\n@book{a}`;
  assert.equal(sorted(text), `@book{c}\n@book{d}\n${broken}@book{b,}\n@book{a}\n@book{z}`);
});

/** Bibliographies as badly laid out as may be, some with faults. */
const blank = fc.constantFrom("", " ", "\n", "\n\n\t", "  \n", " % note\n");
const value = fc.constantFrom(
  "{A {b} c}",
  '"a "',
  "2020",
  "s",
  's # { and }# "x"',
  "{x\n  y}",
  "{See @book{no, x}}",
  "{jan}",
);
const field = fc
  .tuple(fc.constantFrom("title", "Author", "YEAR", "crossref", "doi", "journal", "Title"), blank, blank, value, blank)
  .map(([name, a, b, written, c]) => `${name}${a}=${b}${written}${c}`);
const key = fc.constantFrom("a", "b", "B", "c", "k10", "k2");
const entry = fc
  .tuple(
    fc.constantFrom("article", "Book", "XDATA"),
    blank,
    key,
    fc.array(field, { maxLength: 4 }),
    fc.boolean(),
    blank,
  )
  .map(([type, a, name, all, isRound, b]) =>
    isRound
      ? `@${type}(${a}${name}, ${all.join(",")}${b})`
      : `@${type}${a.replace(/%.*/, "")}{${name},${all.join(",")}${b}}`,
  );
const sound = fc.oneof(
  { weight: 6, arbitrary: entry },
  fc.constantFrom(
    "@string{s = {S}}",
    "@String( r = s # {R} )",
    "@comment{c {x}\n\n}",
    "@preamble{ {p} # s}",
    "% line",
    "text",
    "\n\n",
  ),
);
const faulty = fc.constantFrom(
  "@book{b title = {x}}",
  "@book{a, title = {x",
  '@book{c, title = "x',
  "@book{title = {x}}",
  "@book{k2, title {x}}",
  "@string{s {S}}",
  "@article k, title = {T}}",
  "@book{c, title = {T}}, year = 2020}",
);
const soundFile = fc.array(fc.tuple(sound, blank), { maxLength: 12 }).map((parts) => parts.flat().join(""));
const anyFile = fc
  .array(fc.tuple(fc.oneof({ weight: 4, arbitrary: sound }, faulty), fc.constantFrom("\n", "\n\n", " ")), {
    maxLength: 14,
  })
  .map((parts) => parts.flat().join(""));
const styles = fc.record({ indent: fc.constantFrom("  ", "\t"), aligned: fc.boolean(), lowerCase: fc.boolean() });

test("formatting changes no fact and is done after once", () => {
  fc.assert(
    fc.property(fc.oneof(soundFile, anyFile), styles, (text, style) => {
      const once = formatted(text, style);
      assert.deepEqual(factsOf(once), factsOf(text));
      assert.equal(formatted(once, style), once);
    }),
    { numRuns: 1500 },
  );
});

test("sorting loses no byte, changes no fact and is done after once", () => {
  fc.assert(
    fc.property(fc.oneof(soundFile, anyFile), fc.constantFrom(...sortOrders), (text, order) => {
      const once = sorted(text, order);
      assert.deepEqual([...once].toSorted(), [...text].toSorted());
      assert.deepEqual(factsOf(once), factsOf(text));
      assert.equal(sorted(once, order), once);
    }),
    { numRuns: 1500 },
  );
});
