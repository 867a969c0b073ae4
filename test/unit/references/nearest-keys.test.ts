import assert from "node:assert/strict";
import { test } from "node:test";
import { nearestKeys } from "../../../server/src/references/nearest-keys.ts";

const keys = ["zhou2022colorectal", "zhou2021", "costasilva2015pancreatic", "hoshino2015tumour", "Müller_2019"];

test("a slip of the pen leads to the key that was meant", () => {
  assert.deepEqual(nearestKeys(keys, "hoshnio2015tumour", 3), ["hoshino2015tumour"]);
  assert.deepEqual(nearestKeys(keys, "hoshino2015tumor", 3), ["hoshino2015tumour"]);
  assert.deepEqual(nearestKeys(keys, "muller2019", 3), ["Müller_2019"]);
});

test("author and year are enough, whatever follows them", () => {
  assert.equal(nearestKeys(keys, "zhou2022", 3)[0], "zhou2021");
  assert.ok(nearestKeys(keys, "zhou2022", 3).includes("zhou2022colorectal"));
  assert.deepEqual(nearestKeys(keys, "CostaSilva2015exosomes", 3), ["costasilva2015pancreatic"]);
  assert.deepEqual(nearestKeys(keys, "Hoshino_etal_2015", 1), ["hoshino2015tumour"]);
});

test("keys that have nothing in common are not offered, nor more than asked for", () => {
  assert.deepEqual(nearestKeys(keys, "fidler2003", 3), []);
  assert.equal(nearestKeys(["a1", "a2", "a3"], "a4", 2).length, 2);
});
