/** Starting other programs: npm, compilers, servers. Node built-ins only, so that it works before `npm ci`. */
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout's top folder. */
export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
/** What scripts download or build for themselves; git ignores it and it may be deleted at any time. */
export const cache = path.join(root, ".cache");

/**
 * @typedef {object} Finished
 * @property {number} code exit code; 1 when the program was ended by a signal
 * @property {string} output standard output and standard error in the order they came
 */

/**
 * Runs a program to its end and never throws for a non-zero exit code.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, timeout?: number }} [options] `show` prints the
 *   output as it comes; `timeout` in milliseconds ends the program
 * @returns {Promise<Finished>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32" && /\.(cmd|bat)$/i.test(command),
      ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    });
    let output = "";
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      output += chunk.toString();
      if (options.show) process.stdout.write(chunk);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on("close", (code, signal) =>
      resolve({ code: code ?? 1, output: signal ? `${output}${command} was ended by ${signal}\n` : output }),
    );
  });
}

/**
 * Runs npm, with the very npm that started this script when there is one.
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function npm(args, options = {}) {
  const started = process.env.npm_execpath;
  if (started?.endsWith(".js")) return run(process.execPath, [started, ...args], options);
  return run(process.platform === "win32" ? "npm.cmd" : "npm", args, options);
}

/**
 * Throws with the program's own words when it failed.
 * @param {Finished} finished
 * @param {string} doing what was being done, for the message
 */
export function mustSucceed(finished, doing) {
  if (finished.code !== 0) throw new Error(`${doing} failed (exit code ${finished.code}):\n${finished.output.trim()}`);
}

/**
 * The first of the given programs that is on PATH, as an absolute path.
 * @param {readonly string[]} names
 * @returns {string | undefined}
 */
export function findOnPath(names) {
  const endings = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  for (const name of names) {
    for (const folder of folders) {
      for (const ending of endings) {
        const file = path.join(folder, name + ending);
        if (isExecutable(file)) return file;
      }
    }
  }
  return undefined;
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The promise's value, or an error that says what was waited for once the time is over.
 * @template T
 * @param {Promise<T>} promise
 * @param {number} milliseconds
 * @param {() => string} describe called only when the time is over
 * @returns {Promise<T>}
 */
export function within(promise, milliseconds, describe) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`${describe()} (waited ${Math.round(milliseconds / 1000)} s)`)),
      milliseconds,
    );
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
