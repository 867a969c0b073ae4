/** Serves a folder's files to pages of this machine, as an extension gallery does for VS Code in the browser. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";

/** What a worker's script or a style sheet must be called to be accepted. */
const types = { ".js": "text/javascript", ".json": "application/json", ".css": "text/css", ".svg": "image/svg+xml" };

/**
 * @param {string} folder
 * @returns {Promise<{ address: string, stop: () => Promise<void> }>} the address of the folder, without a final slash
 */
export async function serveFiles(folder) {
  const server = createServer(async (request, response) => {
    const wanted = path.join(folder, decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
    const found = wanted.startsWith(folder + path.sep) && (await stat(wanted).catch(() => undefined))?.isFile();
    response.setHeader("Access-Control-Allow-Origin", "*");
    if (!found) {
      response.writeHead(404).end();
      return;
    }
    const type = Object.entries(types).find(([ending]) => wanted.endsWith(ending))?.[1] ?? "text/plain; charset=utf-8";
    response.writeHead(200, { "Content-Type": type });
    createReadStream(wanted).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("The file server has no port.");
  return {
    address: `http://localhost:${bound.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
