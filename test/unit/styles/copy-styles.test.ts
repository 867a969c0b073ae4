import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, it } from "node:test";
import { copyStyles } from "../../../scripts/styles.mjs";
import { bundledStyles } from "../../../server/src/styles/bundled.ts";

const folder = mkdtempSync(join(tmpdir(), "styles-"));
after(() => rmSync(folder, { recursive: true }));

it("the shipped styles are whole and name their authors and licences", () => {
  copyStyles(folder);
  assert.deepEqual(readdirSync(folder).sort(), [
    "ATTRIBUTION.txt",
    ...[...Object.keys(bundledStyles).map((id) => `${id}.csl`), "locales-en-GB.xml", "locales-en-US.xml"].sort(),
  ]);
  assert.match(readFileSync(join(folder, "apa.csl"), "utf8"), /<\/style>\s*$/);
  const attribution = readFileSync(join(folder, "ATTRIBUTION.txt"), "utf8");
  for (const credit of ["Michael Berkowitz", "Brenton M. Wiernik", "Patrick O'Brien", "Andrew Dunning"]) {
    assert.ok(attribution.includes(credit), credit);
  }
  assert.equal(attribution.match(/creativecommons\.org\/licenses\/by-sa/g)?.length, 4);
});
