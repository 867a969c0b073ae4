import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CodeUnits, orderOf } from "../../../server/src/references/code-units.ts";

function ordered(strings: readonly string[]): number[] {
  const units = new CodeUnits(1);
  const starts = new Uint32Array(strings.length + 1);
  for (const [number, string] of strings.entries()) {
    units.appendText(string);
    starts[number + 1] = units.length;
  }
  return [...orderOf(units.units, starts)];
}

/** The order that the language's own comparison of strings gives, which is by code units. */
function expected(strings: readonly string[]): number[] {
  const order = (a: number, b: number) => {
    const [one = "", other = ""] = [strings[a], strings[b]];
    return one < other ? -1 : one > other ? 1 : a - b;
  };
  return [...strings.keys()].sort(order);
}

test("strings are put in code-unit order, equal ones in the order in which they came", () => {
  const unit = fc.constantFrom("a", "b", "\uffff", "\ud835", "\udefd");
  const string = fc.string({ unit, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(string, { maxLength: 200, size: "max" }), (strings) => {
      assert.deepEqual(ordered(strings), expected(strings));
    }),
  );
});

test("many equal and very long strings are put in order", () => {
  const strings = Array.from({ length: 200 }, (_, number) => "x".repeat(20_000) + (number % 3));
  assert.deepEqual(ordered(strings), expected(strings));
});
