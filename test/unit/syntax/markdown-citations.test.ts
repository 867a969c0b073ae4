import assert from "node:assert/strict";
import { test } from "node:test";
import { readManuscript } from "../../../server/src/syntax/manuscript.ts";
import { createDocument } from "../../../server/src/text/document.ts";

function read(text: string, name = "review.md") {
  const document = createDocument(`file:///${name}`, text);
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

function keys(text: string, name?: string): string {
  return read(text, name)
    .clusters.flatMap(({ citations }) => citations.map(({ key }) => key))
    .join(" ");
}

/** What `pandoc -f markdown -t json` (2.17) cites in each text, in document order. */
const asPandocReads: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "a key ends before the punctuation of the sentence": [
    ["See @Smith2023.", "Smith2023"],
    ["As in @Smith2023: and @a.. and @b--c", "Smith2023 a b"],
    ["@a’s and @a' and @b\"", "a a b"],
    ["(see @key) and @key, or @key; @key!", "key key key key"],
  ],
  "punctuation inside a key belongs to it": [
    ["see @a:b.c#d$e%f&g-h+i?j<k>l~m/n here", "a:b.c#d$e%f&g-h+i?j<k>l~m/n"],
    ["[@doi:10.1038/nbt.3313; @url:https://x.org/a_b.pdf]", "doi:10.1038/nbt.3313 url:https://x.org/a_b.pdf"],
    ["@1a @_x @Zoë @日本 @a² x", "1a _x Zoë 日本 a²"],
  ],
  "braces hold what an unbraced key cannot": [
    ["@{https://x.org/?id=X} and @https://x.org/?id=X", "https://x.org/?id=X https://x.org"],
    ["[@{a(b)}, p. 3; @{a{b}c}]", "a(b) a{b}c"],
    ["@{a b} and @{}", ""],
  ],
  "brackets group citations with prefixes, locators and suffixes": [
    ["[see @a, pp. 33-35; also @b, ch. 1]", "a b"],
    ["[-@k] @k2 [p. 33] [@a;@b]", "k k2 a b"],
    ["@a {ii, A} [@b {ii, A}] [@c, {}] [@d, {p. 3}; @e]", "a b c d e"],
    ["[@a,\nsee @b;\n@c]", "a b c"],
    ["[foo; bar @d] [@e; foo; @f] [@g;] [; @h]", "d e f g h"],
    ["[[@q]] and [see [@x] and @y] and [@a [x]]", "q y x a"],
  ],
  "links, spans and images cite in their text, not in their addresses": [
    ["[@a]{.class} [@b](http://x.org/@no) [foo @c](u '@no')", "a b c"],
    ["![fig @f](x.png){.wide key=@no}", "f"],
    ["[see][@a] and [@b][foo]", "a b"],
    ["[text]: http://x.org/@no '@no'\n\n[text] @a", "a"],
  ],
  "a word or an e-mail address before the sign makes it plain text": [
    ["word@key foo.@a é@b me@x.org <me@x.org>", ""],
    ["*a*@h **b**@i _c_@j but *@k* and **@l**", "k l"],
    [')@b "@c `x`@e ]@f $x$@g', "b c e f g"],
  ],
  "code, maths, comments, tags and raw LaTeX hold none": [
    ["`@a` ``b ` @c`` `@d`{=html} and @e", "e"],
    ["$@m$ $$ @mm $$ and $5 @a $6", "a"],
    ["<!-- @c\n\n@d --> @e", "e"],
    ["<b title='@a'>@b</b> <https://x.org/@c> 3 < @d", "b d"],
    ["<script>\n@a\n</script>\n\n<pre>@b\n\n@c</pre>\n\n@d", "d"],
    ["\\cite{@a} \\foo{@b}{@c} {@d} \\@e", "d"],
    ["\\begin{tabular}{l}\n@a\n\n@b\n\\end{tabular}\n\n@c", "c"],
    ["```\n@a\n```\n\n~~~ {.r}\n@b\n\n~~~\n\n    @c\n\n@d", "d"],
    ["- item\n\n      @code\n\n  @text", "text"],
  ],
  "an unclosed fence, backtick, dollar or comment is text": [
    ["```\n@a\n\n@b", "a b"],
    ["`@a and $@b and <!-- @c", "a b c"],
    ["[@a and\n\n@b", "a b"],
  ],
  "every kind of block is read": [
    ["# Heading @a {#id .x}\n\nSetext @b\n=====\n", "a b"],
    ["| a | b |\n|---|---|\n| @x | [@y; @z] |\n\n: Caption [@c]\n", "x y z c"],
    ["a      b\n-----  ------\n@x     [@y]\n\nTable: Caption @c\n", "x y c"],
    ["-----------\na    b\n---- ------\n@x   [@y;\n     @z]\n\n@v   w\n-----------\n", "x y z v"],
    ["+----+------+\n| @a | [@b; |\n|    | @c]  |\n+----+------+\n", "a b c"],
    ["> quoted [@a;\n> @b]\nlazy @c\n\n> > @d", "a b c d"],
    ["- @a\n- @b\n  @c\n\n    - @d\n\n1) @e\n   1. @f\n", "a b c d e f"],
    ["Term @t\n:   Definition @d\n\n    more @e\n", "t d e"],
    ["| line @a\n|   block @b\n", "a b"],
    ["::: {.note key='@no'}\n@a\n\n::: inner\n@b\n:::\n:::\n", "a b"],
    ["<div class='@no'>\n@a\n\n*@b*\n</div>\n", "a b"],
    ["% Title @t\n% Author\n\n@b", "t b"],
  ],
  footnotes: [
    ["foo[^1] bar^[inline @k]\n\n[^1]: see @ref. [@x]\n\n    more @y", "k ref x y"],
    ["foo[^@no]\n\n[^@no]: Text @a", "a"],
  ],
  "a key at the start of a line, with a full stop, numbers an example list": [
    ["(@a) item one\n\n(@) item two\n\nas in (@a) and (@b) and @a and [@a]", "b a"],
    ["@a. Item\n\nAs @a says, @b", "b"],
  ],
  "a citation before a colon is no link definition": [["[@tag:Abe]: doi:10.1101/gr.634603", "tag:Abe"]],
  "metadata is Markdown too": [
    [
      "---\ntitle: 'On @a'\nabstract: |\n  One [@b].\n\n  Two [@c;\n  @d].\nemail: a@b.c\nnote_: '@no'\n---\n\n@e",
      "a b c d e",
    ],
    ["Text @a\n\n---\nnocite: |\n  @b, @*\n...\n\n@c", "a b c"],
    ["@a\n\n---\n\nnot metadata @b\n\n---\n\n@c", "a b c"],
    ["---\n# [@no]\nkeywords: [x, '[@k]']\n---\n", "k"],
  ],
};

for (const [title, cases] of Object.entries(asPandocReads)) {
  test(title, () => {
    for (const [text, expected] of cases) assert.equal(keys(text), expected, text);
  });
}

test("a bare address is text for Pandoc, but a link for R Markdown", () => {
  assert.equal(keys("https://x.org/@name"), "name");
  assert.equal(keys("https://x.org/@name and @a", "a.Rmd"), "a");
});

test("the mode says how the author prints", () => {
  const modes = (text: string) => read(text).clusters.map(({ citations }) => citations.map(({ mode }) => mode));
  assert.deepEqual(modes("@a and [@b] [-@c] [see @d; -@e] -@f, [see @g and -@h]"), [
    ["author-in-text"],
    ["normal"],
    ["suppress-author"],
    ["normal", "suppress-author"],
    ["author-in-text"],
    ["normal", "author-in-text"],
  ]);
});

test("a cluster spans its brackets, and the locator after a textual citation", () => {
  const clusters = (text: string) => read(text).clusters.map(({ span }) => text.slice(span.start, span.end));
  assert.deepEqual(clusters("x [see @a; @b, p. 3] y @c [p. 4] z @d [p. 5; @e] and -@f."), [
    "[see @a; @b, p. 3]",
    "@c [p. 4]",
    "@d [p. 5; @e]",
    "@f",
  ]);
  assert.deepEqual(clusters("@a [text](url) and @b [c]{.d}"), ["@a", "@b"]);
});

test("Quarto and R Markdown refer to figures with the same sign", () => {
  const text = "See @fig-liver, [@tbl-drugs; @smith2020] and [-@sec-intro], \\@ref(fig:old).";
  for (const name of ["a.qmd", "a.Rmd"]) {
    const facts = read(text, name);
    assert.deepEqual(
      facts.crossReferences.map(({ key }) => key),
      ["fig-liver", "tbl-drugs", "sec-intro", "fig:old"],
    );
    assert.equal(keys(text, name), "smith2020");
  }
  assert.equal(keys("See @fig-liver"), "fig-liver");
});

test("a chunk is code whatever its options", () => {
  const text = "@a\n\n```{r, fig.cap='[@no]'}\nx@slot\n\n# @no\n```\n\n`r f(@no)` @b";
  assert.equal(keys(text, "a.Rmd"), "a b");
  assert.equal(keys(text, "a.qmd"), "a b");
});

test("what precedes and follows a fault is kept", () => {
  assert.equal(keys("---\ntitle: [unclosed\nabstract: x\n---\n\n@a [@b; ] @c [@"), "a b c");
  assert.equal(keys("@a\n\n```{r\n\n@b [@c](unclosed\n\n@d", "a.qmd"), "a b c d");
});

test("line breaks of Windows and a byte order mark change nothing", () => {
  assert.equal(keys("\uFEFF---\r\nabstract: x @a\r\n---\r\n\r\n# H @b\r\n\r\n[@c;\r\n@d]\r\n"), "a b c d");
});

test("a file of nothing but opened constructs is read to its end", () => {
  for (const piece of [
    "[",
    "`",
    "@",
    "[@a ",
    "](",
    "$",
    "<!-- ",
    "\\a{",
    "> ",
    "- ",
    "^[",
    "| ",
    "<div>",
    "```\n",
    ":::\n",
  ]) {
    const text = `${piece.repeat(5000)}\n\n@end`;
    assert.ok(read(text).clusters.length >= 0);
  }
});
