/** The web worker that compiles one terminology. */
import { compileFile, type FileToCompile } from "./terms/compile-file.ts";

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = ({ data }: MessageEvent<FileToCompile>) => {
  const bytes = compileFile(data);
  self.postMessage(bytes, [bytes.buffer as ArrayBuffer]);
};
