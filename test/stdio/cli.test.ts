/** The built command line, as scripts call it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

const cli = join(import.meta.dirname, "../../dist/node/cli.cjs");
let folder = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "biomanuscript-"));
});
after(() => rm(folder, { recursive: true }));

async function convert(name: string, text: string, ...options: string[]) {
  const file = join(folder, name);
  await writeFile(file, text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "bib", "convert", file, ...options], {
    encoding: "utf8",
  });
  return { status, stdout, stderr: stderr.replaceAll(folder, "") };
}

test("bib convert prints the bibliography, and names faults and losses at their places", async () => {
  const text = "TY  - JOUR\nID  - a\nTI  - One\nPY  - 20l4\nER  - \n\nTY  - COMP\nID  - b\nTI  - Two\nER  - \n";
  const { status, stdout, stderr } = await convert("in.ris", text, "--to", "nbib");
  assert.equal(status, 1);
  assert.equal(stdout, "DP  - 20l4\nTI  - One.\nPT  - Journal Article\n\nTI  - Two.\nPT  - Journal Article\n");
  const [fault, ...losses] = stderr.trimEnd().split("\n");
  assert.match(fault ?? "", /^\/in\.ris:4:7: bad-date: /);
  assert.deepEqual(losses, [
    "/in.ris:2:7: lost: nbib can't say of “a”: id",
    "/in.ris:8:7: lost: nbib can't say of “b”: id, type",
  ]);
});

test("bib convert is content with a sound file, and knows only the formats that it names", async () => {
  const text = "PMID- 12490959\nTI  - Inflammation and cancer.\n";
  const sound = await convert("in.nbib", text, "--to", "csl-json");
  assert.deepEqual([sound.status, sound.stderr], [0, ""]);
  assert.equal(JSON.parse(sound.stdout)[0].title, "Inflammation and cancer");
  assert.equal((await convert("in.nbib", text, "--to", "docx")).status, 2);
  assert.equal((await convert("in.md", text, "--to", "ris")).status, 2);
  assert.equal((await convert("in.nbib", text)).status, 2);
});
