import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { inheritLines, offsetAt, positionAt } from "../../../server/src/lsp/convert.ts";
import { createDocument, type Document } from "../../../server/src/text/document.ts";

function documentOf(text: string): Document {
  const document = createDocument("file:///a.bib", text);
  assert.ok(document);
  return document;
}

test("positions in an edited document are those of its text, whatever its line ends", () => {
  const text = fc.array(fc.constantFrom("a", "\n", "\r", "\r\n"), { maxLength: 12 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, text, fc.nat(), fc.nat(), (before, inserted, at, length) => {
      const previous = documentOf(before);
      positionAt(previous, 0);
      const start = at % (before.length + 1);
      const replaced = length % (before.length - start + 1);
      const next = documentOf(before.slice(0, start) + inserted + before.slice(start + replaced));
      inheritLines(previous, next, { start, end: start + inserted.length, replaced });
      const fresh = documentOf(next.text);
      for (let offset = 0; offset <= next.text.length; offset++) {
        const position = positionAt(fresh, offset);
        assert.deepEqual(positionAt(next, offset), position);
        assert.equal(offsetAt(next, position), offsetAt(fresh, position));
      }
    }),
  );
});
