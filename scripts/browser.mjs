/** A browser for driving the served VS Code. */
import { chromium } from "playwright-core";
import { needBrowser } from "./programs.mjs";

/**
 * @param {(line: string) => void} say
 * @returns {Promise<import("playwright-core").Browser>}
 */
export async function openBrowser(say) {
  const executablePath = await needBrowser(say);
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-dev-shm-usage",
    ],
  });
}
