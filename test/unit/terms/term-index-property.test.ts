import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Term } from "../../../server/src/terms/model.ts";
import { searchAll } from "../../../server/src/terms/term-index.ts";
import { type PlainQuery, plainSearch } from "./plain-search.ts";
import { term, terminologyOf } from "./terminology.ts";

// Few words with much in common, so that names meet in every way.
const words = fc.constantFrom(
  ..."cell cells c hepatic hepatocyte hepatoma stellate T IL-6 IL6 TGF-β1 TGF beta B type II 2 of tumour tumor α-SMA CD8+ T-cell t-cell-like activated activation macrophage macrophages signalling signaling 5'".split(
    " ",
  ),
);
const name = fc.array(words, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(" "));
const role = fc.constantFrom("exact", "narrow", "broad", "related");
const synonym = fc.record({ text: name, scope: role }) as fc.Arbitrary<Term["synonyms"][number]>;

const terms = fc
  .uniqueArray(
    fc.record({
      number: fc.nat(40),
      label: name,
      synonyms: fc.array(synonym, { maxLength: 3 }),
      obsolete: fc.boolean(),
    }),
    { selector: ({ number }) => number, maxLength: 25 },
  )
  .map((all) =>
    all.map(({ number, label, synonyms, obsolete }) =>
      term(`X:${number}`, label, [], { synonyms, ...(obsolete && number % 4 === 0 && { obsolete: true as const }) }),
    ),
  );

/** A name as people type it: words cut short, in any order, sometimes with an error. */
const typed = fc
  .tuple(name, fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }), fc.boolean(), fc.nat(30))
  .map(([text, lengths, reversed, error]) => {
    const parts = text.split(" ").map((word, at) => (lengths[at] ? word.slice(0, lengths[at]) : word));
    const ordered = (reversed ? parts.reverse() : parts).join(" ");
    return error < ordered.length ? `${ordered.slice(0, error)}x${ordered.slice(error + (error % 2))}` : ordered;
  });

const query: fc.Arbitrary<PlainQuery> = fc.record({
  text: fc.oneof(
    typed,
    fc.nat(45).map((number) => `X:${number}`),
  ),
  limit: fc.constantFrom(3, 60),
  inOrder: fc.boolean(),
  boost: fc.array(fc.nat(40), { maxLength: 3 }).map((numbers) => new Set(numbers.map((number) => `X:${number}`))),
});

test("the index finds what looking at every name finds, in the same order", () => {
  fc.assert(
    fc.property(terms, terms, fc.array(query, { minLength: 1, maxLength: 8 }), (first, second, queries) => {
      const sources = [first, second.map((it, at) => (at % 2 ? it : { ...it, id: `Y${it.id}` }))];
      const terminologies = sources.map((all, priority) => ({ terminology: terminologyOf(...all), priority }));
      for (const it of queries) {
        assert.deepEqual(
          searchAll(terminologies, it).map((match) => `${match.term.id} ${match.name}`),
          plainSearch(
            sources.map((all, priority) => ({ terms: all, priority })),
            it,
          ),
          it.text,
        );
      }
    }),
    { numRuns: 300 },
  );
});
