/** Packages the extension as a .vsix in the cache folder and prints its size. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createVSIX } from "@vscode/vsce";
import { build } from "./build.mjs";
import { cache, root } from "./run.mjs";

/** @returns {Promise<{ file: string, bytes: number }>} the packaged extension */
export async function packageExtension() {
  await build({ production: true });
  const file = path.join(cache, "biomanuscript.vsix");
  await createVSIX({
    cwd: root,
    packagePath: file,
    dependencies: false,
    allowMissingRepository: true,
    // The README's pictures are in the package beside it.
    rewriteRelativeLinks: false,
  });
  return { file, bytes: (await stat(file)).size };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { file, bytes } = await packageExtension();
  console.log(`${file}: ${(bytes / 1024).toFixed(0)} KB`);
}
