/** The server as a Node process: for VS Code's desktop and remote hosts, and over standard input for any editor. */
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { InitializeParams } from "vscode-languageserver";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { clientFiles } from "./lsp/client-files.ts";
import type { Host } from "./lsp/host.ts";
import { startServer } from "./lsp/server.ts";
import type { CreateFormatter } from "./styles/formatter.ts";

const distribution = join(__dirname, "..");

/** Files of the disk are read here; others, such as those of a virtual workspace, through the client. */
function nodeHost({ initializationOptions }: InitializeParams): Host {
  const client = clientFiles(connection, initializationOptions);
  return {
    read: (uri) => (uri.startsWith("file:") ? readText(uri) : client.read(uri)),
    list: (folder, extensions, recursive) =>
      folder.startsWith("file:")
        ? listFiles(folder, extensions, recursive)
        : client.list(folder, extensions, recursive),
    environment: process.env,
    asset: (path) => readFile(join(distribution, path), "utf8"),
    loadStyles: async () => {
      const styles = createRequire(__filename)("./styles.cjs") as { createFormatter: CreateFormatter };
      return styles.createFormatter;
    },
  };
}

async function readText(uri: string): Promise<string> {
  try {
    return (await readFile(fileURLToPath(uri), "utf8")).replace(/^\uFEFF/, "");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: "there is no such file",
      EISDIR: "it is a folder",
      EACCES: "reading it is not permitted",
    };
    throw new Error(reasons[code ?? ""] ?? String(error));
  }
}

async function listFiles(folder: string, extensions: readonly string[], recursive: boolean): Promise<string[]> {
  const wanted = new Set(extensions);
  const found: string[] = [];
  const queue = [fileURLToPath(folder)];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    // A folder that can't be read holds nothing that could be; its siblings still count.
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      if (entry.isDirectory() && recursive) queue.push(join(path, entry.name));
      else if (wanted.has(entry.name.slice(entry.name.lastIndexOf(".") + 1))) {
        found.push(pathToFileURL(join(path, entry.name)).href);
      }
    }
  }
  return found;
}

const connection = createConnection(ProposedFeatures.all);
startServer(connection, nodeHost);
