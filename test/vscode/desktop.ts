/** The suites in desktop VS Code, where its download can be reached and there is a screen to show it on. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { cache, findOnPath, root, run } from "../../scripts/run.mjs";
import { createCollector, type SuiteRun } from "./suites.ts";

export interface DesktopOptions {
  readonly version: string;
  readonly web: boolean;
  readonly tests: string;
}

const longestRun = 300_000;

/** Whether desktop VS Code can be had here; asked with a short limit, since most closed networks answer nothing. */
export async function desktopIsReachable(): Promise<boolean> {
  if (screen() === undefined) return false;
  try {
    const { ok } = await fetch("https://update.code.visualstudio.com/api/releases/stable", {
      signal: AbortSignal.timeout(5_000),
    });
    return ok;
  } catch {
    return false;
  }
}

/** What to put before the command so that it has a screen; `undefined` where there is none to be had. */
function screen(): readonly string[] | undefined {
  if (process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return [];
  const virtual = findOnPath(["xvfb-run"]);
  return virtual === undefined ? undefined : [virtual, "--auto-servernum"];
}

export async function runDesktopSuites({ version, web, tests }: DesktopOptions): Promise<SuiteRun> {
  const { downloadAndUnzipVSCode } = await import("@vscode/test-electron");
  const program = await downloadAndUnzipVSCode({ version, cachePath: path.join(cache, "vscode-desktop") });
  // Beside the system's other temporary folders: a socket's path in the profile must stay short.
  const home = await mkdtemp(path.join(tmpdir(), "biomanuscript-"));
  try {
    const workspace = path.join(home, "workspace");
    await cp(path.join(root, "examples", "liver-metastasis-review"), workspace, { recursive: true });
    const [command = program, ...args] = [
      ...(screen() ?? []),
      program,
      workspace,
      `--extensionDevelopmentPath=${root}`,
      `--extensionTestsPath=${tests}`,
      ...(web ? ["--extensionDevelopmentKind=web"] : []),
      `--user-data-dir=${path.join(home, "profile")}`,
      `--extensions-dir=${path.join(home, "extensions")}`,
      "--no-sandbox",
      "--disable-gpu",
      "--disable-updates",
      "--disable-workspace-trust",
      "--skip-welcome",
      "--skip-release-notes",
    ];
    const { output } = await run(command, args, { timeout: longestRun });
    const collector = createCollector(web);
    const ended = collector.take(output);
    const { results, notes } = collector.run();
    if (ended) return { results, notes };
    return {
      results: [...results, { title: "the suites run to their end", error: `They did not.\n${output}` }],
      notes,
    };
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
