import assert from "node:assert/strict";
import { test } from "node:test";
import type { Term } from "../../../server/src/terms/model.ts";
import { findTerm, searchAll, searchTerms, type TermMatch, termOf } from "../../../server/src/terms/term-index.ts";
import { term, terminologyOf } from "./terminology.ts";

const labels = (found: readonly TermMatch[]) => found.map((match) => match.term.label);

/** Labels found among terms with these labels, best first. */
function find(text: string, ...names: readonly string[]): string[] {
  const terms = names.map((label, number) => term(`X:${number}`, label));
  return labels(searchTerms(terminologyOf(...terms), { text, limit: 60 }));
}

function gene(id: string, symbol: string, aliases: readonly string[] = [], previous: readonly string[] = []): Term {
  const synonyms = [
    ...aliases.map((text) => ({ text, scope: "related" as const, type: "alias" })),
    ...previous.map((text) => ({ text, scope: "related" as const, type: "previous" })),
  ];
  return term(`HGNC:${id}`, symbol, [], { kind: "molecule", synonyms });
}

test("the starts of words find a name in any order, each a word of its own", () => {
  const names = ["activated hepatic stellate cell", "hepatic stellate cell", "T cell", "cell"];
  assert.deepEqual(find("act stel", ...names), ["activated hepatic stellate cell"]);
  assert.deepEqual(find("stel act", ...names), ["activated hepatic stellate cell"]);
  assert.deepEqual(find("cell c", ...names), []);
  assert.deepEqual(find("c t", ...names), ["T cell"]);
});

test("case, hyphens, Greek, numerals, spelling and plurals make no difference", () => {
  for (const [typed, name] of [
    ["tgfb1", "TGF-β1"],
    ["TGF beta 1", "TGFB1"],
    ["tnf-α", "TNFalpha"],
    ["il 6", "IL-6"],
    ["pd1", "anti-PD-1 antibody"],
    ["type ii pneumocyte", "type 2 pneumocyte"],
    ["type 2 pneumocytes", "type II pneumocyte"],
    ["tumor-associated", "tumour-associated macrophage"],
    ["oesophageal", "esophageal cancer"],
    ["CD4 T-cells", "CD4-positive, alpha-beta T cell"],
    ["metastases", "metastasis"],
    ["Sjogren", "Sjögren syndrome"],
  ] as const) {
    assert.deepEqual(find(typed, name, "unrelated process"), [name], typed);
  }
});

test("a plural is told, so that it can be kept", () => {
  const terminology = terminologyOf(term("X:1", "Kupffer cell"), term("X:2", "KRAS"));
  const plural = (text: string) => searchTerms(terminology, { text, limit: 9 }).map((match) => match.plural);
  assert.deepEqual(plural("Kupffer cells"), [true]);
  assert.deepEqual(plural("Kupffer cell"), [false]);
  assert.deepEqual(plural("KRAS"), [false]);
});

test("a B cell goes before a beta cell, and a beta cell is no B cell", () => {
  const names = ["beta cell", "B cell", "pancreatic beta cell"];
  assert.equal(find("B cell", ...names)[0], "B cell");
  assert.ok(!find("beta cell", ...names).includes("B cell"));
});

test("ranking: whole label, whole synonym, start of a label, word of a label, synonyms' starts, related, obsolete", () => {
  const terms = [
    term("X:1", "liver"),
    term("X:2", "hepar", ["liver"]),
    term("X:3", "liver sinusoid"),
    term("X:4", "fetal liver tissue of any age"),
    term("X:5", "Kupffer cell", ["liver macrophage"]),
    term("X:6", "portal tract", [], { synonyms: [{ text: "liver triad", scope: "related" }] }),
    term("X:7", "liver bud", [], { obsolete: true }),
  ];
  const found = searchTerms(terminologyOf(...terms.toReversed()), { text: "liver", limit: 60 });
  assert.deepEqual(
    found.map((match) => match.term.id),
    ["X:1", "X:2", "X:3", "X:4", "X:5", "X:6", "X:7"],
  );
  assert.equal(found.at(-1)?.term.obsolete, true);
});

test("an approved symbol goes before another gene's alias, and an ambiguous symbol offers every gene", () => {
  const genes = [
    gene("6018", "IL6", ["HGF"]),
    gene("4893", "HGF"),
    gene("1", "AAA", [], ["OLD1"]),
    gene("2", "BBB", [], ["OLD1"]),
  ];
  const terminology = terminologyOf(...genes);
  const found = searchTerms(terminology, { text: "HGF", limit: 60 });
  assert.deepEqual(labels(found), ["HGF", "IL6"]);
  assert.equal(found[1]?.role, "related");
  const old = searchTerms(terminology, { text: "old1", limit: 60 });
  assert.deepEqual(labels(old), ["AAA", "BBB"]);
  assert.deepEqual(
    old.map(({ role }) => role),
    ["previous", "previous"],
  );
});

test("of symbols that differ in a hyphen alone the one as typed goes first", () => {
  assert.deepEqual(find("RNU1-2", "RNU12", "RNU1-2"), ["RNU1-2", "RNU12"]);
  assert.deepEqual(find("rnu12", "RNU1-2", "RNU12"), ["RNU12", "RNU1-2"]);
});

test("identifiers find their terms by their start, and merged terms the term they went into", () => {
  const terminology = terminologyOf(
    term("CL:0000632", "hepatic stellate cell", [], { alternativeIds: ["CL:0009999"], definition: "It stores fat." }),
    term("CL:0000091", "Kupffer cell"),
  );
  assert.deepEqual(labels(searchTerms(terminology, { text: "cl:00006", limit: 9 })), ["hepatic stellate cell"]);
  assert.deepEqual(labels(searchTerms(terminology, { text: "CL_0000091", limit: 9 })), ["Kupffer cell"]);
  const merged = findTerm(terminology, "CL:0009999");
  assert.equal(merged && termOf(merged).definition, "It stores fat.");
  assert.equal(findTerm(terminology, "CL:0000001"), undefined);
});

test("one typing error is forgiven from five letters on, two from eight, and none in a number", () => {
  for (const typed of ["macrophge", "nacrophage", "macrohpage", "mcarophgae", "lung macrophagge"]) {
    assert.deepEqual(find(typed, "lung macrophage", "microphone"), ["lung macrophage"], typed);
  }
  assert.deepEqual(find("livr", "liver"), []);
  assert.deepEqual(find("lvier", "liver"), ["liver"]);
  assert.deepEqual(find("lviet", "liver"), []);
  assert.deepEqual(find("CD4445", "CD4455"), []);
  assert.deepEqual(find("hepatic stelate cell", "hepatic stellate cell"), ["hepatic stellate cell"]);
});

test("typing errors are looked for only where nothing is found as typed", () => {
  assert.deepEqual(find("canner", "canner", "cancer"), ["canner"]);
});

test("in prose the words keep their order and no errors are looked for", () => {
  const terminology = terminologyOf(term("X:1", "activated hepatic stellate cell"));
  const found = (text: string) => searchTerms(terminology, { text, limit: 9, inOrder: true }).length;
  assert.deepEqual([found("act stel"), found("stel act"), found("actvated stellate")], [1, 0, 0]);
});

test("what the manuscript uses goes first among names found alike", () => {
  const terminology = terminologyOf(
    term("X:1", "macrophage"),
    term("X:2", "macrophage of the lung"),
    term("X:3", "macro"),
  );
  const boost = new Set(["X:2"]);
  assert.deepEqual(labels(searchTerms(terminology, { text: "macro", limit: 9, boost })), [
    "macro",
    "macrophage of the lung",
    "macrophage",
  ]);
});

test("several terminologies answer as one: curated terms first among those found alike, each concept once", () => {
  const curated = terminologyOf(term("CL:1", "stellate cell of the liver"), term("BM:1", "activated fibroblast"));
  const ontology = terminologyOf(
    term("CL:1", "stellate cell"),
    term("CL:2", "stellate"),
    term("CL:3", "stellate neuron"),
  );
  const sources = [
    { terminology: curated, priority: 0 },
    { terminology: ontology, priority: 1 },
  ];
  assert.deepEqual(labels(searchAll(sources, { text: "stellate", limit: 9 })), [
    "stellate",
    "stellate cell of the liver",
    "stellate neuron",
  ]);
});

test("a capped answer is the beginning of the whole one, for frequent words too", () => {
  const terms = Array.from({ length: 3000 }, (_, number) => term(`X:${number}`, `cell of kind k${number} and cells`));
  const terminology = terminologyOf(...terms, term("X:9999", "cell"));
  for (const text of ["c", "cell", "k1", "cell c", "of k", "cells", "and cell"]) {
    const all = labels(searchTerms(terminology, { text, limit: 5000 }));
    assert.ok(all.length > 1000, text);
    assert.deepEqual(labels(searchTerms(terminology, { text, limit: 60 })), all.slice(0, 60), text);
  }
});

test("a query without a letter finds nothing", () => {
  for (const text of ["", " ", "-", "()"]) assert.deepEqual(find(text, "cell"), []);
});
