/**
 * Takes the pictures of the README and of docs/checking-citations.md from a served VS Code, by typing and pointing as a writer
 * does: `npm run screenshots [readme|preview|styles|checks]`.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { BrowserContextOptions } from "playwright-core";
import { openBrowser } from "../../scripts/browser.mjs";
import { root } from "../../scripts/run.mjs";
import { current } from "../../scripts/vscode-server.mjs";
import { takeCheckPictures } from "./check-pictures.ts";
import { type Served, withServed } from "./served.ts";
import { command, goTo, openFile } from "./workbench.ts";

const settings = {
  "editor.minimap.enabled": false,
  "editor.fontSize": 14,
  "editor.wordWrap": "on",
  "breadcrumbs.enabled": false,
  "markdown.preview.fontSize": 11,
  "markdown.preview.lineHeight": 1.4,
  "workbench.colorTheme": "Default Light Modern",
  "workbench.activityBar.location": "hidden",
  "workbench.statusBar.visible": false,
  "workbench.layoutControl.enabled": false,
};

interface PictureSet {
  readonly folder: string;
  /** What of the page is shown, as a CSS selector. */
  readonly shown: string;
  readonly view: BrowserContextOptions;
  readonly take: (served: Served, picture: (name: string) => Promise<void>) => Promise<void>;
}

const sets: Readonly<Record<string, PictureSet>> = {
  readme: {
    folder: "images",
    shown: "body",
    view: { viewport: { width: 920, height: 480 }, deviceScaleFactor: 2 },
    take: takeReadmePictures,
  },
  preview: {
    folder: "images",
    shown: "body",
    view: { viewport: { width: 1000, height: 600 }, deviceScaleFactor: 1 },
    take: takePreviewPicture,
  },
  styles: {
    folder: "images",
    shown: "body",
    view: { viewport: { width: 1000, height: 440 }, deviceScaleFactor: 1 },
    take: takeStylePictures,
  },
  checks: {
    folder: "docs/images",
    shown: ".part.editor",
    view: { viewport: { width: 860, height: 430 }, deviceScaleFactor: 1.5 },
    take: takeCheckPictures,
  },
};

const say = (line: string): void => console.log(line);
const asked = process.argv[2];
const browser = await openBrowser(say);
try {
  for (const [name, { folder, shown, view, take }] of Object.entries(sets)) {
    if (asked !== undefined && asked !== name) continue;
    await mkdir(path.join(root, folder), { recursive: true });
    await withServed({ name: "screenshots", release: current, browser, settings, page: view, say }, (served) =>
      take(served, async (picture) => {
        const file = path.join(folder, `${picture}.png`);
        await served.page.locator(shown).screenshot({ path: path.join(root, file), animations: "disabled" });
        say(file);
      }),
    );
  }
} finally {
  await browser.close();
}

async function takeReadmePictures({ page, open }: Served, picture: (name: string) => Promise<void>): Promise<void> {
  await open();
  await openFile(page, "review.md");
  await page.locator(".squiggly-warning").first().waitFor();
  await page.keyboard.press("Control+b");

  await goTo(page, "45:60");
  await command(page, "Quick Fix...");
  await page.locator(".action-widget", { hasText: "Change to" }).waitFor();
  await picture("diagnostics");
  await page.keyboard.press("Escape");

  await goTo(page, "55:3");
  await command(page, "Show or Focus Hover");
  await page.locator(".monaco-hover", { hasText: "Identifiers" }).waitFor();
  await picture("hover");
  await page.keyboard.press("Escape");

  await goTo(page, "59:200");
  await page.keyboard.type(" Activated stell", { delay: 120 });
  await page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "activated hepatic" }).first().waitFor();
  await page.keyboard.press("Control+Space");
  await page.locator(".suggest-details", { hasText: "Identifiers" }).waitFor();
  await picture("completion");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");

  await command(page, "BioManuscript: Insert Citation");
  await page.locator(".quick-input-widget input[type=text]").first().fill("kupffer");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Matsumura" }).waitFor();
  await picture("insert-citation");
}

async function takePreviewPicture({ page, open }: Served, picture: (name: string) => Promise<void>): Promise<void> {
  page.setDefaultTimeout(90_000);
  await open();
  await openFile(page, "review.md");
  await page.keyboard.press("Control+b");
  await page.locator(".editor-actions [aria-label^='Open Preview to the Side']").click();
  const preview = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  await preview.locator(".bm-bibliography").waitFor({ state: "attached" });
  await preview.locator("h1", { hasText: "Controversies" }).evaluate((heading) => heading.scrollIntoView());
  await page.locator(".view-line", { hasText: "# Controversies" }).waitFor();
  await picture("preview");
}

async function takeStylePictures({ page, open }: Served, picture: (name: string) => Promise<void>): Promise<void> {
  page.setDefaultTimeout(90_000);
  await open();
  await openFile(page, "review.md");
  await page.locator(".squiggly-warning").first().waitFor();
  await page.keyboard.press("Control+b");
  await command(page, "BioManuscript: Toggle Citation Hints");
  await goTo(page, "25:1");
  await page.locator(".view-line", { hasText: /peinado2017pre\]\s*\(\d+\)/ }).waitFor();
  await picture("citation-hints");

  await command(page, "BioManuscript: Choose Citation Style");
  await page.locator(".quick-input-widget input[type=text]").first().fill("frontiers");
  const previewed = page.locator(".quick-input-list .monaco-list-row.focused", { hasText: " · " });
  await previewed.waitFor();
  await picture("choose-citation-style");
  await page.keyboard.press("Enter");
  await page.locator(".view-line", { hasText: "(Peinado" }).waitFor();
  await picture("citation-hints-by-name");
}
