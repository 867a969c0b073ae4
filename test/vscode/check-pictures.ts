/** The pictures of docs/checking-citations.md: what the checks show a writer, and what becomes of it. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import type { Served } from "./served.ts";
import { command, goTo, lineWith, openFile } from "./workbench.ts";

/** The records are those of the bundled references and of the bundled list of retracted works. */
const files = {
  "soil.md": `---
bibliography: [mine.bib, theirs.bib]
---

Lysyl oxidase is said to prepare the bone [@cox2015hypoxic].

Tumours prepare their soil at a distance [@peinado2017prx].

The niche goes on changing [@brodt2016role].

So does the liver [see @Brodt_2016, p. 5975].
`,
  "mine.bib": `@article{brodt2016role,
  author = {Brodt, P},
  title = {Role of the microenvironment in liver metastasis: from pre- to prometastatic niches},
  journal = {Clinical Cancer Research},
  year = {2016},
  volume = {22},
  pages = {5971--5982},
}

@article{peinado2017pre,
  author = {Peinado, H and Zhang, H and Matei, IR and others},
  title = {Pre-metastatic niches: organ-specific homes for metastases},
  journal = {Nature Reviews Cancer},
  year = {2017},
}

@article{cox2015hypoxic,
  author = {Cox, Thomas R and others},
  title = {The hypoxic cancer secretome induces pre-metastatic bone lesions through lysyl oxidase},
  journal = {Nature},
  year = {2015},
  doi = {10.1038/nature14492},
}
`,
  "theirs.bib": `@article{Brodt_2016,
  author = {Brodt, P.},
  title = {Role of the Microenvironment in Liver Metastasis: From Pre- to Prometastatic Niches.},
  journal = {Clin Cancer Res},
  year = {2016},
  doi = {10.1158/1078-0432.CCR-16-0460},
}

@article{tsilimigras2021liver,
  author = {Tsilimigras, Diamantis I. and Brodt, Pnina and others},
  title = {Liver metastases},
  journal = {Nature Reviews Disease Primers},
  year = {2021},
}
`,
  "pubmed.nbib": `PMID- 19308068
DP  - 2009 Apr
TI  - The metastatic niche: adapting the foreign soil.
PG  - 285-93
LID - 10.1038/nrc2621 [doi]
AU  - Psaila B
AU  - Lyden D
TA  - Nat Rev Cancer
JT  - Nature Reviews Cancer
VI  - 9
IP  - 4
PT  - Journal Article
PMC - PMC3682494
`,
  "imported.bib": "",
};

/** @param picture takes one of the editors, by its name */
export async function takeCheckPictures(
  { page, workspace, open }: Served,
  picture: (name: string) => Promise<void>,
): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(workspace, name), text);
  await open();
  await page.locator(".monaco-workbench[class*=light_modern]").waitFor();
  await openFile(page, "soil.md");
  await page.keyboard.press("Control+b");
  await page.locator(".squiggly-warning").first().waitFor();

  await goTo(page, "7:50");
  await command(page, "Quick Fix...");
  await page.locator(".action-widget", { hasText: "Change to “peinado2017pre”" }).waitFor();
  await picture("unknown-citation");
  await page.keyboard.press("Escape");

  await lineWith(page, "Lysyl").getByText("cox2015hypoxic").last().hover();
  await page.locator(".monaco-hover", { hasText: /retracted.*Nature/s }).waitFor();
  await picture("retracted-citation");
  await page.keyboard.press("Escape");

  await page.setViewportSize({ width: 1020, height: 480 });
  await command(page, "View: New Editor Group to the Right");
  await quickOpen(page, "mine.bib");
  await command(page, "View: New Editor Group Below");
  await quickOpen(page, "theirs.bib");
  await page.locator(".editor-group-container.active .squiggly-warning").first().waitFor();
  await goTo(page, "1:12");
  await command(page, "Quick Fix...");
  const merge = page.locator(".action-widget .monaco-list-row", { hasText: "Merge “" });
  await merge.waitFor();
  await picture("duplicate-work");
  await merge.click();
  await lineWith(page, "Brodt_2016").waitFor({ state: "detached" });
  await page.locator(".codelens-decoration", { hasText: "cited 2 times" }).waitFor();
  await picture("merged");

  await command(page, "View: Close All Editors");
  await page.setViewportSize({ width: 1020, height: 400 });
  await quickOpen(page, "pubmed.nbib");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  await command(page, "View: New Editor Group to the Right");
  await quickOpen(page, "imported.bib");
  await page.keyboard.press("Control+v");
  await lineWith(page, "{10.1038/nrc2621}").waitFor();
  await goTo(page, "1:1");
  await picture("pasted-record");
}

async function quickOpen(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+p");
  await page.locator(".quick-input-widget input[type=text]").first().fill(name);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().click();
  await page.locator(".editor-group-container.active .tab.active", { hasText: name }).waitFor();
  await command(page, "View: Focus Active Editor Group");
}
