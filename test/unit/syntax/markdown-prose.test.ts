import assert from "node:assert/strict";
import { test } from "node:test";
import { readManuscript } from "../../../server/src/syntax/manuscript.ts";
import { createDocument } from "../../../server/src/text/document.ts";

function read(text: string, name = "review.md") {
  const document = createDocument(`file:///${name}`, text);
  assert.ok(document);
  return readManuscript(document);
}

function prose(text: string, name?: string): string[] {
  return read(text, name).prose.map(({ start, end }) => text.slice(start, end));
}

test("prose runs over line breaks and emphasis, and ends with the paragraph", () => {
  assert.deepEqual(prose("Hepatic *stellate*\ncells and **Kupffer** cells.\n\nNext."), [
    "Hepatic *stellate*\ncells and **Kupffer** cells.",
    "Next.",
  ]);
});

test("citations, code, maths, addresses and tags cut prose", () => {
  assert.deepEqual(prose("One [see @a, p. 3] two `code` three $x^2$ four <b>five</b> six https://x.org/a seven."), [
    "One",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven.",
  ]);
  assert.deepEqual(prose('A [link *text*](https://x.org "title") and @b [p. 3], me@x.org.'), [
    "A [link *text*",
    "and",
    ",",
    ".",
  ]);
});

test("headings, lists, quotations, tables, notes and captions are prose", () => {
  const text = [
    "# Kupffer cells {#sec-kc .x}",
    "",
    "- first item",
    "- second",
    "  item",
    "",
    "> quoted",
    "> text",
    "",
    "| head | other |",
    "|------|-------|",
    "| cell | `x` |",
    "",
    ": Caption here",
    "",
    "![Figure text](x.png){width=3}",
    "",
    "Note[^1].",
    "",
    "[^1]: The note.",
  ].join("\n");
  assert.deepEqual(prose(text), [
    "Kupffer cells",
    "first item",
    "second\n  item",
    "quoted",
    "text",
    "head",
    "other",
    "cell",
    "Caption here",
    "![Figure text",
    "Note",
    ".",
    "The note.",
  ]);
});

test("front matter, code, raw blocks, divs' attributes and link definitions are none", () => {
  const text = [
    "---",
    "title: Title",
    "---",
    "",
    "::: {.callout-note title='No'}",
    "Inside.",
    ":::",
    "",
    "```{r}",
    "code",
    "```",
    "",
    "    indented",
    "",
    "\\begin{table}",
    "raw",
    "\\end{table}",
    "",
    "<!-- comment -->",
    "",
    "[ref]: https://x.org",
  ].join("\n");
  assert.deepEqual(prose(text, "a.qmd"), ["Inside."]);
});

test("headings have levels, text without attributes, and spans", () => {
  const text = "# One {#a}\n\ntext\n\n### Two *x* ###\n\nThree\n---\n";
  assert.deepEqual(
    read(text).headings.map(({ level, text: title, span }) => [level, title, text.slice(span.start, span.end)]),
    [
      [1, "One", "# One"],
      [3, "Two *x*", "### Two *x*"],
      [2, "Three", "Three"],
    ],
  );
});

test("bibliographies are found in every form, with their exact place", () => {
  const named = (text: string) =>
    read(text).bibliographies.map(({ path, span }) => {
      assert.equal(text.slice(span.start, span.end), path);
      return path;
    });
  assert.deepEqual(named("---\nbibliography: refs.bib # mine\n---\n"), ["refs.bib"]);
  assert.deepEqual(named("---\nbibliography: [a.bib, 'b c.json']\n---\n"), ["a.bib", "b c.json"]);
  assert.deepEqual(named('---\nbibliography:\n  - "a.bib"\n  - b.yaml\n---\n'), ["a.bib", "b.yaml"]);
  assert.deepEqual(named("Text\n\n---\nbibliography: late.bib\n...\n"), ["late.bib"]);
  assert.deepEqual(named("---\ntitle: x\n---\n\nbibliography: no.bib\n"), []);
  assert.deepEqual(named("---\ntitle: [\nbibliography: a.bib\n"), []);
});

test("references in the front matter are the document's own keys", () => {
  assert.deepEqual(read("---\nreferences:\n- id: doe2020\n  title: T\n- id: 7\n---\n").ownKeys, ["doe2020", "7"]);
});

test("Quarto's include names a file", () => {
  const text = "{{< include _methods.qmd >}}\n\nText {{< meta title >}} more\n";
  assert.deepEqual(
    read(text, "a.qmd").includes.map(({ path, span }) => [path, text.slice(span.start, span.end)]),
    [["_methods.qmd", "_methods.qmd"]],
  );
  assert.deepEqual(prose(text, "a.qmd"), ["Text", "more"]);
});

test("a change of the text after the front matter moves nothing in it", () => {
  const head = "---\nbibliography: a.bib\nabstract: see @k\n---\n";
  for (const text of [`${head}\nOne @a`, `${head}\nTwo @b more`, `Before\n\n${head}`]) {
    const facts = read(text);
    const [cluster] = facts.clusters;
    assert.ok(cluster);
    assert.equal(text.slice(cluster.span.start, cluster.span.end), "@k");
    const [path] = facts.bibliographies;
    assert.ok(path);
    assert.equal(text.slice(path.span.start, path.span.end), "a.bib");
  }
});
