/** Runs the bundled suites inside a VS Code and collects what they tell through the extension host's console. */

import { writeFile } from "node:fs/promises";
import path from "node:path";
import { cache } from "../../scripts/run.mjs";
import { type ServedOptions, withServed } from "./served.ts";
import { type Message, messagesIn } from "./suite/report.ts";

export interface Result {
  readonly title: string;
  readonly error?: string;
}

export interface SuiteRun {
  readonly results: readonly Result[];
  /** What to tell besides: versions and times. */
  readonly notes: readonly string[];
}

/** Between two messages, in milliseconds: VS Code's start and a single test take less even on a slow machine. */
const longestSilence = 60_000;

/** Collects messages as they come; `take` returns true once the suites have ended. */
export function createCollector(web: boolean): { take: (output: string) => boolean; run: () => SuiteRun } {
  const messages = new Map<number, Message>();
  return {
    take: (output) => {
      for (const { number, message } of messagesIn(output)) messages.set(number, message);
      return [...messages.values()].some(({ kind }) => kind === "end");
    },
    run: () => {
      const all = [...messages.values()];
      const tests: readonly Result[] = all.filter((message) => message.kind === "test");
      const start = all.find((message) => message.kind === "start");
      const host = { title: `the extension runs in the ${web ? "web-worker" : "Node"} host` };
      return {
        results: [start?.web === web ? host : { ...host, error: "It did not." }, ...tests],
        notes: start ? [`VS Code ${start.vscode}: activated in ${start.activation} ms`] : [],
      };
    },
  };
}

/** In the served VS Code. A run that does not end counts as one more failure, with the console's last lines. */
export function runServedSuites(options: ServedOptions & { readonly tests: string }): Promise<SuiteRun> {
  return withServed(options, async ({ page, open, serverLog }) => {
    const collector = createCollector(options.web === true);
    const lines: string[] = [];
    let timer: NodeJS.Timeout | undefined;
    const ended = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), longestSilence);
      page.on("console", (message) => {
        lines.push(message.text());
        if (messagesIn(message.text()).length > 0) timer?.refresh();
        if (collector.take(message.text())) resolve(true);
      });
      page.on("crash", () => resolve(false));
    });
    try {
      await open();
      if (await ended) return collector.run();
    } finally {
      clearTimeout(timer);
      await writeFile(path.join(cache, "vscode-tests", `${options.name}.log`), `${lines.join("\n")}\n${serverLog()}`);
    }
    const { results, notes } = collector.run();
    const error = `They did not. The console and the server's log: .cache/vscode-tests/${options.name}.log`;
    return { results: [...results, { title: "the suites run to their end", error }], notes };
  });
}
