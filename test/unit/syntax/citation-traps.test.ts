/**
 * What writers' tools get wrong in citations, each trap with the judge of what is right: Pandoc itself, which
 * `npm run evaluate:citations` asks anew, or the manual that decides.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readManuscript } from "../../../server/src/syntax/manuscript.ts";
import { createDocument } from "../../../server/src/text/document.ts";

interface Trap {
  readonly trap: string;
  /** `pandoc -t json`, or a manual's address. */
  readonly judge: string;
  readonly file: string;
  readonly text: string;
  /** One string a cluster: keys between `; `, with `@` for an author in the text and `-` for one suppressed. */
  readonly cites: readonly string[];
}

const traps = JSON.parse(readFileSync(join(import.meta.dirname, "citation-traps.json"), "utf8")) as Trap[];
const marks = { normal: "", "author-in-text": "@", "suppress-author": "-" } as const;

for (const { trap, judge, file, text, cites } of traps) {
  test(`${trap} (${judge})`, () => {
    const document = createDocument(`file:///${file}`, text);
    assert.ok(document);
    const clusters = readManuscript(document).clusters.map(({ citations }) =>
      citations.map(({ mode, keySpan }) => marks[mode] + text.slice(keySpan.start, keySpan.end)).join("; "),
    );
    assert.deepEqual(clusters, cites);
  });
}
