/** What a person does in VS Code's window, by keyboard and mouse. Every step waits for what the screen shows. */
import type { Locator, Page } from "playwright-core";

const quickInput = ".quick-input-widget input[type=text]";

/** Runs a command by its name from the command palette. */
export async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press("F1");
  await page.locator(quickInput).first().fill(`>${name}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().click();
}

/** Puts the cursor at `line:column`, both from 1. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.keyboard.press("Control+g");
  await page.locator(quickInput).first().fill(`:${place}`);
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

/** Opens a file of the workspace's top folder from the explorer. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).dblclick();
  await page.locator(".tab.active", { hasText: name }).waitFor();
}

/** The line of the active editor that holds the text. */
export function lineWith(page: Page, text: string | RegExp): Locator {
  return page.locator(".editor-group-container.active .view-line", { hasText: text });
}

export function suggestion(page: Page, label: string): Locator {
  return page.locator(".suggest-widget.visible .monaco-list-row", { hasText: label }).first();
}

/** Searches a quick pick that takes several and checks the row; `count` items are checked then. */
export async function check(page: Page, query: string, row: string, count: number): Promise<void> {
  await page.locator(quickInput).first().fill(query);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: row }).first().click();
  await page.locator(".quick-input-widget", { hasText: `${count} Selected` }).waitFor();
}
