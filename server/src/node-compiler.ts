/** The thread that compiles one terminology. */
import { parentPort, workerData } from "node:worker_threads";
import { compileFile, type FileToCompile } from "./terms/compile-file.ts";

const bytes = compileFile(workerData as FileToCompile);
parentPort?.postMessage(bytes, [bytes.buffer as ArrayBuffer]);
