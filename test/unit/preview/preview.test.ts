import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOf, previewed, renderedWith } from "./previewed.ts";

const bibliography = `--- own.bib
@article{brodt2016role,
  author = {Brodt, P},
  title = {Role of the microenvironment in liver metastasis: from pre- to prometastatic niches},
  journal = {Clinical Cancer Research},
  year = {2016},
  doi = {10.1158/1078-0432.CCR-16-0460},
}
@article{psaila2009metastatic,
  author = {Psaila, Bethan and Lyden, David},
  title = {The metastatic niche: adapting the foreign soil},
  journal = {Nature Reviews Cancer},
  year = {2009},
}
`;

/** A manuscript with these lines of text, cited from the two works above. */
function manuscript(text: string, name = "review.md"): string {
  return `--- ${name}\n---\ntitle: Niches\nbibliography: own.bib\n---\n\n${text}\n${bibliography}`;
}

/** What stands on the page, without tags. */
function shownIn(html: string): string {
  return html.replace(/<[^>]*>/g, "").replaceAll("&amp;", "&");
}

test("citations stand as they print, and lead to their entries", () => {
  const { html } = previewed(
    manuscript("Niches form [see @brodt2016role, p. 3; @psaila2009metastatic].\nSo says @brodt2016role."),
  );
  assert.match(
    shownIn(html),
    /Niches form \(see Brodt, 2016, p\. 3; Psaila & Lyden, 2009\)\.\nSo says Brodt \(2016\)\./,
  );
  assert.match(html, /<a href="#ref-psaila2009metastatic">Psaila &amp; Lyden, 2009<\/a>/);
  assert.match(html, /<p id="ref-psaila2009metastatic"/);
});

test("each number of a numeric style leads to its own entry", () => {
  const { html } = previewed(
    manuscript("One [@brodt2016role]. Both [@psaila2009metastatic; @brodt2016role]."),
    "vancouver",
  );
  assert.match(html, /Both .*<a href="#ref-psaila2009metastatic">2<\/a>/);
  assert.match(html, /Both .*<a href="#ref-brodt2016role">1<\/a>/);
});

test("an author's name without brackets, and a citation without its author, print so", () => {
  const { html } = previewed(manuscript("It was found [-@brodt2016role] as @psaila2009metastatic [p. 285] said."));
  assert.match(shownIn(html), /It was found \(2016\) as Psaila & Lyden \(2009, p\. 285\) said\./);
});

test("what a style prints as a note is set off from the sentence", () => {
  const { html } = previewed(manuscript("Niches form.[@psaila2009metastatic]"), "notes");
  assert.match(
    html,
    /form\.<span[^>]*><span class="bm-inline-note">[^[]*The metastatic niche: adapting the foreign soil/,
  );
});

test("the reference list ends the text, or stands where the text wants it, with a link to each work", () => {
  const { html } = previewed(manuscript("One [@brodt2016role].\n\n# References {-}\n\n::: {#refs}\n:::\n\n# Appendix"));
  assert.match(html, /References<\/h1>\s*<div id="refs">\s*<section[^>]*>\s*<p id="ref-brodt2016role"[\s\S]*Appendix/);
  assert.match(html, /<a href="https:\/\/doi\.org\/10\.1158\/1078-0432\.CCR-16-0460">/);
  assert.doesNotMatch(html, /\{-\}|:::/);
  const atEnd = previewed(manuscript("One [@brodt2016role].\n\n# Appendix")).html;
  assert.match(atEnd, /Appendix<\/h1>\s*<section/);
});

test("the reference list takes the place of a section that was written before, which shows until there is one", () => {
  const section = "<!-- bibliography -->\n\nOld entry.\n\n<!-- /bibliography -->\n\n# Appendix\n";
  const { html } = previewed(manuscript(`One [@brodt2016role].\n\n${section}`));
  assert.match(html, /<section[^>]*>\s*<p id="ref-brodt2016role"[\s\S]*<\/section>[\s\S]*Appendix/);
  assert.doesNotMatch(html, /Old entry/);
  assert.match(renderedWith(section, undefined), /Old entry/);
});

test("a key that no bibliography has shows as a question", () => {
  const { html } = previewed(manuscript("One [@brodt2016role; @nobody1900none]."));
  assert.match(shownIn(html), /Brodt, 2016.*nobody1900none\?/);
});

test("what is no citation stays as it is", () => {
  const text =
    "Write to review@example.org or `[@brodt2016role]`, ask [me](https://example.org/@me), see \\@brodt2016role.";
  const { html } = previewed(manuscript(`${text}\n\nOne [@brodt2016role].`));
  assert.match(shownIn(html), /Write to review@example\.org or \[@brodt2016role\], ask me, see @brodt2016role\./);
  assert.match(html, /<a href="https:\/\/example\.org\/@me">me<\/a>/);
});

test("a text that cites no known work, such as a README that thanks people, shows what is written", () => {
  const { html } = previewed("--- README.md\nThanks to @alice and [@bob]!\n");
  assert.match(html, /<p>Thanks to @alice and \[@bob\]!<\/p>/);
});

test("until the server has answered, citations stand as they are written", () => {
  assert.equal(
    renderedWith("It <b>is</b> [see *this* @a, p. 3 & @b].\n", undefined),
    "<p>It <b>is</b> [see *this* @a, p. 3 &amp; @b].</p>\n",
  );
});

test("answers of before an edit are shown at the place to which it moved the text", () => {
  const text = "Niches form [@brodt2016role].\n\nAgain [@psaila2009metastatic, p. 3], [@psaila2009metastatic].\n";
  const { facts } = previewed(`--- review.md\n${text}${bibliography}`);
  const html = renderedWith(`Put before.\n\n${text}\nAnd [@new2020].\n`, facts);
  assert.match(
    shownIn(html),
    /Niches form \(Brodt, 2016\)\.\s+Again \(Psaila & Lyden, 2009, p\. 3\), \(Psaila & Lyden, 2009\)\.\s+And \[@new2020\]\./,
  );
});

test("citations in lists, tables and emphasis, and over the end of a line", () => {
  const { html } = previewed(
    manuscript(
      "Both [@brodt2016role;\n@psaila2009metastatic].\n\n- *Listed [@brodt2016role]*\n\n| a | b |\n|---|---|\n| Told | [@psaila2009metastatic] |",
    ),
  );
  assert.match(shownIn(html), /Both \(Brodt, 2016; Psaila & Lyden, 2009\)\./);
  assert.match(html, /<em>Listed .*Brodt, 2016.*<\/em>/);
  assert.match(html, /<td><span class="bm-citation"[^>]*><a href="#ref-psaila2009metastatic">/);
});

test("the signs of a quotation are no part of a citation that goes over the end of a line", () => {
  const facts = {
    title: "",
    authors: [],
    citations: [{ line: 0, text: "[@a;\n> @b]", html: "(A; B)" }],
    bibliography: [],
    terms: [],
    definitions: [],
  };
  assert.match(renderedWith("> Quoted [@a;\n> @b].\n", facts), /Quoted <span[^>]*>\(A; B\)<\/span>\./);
});

test("figures, tables and sections of Quarto are numbered, and references lead to them", () => {
  const text = `# First {#sec-first}

See @fig-b, [@tbl-a] and [Figs. @fig-a; @fig-b], and @sec-second.

![Cells *here*](a.svg){#fig-a width=50%}

![Niches [@brodt2016role]](b.svg){#fig-b}

## Second {#sec-second}

| a | b |
|---|---|
| 1 | 2 |

: Counts {#tbl-a}`;
  const { html } = previewed(manuscript(text, "review.qmd"));
  const shown = shownIn(html).replaceAll("\u00a0", " ");
  assert.match(shown, /See Figure 2, Table 1 and Figs\. 1; 2, and Section 1\.1\./);
  assert.match(html, /<a class="bm-cross-reference" href="#fig-b">/);
  assert.match(html, /<figure id="fig-b">[\s\S]*<figcaption>.*Figure\u00a02:.*Niches .*Brodt, 2016.*<\/figcaption>/);
  assert.match(shown, /Figure 1: Cells here/);
  assert.match(html, /<p id="tbl-a" class="bm-caption">.*Table\u00a01:.*Counts<\/p>/);
  assert.match(html, /<span id="sec-second"><\/span>Second/);
  assert.doesNotMatch(shown, /[{}]|^:/m);
});

test("captions with numbers of their own get none", () => {
  const { html } = previewed(manuscript("![**Figure 1. Cells**](a.svg){#fig-a}\n\nSee @fig-a.", "review.qmd"));
  assert.match(html, /<figcaption><strong>Figure 1\. Cells<\/strong><\/figcaption>/);
});

test("figures without a reference in Pandoc's Markdown get no number", () => {
  const { html } = previewed(manuscript("![Cells](a.svg){#fig-a}\n\nSee [it](#fig-a)."));
  assert.match(html, /<figure id="fig-a"><img[^>]*><figcaption>Cells<\/figcaption><\/figure>/);
});

test("attributes, divs and raised text of Pandoc's are not shown as they are written", () => {
  const text = "# Aims {#aims .unlisted}\n\n::: {.note}\nx^2^, H~2~O, [small]{.smallcaps}, [x](y){target=_blank}.\n:::";
  const { html } = previewed(manuscript(text));
  assert.match(shownIn(html), /^\s*Niches\s+Aims\s+x2, H2O, small, x\.\s*$/);
  assert.match(html, /x<sup>2<\/sup>.*H<sub>2<\/sub>O.*<span class="smallcaps">small<\/span>/);
});

test("footnotes are numbered and linked both ways, and may cite", () => {
  const { html } = previewed(
    manuscript("One[^b] and two[^a].\n\n[^a]: Second.\n[^b]: First [@brodt2016role].\n\n    More.\n\nEnd[^none]."),
  );
  assert.match(html, /One<sup><a [^>]*href="#fn-b">1<\/a><\/sup> and two<sup><a [^>]*href="#fn-a">2<\/a>/);
  assert.match(
    html,
    /<div id="fn-b"[^>]*>.*1<\/a><\/span><p>First .*Brodt, 2016.*<\/p>\s*<p>More\.<\/p>\s*<\/div>\s*<p>End\[\^none\]\.<\/p>/,
  );
});

test("title and authors stand above the text", () => {
  const { html } = previewed(
    '--- review.md\n---\ntitle: "Niches & soil"\nauthor:\n  - name: A. Writer\n  - given: Second\n    family: Writer\n---\n\nText.\n',
  );
  assert.match(
    html,
    /^<header[^>]*><p class="bm-title">Niches &amp; soil<\/p><p class="bm-authors">A\. Writer, Second Writer<\/p><\/header>/,
  );
});

test("terms have their definitions, over the end of a line too, and links and code stay", () => {
  const { html } = previewed(
    "--- review.md\nHere Kupffer\ncells eat, and Kupffer cells rest, but `Kupffer cells` not.\n",
  );
  assert.match(
    html,
    /<abbr title="Kupffer cell: [^"]+">Kupffer<\/abbr>\n<abbr title="Kupffer cell: [^"]+">cells<\/abbr> eat/,
  );
  assert.match(html, /and <abbr title="Kupffer cell: [^"]+">Kupffer cells<\/abbr> rest/);
  assert.match(html, /<code>Kupffer cells<\/code>/);
});

test("nothing in a bibliography, a title or a label becomes markup, a script or an address that runs", () => {
  const attack = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
  const { html } = previewed(`--- review.md
---
title: '${attack}'
author: '${attack}'
bibliography: own.bib
---

Cited [see ${attack} @evil, p. ${attack}] and @evil, [@fig-x"onclick="alert(1)].

![Cells](a.svg){#fig-x"onclick="alert(1)}
--- own.bib
@article{evil,
  author = {{${attack}}},
  title = {${attack} and \\href{javascript:alert(1)}{here}},
  journal = {${attack}},
  year = {2020},
  doi = {javascript:alert(1)},
  url = {javascript:alert(1)},
}
`);
  const tags = html.match(/<[a-z][^>]*>/gi) ?? [];
  assert.match(html, /&lt;script&gt;/);
  // The writer's own HTML is the preview's affair; here it is all within citations and metadata.
  assert.deepEqual(
    tags.filter((tag) =>
      /^<script|\son\w+=|javascript:/i.test(
        tag.replace(/"[^"]*"/g, (value) => (value.startsWith('"javascript:') ? value : '""')),
      ),
    ),
    [],
  );
});

test("every block says from which line it is, so that preview and text scroll in step", () => {
  const text = "# Aims {#sec-a}\n\n![Cells](a.svg){#fig-a}\n\n::: note\nInside.\n:::\n\nText.[^1]\n\n[^1]: Note.\n";
  assert.deepEqual(linesOf(text), ["h1 0", "figure 2", "div 4", "p 5", "p 8", "div 10", "p 10"]);
});
