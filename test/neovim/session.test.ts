/** The built server in Neovim: another editor, with a client of its own. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { before, test } from "node:test";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");
const neovim = process.env.BIOMANUSCRIPT_NEOVIM ?? "nvim";
let seen: readonly string[] = [];

before(async () => {
  const script = join(import.meta.dirname, "session.lua");
  const { stdout } = await promisify(execFile)(neovim, ["--headless", "--clean", "review.md", "-S", script], {
    cwd: join(root, "examples/liver-metastasis-review"),
    env: { ...process.env, BIOMANUSCRIPT_SERVER: join(root, "dist/node/server.cjs") },
  });
  seen = stdout.split("\n");
});

test("Neovim shows the diagnostics of the example", () => {
  const codes = seen.filter((line) => line.startsWith("diagnostic "));
  assert.deepEqual(codes.toSorted(), [
    "diagnostic bundled-only-citation",
    "diagnostic missing-bibliography",
    "diagnostic unknown-citation",
  ]);
});

test("Neovim hovers a term", () => {
  assert.ok(seen.includes("hover **Kupffer cell** · cell type"), seen.join("\n"));
});

test("Neovim completes a term", () => {
  assert.ok(seen.includes("completion activated hepatic stellate cell"), seen.join("\n"));
});
