import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../../..");
const page = readFileSync(join(root, "docs/references.md"), "utf8");
const rows = Array.from(page.matchAll(/^\| (.+?) \| `(test\/[^`]+)`: (.+) \|$/gm));

test("every row of the page on references points at a test that is there", () => {
  assert.ok(rows.length > 40, "the page has its rows");
  for (const [, what, file = "", title = ""] of rows) {
    const source = readFileSync(join(root, file), "utf8");
    assert.ok(source.includes(`"${title}"`) || source.includes(`\`${title}\``), `${what}: ${file} has no “${title}”`);
  }
});
