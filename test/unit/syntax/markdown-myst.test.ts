import assert from "node:assert/strict";
import { test } from "node:test";
import { readManuscript } from "../../../server/src/syntax/manuscript.ts";
import { createDocument } from "../../../server/src/text/document.ts";
import { citationSlot } from "./citation-slot.ts";

function read(text: string, name = "review.md") {
  const document = createDocument(`file:///${name}`, text);
  assert.ok(document);
  return readManuscript(document);
}

function clusters(text: string, name?: string): string[] {
  return read(text, name).clusters.map(({ span, citations }) => {
    for (const { key, keySpan } of citations) assert.equal(text.slice(keySpan.start, keySpan.end), key);
    return `${text.slice(span.start, span.end)} ${citations.map(({ key }) => key).join()}`;
  });
}

// The rules: https://mystmd.org/guide/citations and https://sphinxcontrib-bibtex.readthedocs.io/en/latest/usage.html.
test("a citation role cites the keys between its commas or semicolons, without what is printed around them", () => {
  assert.deepEqual(
    clusters("A {cite}`a,b` and {cite:t}`c; d`, {cite:p}`{see}e{p. 3, 4}, f`, {footcite}`g` {citep}`h`."),
    ["{cite}`a,b` a,b", "{cite:t}`c; d` c,d", "{cite:p}`{see}e{p. 3, 4}, f` e,f", "{footcite}`g` g", "{citep}`h` h"],
  );
  assert.deepEqual(clusters("{cite}`10.1093/nar/22.22.4673` and [@a] and @b"), [
    "{cite}`10.1093/nar/22.22.4673` 10.1093/nar/22.22.4673",
    "[@a] a",
    "@b b",
  ]);
});

test("the role says how the author prints", () => {
  const modes = ["cite", "cite:p", "cite:ps", "cite:t", "cite:ts", "cite:author", "cite:year", "cite:yearpar", "citet"];
  assert.deepEqual(
    modes.map((role) => read(`{${role}}\`a\``).clusters[0]?.citations[0]?.mode),
    [
      "normal",
      "normal",
      "normal",
      "author-in-text",
      "author-in-text",
      "author-in-text",
      "suppress-author",
      "suppress-author",
      "author-in-text",
    ],
  );
});

test("other roles, code, unclosed roles and other dialects' text are none", () => {
  assert.deepEqual(clusters("{ref}`a` `{cite}` ``{cite}`a` `` {cite}`a {numref}`b`\n\n    {cite}`c`"), [
    "{cite}`a {numref}` a",
  ]);
  assert.deepEqual(clusters("{cite}`a\n\n@b"), ["@b b"]);
  assert.deepEqual(clusters("{cite}`a` and [@b]", "a.qmd"), ["[@b] b"]);
});

test("a role is no prose; the body of an admonition is, that of a code cell is not", () => {
  const text = [
    "Cells {cite}`a` rest.",
    "",
    "```{note} Title",
    ":class: dropdown",
    "Inside {cite}`b`.",
    "```",
    "",
    "```{code-cell} ipython3",
    "",
    "x @ y",
    "```",
  ].join("\n");
  assert.deepEqual(
    read(text).prose.map(({ start, end }) => text.slice(start, end)),
    ["Cells", "rest.", "Inside", "."],
  );
  assert.deepEqual(clusters(text), ["{cite}`a` a", "{cite}`b` b"]);
});

test("directives name bibliographies and included files", () => {
  const facts = read("```{bibliography} a.bib b.bib\n:style: unsrt\n```\n\n```{include} part.md\n```\n");
  assert.deepEqual(
    facts.bibliographies.map(({ path }) => path),
    ["a.bib", "b.bib"],
  );
  assert.deepEqual(
    facts.includes.map(({ path }) => path),
    ["part.md"],
  );
});

test("Manubot: a key that the text defines by an identifier is the document's own", () => {
  assert.deepEqual(read("See @abe.\n\n[@abe]: doi:10.1101/gr.634603\n").ownKeys, ["abe"]);
});

const slot = (marked: string) => citationSlot(marked, "review.md");

test("a key is being written inside a role, closed or not", () => {
  assert.equal(slot("{cite}`<|>`"), "||");
  assert.equal(slot("{cite:t}`smi<|>"), "smi|smi|");
  assert.equal(slot("{cite:p}`{see}a, sm<|>ith, b` c"), "smith|sm|a,b");
  assert.equal(slot("{cite:p}`{see<|>}a`"), "none");
  assert.equal(slot("{cite}`a` b<|>"), "none");
  assert.equal(slot("```\n{cite}`a<|>`\n```"), "none");
});
