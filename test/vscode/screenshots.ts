/**
 * Takes the README's pictures from a served VS Code, by typing and pointing as a writer does: `npm run screenshots`.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { openBrowser } from "../../scripts/browser.mjs";
import { root } from "../../scripts/run.mjs";
import { current } from "../../scripts/vscode-server.mjs";
import { withServed } from "./served.ts";
import { command, goTo, openFile } from "./workbench.ts";

const images = path.join(root, "images");

const settings = {
  "editor.minimap.enabled": false,
  "editor.fontSize": 14,
  "editor.wordWrap": "on",
  "breadcrumbs.enabled": false,
  "workbench.colorTheme": "Default Light Modern",
  "workbench.activityBar.location": "hidden",
  "workbench.statusBar.visible": false,
  "workbench.layoutControl.enabled": false,
};

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(images, `${name}.png`), animations: "disabled" });
  say(`images/${name}.png`);
}

const say = (line: string): void => console.log(line);
await mkdir(images, { recursive: true });
const browser = await openBrowser(say);
const view = { viewport: { width: 920, height: 480 }, deviceScaleFactor: 2 };
try {
  await withServed(
    { name: "screenshots", release: current, browser, settings, page: view, say },
    async ({ page, open }) => {
      await open();
      await openFile(page, "review.md");
      await page.locator(".squiggly-warning").first().waitFor();
      await page.keyboard.press("Control+b");

      await goTo(page, "45:60");
      await command(page, "Quick Fix...");
      await page.locator(".action-widget", { hasText: "Change to" }).waitFor();
      await picture(page, "diagnostics");
      await page.keyboard.press("Escape");

      await goTo(page, "55:3");
      await command(page, "Show or Focus Hover");
      await page.locator(".monaco-hover", { hasText: "Identifiers" }).waitFor();
      await picture(page, "hover");
      await page.keyboard.press("Escape");

      await goTo(page, "59:200");
      await page.keyboard.type(" Activated stell", { delay: 120 });
      await page
        .locator(".suggest-widget.visible .monaco-list-row", { hasText: "activated hepatic" })
        .first()
        .waitFor();
      await page.keyboard.press("Control+Space");
      await page.locator(".suggest-details", { hasText: "Identifiers" }).waitFor();
      await picture(page, "completion");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+z");

      await command(page, "BioManuscript: Insert Citation");
      await page.locator(".quick-input-widget input[type=text]").first().fill("kupffer");
      await page.locator(".quick-input-list .monaco-list-row", { hasText: "Matsumura" }).waitFor();
      await picture(page, "insert-citation");
    },
  );
} finally {
  await browser.close();
}
