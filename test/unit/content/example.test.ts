import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";

const folder = new URL("../../../examples/liver-metastasis-review/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");

interface BundledReference {
  readonly id: string;
  readonly title: string;
  readonly volume?: string;
  readonly DOI?: string;
  readonly custom: { readonly "authors-complete": boolean };
}

const bundled = new Map(
  (
    JSON.parse(
      readFileSync(new URL("../../../server/data/references.json", import.meta.url), "utf8"),
    ) as BundledReference[]
  ).map((reference) => [reference.id, reference]),
);

/** Keys of this example are a name, a year and a word. */
const keyPattern = "[a-z]+\\d{4}[a-z0-9]+";
const entries = new Map(
  [...read("references.bib").matchAll(new RegExp(`@article\\{(${keyPattern}),\\n([\\s\\S]*?)\\n\\}`, "g"))].map(
    ([, key, body]) => [key ?? "", body ?? ""],
  ),
);
const keysIn = (text: string, pattern: RegExp): Set<string> =>
  new Set([...text.matchAll(pattern)].flatMap(([, found]) => found?.match(new RegExp(keyPattern, "g")) ?? []));
const cited = {
  "review.md": keysIn(read("review.md"), new RegExp(`@(${keyPattern})`, "g")),
  "review.tex": keysIn(read("review.tex"), /\\cite[a-z]*(?:\[[^\]]*\])*\{([^}]*)\}/g),
};

describe("the example review", () => {
  for (const [file, keys] of Object.entries(cited)) {
    it(`${file} has the two faulty keys that its README names and no other`, () => {
      assert.deepEqual([...keys].filter((key) => !entries.has(key)).sort(), ["brodt2016role", "lee2019hepatocyte"]);
      assert.ok(entries.has("lee2019hepatocytes"));
      assert.ok(bundled.has("brodt2016role"));
      assert.ok(!bundled.has("lee2019hepatocyte"));
      for (const fault of ["brodt2016role", "lee2019hepatocyte"]) assert.ok(read("README.md").includes(`\`${fault}\``));
    });
  }

  it("names a bibliography that is missing", () => {
    assert.match(read("review.md"), /^ {2}- methods\.bib$/m);
    assert.match(read("review.tex"), /\\bibliography\{references,methods\}/);
    assert.ok(!existsSync(new URL("methods.bib", folder)));
  });

  it("cites every entry of its bibliography in both files", () => {
    for (const keys of Object.values(cited))
      assert.deepEqual(
        [...entries.keys()].filter((key) => !keys.has(key)),
        [],
      );
  });

  it("states each work as the bundled references do", () => {
    assert.ok(entries.size >= 20);
    for (const [key, body] of entries) {
      const reference = bundled.get(key);
      assert.ok(reference, key);
      assert.ok(body.includes(`title = {{${reference.title}}}`), key);
      if (reference.DOI) assert.ok(body.includes(`doi = {${reference.DOI}}`), key);
      if (reference.volume) assert.ok(body.includes(`volume = {${reference.volume}}`), key);
      assert.equal(body.includes(" and others}"), !reference.custom["authors-complete"], key);
    }
  });

  it("holds code, maths, an address and an e-mail address, in which nothing is cited", () => {
    const text = read("review.md");
    for (const stretch of [
      /```r\n[\s\S]*@[\s\S]*```/,
      /`[^`]*@[^`]*`/,
      /\$r\/n\$/,
      /<https:[^>]*>/,
      /review@example\.org/,
    ]) {
      assert.match(text, stretch);
    }
  });

  it("has its figure", () => {
    assert.ok(read("review.md").includes("(figure-1.svg)"));
    assert.match(read("figure-1.svg"), /^<svg /);
  });
});
