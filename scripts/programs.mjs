/** Programs that tests need and npm does not carry: a browser and Neovim. Found, or installed where that is allowed. */
import { existsSync } from "node:fs";
import path from "node:path";
import { findOnPath, isExecutable, mustSucceed, run } from "./run.mjs";

/** Whether Debian's package manager may be used without asking anybody. */
function mayInstallDebianPackages() {
  return existsSync("/etc/debian_version") && process.getuid?.() === 0 && findOnPath(["apt-get"]) !== undefined;
}

/**
 * @param {readonly string[]} packages
 * @param {(line: string) => void} say
 */
async function installDebianPackages(packages, say) {
  say(`Installing ${packages.join(", ")} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  mustSucceed(await run("apt-get", ["update", "-q"], { env }), "apt-get update");
  const install = ["install", "-y", "-q", "--no-install-recommends", ...packages];
  mustSucceed(await run("apt-get", install, { env }), `apt-get install ${packages.join(" ")}`);
}

/** @returns {string | undefined} a Chromium, Chrome or Edge; BIOMANUSCRIPT_BROWSER names another one */
function findBrowser() {
  const named = process.env.BIOMANUSCRIPT_BROWSER;
  if (named) return named;
  const installed = {
    darwin: ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    ),
    win32: ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].flatMap((variable) =>
      [
        "Google/Chrome/Application/chrome.exe",
        "Chromium/Application/chrome.exe",
        "Microsoft/Edge/Application/msedge.exe",
      ].map((file) => path.join(process.env[variable] ?? "", file)),
    ),
  };
  const files = process.platform === "darwin" || process.platform === "win32" ? installed[process.platform] : [];
  return (
    findOnPath(["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge"]) ??
    files.find(isExecutable)
  );
}

/**
 * @param {(line: string) => void} say
 * @returns {Promise<string>} the browser's executable
 */
export async function needBrowser(say) {
  const found = findBrowser();
  if (found !== undefined) return found;
  if (mayInstallDebianPackages())
    await installDebianPackages(["chromium", "fonts-liberation", "fonts-dejavu-core"], say);
  const installed = findBrowser();
  if (installed !== undefined) return installed;
  throw new Error("No Chromium, Chrome or Edge found. Install one, or set BIOMANUSCRIPT_BROWSER to its executable.");
}

/**
 * @param {(line: string) => void} say
 * @returns {Promise<string>} Neovim's executable
 */
export async function needNeovim(say) {
  const found = findOnPath(["nvim"]);
  if (found !== undefined) return found;
  if (mayInstallDebianPackages()) await installDebianPackages(["neovim"], say);
  const installed = findOnPath(["nvim"]);
  if (installed !== undefined) return installed;
  throw new Error("No Neovim found. Install it and put nvim on PATH.");
}
