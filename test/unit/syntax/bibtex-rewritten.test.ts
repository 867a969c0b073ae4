import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { inheritBibliography, inheritRewritten, readBibliography } from "../../../server/src/syntax/bibliography.ts";
import { createDocument, type Document, editDocument } from "../../../server/src/text/document.ts";
import { editText, wholeText } from "../../../server/src/text/edited-text.ts";
import { stepsBetween } from "../../../server/src/text/text-steps.ts";

function bib(text: string): Document {
  const document = createDocument("file:///refs.bib", text);
  assert.ok(document);
  return document;
}

function entry(number: number, title = `Title ${number}`): string {
  return `@article{k${number},\n  title = {${title}},\n  crossref = {k${(number * 7) % 500}},\n  note = {${"x".repeat(300)}}\n}\n\n`;
}

function entries(count: number): string[] {
  return Array.from({ length: count }, (_, number) => entry(number));
}

function seenIn(document: Document) {
  const { entries: found, problems } = readBibliography(document);
  return { problems, entries: found.map(({ keySpan, span, reference }) => ({ keySpan, span, reference })) };
}

test("a text in pieces is the text", () => {
  const edits = fc.array(fc.record({ at: fc.nat(80), replaced: fc.nat(20), inserted: fc.string({ maxLength: 6 }) }));
  fc.assert(
    fc.property(fc.string({ minLength: 30 }), edits, fc.nat(60), fc.nat(60), (first, all, from, length) => {
      let text = first;
      let pieces = wholeText(first);
      for (const { at, replaced, inserted } of all) {
        const start = Math.min(at, text.length);
        const removed = Math.min(replaced, text.length - start);
        text = text.slice(0, start) + inserted + text.slice(start + removed);
        pieces = editText(pieces, start, removed, inserted);
        assert.equal(pieces.length, text.length);
        assert.equal(pieces.slice(from, from + length), text.slice(from, from + length));
      }
      assert.equal(pieces.whole(), text);
    }),
  );
});

test("a long bibliography that was edited says the same as one read afresh, before its text is in one string and after", () => {
  const text = entries(3_000).join("").replaceAll("crossref", "journal");
  let document = bib(text);
  let expected = text;
  readBibliography(document);
  const cuts = [400, 600_000, expected.length, 3];
  for (const [number, start] of cuts.entries()) {
    const inserted = number % 3 === 1 ? "}\n@book{new, title = {" : entry(9_000 + number);
    const replaced = Math.min(number * 100, expected.length - start);
    const previous = document;
    document = editDocument(previous, { start, end: start + replaced }, inserted);
    inheritBibliography(previous, document, { start, end: start + inserted.length, replaced });
    expected = expected.slice(0, start) + inserted + expected.slice(start + replaced);
    assert.deepEqual(seenIn(document), seenIn(bib(expected)));
    if (number % 2 === 1) assert.equal(document.text, expected);
  }
});

test("the steps between two texts lead from one to the other", () => {
  const part = fc.oneof(
    fc.nat(40).map((number) => entry(number)),
    fc.string({ maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(part), fc.array(part), (before, after) => {
      const steps = stepsBetween(before.join(""), after.join(""));
      assert.equal(steps.at(-1)?.text.whole() ?? before.join(""), after.join(""));
      let text = before.join("");
      for (const { change, text: next } of steps) {
        const { start, end, replaced } = change;
        text = text.slice(0, start) + next.slice(start, end) + text.slice(start + replaced);
        assert.equal(next.slice(0, next.length), text);
      }
    }),
  );
});

test("a file that another program wrote anew costs the entries that differ", () => {
  const before = entries(2_000).map((it) => it.replace("crossref", "journal"));
  const after = [entry(7_000), ...before.with(900, entry(900, "Another title")).toSpliced(1_700, 1), entry(7_001)];
  const document = bib(before.join(""));
  const references = readBibliography(document).entries.map(({ reference }) => reference);
  const next = bib(after.join(""));
  inheritRewritten(document, next);
  assert.deepEqual(seenIn(next), seenIn(bib(after.join(""))));
  const kept = new Set(readBibliography(next).entries.map(({ reference }) => reference));
  assert.ok(references.filter((reference) => kept.has(reference)).length > 1_000, "decoded references are kept");
});

test("a file that is written anew in another order is read", () => {
  const before = entries(300);
  const next = bib(before.toReversed().join(""));
  const document = bib(before.join(""));
  readBibliography(document);
  inheritRewritten(document, next);
  assert.deepEqual(seenIn(next), seenIn(bib(before.toReversed().join(""))));
});
