/** The built command line, as scripts call it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
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

const review = "Seeding needs a niche [@zuho2022].\n\n\tAnd [@zhou2022] time.\n";
const library = "@article{zhou2022,\n  title = {Niches}\n  year = 2022\n}\n";

async function project(name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, "parts"), { recursive: true });
  await writeFile(join(path, "parts", "review.md"), `---\nbibliography: ../refs.bib\n---\n${review}`);
  await writeFile(join(path, "refs.bib"), library);
  return path;
}

function check(...options: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "check", ...options], { encoding: "utf8" });
  return { status, stdout: stdout.replaceAll(folder, ""), stderr };
}

test("check prints each finding with its place and its line, and fails for warnings", async () => {
  const path = await project("found");
  const { status, stdout } = check(path);
  assert.equal(status, 1);
  assert.equal(
    stdout,
    `/found/parts/review.md:4:25: warning unknown-citation: “zuho2022” is in no bibliography of this manuscript.
    Seeding needs a niche [@zuho2022].
                            ^^^^^^^^
/found/refs.bib:2:18: warning malformed-bibliography: A comma is missing after this field.
      title = {Niches}
                     ^
`,
  );
});

test("check of one file speaks of that file alone, as records for programs", async () => {
  const path = await project("json");
  const { status, stdout } = check(join(path, "parts", "review.md"), "--json");
  assert.equal(status, 1);
  assert.deepEqual(JSON.parse(stdout), [
    {
      file: "/json/parts/review.md",
      line: 4,
      column: 25,
      endLine: 4,
      endColumn: 33,
      code: "unknown-citation",
      severity: "warning",
      message: "“zuho2022” is in no bibliography of this manuscript.",
      fixes: ["Change to “zhou2022”"],
    },
  ]);
});

test("check takes the levels of the folder's editor settings, and is content where nothing is wrong", async () => {
  const path = await project("silent");
  await mkdir(join(path, ".vscode"));
  const settings = `{ // for this review
    "biomanuscript.check.unknownCitation": "information",
    "biomanuscript.check.malformedBibliography": "off",
  }`;
  await writeFile(join(path, ".vscode", "settings.json"), settings);
  const { status, stdout } = check(path);
  assert.equal(status, 0);
  assert.match(stdout, /^\/silent\/parts\/review\.md:4:25: information unknown-citation: [^\n]+\n[^\n]+\n[^\n]+\n$/);
});

test("check of a path that isn't there says so", () => {
  const { status, stderr } = check(join(folder, "gone"));
  assert.equal(status, 2);
  assert.match(stderr, /gone: there is no such file or folder/);
});
