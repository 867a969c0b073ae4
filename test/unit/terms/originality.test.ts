import assert from "node:assert/strict";
import { test } from "node:test";
import { readPathwayModels, readReferences, readSubjects } from "../../../scripts/evaluate/bundled.ts";
import { indexRuns, type NamedText, sharedRuns } from "../../../scripts/evaluate/word-runs.ts";

const definitions: readonly NamedText[] = readSubjects().flatMap(({ terms }) =>
  terms.map(({ label, definition }) => ({ name: label, text: definition })),
);

/** Definitions that share eight words in a row with a source, as sentences. */
function repetitions(sources: readonly NamedText[]): string[] {
  return sharedRuns(definitions, indexRuns(sources)).map(
    ({ text, source, words }) => `${text.name} repeats ${source.name}: ${words}`,
  );
}

test("eight words in a row in common are found in other spelling, case and punctuation; seven are not", () => {
  const text = { name: "ours", text: "Spread of tumour cells from one organ to another organ." };
  const found = (source: string) => sharedRuns([text], indexRuns([{ name: "source", text: source }])).length;
  assert.equal(found("The spread of tumor cells, from one organ to others"), 1);
  assert.equal(found("The spread of tumor cells, from one organ, and others"), 0);
});

test("no definition repeats another", () => {
  assert.deepEqual(repetitions(definitions), []);
});

test("no definition repeats a bundled title", () => {
  assert.deepEqual(repetitions(readReferences().map(({ id, title = "" }) => ({ name: id, text: title }))), []);
});

test("no definition repeats a pathway's finding", () => {
  const findings = readPathwayModels().flatMap(({ pathway, findings }) =>
    findings.map(({ statement }) => ({ name: `a finding of ${pathway}`, text: statement })),
  );
  assert.deepEqual(repetitions(findings), []);
});
