import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { CancellationToken } from "vscode-languageserver";
import { downloadStyle } from "../../../server/src/lsp/style-download.ts";
import { createStyleList } from "../../../server/src/lsp/style-list.ts";
import { network } from "../../../server/src/network.ts";
import { fixture } from "../fixture.ts";

const style = (title: string): string => `<style class="in-text"><info><title>${title}</title></info>
<citation><layout><text variable="title"/></layout></citation></style>`;
const dependent = (title: string, parent: string): string => `<style><info><title>${title}</title>
<link rel="independent-parent" href="http://www.zotero.org/styles/${parent}"/></info></style>`;

function listOn(disk: Map<string, string>) {
  const read: string[] = [];
  const list = createStyleList(
    {
      read: async (uri) => {
        read.push(uri);
        const text = disk.get(uri);
        if (text === undefined) throw new Error("there is no such file");
        return text;
      },
      list: async (folder) => [...disk.keys()].filter((uri) => uri.slice(0, uri.lastIndexOf("/")) === folder),
    },
    "file:///downloaded",
  );
  const environment = { styleFolders: ["file:///downloaded", "file:///a", "file:///b"] };
  const { snapshot } = fixture(`--- m.md\nText.\n--- own.csl\n${style("My own")}\n`, {}, environment);
  return { list, snapshot, read };
}

test("all styles are listed once, by their titles; what has none is none", async () => {
  const { list, snapshot, read } = listOn(
    new Map([
      ["file:///a/gut.csl", style("Gut &amp; Liver")],
      ["file:///b/gut.csl", style("Gut, again")],
      ["file:///a/broken.csl", "no style"],
      ["file:///downloaded/new.csl", style("Newer")],
    ]),
  );
  const listed = async () => (await list.all(snapshot)).filter(({ place }) => place !== "bundled");
  assert.deepEqual(
    (await listed()).map(({ title, place }) => [title, place]),
    [
      ["My own", "workspace"],
      ["Newer", "downloaded"],
      ["Gut & Liver", "this machine"],
    ],
  );
  const near = (await list.near(snapshot)).filter(({ place }) => place !== "bundled");
  assert.deepEqual(
    near.map(({ title }) => title),
    ["My own", "Newer"],
  );
  const before = read.length;
  await listed();
  assert.equal(read.length, before, "no file is read twice for its title");
});

test("a style of the list is found with the one that it takes everything from, or says why not", async () => {
  const disk = new Map([
    ["file:///a/heart.csl", dependent("Heart", "gut")],
    ["file:///b/gut.csl", style("Gut")],
    ["file:///a/lost.csl", dependent("Lost", "nowhere")],
  ]);
  const { list, snapshot } = listOn(disk);
  const found = await list.find(snapshot, "file:///a/heart.csl");
  assert.ok(found.state === "found" && typeof found.source !== "string");
  assert.equal(found.source.uri, "file:///b/gut.csl");
  const lost = await list.find(snapshot, "file:///a/lost.csl");
  assert.match(lost.state === "faulty" ? lost.message : "", /takes everything from “nowhere”/);
  disk.set("file:///downloaded/nowhere.csl", style("There now"));
  list.forget(["file:///downloaded/nowhere.csl"]);
  assert.equal((await list.find(snapshot, "file:///a/lost.csl")).state, "found");
  await assert.rejects(list.find(snapshot, "file:///a/none.csl"), /no such file/);
});

test("a style is downloaded with its parent; what is none, isn't there or can't be reached is told", async () => {
  const files: Readonly<Record<string, string>> = {
    "/gut.csl": style("Gut"),
    "/dependent/heart.csl": dependent("Heart", "gut"),
    "/page.csl": "<html><body>Not here</body></html>",
    "/junk.csl": "x".repeat(3_000_000),
  };
  const server = createServer((request, response) => {
    const text = files[request.url ?? ""];
    response.writeHead(text === undefined ? 404 : 200).end(text);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const repository = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const get = async (name: string) =>
    (await downloadStyle(network, name, CancellationToken.None, repository)).map((it) => it.name);
  try {
    assert.deepEqual(await get("gut"), ["gut"]);
    assert.deepEqual(await get("https://www.zotero.org/styles/gut"), ["gut"]);
    assert.deepEqual(await get(`${repository}/gut.csl`), ["gut"]);
    assert.deepEqual(await get("heart"), ["heart", "gut"]);
    await assert.rejects(get("page"), /“page” is no citation style: line 1, column 1: A style begins with <style>/);
    await assert.rejects(get("junk"), /too long for a style/);
    await assert.rejects(get("nowhere"), /There is no citation style “nowhere”/);
    await assert.rejects(get("../secrets?x"), /There is no citation style “secrets”/);
    await assert.rejects(get("a b"), /is no name of a citation style/);
  } finally {
    server.close();
  }
  await assert.rejects(get("gut"), /can't be downloaded from .*gut\.csl: .*Nothing was changed\.$/);
});
