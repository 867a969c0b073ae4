import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { keptBibliographies } from "../../../server/src/lsp/kept-bibliographies.ts";
import { compiledFolder, diskFiles } from "../../../server/src/node-files.ts";
import {
  bibtexFileOf,
  findEntry,
  inheritBibliography,
  knownBibtexFile,
  readBibliography,
} from "../../../server/src/syntax/bibliography.ts";
import { createDocument, type Document, editDocument } from "../../../server/src/text/document.ts";
import { searchManuscriptReferences } from "../../../server/src/workspace/reference-search.ts";
import { type Snapshot, withFile } from "../../../server/src/workspace/snapshot.ts";
import { fixture } from "../fixture.ts";

/** A library of invented works on disk, and servers that have read it. */
interface Workplace {
  readonly library: string;
  readonly kept: string;
  readonly start: () => Promise<Server>;
}

interface Server {
  readonly document: Document;
  /** Whether the file was known without having been read. */
  readonly isKnown: boolean;
  readonly find: (query: string) => readonly string[];
  readonly keep: () => Promise<void>;
  readonly sweep: () => Promise<void>;
}

async function workplace(run: (place: Workplace) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "biomanuscript-"));
  const library = join(folder, "library.bib");
  const kept = join(folder, "storage", "compiled");
  const uri = pathToFileURL(library).href;
  const start = async (): Promise<Server> => {
    const bibliographies = keptBibliographies({ ...diskFiles, compiled: compiledFolder(kept) }, () => undefined);
    const document = await bibliographies.read(uri, async () => createDocument(uri, await diskFiles.read(uri)));
    assert.ok(document);
    const isKnown = knownBibtexFile(document) !== undefined;
    const { snapshot, manuscript } = manuscriptWith(document);
    return {
      document,
      isKnown,
      find: (query) => searchManuscriptReferences(snapshot, manuscript, query, 5).map(({ reference }) => reference.id),
      keep: () => bibliographies.keep((it) => it === document),
      sweep: () => bibliographies.sweep(),
    };
  };
  try {
    await writeFile(library, libraryOf("reed"));
    await run({ library, kept, start });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A manuscript whose writer has the document for a library. */
function manuscriptWith(document: Document): { readonly snapshot: Snapshot; readonly manuscript: Document } {
  const { snapshot, manuscript } = fixture("As shown.", { bibliographies: [fileURLToPath(document.uri)] });
  return { snapshot: withFile(snapshot, document.uri, document), manuscript };
}

const count = 2_500;

function libraryOf(word: string): string {
  const entries = Array.from(
    { length: count },
    (_, number) =>
      `@article{k${number},\n  title = {Of ${number === 1_234 ? `${word} and Größe` : `sedge${number}`}},\n  journal = j # { of Plants},\n` +
      `  crossref = {k${number - 1}},\n  abstract = {${"Nothing of it is so. ".repeat(28)}}\n}\n`,
  );
  return `@string{j = "Journal"}\n${entries.join("\n")}\n@book{broken,\n  title = {Never closed\n`;
}

function seenIn(document: Document) {
  const { entries, problems } = readBibliography(document);
  return { problems, entries: entries.map(({ keySpan, span, reference }) => ({ keySpan, span, reference })) };
}

async function theOneIn(folder: string): Promise<string> {
  const [name = "", ...others] = await readdir(folder);
  assert.deepEqual(others, []);
  return join(folder, name);
}

function damaged(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, number) => (number === at ? byte ^ 1 : byte));
}

/** Reads the library, searches in it and keeps what was found out. */
async function first({ start }: Workplace): Promise<Server> {
  const server = await start();
  assert.equal(server.isKnown, false);
  await server.keep();
  assert.deepEqual(server.find("reed größe"), ["k1234"]);
  await server.keep();
  return server;
}

test("what is kept of a library says the same as the library", () =>
  workplace(async (place) => {
    const before = await first(place);
    const again = await place.start();
    assert.equal(again.isKnown, true);
    assert.deepEqual(seenIn(again.document), seenIn(before.document));
    for (const query of ["reed", "reed größe", "k12", "sedge77 of", "journal"])
      assert.deepEqual(again.find(query), before.find(query));
  }));

test("a library that was changed is read anew, also where nothing but its time tells", () =>
  workplace(async (place) => {
    await first(place);
    await writeFile(place.library, libraryOf("rush"));
    await utimes(place.library, 1, 1);
    const changed = await place.start();
    assert.equal(changed.isKnown, false);
    assert.deepEqual(changed.find("rush"), ["k1234"]);
    await changed.keep();
    assert.equal((await place.start()).isKnown, true);
  }));

test("a library with the size and time of another is told from it by its text", () =>
  workplace(async (place) => {
    await utimes(place.library, 1, 1);
    await first(place);
    const text = libraryOf("reed");
    await writeFile(place.library, text.slice(0, -1_000_000) + "%".repeat(1_000_000));
    await utimes(place.library, 1, 1);
    assert.equal((await place.start()).isKnown, false);
  }));

test("a library that was kept is edited as one that was read", () =>
  workplace(async (place) => {
    await first(place);
    const { document, isKnown } = await place.start();
    assert.equal(isKnown, true);
    const at = document.text.indexOf("Journal");
    // The string is used by all entries, so that each means something else.
    const edited = editDocument(document, { start: at, end: at }, "New ");
    inheritBibliography(document, edited, { start: at, end: at + 4, replaced: 0 });
    const afresh = createDocument(document.uri, edited.text);
    assert.ok(afresh);
    assert.deepEqual(seenIn(edited), seenIn(afresh));
  }));

test("damage to what is needed at once has the library read anew", () =>
  workplace(async (place) => {
    await first(place);
    const file = await theOneIn(place.kept);
    const bytes = await readFile(file);
    for (const at of [0, 5, 9, 20, 300, bytes.indexOf("}]}") + 20]) {
      await writeFile(file, damaged(bytes, at));
      assert.equal((await place.start()).isKnown, false, `byte ${at}`);
    }
    for (const length of [0, 3, 11, 200, bytes.length - 4]) {
      await writeFile(file, bytes.subarray(0, length));
      assert.equal((await place.start()).isKnown, false, `${length} bytes`);
    }
    await writeFile(file, bytes);
    assert.equal((await place.start()).isKnown, true);
  }));

test("damage that is found later changes no answer, and what is kept is made anew", () =>
  workplace(async (place) => {
    const before = await first(place);
    const file = await theOneIn(place.kept);
    const bytes = await readFile(file);
    const seen = JSON.stringify(seenIn(before.document));
    // The table of keys, then the index, then the entries and fields of the blocks.
    for (const share of [0.05, 0.1, 0.12, 0.2, 0.3, 0.5, 0.6, 0.8, 1]) {
      const at = Math.floor(bytes.length * share) - 1;
      await writeFile(file, damaged(bytes, at));
      const server = await place.start();
      assert.equal(server.isKnown, true, `byte ${at}`);
      assert.deepEqual(findEntry(server.document, "k1234")?.span, findEntry(before.document, "k1234")?.span);
      for (const query of ["reed größe", "k12", "journal"])
        assert.deepEqual(server.find(query), before.find(query), `byte ${at}`);
      assert.equal(JSON.stringify(seenIn(server.document)), seen, `byte ${at}`);
      await server.keep();
      assert.ok(bytes.equals(await readFile(file)), `byte ${at}`);
    }
  }));

test("a library whose comment is never closed is kept too, and checked at once", () =>
  workplace(async (place) => {
    await writeFile(place.library, `${libraryOf("reed")}}\n@comment{never closed\n@book{last, title = {Last}}\n`);
    const before = await first(place);
    assert.equal(bibtexFileOf(before.document)?.scan.isLocal, false);
    const again = await place.start();
    assert.equal(again.isKnown, true);
    assert.deepEqual(seenIn(again.document), seenIn(before.document));
    const file = await theOneIn(place.kept);
    const bytes = await readFile(file);
    await writeFile(file, damaged(bytes, bytes.length - 1));
    assert.equal((await place.start()).isKnown, false);
  }));

test("what was kept of a file goes when the file has gone, and no sooner", () =>
  workplace(async (place) => {
    const server = await first(place);
    await server.sweep();
    await theOneIn(place.kept);
    await rm(place.library);
    await server.sweep();
    assert.deepEqual(await readdir(place.kept), []);
  }));

test("a short bibliography is not kept", () =>
  workplace(async ({ library, kept, start }) => {
    await writeFile(library, "@book{one, title = {One}}\n");
    const server = await start();
    assert.deepEqual(server.find("one"), ["one"]);
    await server.keep();
    await assert.rejects(readdir(kept), { code: "ENOENT" });
  }));
