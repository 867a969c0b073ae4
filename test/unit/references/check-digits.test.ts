import assert from "node:assert/strict";
import { test } from "node:test";
import { isIsbn10, isIsbn13, isIssn, isOrcid } from "../../../server/src/references/check-digits.ts";

/** Whether of all last characters exactly one fits, which is what a check digit is. */
function fits(isRight: (text: string) => boolean, stem: string, last: string): string[] {
  return [...last].filter((digit) => isRight(stem + digit));
}

test("of all last digits exactly one fits", () => {
  assert.deepEqual(fits(isIsbn10, "000000001", "0123456789X"), ["9"]);
  assert.deepEqual(fits(isIsbn10, "000000006", "0123456789X"), ["X"]);
  assert.deepEqual(fits(isIsbn13, "978000000000", "0123456789"), ["2"]);
  assert.deepEqual(fits(isIssn, "0000001", "0123456789X"), ["9"]);
  assert.deepEqual(fits(isIssn, "0000006", "0123456789X"), ["X"]);
  assert.deepEqual(fits(isOrcid, "0000-0000-0000-000", "0123456789X"), ["1"]);
});

test("two neighbours that changed places are noticed", () => {
  for (const [isRight, digits] of [
    [isIsbn10, "0000000019"],
    [isIsbn13, "9780000000002"],
    [isIssn, "00000019"],
  ] as const) {
    assert.ok(isRight(digits));
    assert.ok(!isRight(digits.replace(/(.)(.)$/, "$2$1")));
  }
});
