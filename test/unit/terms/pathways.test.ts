import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type PathwayModel, readPathwayYaml } from "../../../server/src/terms/pathway.ts";
import { bundledReferences, bundledVocabulary } from "../fixture.ts";

const folder = join(import.meta.dirname, "../../../server/data/pathways");
const files = readdirSync(folder).map((name) => ({
  name,
  ...readPathwayYaml(readFileSync(join(folder, name), "utf8")),
}));
const models = files.flatMap(({ model }) => model ?? []);

function faults(fault: (model: PathwayModel) => readonly string[]): string[] {
  return models.flatMap((model) => fault(model).map((found) => `${model.pathway}: ${found}`));
}

test("every model reads without a fault and belongs to a pathway of the vocabulary, each to its own", () => {
  assert.deepEqual(
    files.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`)),
    [],
  );
  assert.deepEqual(
    faults(({ pathway }) =>
      bundledVocabulary.find(pathway)?.kind === "pathway" ? [] : ["no pathway of the vocabulary"],
    ),
    [],
  );
  assert.equal(new Set(models.map(({ pathway }) => pathway)).size, models.length);
});

test("there are at least 20 models, each with 8 members and 8 edges or more", () => {
  assert.ok(models.length >= 20);
  assert.deepEqual(
    faults(({ members, edges }) =>
      members.length < 8 || edges.length < 8 ? [`${members.length}, ${edges.length}`] : [],
    ),
    [],
  );
});

test("members and edges stand once, and every member has an edge", () => {
  assert.deepEqual(
    faults(({ members, edges }) => [
      ...repeated(members.map(({ symbol }) => symbol)),
      ...repeated(edges.map(({ from, to, effect }) => `${from} ${effect} ${to}`)),
      ...members
        .map(({ symbol }) => symbol)
        .filter((symbol) => !edges.some(({ from, to }) => from === symbol || to === symbol)),
    ]),
    [],
  );
});

test("one symbol has one identifier in all models", () => {
  const ids = new Map<string, Set<string>>();
  for (const { symbol, id } of models.flatMap(({ members }) => members)) {
    ids.set(symbol, (ids.get(symbol) ?? new Set()).add(id));
  }
  assert.deepEqual(
    [...ids].filter(([, found]) => found.size > 1),
    [],
  );
});

test("findings stand on bundled references", () => {
  assert.deepEqual(
    faults(({ findings }) =>
      findings.flatMap(({ references }) => references.filter((key) => !bundledReferences.has(key))),
    ),
    [],
  );
  assert.deepEqual(
    faults(({ findings }) => findings.filter(({ references }) => references.length === 0).map((it) => it.statement)),
    [],
  );
});

test("a faulty model names its fault", () => {
  const { model, problems } = readPathwayYaml(
    "pathway: PW:1\nmembers: [{symbol: A, id: HGNC:1, role: boss, compartment: nucleus}]\nedges: [{from: A, to: B, effect: binds}]\n",
  );
  assert.equal(model, undefined);
  assert.match(problems[0] ?? "", /^The role of A must be one of ligand, /);
  assert.equal(problems[1], "B has an edge but is no member.");
});

function repeated(values: readonly string[]): string[] {
  return values.filter((value, number) => values.indexOf(value) !== number);
}
