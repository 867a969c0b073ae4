/** Terms explain themselves where the pointer rests on them. */
import type { RenderedManuscript } from "../../../server/src/protocol.ts";
import { escapeHtml } from "../../../server/src/styles/rich-text.ts";
import { type FactsOf, termsByLine } from "./facts.ts";
import type { MarkdownIt } from "./markdown-it.ts";
import { type Place, placeOf } from "./places.ts";

export function useTerms(md: MarkdownIt, factsOf: FactsOf): void {
  const before = md.renderer.rules.text;
  md.renderer.rules.text = (tokens, at, options, environment, renderer) => {
    const token = tokens[at];
    const facts = factsOf(environment);
    const [starts, ends] = [tokens[at - 1]?.type === "softbreak", tokens[at + 1]?.type === "softbreak"];
    const terms = token && facts ? termsIn(facts, placeOf(token), starts, ends) : new Map<string, string>();
    const html = token && terms.size > 0 ? explained(token.content, terms) : undefined;
    return html ?? before?.(tokens, at, options, environment, renderer) ?? escapeHtml(token?.content ?? "");
  };
}

/**
 * What is written in a block for terms, with their definitions. Of a term that goes on in the next line a text that ends with
 * its line has the first part, and one that starts with a line the last.
 */
function termsIn(
  facts: RenderedManuscript,
  { first, end }: Place,
  startsLine: boolean,
  endsLine: boolean,
): ReadonlyMap<string, string> {
  const lines = termsByLine(facts);
  const found = new Map<string, string>();
  for (let line = first; line < end; line++) {
    for (const { text, definition: place } of lines.get(line) ?? []) {
      const definition = facts.definitions[place] ?? "";
      const parts = text.split(/\s*\n[\s>]*/);
      const [head = "", tail = ""] = [parts[0], parts.at(-1)];
      if (parts.length === 1) found.set(text, definition);
      else {
        if (endsLine) found.set(`${head}\n`, definition);
        if (startsLine) found.set(`\n${tail}`, definition);
      }
    }
  }
  return found;
}

/** `undefined` where the text has none of the terms. */
function explained(text: string, terms: ReadonlyMap<string, string>): string | undefined {
  const names = [...terms.keys()].toSorted((a, b) => b.length - a.length);
  const alternatives = names.map((name) => {
    const literal = name.trim().replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    return name.startsWith("\n") ? `^\\s*${literal}` : name.endsWith("\n") ? `${literal}\\s*$` : literal;
  });
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join("|")})(?![\\p{L}\\p{N}])`, "gu");
  let html = "";
  let last = 0;
  for (const { 0: name, index } of text.matchAll(pattern)) {
    const definition = terms.get(name) ?? terms.get(`${name.trim()}\n`) ?? terms.get(`\n${name.trim()}`) ?? "";
    html += `${escapeHtml(text.slice(last, index))}<abbr title="${escapeHtml(definition)}">${escapeHtml(name)}</abbr>`;
    last = index + name.length;
  }
  return last === 0 ? undefined : html + escapeHtml(text.slice(last));
}
