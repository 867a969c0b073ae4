/**
 * VS Code's own server and web workbench from the npm registry (package `code-server`, MIT, which carries VS Code whole
 * in lib/vscode), for machines where desktop VS Code is not installed or cannot be downloaded.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, cp, mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { cache, mustSucceed, npm, run, within } from "./run.mjs";

/**
 * @typedef {object} Release
 * @property {string} codeServer version of the npm package
 * @property {string} vscode version of VS Code in it
 * @property {string} desktop the desktop version to test with instead, where it can be downloaded
 * @property {string} node major version of Node it is written for
 * @property {boolean} startsItself whether server-main.js starts a server when run
 * @property {readonly string[]} additional packages to install beside its own dependencies
 */

/** @type {Release} */
export const current = {
  codeServer: "4.139.1",
  vscode: "1.139.1",
  desktop: "stable",
  node: "24",
  startsItself: true,
  additional: [],
};
/** The oldest one on npm that is not older than package.json's engines.vscode. @type {Release} */
export const oldest = {
  codeServer: "4.93.1",
  vscode: "1.93.1",
  desktop: "1.91.1",
  node: "20",
  startsItself: false,
  additional: ["@vscode/ripgrep-universal@1.18.0"],
};

const settings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "security.workspace.trust.enabled": false,
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "git.enabled": false,
};

/**
 * A Node of the wanted major version: this one, or one from npm (its packages carry the binary itself).
 * @param {string} major
 * @param {(line: string) => void} say
 */
async function needNode(major, say) {
  if (process.versions.node.split(".")[0] === major) return process.execPath;
  const folder = path.join(cache, `node-${major}`);
  const platform = process.platform === "win32" ? "win" : process.platform;
  const prefix = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  const name = `${prefix}-${platform}-${process.arch}`;
  const file = path.join(folder, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (!existsSync(file)) {
    say(`Fetching Node ${major} from npm (once)`);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "package.json"), '{ "private": true }\n');
    const wanted = ["install", `${name}@${major}`, "--ignore-scripts", "--no-audit", "--no-fund"];
    mustSucceed(await npm(wanted, { cwd: folder }), `Fetching ${name}@${major}`);
  }
  return file;
}

/**
 * Unpacks VS Code and its dependencies into the cache, once.
 * @param {Release} release
 * @param {(line: string) => void} say
 * @returns {Promise<string>} the folder of VS Code's server
 */
async function needServer(release, say) {
  const home = path.join(cache, "vscode-server", release.codeServer);
  const folder = path.join(home, "package", "lib", "vscode");
  if (existsSync(home)) return folder;
  say(`Fetching VS Code ${release.vscode} from npm (once)`);
  const partial = `${home}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const packed = await npm(["pack", `code-server@${release.codeServer}`, "--silent"], { cwd: partial });
  mustSucceed(packed, `Fetching code-server@${release.codeServer}`);
  const tarball = `code-server-${release.codeServer}.tgz`;
  mustSucceed(await run("tar", ["-xzf", tarball], { cwd: partial }), `Unpacking ${tarball}`);
  await rm(path.join(partial, tarball));
  // Without install scripts there are no native modules: no compiler is needed, and no terminal works.
  const args = [
    "install",
    ...release.additional,
    "--no-save",
    "--omit=dev",
    "--ignore-scripts",
    "--legacy-peer-deps",
    "--no-audit",
    "--no-fund",
  ];
  const vscode = path.join(partial, "package", "lib", "vscode");
  mustSucceed(await npm(args, { cwd: vscode }), "Installing VS Code's dependencies");
  await replaceCompiledModules(path.join(vscode, "node_modules"));
  await rename(partial, home);
  return folder;
}

/**
 * Gives the compiled modules that VS Code 1.93 cannot do without a stand-in each: the logger, the watchdog that ends an
 * extension host whose server has died, and the search program that `@vscode/ripgrep` would download.
 * @param {string} modules
 */
async function replaceCompiledModules(modules) {
  await copyFile(
    fileURLToPath(new URL("vscode-server-log.cjs", import.meta.url)),
    path.join(modules, "@vscode", "spdlog", "index.js"),
  );
  for (const name of ["native-watchdog", path.join("@vscode", "native-watchdog")]) {
    if (!existsSync(path.join(modules, name))) continue;
    const folder = path.join(modules, name, "build", "Release");
    await mkdir(folder, { recursive: true });
    await writeFile(
      path.join(folder, "watchdog.js"),
      "exports.start = () => {};\nexports.exit = (code) => process.exit(code);\n",
    );
  }
  const universal = path.join(modules, "@vscode", "ripgrep-universal", "bin", `${process.platform}-${process.arch}`);
  if (!existsSync(path.join(modules, "@vscode", "ripgrep"))) return;
  await cp(universal, path.join(modules, "@vscode", "ripgrep", "bin"), { recursive: true });
}

/**
 * @typedef {object} VSCodeServer
 * @property {string} address e.g. http://localhost:41234
 * @property {string} log everything the server wrote so far
 * @property {Promise<void>} ended
 * @property {() => Promise<void>} stop
 */

/**
 * Starts VS Code's server on a free port of this machine and waits until it listens.
 * @param {{ release: Release, data: string, extraSettings?: Record<string, unknown>, say: (line: string) => void }} options
 *   `data` is the folder of the profile and of installed extensions
 * @returns {Promise<VSCodeServer>}
 */
export async function startServer({ release, data, extraSettings = {}, say }) {
  const folder = await needServer(release, say);
  const node = await needNode(release.node, say);
  await writeSettings(data, extraSettings);
  const child = spawn(node, serverArguments(release, folder, data), {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: environment(),
    detached: process.platform !== "win32",
  });
  const state = { log: "" };
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => child.on("close", () => resolve()));
  /** @type {Promise<string>} */
  const listening = new Promise((resolve, reject) => {
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      state.log += chunk.toString();
      const port = /Extension host agent listening on (\d+)/.exec(state.log)?.[1];
      if (port !== undefined) resolve(port);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", reject);
    ended.then(() => reject(new Error(`VS Code's server ended before it listened:\n${state.log}`)));
  });
  const endNow = () => endGroup(child);
  process.once("exit", endNow);
  const stop = async () => {
    process.off("exit", endNow);
    child.kill("SIGTERM");
    await within(ended, 10_000, () => "VS Code's server did not end").catch(() => {});
    endNow();
  };
  try {
    const port = await within(listening, 90_000, () => `VS Code's server did not start:\n${state.log}`);
    return {
      address: `http://localhost:${port}`,
      get log() {
        return state.log;
      },
      ended,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Ends what the server started and left behind, such as an extension host that hangs.
 * @param {import("node:child_process").ChildProcess} child the leader of its own process group
 */
function endGroup(child) {
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch {
    // Nothing of the group is left.
  }
}

/**
 * Installs a packaged extension into the profile, with VS Code's own command line.
 * @param {{ release: Release, data: string, vsix: string, say: (line: string) => void }} options
 */
export async function installExtension({ release, data, vsix, say }) {
  const folder = await needServer(release, say);
  const node = await needNode(release.node, say);
  const args = [
    "out/server-main.js",
    "--accept-server-license-terms",
    "--server-data-dir",
    data,
    "--install-extension",
    vsix,
  ];
  const finished = await run(node, args, { cwd: folder, env: environment(), timeout: 120_000 });
  if (!finished.output.includes("successfully installed"))
    throw new Error(`Installing ${vsix} failed:\n${finished.output}`);
}

/**
 * @param {Release} release
 * @param {string} folder
 * @param {string} data
 */
function serverArguments(release, folder, data) {
  const main = path.join(folder, "out", "server-main.js");
  /** @type {Record<string, string | true>} */
  const options = {
    host: "127.0.0.1",
    port: "0",
    "without-connection-token": true,
    "accept-server-license-terms": true,
    "enable-smoke-test-driver": true,
    "server-data-dir": data,
  };
  if (release.startsItself) {
    return [
      main,
      ...Object.entries(options).flatMap(([name, value]) => (value === true ? [`--${name}`] : [`--${name}`, value])),
    ];
  }
  const paths = { "user-data-dir": path.join(data, "data"), "extensions-dir": path.join(data, "extensions") };
  const host = fileURLToPath(new URL("vscode-server-older.cjs", import.meta.url));
  return [host, main, JSON.stringify({ ...options, ...paths, compatibility: "1.64" })];
}

/** VS Code's server must not take itself for a part of a VS Code that this script was started from. */
function environment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|npm_)/.test(name));
  return Object.fromEntries(kept);
}

/**
 * @param {string} data
 * @param {Record<string, unknown>} extra
 */
async function writeSettings(data, extra) {
  const file = path.join(data, "data", "User", "settings.json");
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ ...settings, ...extra }, null, 2)}\n`);
}

/**
 * The page of a VS Code on the given folder.
 * @param {string} address of the server
 * @param {{ folder: string, extension?: string, tests?: string }} options `extension` is run from its folder, in Node;
 *   `tests` is the module whose run() the extension host calls
 */
export function pageAddress(address, { folder, extension, tests }) {
  const authority = new URL(address).host;
  /** @type {[string, string][]} */
  const payload = [];
  if (extension !== undefined)
    payload.push(["extensionDevelopmentPath", `vscode-remote://${authority}${uriPath(extension)}`]);
  if (tests !== undefined) payload.push(["extensionTestsPath", `vscode-remote://${authority}${uriPath(tests)}`]);
  const query = new URLSearchParams({ folder: uriPath(folder) });
  if (payload.length > 0) query.set("payload", JSON.stringify(payload));
  return `${address}/?${query}`;
}

/** @param {string} file */
function uriPath(file) {
  return process.platform === "win32" ? `/${file.replaceAll("\\", "/")}` : file;
}
