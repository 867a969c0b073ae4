import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { retractionsPage } from "../../../scripts/retractions-page.ts";

test("the page on retracted works is made from the list; `npm run docs` writes it", () => {
  const page = readFileSync(new URL("../../../docs/retractions.md", import.meta.url), "utf8");
  assert.equal(page, retractionsPage());
});
