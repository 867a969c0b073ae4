import assert from "node:assert/strict";
import { test } from "node:test";
import { createRetractionFiles } from "../../../server/src/lsp/retraction-files.ts";
import { createRetractionList, noticeAbout } from "../../../server/src/references/retractions.ts";
import { fixture } from "../fixture.ts";

const heading = "OriginalPaperDOI,RetractionNature,RetractionDate";
const own = "file:///home/writer/lists/own.csv";
const kept = "file:///storage/retraction-watch.csv";

/** Files of lists over a disk of some texts, and what they tell. */
function filesOn(disk: Map<string, string>, installed?: string) {
  const reports: string[] = [];
  const watched: string[] = [];
  const files = createRetractionFiles(
    {
      read: async (uri) => {
        const text = disk.get(uri);
        if (text === undefined) throw new Error("there is no such file");
        return text;
      },
    },
    {
      bundled: createRetractionList([{ nature: "retraction", title: "", doi: "10.5555/bundled" }]),
      installed,
      report: (message) => reports.push(message),
      watch: (uri) => watched.push(uri),
    },
  );
  const { snapshot } = fixture("", { retractions: ["~/lists/own.csv"] });
  const knows = async (doi: string) => {
    const lists = await files.listsFor(snapshot);
    return noticeAbout(lists, { id: "key", type: "article", DOI: doi }) !== undefined;
  };
  return { files, snapshot, knows, reports, watched };
}

test("a list of the settings counts beside the bundled one, is watched, and read again when it changes", async () => {
  const disk = new Map([[own, `${heading}\n10.5555/one,Retraction,1/2/2020`]]);
  const { files, snapshot, knows, watched } = filesOn(disk);
  assert.deepEqual([await knows("10.5555/bundled"), await knows("10.5555/one")], [true, true]);
  assert.deepEqual(watched, [own]);
  assert.equal(await files.listsFor(snapshot), await files.listsFor(snapshot), "nothing has changed");
  disk.set(own, `${heading}\n10.5555/two,Retraction,1/2/2020`);
  files.fileChanged(own);
  assert.deepEqual([await knows("10.5555/one"), await knows("10.5555/two")], [false, true]);
});

test("what is wrong with a list of the settings is told once, by its line", async () => {
  const { knows, reports } = filesOn(new Map([[own, `${heading}\n10.5555/one,Applause,\n10.5555/two,Retraction,`]]));
  assert.ok(await knows("10.5555/two"));
  assert.ok(await knows("10.5555/two"));
  assert.deepEqual(reports, ["own.csv, line 2: “Applause” is no nature of a notice that is known."]);
  const missing = filesOn(new Map());
  assert.ok(await missing.knows("10.5555/bundled"));
  assert.deepEqual(missing.reports, ["own.csv can't be read: there is no such file"]);
});

test("the kept list is replaced, and what was read of it is told to whoever does so", async () => {
  const rows = `${heading}\n10.5555/kept,Expression of concern,1/2/2020\n10.5555/x,Applause,`;
  const disk = new Map([
    [own, heading],
    [kept, rows],
  ]);
  const { files, knows } = filesOn(disk, kept);
  assert.ok(await knows("10.5555/kept"));
  disk.set(kept, `${heading}\n10.5555/newer,Retraction,1/2/2021\n10.5555/x,Applause,`);
  const read = await files.install(kept);
  assert.deepEqual([read?.notices, read?.problems.map(({ line }) => line)], [1, [3]]);
  assert.deepEqual([await knows("10.5555/kept"), await knows("10.5555/newer")], [false, true]);
  await files.install(undefined);
  assert.equal(await knows("10.5555/newer"), false);
});
