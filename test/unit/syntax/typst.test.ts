import assert from "node:assert/strict";
import { test } from "node:test";
import { citationText, readManuscript } from "../../../server/src/syntax/manuscript.ts";
import { createDocument } from "../../../server/src/text/document.ts";
import { citationSlot } from "./citation-slot.ts";

function read(text: string) {
  const document = createDocument("file:///review.typ", text);
  assert.ok(document);
  const facts = readManuscript(document);
  for (const { citations, span } of facts.clusters) {
    for (const { key, keySpan } of citations) {
      assert.equal(text.slice(keySpan.start, keySpan.end), key);
      assert.ok(span.start < keySpan.start && keySpan.end <= span.end);
    }
  }
  return facts;
}

function keys(text: string): string {
  return read(text)
    .clusters.flatMap(({ citations }) => citations.map(({ key }) => key))
    .join(" ");
}

function clusters(text: string): string[] {
  return read(text).clusters.map(({ span }) => text.slice(span.start, span.end));
}

function prose(text: string): string[] {
  return read(text).prose.map(({ start, end }) => text.slice(start, end));
}

/**
 * What Typst 0.14 cites, asked with `typst query --field target FILE ref` and `… --field key FILE cite`; the rules are
 * those of https://typst.app/docs/reference/model/ref/, …/model/cite/ and …/foundations/label/.
 */
const asTypstReads: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "a key ends before the punctuation of the sentence": [
    ["@a:b.c: and @a.. (@b) \"@c\" '@d'", "a:b.c a b c d"],
    ["@a's @b’s @a,@b;@c @a@b ~@g—@h", "a b a b c a b g h"],
    ["@a.b @c.-d @-e @_f @0 @日本 @a²", "a.b c.-d -e _f 0 日本 a"],
    ["_@f_ @a/b", "f_ a"],
  ],
  "a supplement stands right behind the key": [
    ["@f[p. 3] @a [p. 4]", "f a"],
    ["@a[x @b [c]] @d [e]", "a b d"],
  ],
  "an e-mail address cites unless its sign is escaped": [
    ["me@x.org", "x.org"],
    ["me\\@x.org and \\@d", ""],
    ['#link("mailto:a@b.org")[a\\@b.org] @d', "d"],
  ],
  "addresses, raw text, maths, strings and comments hold none": [
    ["https://x.org/@e http://x.org/(@a)[@b] https://x.org/a//b @c", "c"],
    ["``@a`` `@b` ```@c``` ```py @c\n`` @d``` @e", "a e"],
    ['$a@b$ $"a $ @x"$ $ x \n\n y @a $ @b', "b"],
    ['#let x = "@a"\n@b #raw("@a") #metadata("@a") #"@a"', "b"],
    ["a // c @x\n/* @g /* @h */ @i */ @j", "j"],
    ['#{\n  // @x\n  let y = "\\"@z"\n  [@a]\n}@b', "a b"],
  ],
  "code holds content, and content holds code": [
    ["#text(red)[@a] #strong[a #emph[@b]] #footnote[@c (] @d", "a b c d"],
    ["#let x = [@a]\n@b #x", "a b"],
    ['#table(columns: 2, [@a], [@b], "@c", $x@d$)', "a b"],
    ["#if x [@a] else [@b] @c #for i in (1,) { [@d] } @e", "a b c d e"],
    ["#context [@a] @b #context text[@c] @d", "a b c d"],
    ['#show: it => [\n#it @a\n]\n@b\n#set text(lang: "en"); @c', "a b c"],
    ["$#text[@a]$ a#h(1pt)@b #(1 + 2) @c #box[@d]@e", "a b c d e"],
    ["= @a\n- @b\n+ @c\n1. @d\n/ @e: @f", "a b c d e f"],
  ],
  "calls of cite and ref, and functions made of them": [
    ['#cite(<a>, form: "prose") #cite(label("b/c")) #{ cite(<d>) } #ref(<e>)', "a b/c d e"],
    ["#cite(<f:>, supplement: [see @g])", "f: g"],
    ['#cite(<a>, form: none) #cite(form: "year", <b>)', "a b"],
    ['#let c = cite.with(form: "prose")\n#let d(key) = cite(key)\n#c(<a>) #d(<b>) #link(<x>)[y]', "a b"],
  ],
};

for (const [title, cases] of Object.entries(asTypstReads)) {
  test(title, () => {
    for (const [text, expected] of cases) assert.equal(keys(text), expected, text);
  });
}

test("citations with nothing but white space between them print, and count, as one", () => {
  assert.deepEqual(clusters("x @a @b[p. 3]\n#cite(<c>) y @d, @e"), ["@a @b[p. 3]\n#cite(<c>)", "@d", "@e"]);
  assert.deepEqual(clusters("@a\n\n@b #text[@c]"), ["@a", "@b", "@c"]);
});

test("the form says how the author prints", () => {
  const modes = [
    "@a",
    "#cite(<a>)",
    '#cite(<a>, form: "prose")',
    '#cite(<a>, form: "author")',
    '#cite(<a>,form:"year")',
  ];
  assert.deepEqual(
    modes.map((text) => read(text).clusters[0]?.citations[0]?.mode),
    ["normal", "normal", "author-in-text", "author-in-text", "suppress-author"],
  );
});

test("a name that the text declares as a label is no citation", () => {
  const facts = read("#figure(caption: [Kupffer @a])[x] <fig-x>\n= Intro <sec:i>\nSee @fig-x, @sec:i[Sec.], @fig-y.");
  assert.deepEqual(
    facts.crossReferences.map(({ key }) => key),
    ["fig-x", "sec:i"],
  );
  assert.deepEqual(facts.labels, ["fig-x", "sec:i"]);
  assert.equal(facts.clusters.flatMap(({ citations }) => citations.map(({ key }) => key)).join(), "a,fig-y");
});

test("prose is the text without code, maths, raw text, comments, labels and citations", () => {
  const text = [
    '#import "t.typ": conf',
    "#show: conf.with(title: [Kupffer cells])",
    "= Stellate *cells* <sec>",
    "Hepatic _stellate_",
    "cells @a[p. 3] and $x^2$ rest, `code` 5\\% of /* no */ all. // comment",
    "See https://x.org/a.",
    "",
    "- first #text(red)[item] here",
    "+ second",
    '#figure(image("x.png"), caption: [A caption with #emph[words].]) <fig>',
  ].join("\n");
  assert.deepEqual(prose(text), [
    "Kupffer cells",
    "Stellate *cells*",
    "Hepatic _stellate_\ncells",
    "and",
    "rest,",
    "5\\% of",
    "all.",
    "See",
    ".",
    "first",
    "item",
    "here",
    "second",
    "A caption with",
    "words",
    ".",
  ]);
});

test("headings have levels, titles without their label, and spans", () => {
  const text = "= One <a>\ntext = no\n=== Two /* x */ @k // y\n  == Three\n#[= Four]";
  assert.deepEqual(
    read(text).headings.map(({ level, text: title, span }) => [level, title, text.slice(span.start, span.end)]),
    [
      [1, "One", "= One <a>"],
      [3, "Two  @k", "=== Two /* x */ @k // y"],
      [2, "Three", "== Three"],
      [1, "Four", "= Four"],
    ],
  );
});

test("bibliographies and included files are found with their places; an import takes no text in", () => {
  const text = [
    '#bibliography("refs.bib", title: "Works", style: "apa")',
    '#bibliography(("a.bib", "b.yml"), full: true)',
    '#show: conf.with(bibliography: bibliography("c.bib"))',
    '#include "methods.typ"',
    '#{ include "results.typ" }',
    '#import "template.typ": conf',
    '// #include "no.typ"',
  ].join("\n");
  const facts = read(text);
  assert.deepEqual(
    facts.bibliographies.map(({ path }) => path),
    ["refs.bib", "a.bib", "b.yml", "c.bib"],
  );
  assert.deepEqual(
    facts.includes.map(({ path, span }) => [path, text.slice(span.start, span.end)]),
    [
      ["methods.typ", "methods.typ"],
      ["results.typ", "results.typ"],
    ],
  );
});

test("what precedes and follows a fault is kept", () => {
  assert.equal(keys("@a #cite(<b\n\n@c"), "a c");
  assert.equal(keys("@a #text(fill: red [@b] @c\n\n= H\n@d [ @e"), "a b c d e");
  assert.equal(keys("@a #strong[@b\n\n@c"), "a b c");
  assert.equal(keys('@a `@b $@c /* @d "@e'), "a b c d e");
  assert.equal(keys("@a ] @b */ @c"), "a b c");
});

test("a file of nothing but opened constructs is read to its end", () => {
  for (const piece of [
    "[",
    "#[",
    "#(",
    "#{",
    "#a(",
    '#a("',
    "$",
    "`",
    "```",
    "/*",
    "<",
    "@",
    "@a[",
    "#cite(<a",
    "#if ",
    "= ",
  ]) {
    assert.ok(read(`${piece.repeat(5000)}\n\n@end`).clusters.length >= 0, piece);
  }
});

const slot = (marked: string) => citationSlot(marked, "review.typ");

test("a key is being written after the sign and in the label of a citation", () => {
  assert.equal(slot("@<|>"), "||");
  assert.equal(slot("text @smi<|>th2020. More"), "smith2020|smi|");
  assert.equal(slot("@a @b<|>"), "b|b|a");
  assert.equal(slot("(@s<|>)"), "s|s|");
  assert.equal(slot("#cite(<<|>"), "||");
  assert.equal(slot('#cite(<smi<|>th>, form: "prose")'), "smith|smi|");
  assert.equal(slot('#cite(label("a/<|>b"))'), "a/|a/|");
  assert.equal(slot("#figure(caption: [see @a<|>])[x]"), "a|a|");
});

test("comments, raw text, maths, strings, labels and words take none", () => {
  for (const text of [
    "// @a<|>",
    "/* @a<|> */",
    "`@a<|>`",
    "$x@a<|>$",
    '#raw("@a<|>")',
    "\\@a<|>",
    "https://x.org/@a<|>",
    "= H <a<|>>",
    "#link(<a<|>>)",
    "@a b<|>",
    "@a[p. 3<|>]",
    "plain<|>",
  ]) {
    assert.equal(slot(text), "none", text);
  }
});

test("a citation is written as Typst's labels allow", () => {
  const document = createDocument("file:///a.typ", "");
  assert.ok(document);
  assert.equal(citationText(document, ["a", "b:c-d.e"]), "@a @b:c-d.e");
  assert.equal(
    citationText(document, ["end.", "DBLP:conf/x", 'q"']),
    '#cite(<end.>) #cite(label("DBLP:conf/x")) #cite(label("q\\""))',
  );
});
