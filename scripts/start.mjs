/**
 * `npm start`: sets up, builds, and opens VS Code with the extension on the example: the desktop program if it is
 * installed, otherwise VS Code's own server, until it is ended with Ctrl-C. Node built-ins only, so that it works
 * before `npm ci`. `--server` chooses the server although the desktop program is there.
 */
import path from "node:path";
import { cache, findOnPath, mustSucceed, root, run } from "./run.mjs";
import { setUp } from "./setup.mjs";

/** @param {string} line */
const say = (line) => console.log(line);

const example = path.join(root, "examples", "liver-metastasis-review");

await setUp(say);
say("Building");
mustSucceed(await run(process.execPath, ["scripts/build.mjs"]), "Building");

const desktop = process.argv.includes("--server") ? undefined : findOnPath(["code"]);
if (desktop === undefined) {
  const { current, pageAddress, startServer } = await import("./vscode-server.mjs");
  say(`Starting VS Code ${current.vscode}`);
  const server = await startServer({ release: current, data: path.join(cache, "start"), say });
  say(`\nOpen ${pageAddress(server.address, { folder: example, extension: root })}\n\nCtrl-C ends it.`);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void server.stop());
  await server.ended;
} else {
  say(`Opening ${desktop}`);
  mustSucceed(await run(desktop, [`--extensionDevelopmentPath=${root}`, example]), "Opening VS Code");
}
