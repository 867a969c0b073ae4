import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { CompilingHost } from "../../../server/src/lsp/host.ts";
import { createTerminologyFiles, type TerminologyFiles } from "../../../server/src/lsp/terminology-files.ts";
import { compileInThread } from "../../../server/src/node-compilation.ts";
import { compiledFolder, diskFiles } from "../../../server/src/node-files.ts";
import { DamagedTerminology } from "../../../server/src/terms/store-bytes.ts";
import { findTerm, searchTerms } from "../../../server/src/terms/term-index.ts";
import type { TermSource } from "../../../server/src/terms/vocabulary.ts";

/** The compiler's thread, bundled as the build does it: threads know no TypeScript. */
const scripts = await mkdtemp(join(tmpdir(), "biomanuscript-"));
const compiler = join(scripts, "compiler.cjs");
await build({
  entryPoints: [join(import.meta.dirname, "../../../server/src/node-compiler.ts")],
  outfile: compiler,
  bundle: true,
  platform: "node",
});
after(() => rm(scripts, { recursive: true }));

/** A folder with an ontology, and servers on it that compile as the Node host does. */
interface Workplace {
  readonly uri: string;
  readonly compiled: string;
  readonly write: (...labels: readonly string[]) => Promise<void>;
  /** A server as at a start: it knows nothing but what is on disk. */
  readonly start: () => Server;
}

interface Server {
  readonly files: TerminologyFiles;
  readonly file: { readonly uri: string; readonly name: string; readonly priority: number };
  /** What was compiled, by titles. */
  readonly shown: string[];
  readonly logged: string[];
}

async function workplace(run: (place: Workplace) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "biomanuscript-"));
  const source = join(folder, "cells.obo");
  const uri = pathToFileURL(source).href;
  const compiled = join(folder, "storage", "compiled");
  const start = (): Server => {
    const shown: string[] = [];
    const logged: string[] = [];
    const host: CompilingHost = {
      ...diskFiles,
      compile: (file) => compileInThread(compiler, file),
      compiled: compiledFolder(compiled),
    };
    const observer = {
      changed: () => undefined,
      log: (message: string) => void logged.push(message),
      begin: async (title: string) => {
        shown.push(title);
        return () => undefined;
      },
    };
    const files = createTerminologyFiles(host, observer);
    return { files, file: { uri, name: "Cells", priority: 2 }, shown, logged };
  };
  try {
    await run({ uri, compiled, write: (...labels) => writeFile(source, oboOf(labels)), start });
  } finally {
    await rm(folder, { recursive: true });
  }
}

function oboOf(labels: readonly string[]): string {
  const terms = labels.map((label, number) => `[Term]\nid: XX:${number}\nname: ${label}\n`);
  return `format-version: 1.2\ndata-version: 2026-01-31\n\n${terms.join("\n")}`;
}

function labelsIn(source: TermSource | undefined): string[] | undefined {
  return source && searchTerms(source.terminology, { text: "cell", limit: 60 }).map(({ name }) => name);
}

async function compiledIn(folder: string): Promise<string> {
  const [name = "", ...others] = await readdir(folder);
  assert.match([name, ...others].join(), /^[\w-]+\.bmt$/, "one compiled file and nothing besides");
  return join(folder, name);
}

test("an ontology is compiled once; what a later start opens is the same, with its faults", () =>
  workplace(async ({ uri, compiled, write, start }) => {
    await write("reed cell", "sedge cell", "");
    const first = start();
    assert.equal(await first.files.current(first.file), undefined);
    const made = await first.files.ready(first.file);
    assert.deepEqual(labelsIn(made), ["reed cell", "sedge cell"]);
    assert.deepEqual(first.shown, ["Preparing Cells…"]);
    await compiledIn(compiled);

    const second = start();
    const opened = await second.files.current(second.file);
    assert.deepEqual(labelsIn(opened), ["reed cell", "sedge cell"]);
    assert.equal(opened?.terminology.source.version, "2026-01-31");
    assert.equal(opened?.file?.uri, uri);
    assert.ok(opened?.file?.problems.length);
    assert.deepEqual(opened?.file?.problems, made.file?.problems);
    assert.deepEqual(second.shown, []);
  }));

test("a changed source is compiled anew, and what was read before answers until then", () =>
  workplace(async ({ uri, compiled, write, start }) => {
    await write("reed cell");
    const { files, file } = start();
    await files.ready(file);
    await write("reed cell", "sedge cell");
    files.changed(uri);
    assert.deepEqual(labelsIn(await files.current(file)), ["reed cell"]);
    assert.deepEqual(labelsIn(await files.ready(file)), ["reed cell", "sedge cell"]);
    await compiledIn(compiled);

    await write("moss cell");
    const later = start();
    assert.equal(await later.files.current(later.file), undefined);
    assert.deepEqual(labelsIn(await later.files.ready(later.file)), ["moss cell"]);
  }));

test("a source that was only touched is not compiled again", () =>
  workplace(async ({ uri, write, start }) => {
    await write("reed cell");
    const { files, file } = start();
    await files.ready(file);
    await utimes(new URL(uri), 1e9, 1e9);
    const later = start();
    assert.deepEqual(labelsIn(await later.files.current(later.file)), ["reed cell"]);
    assert.deepEqual(later.shown, []);
  }));

test("a compiled file that is cut, damaged or of another version is compiled anew, which is logged", () =>
  workplace(async ({ compiled, write, start }) => {
    await write("reed cell", "sedge cell");
    const { files, file } = start();
    await files.ready(file);
    const path = await compiledIn(compiled);
    const whole = await readFile(path);
    const withByte = (at: number, byte: number) => whole.with(at, byte);
    for (const damaged of [whole.subarray(0, 99), new Uint8Array(), withByte(20, 0), withByte(3, 99)]) {
      await writeFile(path, damaged);
      const later = start();
      assert.equal(await later.files.current(later.file), undefined);
      assert.deepEqual(labelsIn(await later.files.ready(later.file)), ["reed cell", "sedge cell"]);
      assert.equal(later.logged.length, 1);
      assert.deepEqual(await readFile(path), whole);
    }
  }));

test("a page found damaged when it is read takes the terminology out of use until it is compiled anew", () =>
  workplace(async ({ compiled, write, start }) => {
    // Opening reads the file's first pages; the names of so many terms end on another.
    await write("reed cell", "sedge cell", ...Array.from({ length: 3000 }, (_, number) => `fibre ${number}`));
    const first = start();
    await first.files.ready(first.file);
    const path = await compiledIn(compiled);
    const whole = await readFile(path);
    await writeFile(path, whole.with(whole.length - 1, (whole.at(-1) ?? 0) ^ 1));

    const { files, file } = start();
    const opened = await files.current(file);
    let damage: unknown;
    try {
      opened?.terminology.compiledNames();
    } catch (error) {
      damage = error;
    }
    assert.ok(damage instanceof DamagedTerminology);
    assert.equal(files.repair(damage), true);
    assert.equal(await files.current(file), undefined);
    assert.equal(files.repair(damage), true, "another question that met the same damage");
    assert.deepEqual(labelsIn(await files.ready(file)), ["reed cell", "sedge cell"]);
    assert.deepEqual(await readFile(path), whole);
  }));

test("two servers may compile into one folder at once", () =>
  workplace(async ({ compiled, write, start }) => {
    await write("reed cell", "sedge cell");
    const servers = [start(), start()];
    const made = await Promise.all(servers.map(({ files, file }) => files.ready(file)));
    await compiledIn(compiled);
    for (const source of made) assert.deepEqual(labelsIn(source), ["reed cell", "sedge cell"]);
  }));

test("what is taken out of use while it is compiled ends, and the next in turn is compiled", () =>
  workplace(async ({ uri, write, start }) => {
    await write("reed cell");
    const { files, file } = start();
    const waiting = files.ready(file);
    files.keepOnly(new Set());
    assert.equal((await waiting).file?.unreadable, true);
    const again = files.ready(file);
    files.changed(uri);
    assert.deepEqual(labelsIn(await again), ["reed cell"]);
  }));

test("a file that can't be read says why, and is read as soon as it can be", () =>
  workplace(async ({ write, start }) => {
    const { files, file } = start();
    const missing = await files.ready(file);
    assert.deepEqual(missing.file?.problems, [{ line: 1, message: "there is no such file" }]);
    await write("reed cell");
    assert.deepEqual(labelsIn(await files.ready(file)), ["reed cell"]);
  }));

test("compiled files whose source is gone are deleted, others stay", () =>
  workplace(async ({ uri, compiled, write, start }) => {
    await write("reed cell");
    const { files, file } = start();
    await files.ready(file);
    await writeFile(join(compiled, "other-00000000.bmt"), "of another version");
    const later = start();
    await later.files.sweep();
    await compiledIn(compiled);
    await rm(new URL(uri));
    await later.files.sweep();
    assert.deepEqual(await readdir(compiled), []);
  }));

test("where the folder can't be written the terminology is used all the same", () =>
  workplace(async ({ compiled, write, start }) => {
    await write("reed cell");
    await mkdir(join(compiled, ".."), { recursive: true });
    await writeFile(compiled, "a file in place of the folder");
    const { files, file, logged } = start();
    const source = await files.ready(file);
    assert.equal(findTerm(source.terminology, "XX:0")?.term.label, "reed cell");
    assert.notEqual(logged.length, 0);
  }));
