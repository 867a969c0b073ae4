export { StyleError } from "./errors.ts";
export type { Citation, Cite, DateValue, Item, Name, Position } from "./items.ts";
export { isLocale, localeFilesOf } from "./locale.ts";
export type { Format } from "./nodes.ts";
export { toHtml, toText } from "./output.ts";
export type { Rich, RichNode, RichPart } from "./print.ts";
export { createProcessor, type Entry, type Processor, type Rendered } from "./processor.ts";
export { type CompiledStyle, compileStyle, readInfo, type StyleInfo } from "./style.ts";
