/** Programs of the machine, through Node. */
import { spawn } from "node:child_process";
import { access, constants, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import type { Ended, Programs, RunOptions } from "./export/programs.ts";

const isWindows = process.platform === "win32";

export const nodePrograms: Programs = {
  find: async (name, given) => {
    if (given !== undefined) {
      const path = given.replace(/^~(?=[/\\])/, homedir());
      return (await isProgram(path)) ? path : undefined;
    }
    const folders = (process.env.PATH ?? "").split(delimiter).filter(isAbsolute);
    // A script would need the shell, which no argument may reach.
    const file = isWindows ? `${name}.exe` : name;
    for (const folder of folders) if (await isProgram(join(folder, file))) return join(folder, file);
    return undefined;
  },
  run,
  withTemporaryFolder: async (use) => {
    const folder = await mkdtemp(join(tmpdir(), "biomanuscript-"));
    try {
      return await use(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  resolve,
  pathSeparator: delimiter,
  readFile: (path) => readFile(path),
  writeFile: (path, text) => writeFile(path, text),
  remove: (path) => rm(path, { recursive: true, force: true }),
};

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

function run(path: string, given: readonly string[], options: RunOptions): Promise<Ended> {
  const { folder, input, signal, onErrors } = options;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn(path, given, {
      cwd: folder,
      stdio: ["pipe", "pipe", "pipe"],
      shell: false,
      windowsHide: true,
      // A group of its own, so that what it starts (LaTeX, R, Python) is ended with it.
      detached: !isWindows,
    });
    const written = { output: [] as Buffer[], errors: [] as Buffer[] };
    const decoder = new TextDecoder();
    child.stdout.on("data", (piece: Buffer) => written.output.push(piece));
    child.stderr.on("data", (piece: Buffer) => {
      written.errors.push(piece);
      onErrors?.(decoder.decode(piece, { stream: true }));
    });
    const abort = () => endTree(child.pid);
    signal?.addEventListener("abort", abort, { once: true });
    child.on("error", (error) => {
      signal?.removeEventListener("abort", abort);
      reject(new Error(`${path} could not be started: ${error.message}`));
    });
    child.on("close", (status) => {
      signal?.removeEventListener("abort", abort);
      if (signal?.aborted) reject(signal.reason);
      else resolve({ status, output: textOf(written.output), errors: textOf(written.errors) });
    });
    // One that ends without reading all of its input has its reason, which it tells.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input ?? "");
  });
}

function endTree(pid: number | undefined): void {
  if (pid === undefined) return;
  if (isWindows) {
    spawn("taskkill", ["/pid", String(pid), "/t", "/f"], { windowsHide: true }).on("error", () => undefined);
    return;
  }
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself meanwhile.
  }
}

function textOf(pieces: readonly Buffer[]): string {
  return Buffer.concat(pieces).toString("utf8").replaceAll("\r\n", "\n");
}
