/** How tests of bibliographies in other formats than BibTeX say what they expect. */
import assert from "node:assert/strict";
import { readBibliography } from "../../../server/src/syntax/bibliography.ts";
import type { Reference } from "../../../server/src/syntax/reference.ts";
import { createDocument } from "../../../server/src/text/document.ts";
import { bundledReferences } from "../fixture.ts";

/** A record of the bundled set under another key, without what no other format knows. */
export function bundled(key: string, id: string, changes: Partial<Reference> = {}): Reference {
  const reference = bundledReferences.get(key);
  assert.ok(reference, key);
  const { custom, ...facts } = reference;
  const complete = custom?.["authors-complete"] !== false;
  return { ...facts, id, ...(!complete && { custom: { "authors-complete": false } }), ...changes };
}

export function read(name: string, text: string) {
  const document = createDocument(`file:///${name}`, text);
  assert.ok(document);
  return readBibliography(document);
}

/** The keys, and what stands at their places. */
function keysIn(text: string, { entries }: ReturnType<typeof read>): string[] {
  return entries.map(({ key, keySpan }) => `${key} @ ${text.slice(keySpan.start, keySpan.end)}`);
}

/** Read with every line end, with and without a byte order mark, the file gives these keys and references without a problem. */
export function check(name: string, text: string, keys: readonly string[], references: readonly Reference[]): void {
  for (const eol of ["\n", "\r\n"])
    for (const mark of ["", "\ufeff"]) {
      const written = mark + text.replaceAll("\n", eol);
      const facts = read(name, written);
      assert.deepEqual(facts.problems, []);
      assert.deepEqual(keysIn(written, facts), keys);
      assert.deepEqual(
        facts.entries.map(({ reference }) => reference),
        references,
      );
      assert.deepEqual(
        facts.entries.map(({ span }) => written.slice(span.start, span.end).trim().length > 0),
        references.map(() => true),
      );
    }
}
