/** A scripted writer: the main job done on the screen of a real VS Code, by typing and pointing. */
import { readFileSync, watch } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { cache } from "../../scripts/run.mjs";
import { type Served, type ServedOptions, withServed } from "./served.ts";
import type { Result, SuiteRun } from "./suites.ts";
import { check, command, goTo, lineWith, openFile, suggestion } from "./workbench.ts";

const files = {
  "own.bib":
    "@article{peinado2017pre,\n  author = {Peinado, H and others},\n  title = {Pre-metastatic niches},\n  journal = {Nat Rev Cancer},\n  year = {2017}\n}\n",
  "writer.md": [
    "---",
    "bibliography: own.bib",
    "---",
    "",
    "Kupffer cells decide.",
    "",
    "Niches form [@peinado2017prx].",
    "",
    "",
  ].join("\n"),
  "pasted.md": `---
bibliography: own.bib
---

It grows [1, 2], as others saw (Wang et al., 2020).

1. Aceto N, Other A, et al. Circulating tumor cell clusters are oligoclonal precursors of breast cancer metastasis. Cell. 2014;158:1110.
2. Peinado H, et al. Pre-metastatic niches. Nat Rev Cancer. 2017.
`,
  "export.nbib": "PMID- 99999991\nDP  - 2099 Jan 31\nTI  - Quillwort niches.\nFAU - Doe, Ann\nPT  - Journal Article\n",
  "dropped.ris": "TY  - JOUR\nAU  - Roe, Bo\nTI  - Sedge niches\nJO  - Journal of Examples\nPY  - 2098\nER  - \n",
  "writer.tex": "\\begin{document}\nKupffer cells decide.\n\\bibliography{own}\n\\end{document}\n",
};

const longestWait = 30_000;
/** A fast typist's pace, in milliseconds a key. */
const typing = { delay: 120 };

interface Writer {
  readonly page: Page;
  readonly workspace: string;
}

/** Each a thing that a writer sees; the later ones go on where the earlier ones stopped. */
const steps: readonly (readonly [title: string, run: (writer: Writer) => Promise<void>])[] = [
  ["Problems shows the unknown key", seesProblem],
  ["a quick fix changes it to the nearest key", fixesKey],
  ["hover explains “Kupffer cells”", hovers],
  ["typing “stellate” offers and inserts hepatic stellate cell", completesTerm],
  ["typing “Ito” offers it through its synonym", completesSynonym],
  ["Insert Citation cites two works in Markdown and adds the missing one to the .bib", citesInMarkdown],
  ["one undo takes both back", undoes],
  ["Insert Citation writes LaTeX's syntax", citesInLatex],
  ["a copied NBIB record is pasted into the .bib as an entry, and one undo takes it back", pastesRecord],
  ["pasted into the manuscript it stays text until the writer chooses to paste its citation", pastesCitation],
  ["a file of one record is dropped into the manuscript with Shift and cited there", dropsRecord],
  ["pasted citations are shown with their references, and become keys as the writer confirms", confirmsPasted],
];

export function runWriter(options: ServedOptions): Promise<SuiteRun> {
  return withServed(options, async ({ page, workspace, open }: Served) => {
    page.setDefaultTimeout(longestWait);
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(workspace, name), text);
    await open();
    await openFile(page, "writer.md");
    const results: Result[] = [];
    for (const [title, run] of steps) {
      try {
        await run({ page, workspace });
        results.push({ title });
      } catch (error) {
        const picture = path.join(cache, "vscode-tests", `${options.name}-${results.length + 1}.png`);
        await page.screenshot({ path: picture });
        results.push({ title, error: `${error instanceof Error ? error.message : String(error)}\nScreen: ${picture}` });
        await page.keyboard.press("Escape");
      }
    }
    return { results, notes: [await activationTime(page)] };
  });
}

async function seesProblem({ page }: Writer): Promise<void> {
  await page.locator(".squiggly-warning").first().waitFor();
  await command(page, "Problems: Focus on Problems View");
  // The list holds the findings of all files, more than its window shows.
  await page.getByPlaceholder(/^Filter \(e\.g\. text/).fill("peinado2017prx");
  await page.locator(".markers-panel-container .monaco-list-row", { hasText: "peinado2017prx" }).first().waitFor();
}

async function fixesKey({ page }: Writer): Promise<void> {
  await focusEditor(page);
  await goTo(page, "7:20");
  await command(page, "Quick Fix...");
  await page.locator(".action-widget .monaco-list-row", { hasText: "Change to “peinado2017pre”" }).click();
  await lineWith(page, "Niches form [@peinado2017pre].").waitFor();
}

async function hovers({ page }: Writer): Promise<void> {
  await goTo(page, "5:3");
  await command(page, "Show or Focus Hover");
  await page.locator(".monaco-hover", { hasText: "Kupffer cell · cell type" }).waitFor();
  await page.keyboard.press("Escape");
}

async function completesTerm({ page }: Writer): Promise<void> {
  await goTo(page, "9:1");
  await page.keyboard.type("The stellate", typing);
  await suggestion(page, "hepatic stellate cell").click();
  await lineWith(page, /^The\s(activated\s)?hepatic\sstellate\scell$/).waitFor();
}

async function completesSynonym({ page }: Writer): Promise<void> {
  await page.keyboard.type(" or Ito", typing);
  await suggestion(page, "hepatic stellate cell (Ito cell)").waitFor();
  await page.keyboard.press("Escape");
}

async function citesInMarkdown({ page, workspace }: Writer): Promise<void> {
  await goTo(page, "5:21");
  await citeTwoWorks(page);
  await lineWith(page, "Kupffer cells decide [@peinado2017pre; @brodt2016role].").waitFor();
  await fileUntil(path.join(workspace, "own.bib"), (text) => text.includes("{brodt2016role,"));
  await openFile(page, "own.bib");
  await lineWith(page, "@article{brodt2016role,").waitFor();
  await openFile(page, "writer.md");
}

async function undoes({ page, workspace }: Writer): Promise<void> {
  await focusEditor(page);
  await page.keyboard.press("Control+z");
  const line = page.locator(".view-line", { hasText: /^Kupffer\scells\sdecide\.$/ });
  const question = page.locator(".monaco-dialog-box");
  await line.or(question).first().waitFor();
  // VS Code asks before it undoes a change of several files.
  if (await question.isVisible()) await question.getByRole("button", { name: "Undo in 2 Files" }).click();
  await line.waitFor();
  await fileUntil(path.join(workspace, "own.bib"), (text) => !text.includes("brodt2016role"));
}

async function citesInLatex({ page, workspace }: Writer): Promise<void> {
  await openFile(page, "writer.tex");
  await focusEditor(page);
  await goTo(page, "2:21");
  await citeTwoWorks(page);
  await lineWith(page, "Kupffer cells decide \\cite{peinado2017pre,brodt2016role}.").waitFor();
  await fileUntil(path.join(workspace, "own.bib"), (text) => text.includes("{brodt2016role,"));
}

async function pastesRecord({ page }: Writer): Promise<void> {
  await openFile(page, "export.nbib");
  await focusEditor(page);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  await openFile(page, "own.bib");
  await focusEditor(page);
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Control+v");
  await lineWith(page, "@article{doe2099quillwort,").waitFor();
  await page.keyboard.press("Control+z");
  await lineWith(page, "@article{doe2099quillwort,").waitFor({ state: "detached" });
}

async function pastesCitation({ page }: Writer): Promise<void> {
  await openFile(page, "writer.md");
  await focusEditor(page);
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Control+v");
  await lineWith(page, "PMID- 99999991").waitFor();
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row", { hasText: "Paste as Citation" }).click();
  await lineWith(page, "[@doe2099quillwort]").waitFor();
  await openFile(page, "own.bib");
  await lineWith(page, "@article{doe2099quillwort,").waitFor();
}

async function dropsRecord({ page }: Writer): Promise<void> {
  await openFile(page, "writer.md");
  const row = page.locator(".explorer-folders-view .monaco-list-row", { hasText: "dropped.ris" });
  await row.hover();
  await page.mouse.down();
  await page.keyboard.down("Shift");
  const line = lineWith(page, "Niches form");
  await line.hover({ position: { x: 40, y: 8 } });
  await line.hover({ position: { x: 4, y: 8 } });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await lineWith(page, "@roe2098sedge").waitFor();
  await openFile(page, "own.bib");
  await lineWith(page, "@article{roe2098sedge,").waitFor();
}

async function confirmsPasted({ page, workspace }: Writer): Promise<void> {
  await openFile(page, "pasted.md");
  await command(page, "BioManuscript: Replace Pasted Citations with Keys");
  await page.locator(".quick-input-widget", { hasText: "2 Selected" }).waitFor();
  const works = page.locator(".quick-input-widget .monaco-list-row");
  await works.filter({ hasText: "wang2020impact" }).click();
  // Of several that one name can mean, one is cited.
  await works.filter({ hasText: "wang2020function" }).click();
  await page.locator(".quick-input-widget", { hasText: "3 Selected" }).waitFor();
  await works.filter({ hasText: "Remove the pasted list" }).click();
  await page.locator(".quick-input-widget", { hasText: "4 Selected" }).getByRole("button", { name: "OK" }).click();
  await lineWith(page, "[@aceto2014circulating; @peinado2017pre], as others saw [@wang2020function].").waitFor();
  await lineWith(page, "Circulating tumor cell clusters").waitFor({ state: "detached" });
  await fileUntil(path.join(workspace, "own.bib"), (text) => text.includes("{wang2020function,"));
}

async function citeTwoWorks(page: Page): Promise<void> {
  await command(page, "BioManuscript: Insert Citation");
  await check(page, "peinado2017pre", "peinado2017pre", 1);
  await check(page, "brodt 2016", "brodt2016role", 2);
  await page.locator(".quick-input-widget").getByRole("button", { name: "OK" }).click();
}

async function focusEditor(page: Page): Promise<void> {
  await command(page, "View: Focus Active Editor Group");
}

/** What VS Code itself measured, where its list shows it: the list draws only the rows in view. */
async function activationTime(page: Page): Promise<string> {
  await command(page, "Developer: Show Running Extensions");
  const row = page.locator(".runtime-extensions-editor .monaco-list-row", { hasText: "BioManuscript" }).first();
  const shown = await row
    .locator(".activation-time")
    .innerText()
    .catch(() => undefined);
  return shown === undefined ? "VS Code's list does not show the activation time" : `VS Code says: ${shown.trim()}`;
}

/** Waits until a file on disk is as wanted. */
function fileUntil(file: string, wanted: (text: string) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (end: () => void): void => {
      watcher.close();
      clearTimeout(timer);
      end();
    };
    const look = (): void => {
      if (wanted(readFileSync(file, "utf8"))) finish(resolve);
    };
    const watcher = watch(path.dirname(file), look);
    const timer = setTimeout(() => {
      const text = readFileSync(file, "utf8");
      finish(() => reject(new Error(`Waited in vain for a change of ${path.basename(file)}, now:\n${text}`)));
    }, longestWait);
    look();
  });
}
