/** Bundles the suites that run inside VS Code: one file that works in the Node and in the web-worker extension host. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { cache, root } from "./run.mjs";

/** @returns {Promise<string>} the module to give VS Code as its tests */
export async function bundleSuites() {
  const outfile = path.join(cache, "vscode-suites", "index.js");
  await build({
    absWorkingDir: root,
    entryPoints: ["test/vscode/suite/index.ts"],
    outfile,
    bundle: true,
    format: "cjs",
    platform: "browser",
    target: "es2022",
    external: ["vscode"],
    sourcemap: "inline",
    define: { global: "globalThis" },
    // Tells Node, which imports the file as a module, the name of the export.
    footer: { js: "0 && (module.exports = { run });" },
    logLevel: "warning",
  });
  // The checkout's own package.json says that .js files are ES modules.
  await mkdir(path.dirname(outfile), { recursive: true });
  await writeFile(path.join(path.dirname(outfile), "package.json"), '{ "type": "commonjs" }\n');
  return outfile;
}
