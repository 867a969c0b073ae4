import assert from "node:assert/strict";
import { test } from "node:test";
import { citationText } from "../../../server/src/syntax/manuscript.ts";
import { createDocument } from "../../../server/src/text/document.ts";
import { citationSlot } from "./citation-slot.ts";

const slot = (marked: string, name = "review.md") => citationSlot(marked, name);

test("a key is being written after the sign, closed or not", () => {
  assert.equal(slot("@<|>"), "||");
  assert.equal(slot("[@<|>"), "||");
  assert.equal(slot("text @smi<|>"), "smi|smi|");
  assert.equal(slot("text @smi<|>th2020. More"), "smith2020|smi|");
  assert.equal(slot("text -@s<|>"), "s|s|");
  assert.equal(slot("text (@s<|>)"), "s|s|");
  assert.equal(slot("@{https://x<|>.org/?a}"), "https://x.org/?a|https://x|");
});

test("the other keys of the same brackets are known", () => {
  assert.equal(slot("[@a; @b<|>"), "b|b|a");
  assert.equal(slot("x [see @a; -@b<|>c, p. 3; @d] y @e"), "bc|b|a,d");
  assert.equal(slot("> [@a;\n> @b<|>"), "b|b|a");
  assert.equal(slot("[@a] @b<|>"), "b|b|");
});

test("headings, tables and notes take citations", () => {
  assert.equal(slot("# H @a<|>"), "a|a|");
  assert.equal(slot("| a |\n|---|\n| @a<|> |\n"), "a|a|");
  assert.equal(slot("x[^1]\n\n[^1]: See @a<|>"), "a|a|");
  assert.equal(slot("@fig<|>", "a.qmd"), "fig|fig|");
});

test("code, maths, metadata, comments, addresses and words take none", () => {
  for (const text of [
    "`@a<|>`",
    "```\n@a<|>\n```\n",
    "    @a<|>\n",
    "$@a<|>$",
    '---\nabstract: "@k<|>"\n---\n',
    "<!-- @a<|> -->",
    "me@x<|>.org",
    "https://x.org/@a<|>",
    "[x](@a<|>)",
    "<a href='@a<|>'>",
    "text @a b<|>",
    "[@a, p. 3<|>]",
    "[@a; <|>]",
    "plain<|>",
  ]) {
    assert.equal(slot(text), "none", text);
  }
});

test("a citation is written in the document's own syntax", () => {
  const markdown = createDocument("file:///a.md", "");
  const latex = createDocument("file:///a.tex", "");
  assert.ok(markdown && latex);
  assert.equal(citationText(markdown, ["a", "b:c-d"]), "[@a; @b:c-d]");
  assert.equal(citationText(markdown, ["doi:10.1/a(b)", "end.", "x/y"]), "[@{doi:10.1/a(b)}; @{end.}; @x/y]");
  assert.equal(citationText(latex, ["a", "b"]), "\\cite{a,b}");
});
