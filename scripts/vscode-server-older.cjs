/**
 * Serves a VS Code whose `server-main.js` starts no server of its own (the npm packages of before 2025 export a loader
 * instead). Arguments: the server-main.js file, then its options as JSON.
 */
const { createServer } = require("node:http");

async function main() {
  const [file, options] = process.argv.slice(2);
  const { loadCodeWithNls } = require(file);
  const code = await loadCodeWithNls();
  const vscode = await code.createServer(null, { _: [], ...JSON.parse(options) });
  const server = createServer((request, response) => vscode.handleRequest(request, response));
  server.on("upgrade", (request, socket) => vscode.handleUpgrade(request, socket));
  server.listen(0, "127.0.0.1", () => console.log(`Extension host agent listening on ${server.address().port}`));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
