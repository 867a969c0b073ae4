import assert from "node:assert/strict";
import { test } from "node:test";
import { createVocabulary, declarationIn, originOf, termSource } from "../../../server/src/terms/vocabulary.ts";
import { term } from "./terminology.ts";

const glossary = termSource("glossary", 0, [term("XX:1", "reed cell"), term("XX:9", "Zostera cell")], {
  uri: "file:///project/.biomanuscript/own.yaml",
  problems: [],
});
const ontology = termSource("ontology", 2, [
  term("XX:1", "reed cell of the ontology", [], { definition: "Not the glossary's." }),
  term("XX:2", "alder cell", [], { alternativeIds: ["XX:3", "XX:9"] }),
  term("XX:4", "birch cell", [], { obsolete: true }),
]);
const vocabulary = createVocabulary([ontology, glossary], []);

test("an identifier leads to the term of the nearest source, and only then to one that it was merged into", () => {
  assert.equal(vocabulary.find("XX:1")?.label, "reed cell");
  assert.equal(vocabulary.find("XX:3")?.label, "alder cell");
  assert.equal(vocabulary.find("XX:9")?.label, "Zostera cell");
  assert.equal(vocabulary.find("XX:5"), undefined);
});

test("the first terms are those of all sources in the alphabet, each once and none withdrawn", () => {
  const labels = (limit: number) => vocabulary.first(limit).map(({ label }) => label);
  assert.deepEqual(labels(9), ["alder cell", "reed cell", "Zostera cell"]);
  assert.deepEqual(labels(1), ["alder cell"]);
});

test("a term's origin is the file of its source", () => {
  assert.equal(originOf(vocabulary, "XX:1")?.uri, "file:///project/.biomanuscript/own.yaml");
  assert.equal(originOf(vocabulary, "XX:2"), undefined);
});

test("a term is declared where its own identifier stands, not where another refers to it", () => {
  const obo = "[Term]\nid: XX:10\nis_a: XX:1 ! reed cell\n\n[Term]\nid: XX:1\nname: reed cell\n";
  assert.equal(declarationIn(obo, "XX:1"), obo.indexOf("XX:1\nname"));
  const yaml = "- id: XX:10\n  parents: [XX:1]\n- label: reed cell\n  id: 'XX:1'\n";
  assert.equal(declarationIn(yaml, "XX:1"), yaml.lastIndexOf("XX:1"));
});
