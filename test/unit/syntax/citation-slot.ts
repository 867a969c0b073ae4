/** How tests of manuscripts say what they expect. */
import assert from "node:assert/strict";
import { citationSlotAt } from "../../../server/src/syntax/manuscript.ts";
import { createDocument } from "../../../server/src/text/document.ts";

/** The slot at `<|>` in a manuscript of this name: what it replaces, the query, the other keys; or "none". */
export function citationSlot(marked: string, name: string): string {
  const offset = marked.indexOf("<|>");
  const document = createDocument(`file:///${name}`, marked.replace("<|>", ""));
  assert.ok(document);
  const found = citationSlotAt(document, offset);
  if (!found) return "none";
  const { replace, query, clusterKeys } = found;
  return `${document.text.slice(replace.start, replace.end)}|${query}|${clusterKeys.join(",")}`;
}
