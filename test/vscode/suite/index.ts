/** The module whose `run` the extension host calls, in Node and in a web worker. */
import "mocha/mocha.js";
import * as vscode from "vscode";
import { isWeb } from "./manuscript.ts";
import { lineOf, type Message } from "./report.ts";

declare const mocha: BrowserMocha;

let number = 0;

function tell(message: Message): void {
  console.log(lineOf(message, ++number));
}

export async function run(): Promise<void> {
  try {
    await activate();
    mocha.setup({ ui: "tdd", timeout: 60_000, reporter: Silent as unknown as Mocha.ReporterConstructor });
    await import("./extension.suite.ts");
    await import("./completion.suite.ts");
    await import("./hover.suite.ts");
    await import("./diagnostics.suite.ts");
    await import("./commands.suite.ts");
    await import("./concepts.suite.ts");
    await import("./terminologies.suite.ts");
    await import("./retractions.suite.ts");
    await import("./styles.suite.ts");
    await import("./knowledge.suite.ts");
    await import("./keys.suite.ts");
    await import("./import.suite.ts");
    await import("./bibliography.suite.ts");
    await import("./library.suite.ts");
    await import("./export.suite.ts");
    await import("./citations.suite.ts");
    await import("./preview.suite.ts");
    await import("./conversion.suite.ts");
    await runMocha();
  } catch (error) {
    tell({ kind: "test", title: "the suites start", error: textOfError(error) });
  }
  tell({ kind: "end" });
}

function runMocha(): Promise<number> {
  return new Promise((resolve) => {
    // The browser build's own `mocha.run` reads the page's address, which Node has none of.
    const runner = Mocha.prototype.run.call(mocha as unknown as Mocha, resolve);
    runner.on("pass", (test) => tell({ kind: "test", title: test.fullTitle() }));
    runner.on("fail", (test, error: unknown) =>
      tell({ kind: "test", title: test.fullTitle(), error: textOfError(error) }),
    );
  });
}

function textOfError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Tells in which host the extension runs and how long its activation took. */
async function activate(): Promise<void> {
  const extension = vscode.extensions.getExtension("biomanuscript.biomanuscript");
  if (!extension) throw new Error("The extension is not there.");
  const start = performance.now();
  await extension.activate();
  tell({ kind: "start", vscode: vscode.version, web: isWeb, activation: Math.round(performance.now() - start) });
}

/** Mocha wants a reporter; ours are the listeners above. */
class Silent {}
