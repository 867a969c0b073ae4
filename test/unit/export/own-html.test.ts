import assert from "node:assert/strict";
import { test } from "node:test";
import { manuscriptHtml } from "../../../client/src/export/own-html.ts";
import { relocated } from "../../../client/src/export/relocated.ts";
import { readStyleSources } from "../../../scripts/styles.mjs";
import { printOf } from "../../../server/src/features/preview.ts";
import { renderedManuscript } from "../../../server/src/lsp/preview.ts";
import { createFormatter } from "../../../server/src/styles/formatter.ts";
import { fixture } from "../fixture.ts";

const formatter = createFormatter(readStyleSources());

const bibliography = `--- own.bib
@article{doe20, author = {Doe, Jane}, title = {An invented title}, journal = {Journal of Examples}, year = {2020}, doi = {10.5555/invented}}
@article{roe21, author = {Roe, Richard}, title = {A <script>alert(1)</script> title}, journal = {Journal of Examples}, year = {2021}}
`;

/** The exported page of a text, with the head that all have cut off. */
function pageOf(text: string, { style = "apa", target = "file:///project/review.html" } = {}): string {
  const { snapshot, manuscript } = fixture(`--- review.md\n${text}\n${bibliography}`);
  const facts = renderedManuscript(snapshot, manuscript, { formatter, style }, printOf);
  return manuscriptHtml({ text: manuscript.text, facts, uri: manuscript.uri, target });
}

function bodyOf(text: string, options = {}): string {
  return /<body>\n([\s\S]*)<\/body>/.exec(pageOf(text, options))?.[1] ?? "";
}

/** Without tags. */
function shown(html: string): string {
  return html.replace(/<[^>]*>/g, "").replaceAll("&amp;", "&");
}

test("a page has its title block, abstract, citations and reference list in the style", () => {
  const page = pageOf(
    "---\ntitle: Niches & soils\nauthor: [Ann Author, Ben Writer]\nlang: en-GB\nabstract: |\n  What is known [@doe20].\n\n  And more.\nbibliography: own.bib\n---\n\nNiches form [see @doe20, p. 3].\n",
  );
  assert.match(page, /^<!DOCTYPE html>\n<html lang="en-GB">/);
  assert.match(page, /<title>Niches &amp; soils<\/title>/);
  const lines = shown(page.slice(page.indexOf("<body>"))).split(/\n+/);
  assert.deepEqual(lines.filter(Boolean), [
    "Niches & soilsAnn Author, Ben Writer",
    "What is known (Doe, 2020).",
    "And more.",
    "Niches form (see Doe, 2020, p. 3).",
    "Doe, J. (2020). An invented title. Journal of Examples. https://doi.org/10.5555/invented",
  ]);
});

test("the reference list has nothing but what the style prints", () => {
  const page = shown(bodyOf("One [@doe20].", { style: "vancouver" }));
  assert.deepEqual(page.trim().split(/\n+/), ["One (1).", "1. Doe J. An invented title. Journal of Examples. 2020;"]);
});

test("nothing of the text or of the references becomes markup, and no script can run", () => {
  const page = pageOf(
    '# <img src=x onerror=alert(1)>\n\nA <script>alert(1)</script> [click](javascript:alert(1)) by @roe21.\n\n<div onclick="alert(1)">\n\n```{=html}\n<script>alert(2)</script>\n```\n',
  );
  assert.match(page, /Content-Security-Policy" content="default-src 'none'/);
  assert.doesNotMatch(page, /<script|<img|<div|href="javascript/i);
  assert.match(shown(page), /&lt;script&gt;alert\(1\)/);
  assert.doesNotMatch(page, /alert\(2\)/);
});

test("comments are left out; raised and lowered text is kept", () => {
  const body = bodyOf("<!-- to do:\n\ncite -->\n\nCD8<sup>+</sup> cells<!-- sic -->, H~2~O and Ca^2+^.\n");
  assert.equal(body, "<p>CD8<sup>+</sup> cells, H<sub>2</sub>O and Ca<sup>2+</sup>.</p>\n");
});

test("simple formulas are text, others stay TeX, and money stays money", () => {
  const body = bodyOf("TGF-$\\beta$ at $10^{-3}$ M; $\\frac{a}{b}$; $20,000 and $30,000.");
  assert.match(body, /TGF-<span class="math">β<\/span>/);
  assert.match(body, /10<sup>[-−]3<\/sup>/);
  assert.match(body, /<code class="math">\\frac\{a\}\{b\}<\/code>; \$20,000 and \$30,000\./);
});

test("quotation marks, dashes and dots are set; the label of a panel stays", () => {
  assert.equal(bodyOf('"Soil" -- 3--5 --- and so on... (c) left.'), "<p>“Soil” – 3–5 — and so on… (c) left.</p>\n");
});

test("figures have captions, and their paths stay right where the page stands elsewhere", () => {
  const text = "![The niche](figures/a%20b.png){#fig-niche}\n\n![](https://example.org/x.png)\n";
  assert.match(bodyOf(text), /<img src="figures\/a%20b\.png"/);
  assert.match(bodyOf(text), /<figcaption>/);
  const elsewhere = bodyOf(text, { target: "file:///project/out/pages/review.html" });
  assert.match(elsewhere, /<img src="\.\.\/\.\.\/figures\/a%20b\.png"/);
  assert.match(elsewhere, /<img src="https:\/\/example\.org\/x\.png"/);
});

test("paths as they are written in another file", () => {
  const moved = (path: string, to: string) => relocated(path, "file:///a/b/review.md", to);
  assert.equal(moved("x.png", "file:///a/b/review.html"), "x.png");
  assert.equal(moved("./x.png", "file:///a/c/review.html"), "../b/x.png");
  assert.equal(moved("../x.png", "file:///a/review.html"), "x.png");
  assert.equal(moved("#note", "file:///review.html"), "#note");
  assert.equal(moved("/x.png", "file:///review.html"), "/x.png");
  assert.equal(moved("x.png", "vscode-vfs://github/a/review.html"), "file:///a/b/x.png");
});
