import type { StyleSources } from "../server/src/styles/formatter.ts";

export function readStyleSources(): StyleSources;
export function copyStyles(outDir: string): void;
