import assert from "node:assert/strict";
import { test } from "node:test";
import { openTerminology } from "../../../server/src/terms/store.ts";
import { DamagedTerminology, sourceOfBytes } from "../../../server/src/terms/store-bytes.ts";
import { compileTerminology } from "../../../server/src/terms/store-compile.ts";
import { findTerm, searchTerms, termOf, termsOf } from "../../../server/src/terms/term-index.ts";
import { term } from "./terminology.ts";

const stellate = term("CL:0000632", "hepatic stellate cell", ["Ito cell"], {
  synonyms: [{ text: "Ito-Zelle", scope: "related", type: "german" }],
  abbreviations: ["HSC"],
  alternativeIds: ["CL:0000001"],
  obsolete: true,
  parents: ["CL:0000057"],
  xrefs: ["FMA:67763"],
  definition: "A cell of the space of Disse – it stores vitamin A.",
  definitionXrefs: ["PMID:12808230"],
  replacedBy: ["CL:0000002"],
  locus: "1p36.33",
});

const others = Array.from({ length: 700 }, (_, number) => term(`X:${number}`, `process ${number} of the liver`));
const compiled = compileTerminology([stellate, ...others], { name: "Cells", version: "2026", licence: "CC BY 4.0" });

test("a term comes back whole, and the terminology says where it is from", () => {
  const terminology = openTerminology(sourceOfBytes(compiled));
  const found = findTerm(terminology, "CL:0000632");
  assert.deepEqual(found && termOf(found), stellate);
  assert.deepEqual(terminology.source, { name: "Cells", version: "2026", licence: "CC BY 4.0" });
  assert.equal(terminology.termCount, 701);
  assert.deepEqual(
    new Set([...termsOf(terminology)].map(({ id }) => id)),
    new Set([stellate, ...others].map(({ id }) => id)),
  );
});

test("a damaged, cut or foreign file is refused at once or where it is read, never answered from", () => {
  const read = (bytes: Uint8Array) => {
    const terminology = openTerminology(sourceOfBytes(bytes));
    const matches = ["ito", "liver", "process 69", "X:1", "CL:0000632", "livr proces"].map((text) =>
      searchTerms(terminology, { text, limit: 60 }).map((match) => [match.name, termOf(match)]),
    );
    return { matches, names: terminology.compiledNames() };
  };
  const whole = read(compiled);
  let refused = 0;
  for (let at = 0; at < compiled.length; at += 97) {
    const damaged = compiled.slice();
    damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
    try {
      assert.deepEqual(read(damaged), whole);
    } catch (error) {
      assert.ok(error instanceof DamagedTerminology, `byte ${at}: ${error}`);
      refused++;
    }
  }
  // What isn't refused is in pages that these queries don't need.
  assert.ok(refused > compiled.length / 97 / 4);
  for (const bytes of [compiled.subarray(0, -1), compiled.subarray(0, 10), new Uint8Array(), new Uint8Array(500)]) {
    assert.throws(() => openTerminology(sourceOfBytes(bytes)), DamagedTerminology);
  }
});

test("an empty terminology opens and finds nothing", () => {
  const terminology = openTerminology(sourceOfBytes(compileTerminology([], { name: "none" })));
  assert.deepEqual(searchTerms(terminology, { text: "cell", limit: 9 }), []);
  assert.deepEqual(searchTerms(terminology, { text: "hepatocyte", limit: 9 }), []);
});
