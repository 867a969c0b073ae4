/**
 * Builds dist/: client, server and command line for Node, client and server for the web-worker extension host, the
 * bundled data and the citation styles. `--production` minifies and leaves source maps out; `--watch` builds again on
 * every change.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { context } from "esbuild";
import { tsImport } from "tsx/esm/api";
import { root } from "./run.mjs";
import { copyStyles } from "./styles.mjs";

const dist = path.join(root, "dist");
const data = path.join(root, "server", "data");

// For a version of Node or of a browser, esbuild makes a call of each regular expression with `\p{…}` in it, which is then
// compiled wherever it is used: so the target is a version of the language.
const target = "es2022";

/** @type {import("esbuild").BuildOptions} */
const node = { platform: "node", format: "cjs", target, outExtension: { ".js": ".cjs" } };
/** @type {import("esbuild").BuildOptions} */
const web = {
  platform: "browser",
  format: "iife",
  target,
  define: { "process.env.NODE_ENV": '"production"' },
};

/** @type {import("esbuild").BuildOptions[]} */
const bundles = [
  { ...node, entryPoints: { client: "client/src/node.ts" }, outdir: "dist/node", external: ["vscode"] },
  {
    ...node,
    entryPoints: {
      server: "server/src/node.ts",
      compiler: "server/src/node-compiler.ts",
      cli: "server/src/cli.ts",
    },
    outdir: "dist/node",
  },
  // VS Code's web-worker extension host gives an extension `require` and `module`, but no Node modules.
  { ...web, entryPoints: { client: "client/src/browser.ts" }, outdir: "dist/web", external: ["vscode"], format: "cjs" },
  {
    ...web,
    entryPoints: {
      server: "server/src/browser.ts",
      compiler: "server/src/browser-compiler.ts",
    },
    outdir: "dist/web",
  },
];

/** @param {{ production?: boolean }} [options] */
export async function build({ production = false } = {}) {
  await rm(dist, { recursive: true, force: true });
  await writeData();
  const contexts = await makeContexts(production);
  await Promise.all(contexts.map((made) => made.rebuild()));
  await Promise.all(contexts.map((made) => made.dispose()));
}

/** Builds now and again on every change, until the process ends. VS Code's task reads the two printed lines. */
async function watch() {
  await rm(dist, { recursive: true, force: true });
  await writeData();
  const contexts = await makeContexts(false);
  console.log("[watch] build started");
  await Promise.all(contexts.map((made) => made.rebuild()));
  console.log("[watch] build finished");
  await Promise.all(contexts.map((made) => made.watch()));
}

/** @param {boolean} production */
function makeContexts(production) {
  return Promise.all(
    bundles.map((bundle) =>
      context({
        ...bundle,
        absWorkingDir: root,
        bundle: true,
        // The CommonJS build of jsonc-parser calls `require` where esbuild can't follow.
        mainFields: bundle.platform === "node" ? ["module", "main"] : ["browser", "module", "main"],
        minify: production,
        sourcemap: production ? false : "linked",
        legalComments: "none",
        logLevel: "warning",
      }),
    ),
  );
}

/** Compiles what people edit in server/data into what the server reads at start. */
async function writeData() {
  const target = path.join(dist, "data");
  await mkdir(target, { recursive: true });
  const { readVocabularyYaml } = await tsImport("../server/src/terms/vocabulary-yaml.ts", import.meta.url);
  const { readPathwayYaml } = await tsImport("../server/src/terms/pathway.ts", import.meta.url);
  const { compileTerminology } = await tsImport("../server/src/terms/store-compile.ts", import.meta.url);
  const terms = await readAll("vocabulary", (text) => {
    const { terms, problems } = readVocabularyYaml(text);
    return {
      entries: terms,
      problems: problems.map((/** @type {{ line: number, message: string }} */ it) => `${it.line}: ${it.message}`),
    };
  });
  await writeFile(
    path.join(target, "vocabulary.bmt"),
    compileTerminology(terms, { name: "BioManuscript", curated: true }),
  );
  const { faultsOfRetraction } = await tsImport("../server/src/references/retractions.ts", import.meta.url);
  const retractions = JSON.parse(await readFile(path.join(data, "retractions.json"), "utf8"));
  const faults = retractions.flatMap(faultsOfRetraction);
  if (faults.length > 0) throw new Error(`server/data/retractions.json has faults:\n${faults.join("\n")}`);
  const contents = {
    pathways: await readAll("pathways", (text) => {
      const { model, problems } = readPathwayYaml(text);
      return { entries: [model], problems };
    }),
    references: JSON.parse(await readFile(path.join(data, "references.json"), "utf8")),
    retractions,
  };
  for (const [name, content] of Object.entries(contents)) {
    await writeFile(path.join(target, `${name}.json`), JSON.stringify(content));
  }
  copyStyles(path.join(dist, "styles"));
}

/**
 * The entries of every YAML file of a folder of server/data; a faulty entry fails the build.
 * @param {string} name
 * @param {(text: string) => { entries: readonly unknown[], problems: readonly string[] }} read
 */
async function readAll(name, read) {
  const folder = path.join(data, name);
  const entries = [];
  const faults = [];
  for (const file of (await readdir(folder)).filter((it) => it.endsWith(".yaml")).sort()) {
    const found = read(await readFile(path.join(folder, file), "utf8"));
    entries.push(...found.entries);
    faults.push(...found.problems.map((problem) => `${name}/${file}: ${problem}`));
  }
  if (faults.length > 0) throw new Error(`server/data has faults:\n${faults.join("\n")}`);
  return entries;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--watch")) await watch();
  else await build({ production: process.argv.includes("--production") });
}
