import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { annotate, annotationRow } from "../../../server/src/features/annotate.ts";
import type { Synonym, Term, TermKind } from "../../../server/src/terms/model.ts";
import {
  buildRecogniser,
  createRecogniser,
  findMentions,
  layerOf,
  mentionsOf,
  recognise,
  updateMentions,
} from "../../../server/src/terms/recogniser.ts";
import { stemOf, wordsOf } from "../../../server/src/terms/words.ts";
import type { Span } from "../../../server/src/text/document.ts";
import { term as blankTerm } from "./terminology.ts";

function term(
  label: string,
  more: Partial<Omit<Term, "synonyms">> & { synonyms?: Partial<Record<Synonym["scope"], string[]>> } = {},
): Term {
  const { synonyms = {}, ...rest } = more;
  const scoped = Object.entries(synonyms).flatMap(([scope, texts]) =>
    texts.map((text) => ({ text, scope: scope as Synonym["scope"] })),
  );
  return blankTerm(label, label, [], { ...rest, synonyms: scoped });
}

const cells = buildRecogniser([
  term("neuron"),
  term("T cell"),
  term("B cell"),
  term("fibroblast"),
  term("germ cell"),
  term("male germ cell"),
  term("cultured cell"),
  term("Schwann cell"),
  term("kidney cell"),
  term("hippocampal neuron", { parents: ["neuron"] }),
  term("spermatogonium"),
  term("embryonic stem cell", { synonyms: { exact: ["ESC"] } }),
  term("hepatic stellate cell", { abbreviations: ["HSC"] }),
  term("hematopoietic stem cell", { abbreviations: ["HSC"], synonyms: { exact: ["haematopoietic stem cell"] } }),
  term("Kupffer cell"),
  term("erythroid lineage cell"),
  term("photoreceptor cell", { parents: ["neuron"] }),
  term("retinal rod cell", {
    parents: ["photoreceptor cell"],
    definition: "A photoreceptor. Rods are more sensitive to light than cones.",
  }),
  term("epithelial cell of lung"),
  term("thymic epithelial cell"),
  term("medullary thymic epithelial cell"),
  term("type I muscle fiber"),
  term("type II muscle fiber"),
  term("band form neutrophil", { synonyms: { broad: ["band"] } }),
  term("enterochromaffin-like cell", { synonyms: { exact: ["ECL"] } }),
  term("MET", { kind: "molecule" }),
  term("IMPACT", { kind: "molecule" }),
]);

/** What is recognised, as `text = label`, the parts of a text that isn't of one piece joined by ` … `. */
function recognised(text: string, recogniser = cells): string[] {
  return findMentions(recogniser, text, [{ start: 0, end: text.length }]).map(
    ({ spans, terms }) =>
      `${spans.map(({ start, end }) => text.slice(start, end)).join(" … ")} = ${terms.map(({ label }) => label).join(", ")}`,
  );
}

test("adjectives, added and dropped heads stand for the cell", () => {
  assert.deepEqual(recognised("neuronal loss, fibroblast cells"), [
    "neuronal = neuron",
    "fibroblast cells = fibroblast",
  ]);
  assert.deepEqual(recognised("Photoreceptors"), ["Photoreceptors = photoreceptor cell"]);
  assert.deepEqual(recognised("erythroid colonies"), ["erythroid = erythroid lineage cell"]);
});

test("a noun's adjective, British spelling, classical plurals and both word orders are one name", () => {
  assert.deepEqual(recognised("hippocampus neurones"), ["hippocampus neurones = hippocampal neuron"]);
  assert.deepEqual(recognised("haematopoietic stem cells"), ["haematopoietic stem cells = hematopoietic stem cell"]);
  assert.deepEqual(recognised("spermatogonia"), ["spermatogonia = spermatogonium"]);
  assert.deepEqual(recognised("lung epithelial cells"), ["lung epithelial cells = epithelial cell of lung"]);
  assert.deepEqual(recognised("renal cells, cells of the kidney"), [
    "renal cells = kidney cell",
    "cells of … kidney = kidney cell",
  ]);
});

test("names share words in an enumeration", () => {
  assert.deepEqual(recognised("T and B cells"), ["T … cells = T cell", "B cells = B cell"]);
  assert.deepEqual(recognised("hepatic stellate and Kupffer cells"), [
    "hepatic stellate … cells = hepatic stellate cell",
    "Kupffer cells = Kupffer cell",
  ]);
  assert.deepEqual(recognised("type I and 2 muscle fibers"), [
    "type I … muscle fibers = type I muscle fiber",
    "type … 2 muscle fibers = type II muscle fiber",
  ]);
  assert.deepEqual(recognised("fibroblasts and T cells"), ["fibroblasts = fibroblast", "T cells = T cell"]);
});

test("names that are whole on both sides of a conjunction share nothing", () => {
  const names = [
    "colorectal cancer",
    "liver metastasis",
    "colorectal liver metastasis",
    "colorectal cancer metastasis",
  ];
  assert.deepEqual(
    recognised("colorectal cancer and liver metastasis", buildRecogniser(names.map((name) => plain(name)))),
    ["colorectal cancer = colorectal cancer", "liver metastasis = liver metastasis"],
  );
});

test("a sign in the name of a cell is no word that could name it alone", () => {
  const signed = buildRecogniser([term("CD8+ cell", { kind: "cell-type", definition: "A cell of CD8+s." })]);
  assert.deepEqual(recognised("CD8+ cells + others", signed), ["CD8+ cells = CD8+ cell"]);
});

test("cultured Schwann cells are also cultured cells", () => {
  assert.deepEqual(recognised("cultured Schwann cells"), [
    "cultured … cells = cultured cell",
    "Schwann cells = Schwann cell",
  ]);
});

test("an abbreviation that the text defines means that everywhere, also inside longer names", () => {
  assert.deepEqual(
    recognised("Embryonic stem (ES) cells. The ES cell line."),
    [
      "Embryonic stem … cells = embryonic stem cell",
      "ES) cells = embryonic stem cell",
      "ES cell = embryonic stem cell",
    ].map((row) => row.replace("ES) cells", "ES … cells")),
  );
  assert.deepEqual(recognised("Thymic epithelial cells (TECs). Medullary TECs."), [
    "Thymic epithelial cells = thymic epithelial cell",
    "TECs = thymic epithelial cell",
    "Medullary TECs = medullary thymic epithelial cell",
  ]);
});

test("an ambiguous abbreviation has every meaning until the text defines it, and none of ours if it defines another", () => {
  assert.deepEqual(recognised("HSCs"), ["HSCs = hepatic stellate cell, hematopoietic stem cell"]);
  assert.deepEqual(recognised("HSCs. A hepatic stellate cell (HSC)."), [
    "HSCs = hepatic stellate cell",
    "hepatic stellate cell = hepatic stellate cell",
    "HSC = hepatic stellate cell",
  ]);
  assert.deepEqual(recognised("The heat shock complex (HSC). HSCs."), []);
});

test("a name is shortened only where the text has it in full", () => {
  assert.deepEqual(recognised("The rods of the cage."), []);
  assert.deepEqual(recognised("A retinal rod cell. The rods degenerate."), [
    "retinal rod cell = retinal rod cell",
    "rods = retinal rod cell",
  ]);
});

test("a broad synonym of one word is a name where the label of a curated term ends with it", () => {
  const stroma = [term("tumour stroma", { kind: "anatomy", synonyms: { broad: ["stroma", "matrix"] } })];
  assert.deepEqual(recognised("Stroma and matrix.", buildRecogniser(stroma, { curated: true })), [
    "Stroma = tumour stroma",
  ]);
  assert.deepEqual(recognised("Stroma and matrix.", buildRecogniser(stroma)), []);
});

test("ordinary words, headings in capitals and unexplained symbols are no names", () => {
  assert.deepEqual(recognised("A band was met. THE IMPACT OF ECL."), []);
  assert.deepEqual(recognised("MET and IMPACT"), ["MET = MET", "IMPACT = IMPACT"]);
});

test("names don't go across a blank line or a full stop, but across a line break", () => {
  assert.deepEqual(recognised("male. Germ cells"), ["Germ cells = germ cell"]);
  assert.deepEqual(recognised("male\ngerm cells"), ["male\ngerm cells = male germ cell"]);
});

test("annotate prints code points and joins the spans of a mention in parts", () => {
  assert.equal(
    annotate(cells, "file:///a.txt", "😀 T and B cells").map(annotationRow).join(""),
    "2-3;10-15\tT cell\tT ... cells\n8-15\tB cell\tB cells\n",
  );
});

const plain = (label: string, kind: TermKind = "process") => term(label, { kind });
test("terminologies side by side are recognised as one", () => {
  const words = ["stellate cell", "Kupffer cell", "liver fibrosis", "fibrosis", "rod cell", "retinal rod cell", "HSC"];
  const named = fc.record({
    id: fc.constantFrom("A:1", "A:2", "A:3", "A:4", "A:5"),
    label: fc.constantFrom(...words),
    kind: fc.constantFrom<TermKind>("cell-type", "process"),
    synonyms: fc.record({ exact: fc.subarray(words), broad: fc.subarray(words) }),
    obsolete: fc.option(fc.constant<true>(true), { nil: undefined }),
  });
  const terms = fc.uniqueArray(named, { selector: ({ id }) => id, maxLength: 4 });
  const text = fc.array(fc.constantFrom(...words, "and", "The rods.", "\n\n"), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(terms, { minLength: 1, maxLength: 4 }), text, (sources, phrases) => {
      const layers = sources.map((own) =>
        own.map(({ label, obsolete, ...more }) => term(label, { ...more, ...(obsolete && { obsolete }) })),
      );
      const first = new Map<string, Term>();
      for (const one of layers.flat()) if (!first.has(one.id)) first.set(one.id, one);
      const written = phrases.join(" ");
      const span = [{ start: 0, end: written.length }];
      assert.deepEqual(
        findMentions(createRecogniser(layers.map((own) => layerOf(own))), written, span),
        findMentions(buildRecogniser([...first.values()]), written, span),
      );
    }),
  );
});

const alphabet = [
  "liver",
  "tumours",
  "of",
  "growth",
  "factor",
  "factors",
  "signalling",
  "Wnt",
  "pathways",
  "the",
  "in",
];
const separators = [" ", " ", " ", "-", ", ", ". ", "\n", "\n\n"];
const phrase = (least: number, most: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: least, maxLength: most });
const prose = fc
  .array(fc.tuple(fc.constantFrom(...alphabet), fc.constantFrom(...separators)), { maxLength: 40 })
  .map((pairs) => pairs.flat().join(""));

/** The longest names by comparing every run of words with every name. */
function searched(names: readonly string[], text: string): string[] {
  const stems = (name: string) =>
    wordsOf(name)
      .map(({ folded }) => stemOf(folded))
      .join(" ");
  const known = new Set(names.map(stems));
  const words = wordsOf(text);
  const found: string[] = [];
  for (let first = 0; first < words.length; first++) {
    for (let last = words.length - 1; last >= first; last--) {
      const written = text.slice(words[first]?.start, words[last]?.end);
      if (/[.,]|\n\n/.test(written) || !known.has(stems(written))) continue;
      found.push(written);
      first = last;
      break;
    }
  }
  return found;
}

test("plain names are found as a search for every run of words finds them", () => {
  fc.assert(
    fc.property(fc.array(phrase(2, 4), { minLength: 1, maxLength: 8 }), prose, (phrases, text) => {
      const names = phrases.map((words) => words.join(" "));
      const recogniser = buildRecogniser(names.map((name) => plain(name)));
      const found = findMentions(recogniser, text, [{ start: 0, end: text.length }]);
      assert.deepEqual(
        found.filter(({ spans }) => spans.length === 1).map(({ span }) => text.slice(span.start, span.end)),
        searched(names, text),
      );
    }),
  );
});

const sentences = [
  "HSCs expand. ",
  "Hepatic stellate cells (HSCs) awaken. ",
  "A retinal rod cell. ",
  "The rods. ",
  "T and B cells. ",
  "Neuronal loss.\n\n",
  "Thymic epithelial cells (TECs).\n\n",
  "Medullary TECs. ",
];

function paragraphsOf(text: string): Span[] {
  return [...text.matchAll(/[^\n]+/g)].map(({ 0: found, index }) => ({ start: index, end: index + found.length }));
}

test("after any edit the mentions are those of the whole text read anew", () => {
  const text = fc.array(fc.constantFrom(...sentences), { maxLength: 12 }).map((parts) => parts.join(""));
  const inserted = fc.oneof(fc.constantFrom(...sentences), fc.constantFrom("x", "s", " ", "\n\n", ")", ""));
  fc.assert(
    fc.property(text, inserted, fc.nat(), fc.nat(20), (before, insert, place, removed) => {
      const start = place % (before.length + 1);
      const replaced = Math.min(removed, before.length - start);
      const after = before.slice(0, start) + insert + before.slice(start + replaced);
      const edit = { text: after, prose: paragraphsOf(after), start, end: start + insert.length, replaced };
      const updated = updateMentions(recognise(cells, before, paragraphsOf(before)), edit);
      assert.deepEqual(mentionsOf(updated), findMentions(cells, after, paragraphsOf(after)));
    }),
  );
});
