/**
 * The `file` field in which reference managers keep the paths of attached files: a bare path (Zotero), or
 * `description:path:type` (JabRef, Mendeley, Zotero's own export), several with semicolons between. A backslash takes away
 * what a colon or semicolon after it means; Mendeley writes it as `$\backslash$`.
 */
import type { Span } from "../text/document.ts";

export interface AttachedFile {
  readonly path: string;
  /** The path as written. */
  readonly span: Span;
}

/** The paths in a `file` field's value, which stands at `value` of `text`. */
export function attachedFilesIn(text: string, value: Span): readonly AttachedFile[] {
  return partsBetween(text, value, ";").flatMap((attachment) => {
    const parts = withDrives(text, partsBetween(text, attachment, ":"));
    const written = parts.length >= 3 ? parts[1] : parts.length === 1 ? parts[0] : undefined;
    if (!written || written.end === written.start) return [];
    const path = unescaped(text.slice(written.start, written.end));
    // Mendeley leaves out the slash with which a path begins.
    const isRootless = parts.length >= 3 && /^(?:home|Users)\//.test(path);
    return [{ path: isRootless ? `/${path}` : path, span: written }];
  });
}

function partsBetween(text: string, { start, end }: Span, separator: string): Span[] {
  const parts: Span[] = [];
  let from = start;
  for (let at = start; at <= end; at++) {
    if (at < end && text.charAt(at) === "\\") at += text.startsWith("\\backslash$", at) ? "\\backslash$".length : 1;
    else if (at >= end || text.charAt(at) === separator) {
      parts.push(trimmed(text, { start: from, end: Math.min(at, end) }));
      from = at + 1;
    }
  }
  return parts;
}

/** `C` and `/papers/x.pdf` are one path, with the colon between them unescaped. */
function withDrives(text: string, parts: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    const isDrive = before !== undefined && /^[A-Za-z]$/.test(text.slice(before.start, before.end));
    if (isDrive && /^[\\/]/.test(text.slice(part.start, part.end))) {
      joined[joined.length - 1] = { start: before.start, end: part.end };
    } else joined.push(part);
  }
  return joined;
}

function trimmed(text: string, { start, end }: Span): Span {
  const part = text.slice(start, end);
  return {
    start: start + part.length - part.trimStart().length,
    end: Math.max(start + part.length - part.trimStart().length, end - part.length + part.trimEnd().length),
  };
}

function unescaped(path: string): string {
  return path
    .replace(/\{?\$?\\backslash\$?\}?/g, "\\")
    .replace(/\\([\\:;_%&#{}$~^ ])/g, "$1")
    .replace(/\{\\_\}/g, "_");
}
