/**
 * Everything that runs inside a real VS Code: the suites in both extension hosts of the present and of the oldest
 * VS Code, the scripted writer, and the packaged extension. Prints a line a failure and, last, the counts.
 */
import path from "node:path";
import { openBrowser } from "../../scripts/browser.mjs";
import { bundleSuites } from "../../scripts/bundle-suites.mjs";
import { packageExtension } from "../../scripts/package.mjs";
import { current, oldest } from "../../scripts/vscode-server.mjs";
import { desktopIsReachable, runDesktopSuites } from "./desktop.ts";
import { type Result, runServedSuites, type SuiteRun } from "./suites.ts";
import { runWriter } from "./writer.ts";

const say = (line: string): void => console.log(`  ${line}`);
let passed = 0;
let failed = 0;

/** An argument runs only the groups whose title has it. */
const only = process.argv[2] ?? "";

async function group(title: string, run: () => Promise<SuiteRun>): Promise<void> {
  if (!title.includes(only)) return;
  const start = performance.now();
  const { results, notes } = await run().catch((error: unknown): SuiteRun => {
    const failure: Result = {
      title: "starts",
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
    return { results: [failure], notes: [] };
  });
  const failures = results.filter(({ error }) => error !== undefined);
  passed += results.length - failures.length;
  failed += failures.length;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  say(`${title}: ${results.length - failures.length} passed, ${failures.length} failed (${seconds} s)`);
  for (const note of notes) say(`  ${note}`);
  for (const { title: failure, error } of failures) say(`✖ ${failure}\n${error}`);
}

// So that what was started is ended too.
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

const tests = await bundleSuites();
const desktop = await desktopIsReachable();
if (!desktop) say("Desktop VS Code is out of reach here; the suites run in VS Code's own server.");
const browser = await openBrowser(say);
try {
  for (const release of [current, oldest]) {
    const version = desktop ? release.desktop : release.vscode;
    for (const web of [false, true]) {
      const name = `${version}-${web ? "web" : "node"}`;
      await group(`VS Code ${version}, ${web ? "web-worker" : "Node"} host`, () =>
        desktop
          ? runDesktopSuites({ version, web, tests })
          : runServedSuites({ name, release, browser, web, tests, say }),
      );
    }
  }
  for (const web of [false, true]) {
    await group(`A writer in VS Code ${current.vscode}, ${web ? "web-worker" : "Node"} host`, () =>
      runWriter({ name: `writer-${web ? "web" : "node"}`, release: current, browser, web, say }),
    );
  }
  await group("The packaged extension, as installed", async () => {
    const { file, bytes } = await packageExtension();
    const { results, notes } = await runWriter({ name: "packaged", release: current, browser, vsix: file, say });
    return { results, notes: [`${path.basename(file)}: ${(bytes / 1024).toFixed(0)} KB`, ...notes] };
  });
} finally {
  await browser.close();
}
console.log(`RESULT ${JSON.stringify({ passed, failed })}`);
process.exitCode = failed > 0 ? 1 : 0;
