/** YAML bibliographies in parts, so that a fault in one item does not reach the next. */

import { type ParsedNode, parseDocument } from "yaml";
import type { Span } from "../text/document.ts";
import type { SyntaxProblem } from "./facts.ts";

/** A part of a text, parsed by itself. Ranges of its nodes count from `base`. */
export interface YamlPart {
  readonly base: number;
  readonly text: string;
  readonly contents: ParsedNode | null;
  readonly problems: readonly SyntaxProblem[];
}

/** The whole text where it has no fault, else the text cut at `starts` (global). Every scalar stays text: `012` is no number. */
export function yamlParts(text: string, starts: RegExp): readonly YamlPart[] {
  const whole = partAt(text, 0, text.length);
  if (whole.problems.length === 0) return [whole];
  const cuts = [0, ...[...text.matchAll(starts)].map(({ index }) => index).filter((index) => index > 0), text.length];
  return cuts.slice(0, -1).map((start, number) => partAt(text, start, cuts[number + 1] ?? text.length));
}

function partAt(text: string, start: number, end: number): YamlPart {
  const source = text.slice(start, end);
  const yaml = parseDocument(source, {
    schema: "failsafe",
    logLevel: "silent",
    prettyErrors: false,
    uniqueKeys: false,
  });
  const last = Math.max(0, source.trimEnd().length - 1);
  const problems = yaml.errors.map(({ pos: [from, to], message }): SyntaxProblem => {
    // What is missing at the end is missed where the text ends.
    const at = Math.min(from, last);
    return {
      span: { start: start + at, end: start + Math.min(source.length, Math.max(at + 1, to > last ? 0 : to)) },
      code: "broken-yaml",
      message: /[.!?]$/.test(message) ? message : `${message}.`,
    };
  });
  return { base: start, text: source, contents: yaml.contents, problems };
}

/** Where a node stands in the whole text; `undefined` where the parser made it up. */
export function spanIn(part: YamlPart, node: unknown): Span | undefined {
  const range = (node as { readonly range?: readonly number[] | null } | null)?.range;
  return range ? { start: part.base + (range[0] ?? 0), end: part.base + (range[1] ?? 0) } : undefined;
}

/** The span of a scalar without its quotes. */
export function scalarSpanIn(part: YamlPart, node: unknown): Span | undefined {
  const span = spanIn(part, node);
  if (!span) return undefined;
  const written = part.text.slice(span.start - part.base, span.end - part.base);
  return /^(["'])[\s\S]*\1$/.test(written) ? { start: span.start + 1, end: span.end - 1 } : span;
}
