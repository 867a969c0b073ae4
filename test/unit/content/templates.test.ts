import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { parse } from "yaml";

const template = (path: string): string => readFileSync(new URL(`../../../templates/${path}`, import.meta.url), "utf8");

/** What is left of a new manuscript when its comments, headings and front matter are taken out. */
const withoutScaffold = (text: string): string =>
  text
    .replace(/^---\n[\s\S]*?\n---\n/, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/^#.*$/gm, "")
    .replace(/^::: ?(?:\{#refs\})?$/gm, "")
    .trim();

describe("templates of a new review", () => {
  for (const [language, manuscript] of [
    ["markdown", "manuscript.md"],
    ["latex", "manuscript.tex"],
  ] as const) {
    it(`${language}: the manuscript has each placeholder once and names the bibliography that lies beside it`, () => {
      const text = template(`${language}/${manuscript}`);
      assert.deepEqual([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort(), [
        "author",
        "date",
        "title",
      ]);
      assert.match(text, language === "latex" ? /\\bibliography\{references\}/ : /^bibliography: references\.bib$/m);
      assert.ok(readdirSync(new URL(`../../../templates/${language}`, import.meta.url)).includes("references.bib"));
    });

    it(`${language}: the bibliography starts without entries`, () => {
      assert.doesNotMatch(template(`${language}/references.bib`), /@/);
    });
  }

  it("markdown: nothing of the template stays in the text", () => {
    assert.equal(withoutScaffold(template("markdown/manuscript.md")), "");
  });

  it("markdown: the front matter and the defaults are YAML, and Pandoc is told to cite", () => {
    const front = /^---\n([\s\S]*?)\n---\n/.exec(template("markdown/manuscript.md"));
    assert.equal(parse(front?.[1] ?? "").bibliography, "references.bib");
    const defaults = parse(template("markdown/defaults.yaml"));
    assert.equal(defaults.citeproc, true);
    assert.deepEqual(defaults["input-files"], ["manuscript.md"]);
  });

  it("latex: between the headings there are only comments", () => {
    const body = /\\maketitle\n([\s\S]*)\\bibliography/.exec(template("latex/manuscript.tex"))?.[1] ?? "";
    const left = body
      .split("\n")
      .filter((line) => !/^\s*(?:%.*|\\section\*?\{.*\}|\\(?:begin|end)\{abstract\})?$/.test(line));
    assert.deepEqual(left, []);
  });
});
