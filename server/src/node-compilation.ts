/** Compiles a terminology in a thread of its own, which ends with it and gives its memory back. */
import { Worker } from "node:worker_threads";
import type { Compilation } from "./lsp/host.ts";
import type { FileToCompile } from "./terms/compile-file.ts";

/** @param script the program of node-compiler.ts */
export function compileInThread(script: string | URL, file: FileToCompile): Compilation {
  const worker = new Worker(script, { workerData: file });
  const bytes = new Promise<Uint8Array>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("compiling it was ended")));
  });
  return { bytes, cancel: () => void worker.terminate() };
}
