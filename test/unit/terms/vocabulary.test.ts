import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Term } from "../../../server/src/terms/model.ts";
import { readVocabularyYaml } from "../../../server/src/terms/vocabulary-yaml.ts";
import { stemOf, wordsOf } from "../../../server/src/terms/words.ts";
import { bundledReferences } from "../fixture.ts";

const folder = join(import.meta.dirname, "../../../server/data/vocabulary");
const files = readdirSync(folder).map((name) => ({
  name,
  ...readVocabularyYaml(readFileSync(join(folder, name), "utf8")),
}));
const terms = files.flatMap((file) => file.terms);

/** What `fault` says of each term, with the term's label. */
function faults(fault: (term: Term) => string | undefined): string[] {
  return terms.flatMap((term) => {
    const found = fault(term);
    return found === undefined ? [] : [`${term.label}: ${found}`];
  });
}

const keyOf = (name: string) =>
  wordsOf(name)
    .map(({ folded }) => stemOf(folded))
    .join(" ");

test("every file reads without a fault, in alphabetical order", () => {
  assert.deepEqual(
    files.flatMap(({ name, problems }) => problems.map((problem) => `${name}:${problem.line}: ${problem.message}`)),
    [],
  );
  for (const { name, terms: entries } of files) {
    const labels = entries.map(({ label }) => label.replaceAll("-", " "));
    const sorted = labels.toSorted((a, b) => a.localeCompare(b, "en"));
    assert.deepEqual(labels, sorted, name);
  }
});

test("identifiers are unique; parents, and references, are there", () => {
  const ids = new Set(terms.map(({ id }) => id));
  assert.equal(ids.size, terms.length);
  assert.deepEqual(
    faults(({ parents }) => parents.find((id) => !ids.has(id))),
    [],
  );
  assert.deepEqual(
    faults(({ references }) => references.find((key) => !bundledReferences.has(key))),
    [],
  );
});

test("relations lead to other terms and stand on bundled references", () => {
  const ids = new Set(terms.map(({ id }) => id));
  const lost = ({ id, relations }: Term) => relations.find(({ term }) => !ids.has(term) || term === id)?.term;
  assert.deepEqual(faults(lost), []);
  const cited = ({ relations }: Term) => relations.flatMap(({ references }) => references);
  assert.deepEqual(
    faults((term) => cited(term).find((key) => !bundledReferences.has(key))),
    [],
  );
});

test("no term is its own ancestor", () => {
  const byId = new Map(terms.map((term) => [term.id, term]));
  const ancestors = (id: string, seen: ReadonlySet<string>): boolean =>
    seen.has(id) || (byId.get(id)?.parents ?? []).some((parent) => ancestors(parent, new Set([...seen, id])));
  assert.deepEqual(
    faults(({ id }) => (ancestors(id, new Set()) ? "a cycle of parents" : undefined)),
    [],
  );
});

test("apart from abbreviations, no name belongs to two terms", () => {
  const owners = new Map<string, Set<string>>();
  for (const { id, label, synonyms } of terms) {
    for (const name of [label, ...synonyms.map(({ text }) => text)]) {
      owners.set(keyOf(name), (owners.get(keyOf(name)) ?? new Set()).add(id));
    }
  }
  assert.deepEqual(
    [...owners].filter(([, ids]) => ids.size > 1).map(([name, ids]) => `${name}: ${[...ids].join(", ")}`),
    [],
  );
});

test("definitions have 8 to 60 words, and none equals another", () => {
  const count = ({ definition }: Term) => definition.split(/\s+/).length;
  assert.deepEqual(
    faults((term) => (count(term) < 8 || count(term) > 60 ? `${count(term)} words` : undefined)),
    [],
  );
  assert.equal(new Set(terms.map(({ definition }) => definition)).size, terms.length);
});

test("the vocabulary has the terms that a review of liver metastasis can't do without", () => {
  const labels = new Set(terms.map(({ label }) => label));
  const wanted = [
    "hepatic stellate cell",
    "Kupffer cell",
    "liver sinusoidal endothelial cell",
    "cancer-associated fibroblast",
    "tumour-associated macrophage",
    "myeloid-derived suppressor cell",
    "pre-metastatic niche",
  ];
  assert.ok(terms.length >= 150);
  assert.deepEqual(
    wanted.filter((label) => !labels.has(label)),
    [],
  );
});
