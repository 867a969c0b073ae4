/** Citations that were pasted, over standard input as any editor sends them. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { TextEdit } from "../../server/src/protocol.ts";
import { startServer } from "./server.ts";

const folder = await mkdtemp(join(tmpdir(), "biomanuscript-conversions-"));
const uri = pathToFileURL(join(folder, "review.md")).href;
const review = `It grows [1] as (Roe, 2002) saw \\parencite[4]{soil2001}.

1. Doe A, Roe B, Poe C. Soil in which tumour cells grow. Field. 2001;3:4.
`;
await writeFile(join(folder, "review.md"), review);
await writeFile(
  join(folder, "refs.bib"),
  `@article{soil2001, author = {Doe, Ann and Roe, Bo and Poe, Cy}, title = {Soil in which tumour cells grow}, year = 2001}
@article{seed2002, author = {Roe, Bo}, title = {Seeds of metastasis in the liver and the lung}, year = 2002}
`,
);

const { ask, open, stop } = await startServer(folder);
await open(uri, review);

after(async () => {
  await stop();
  await rm(folder, { recursive: true });
});

/** The lines of the review with edits of single lines made. */
function edited(edits: readonly TextEdit[]): string {
  const lines = review.split("\n");
  for (const { range, newText } of edits.toSorted((a, b) => b.range.start.character - a.range.start.character)) {
    const { start, end } = range;
    const line = lines[start.line] ?? "";
    lines.splice(
      start.line,
      end.line - start.line + 1,
      line.slice(0, start.character) + newText + (lines[end.line] ?? "").slice(end.character),
    );
  }
  return lines.join("\n");
}

test("works that are cited as they print are named with their references, and cited by key once they are chosen", async () => {
  const { works, listed } = await ask("biomanuscript/pastedCitations", { uri });
  assert.equal(listed, 1);
  assert.deepEqual(
    works.map(({ name, candidates: [best] }) => `${name} → ${best?.reference.key} (${best?.certainty})`),
    ["1 → soil2001 (certain)", "Roe, 2002 → seed2002 (likely)"],
  );
  const chosen = [{ name: "1", key: "soil2001" }];
  const { edits, replaced, left } = await ask("biomanuscript/citePasted", { uri, chosen, removesList: false });
  assert.deepEqual([replaced, left], [1, ["(Roe, 2002)"]]);
  assert.equal(edited(edits.changes[uri] ?? []), review.replace("[1]", "[@soil2001]"));
});

test("citations of another syntax become the manuscript's own", async () => {
  const { own, citations, foreign, targets } = await ask("biomanuscript/citationSyntaxes", { uri });
  assert.deepEqual([own, citations, foreign], ["Markdown", 0, 1]);
  assert.ok(targets.some(({ id, title }) => id === "natbib" && title === "LaTeX with natbib"));
  const { edits } = await ask("biomanuscript/convertCitations", { uri });
  assert.equal(edited(edits.changes[uri] ?? []), review.replace("\\parencite[4]{soil2001}", "[@soil2001, p. 4]"));
});
