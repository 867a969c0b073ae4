import assert from "node:assert/strict";
import { test } from "node:test";
import { readEnvironment } from "../../../server/src/lsp/environment.ts";

/** A machine with these variables and files. */
function read(environment: Record<string, string>, files: readonly string[] = []) {
  const list = async (folder: string, extensions: readonly string[]) =>
    files.filter(
      (uri) => uri.startsWith(`${folder}/`) && extensions.some((extension) => uri.endsWith(`.${extension}`)),
    );
  return readEnvironment({ environment, list }, ["file:///project"]);
}

test("search paths are folders between colons; relative ones count from the workspace, ~ from home", async () => {
  const { home, texFolders } = await read({ HOME: "/home/w", TEXINPUTS: ".:./styles:/tex/a:~/b:!!$HOME/c:" });
  assert.equal(home, "file:///home/w");
  assert.deepEqual(texFolders, ["file:///project/styles", "file:///tex/a", "file:///home/w/b", "file:///home/w/c"]);
});

test("two slashes take in the folders below that hold such files", async () => {
  const { bibFolders } = await read({ BIBINPUTS: "/refs//" }, ["file:///refs/x/y/a.bib", "file:///refs/z/a.tex"]);
  assert.deepEqual(bibFolders, ["file:///refs", "file:///refs/x/y"]);
});

test("the personal TeX tree is searched without being told", async () => {
  const { bibFolders } = await read({ HOME: "/home/w" }, ["file:///home/w/texmf/bibtex/bib/mine/a.bib"]);
  assert.deepEqual(bibFolders, ["file:///home/w/texmf/bibtex/bib", "file:///home/w/texmf/bibtex/bib/mine"]);
});

test("on Windows semicolons divide and drives have letters", async () => {
  const { home, bibFolders } = await read({
    USERPROFILE: "C:\\Users\\w",
    TEXMFHOME: "D:\\tree",
    BIBINPUTS: "C:\\refs;D:\\more",
  });
  assert.equal(home, "file:///c%3A/Users/w");
  assert.deepEqual(bibFolders, ["file:///c%3A/refs", "file:///d%3A/more", "file:///d%3A/tree/bibtex/bib"]);
});

test("without an environment nothing is searched", async () => {
  const { thisYear, ...places } = await read({});
  assert.deepEqual(places, { home: undefined, bibFolders: [], texFolders: [], styleFolders: [] });
  assert.ok(thisYear >= 2026);
});
