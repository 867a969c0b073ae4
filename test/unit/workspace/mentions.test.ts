import assert from "node:assert/strict";
import { test } from "node:test";
import { createDocument, type Document } from "../../../server/src/text/document.ts";
import { inheritMentions, mentionsOf } from "../../../server/src/workspace/mentions.ts";
import { bundledVocabulary } from "../fixture.ts";

function manuscript(text: string): Document {
  const document = createDocument("file:///review.md", text);
  assert.ok(document);
  return document;
}

function shown(document: Document): string[] {
  return mentionsOf(document, bundledVocabulary).map(
    ({ span, terms }) => `${document.text.slice(span.start, span.end)} = ${terms[0].label}`,
  );
}

test("after every typed character the mentions are those of a fresh reading", () => {
  const start = "Kupffer cells patrol.\n\nHSCs rest in `code`. Platelets clot.\n\n# Fibrosis\n";
  let document = manuscript(start);
  shown(document);
  const at = start.indexOf("HSCs");
  for (const [number, letter] of [..."Hepatic stellate cells (HSCs) wake. "].entries()) {
    const offset = at + number;
    const next = manuscript(document.text.slice(0, offset) + letter + document.text.slice(offset));
    inheritMentions(document, next, { start: offset, end: offset + 1, replaced: 0 });
    assert.deepEqual(shown(next), shown(manuscript(next.text)));
    document = next;
  }
  assert.ok(shown(document).includes("HSCs = hepatic stellate cell"));
});
