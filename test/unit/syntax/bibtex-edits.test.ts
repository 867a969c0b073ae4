import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findEntry, inheritBibliography, readBibliography } from "../../../server/src/syntax/bibliography.ts";
import { createDocument, type Document } from "../../../server/src/text/document.ts";

function bib(text: string): Document {
  const document = createDocument("file:///refs.bib", text);
  assert.ok(document);
  return document;
}

/** The next version of a document, which starts from what was read of the one before. */
function edited(document: Document, start: number, replaced: number, inserted: string): Document {
  const { text } = document;
  const next = bib(text.slice(0, start) + inserted + text.slice(start + replaced));
  inheritBibliography(document, next, { start, end: start + inserted.length, replaced });
  return next;
}

/** All that a reader can see of a bibliography. */
function seenIn(document: Document) {
  const { entries, problems } = readBibliography(document);
  return {
    problems,
    entries: entries.map(({ key, keySpan, span, reference }) => ({ key, keySpan, span, reference })),
    found: entries.map(({ key }) => findEntry(document, key)?.keySpan),
  };
}

/** A file of several blocks with everything through which one entry can depend on another. */
function manyEntries(count: number): string {
  const entries = Array.from({ length: count }, (_, number) =>
    number % 9 === 4
      ? `@incollection{c${number}, crossref = {k${(number * 7) % count}}, title = {Chapter ${number}}}`
      : number % 50 === 7
        ? `@string{s${number} = "Value ${number}" # s${number - 50}}`
        : `@article{k${number % 120},\n  title = {Title {${number}}},\n  journal = s${(number % 50) * 50 + 7},\n  year = ${1900 + number}\n}`,
  );
  return entries.join("\n\n");
}

const pieces = [
  ...'{}",=@%#\\( )\n',
  "\n@",
  "\n@article{new, title = {New}}\n",
  "@comment{",
  "@string{s7 = {Other}}\n",
  "crossref = {k3},",
  "xdata = {k5}",
  "@preamble{",
  "% @book{hidden, title = {H}}\n",
  "\n@xdata{k3, title = {Lent}}",
];

test("a bibliography that was edited says the same as one read afresh", () => {
  const edits = fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      replaced: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(400)),
      inserted: fc.array(fc.constantFrom(...pieces), { maxLength: 3 }).map((parts) => parts.join("")),
      isRead: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), edits, (count, changes) => {
      let document = bib(manyEntries(count));
      readBibliography(document);
      for (const { at, replaced, inserted, isRead } of changes) {
        const start = Math.floor(at * document.text.length);
        document = edited(document, start, Math.min(replaced, document.text.length - start), inserted);
        if (isRead) assert.deepEqual(seenIn(document), seenIn(bib(document.text)));
      }
      assert.deepEqual(seenIn(document), seenIn(bib(document.text)));
    }),
    { numRuns: 150 },
  );
});

test("faults typed around short entries say the same as when read afresh", () => {
  const piece = fc.constantFrom(
    ...pieces,
    "@a{x,",
    "@b{y}\n",
    "}",
    "t={",
    't="',
    "@string{",
    "@article k,",
    "%\n",
    "\n@c{z, t={v}}\n",
  );
  const text = fc.array(piece, { maxLength: 400, size: "max" }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(6), fc.array(piece, { maxLength: 2 }), (before, at, length, inserted) => {
      const document = bib(before);
      readBibliography(document);
      const start = at % (before.length + 1);
      const next = edited(document, start, Math.min(length, before.length - start), inserted.join(""));
      assert.deepEqual(seenIn(next), seenIn(bib(next.text)));
    }),
    { numRuns: 400 },
  );
});

test("an edit to what an unclosed entry stopped at reads that entry again, wherever it stands", () => {
  const unclosed = ["@a{x, t = {T}\n", "@a{x, t = {T\n", '@string{s = "v\n', "@a{x, t = {T}}", "@a{x,\n@\n"];
  for (const entry of unclosed) {
    for (const before of [62, 63, 64]) {
      const document = bib(`${"@b{k,}\n".repeat(before)}${entry}@b{y,}\n@b{z, u = {}}\n${"@b{k,}\n".repeat(70)}`);
      readBibliography(document);
      const from = document.text.indexOf(entry);
      for (let at = from; at < from + entry.length + 12; at++) {
        for (const [replaced, inserted] of [
          [1, ""],
          [0, "}"],
          [0, "{"],
          [0, ", q = "],
          [0, "\n"],
          [0, "@"],
        ] as const) {
          const next = edited(document, at, replaced, inserted);
          assert.deepEqual(seenIn(next), seenIn(bib(next.text)), `${entry} ${before} ${at - from} ${inserted}`);
        }
      }
    }
  }
});

const three = "@book{one, title = {One}}\n@book{two, title = {Two}}\n@book{three, title = {Three}}\n";

test("an edit leaves the references of other entries as they were", () => {
  const document = bib(three.repeat(100));
  const { reference } = findEntry(document, "one") ?? {};
  assert.ok(reference);
  const next = edited(document, document.text.length - 3, 0, "9");
  assert.equal(findEntry(next, "one")?.reference, reference);
});
