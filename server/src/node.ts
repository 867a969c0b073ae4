/** The server as a Node process: for VS Code's desktop and remote hosts, and over standard input for any editor. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { InitializeParams } from "vscode-languageserver";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { clientFiles } from "./lsp/client-files.ts";
import type { Host } from "./lsp/host.ts";
import { startServer } from "./lsp/server.ts";
import { network } from "./network.ts";
import { compileInThread } from "./node-compilation.ts";
import { compiledFolder, diskFiles, openFile } from "./node-files.ts";
import type { InitializationOptions } from "./protocol.ts";

const distribution = join(__dirname, "..");

/** Files of the disk are read here; others, such as those of a virtual workspace, through the client. */
function nodeHost({ initializationOptions }: InitializeParams): Host {
  const options = initializationOptions as InitializationOptions | undefined;
  const client = clientFiles(connection, options);
  const filesOf = (uri: string) => (uri.startsWith("file:") ? diskFiles : client);
  const compiled = options?.compiledTerminologies;
  return {
    read: (uri) => filesOf(uri).read(uri),
    stampOf: (uri) => filesOf(uri).stampOf(uri),
    list: (folder, extensions, recursive) => filesOf(folder).list(folder, extensions, recursive),
    environment: process.env,
    asset: (path) => readFile(join(distribution, path), "utf8"),
    assetBytes: async (path) => openFile(join(distribution, path)),
    compile: (file) => compileInThread(join(__dirname, "compiler.cjs"), file),
    network,
    compiled: compiled?.startsWith("file:") ? compiledFolder(fileURLToPath(compiled)) : undefined,
  };
}

const connection = createConnection(ProposedFeatures.all);
startServer(connection, nodeHost);
