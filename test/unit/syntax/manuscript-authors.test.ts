import assert from "node:assert/strict";
import { test } from "node:test";
import { manuscriptAuthors } from "../../../server/src/syntax/manuscript-authors.ts";
import { createDocument } from "../../../server/src/text/document.ts";

function authors(name: string, text: string): string[] {
  const document = createDocument(`file:///${name}`, text);
  assert.ok(document);
  return manuscriptAuthors(document).map(({ family, given }) => `${family}, ${given}`);
}

const written: readonly (readonly [name: string, text: string])[] = [
  ["a.md", "---\nauthor:\n  - Li Zhou\n  - Ko van der Berg\n---\nText.\n"],
  ["a.qmd", "---\nauthor:\n  - name: {given: Li, family: Zhou}\n  - {name: Ko van der Berg, orcid: x}\n---\n"],
  ["a.tex", "\\author{Li Zhou\\thanks{Of \\emph{here}.} \\and Ko van der Berg}"],
  ["a.tex", "\\author[1]{Li Zhou}\n\\author[2]{Ko van der Berg$^2$}"],
];

for (const [name, text] of written)
  test(`${name}: ${text.replace(/\n/g, " ")}`, () =>
    assert.deepEqual(authors(name, text), ["Zhou, Li", "van der Berg, Ko"]));

test("YAML that can't be read has no authors", () => assert.deepEqual(authors("a.md", "---\nauthor: [Li\n---\n"), []));
