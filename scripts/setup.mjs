/** `npm ci`, only when package-lock.json is not the one that was installed last. Node built-ins only. */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { mustSucceed, npm, root } from "./run.mjs";

const stamp = path.join(root, "node_modules", ".installed-lock");

/**
 * Installs the development dependencies. Install scripts stay off: none of ours needs one, and some download.
 * @param {(line: string) => void} say
 */
export async function setUp(say) {
  const lock = createHash("sha256")
    .update(await readFile(path.join(root, "package-lock.json")))
    .digest("hex");
  const installed = await readFile(stamp, "utf8").catch(() => "");
  if (installed === lock) return;
  say("Installing dependencies (npm ci)");
  mustSucceed(await npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]), "npm ci");
  await writeFile(stamp, lock);
}
