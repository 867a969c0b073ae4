/** Citations and cross-references in the text: read as they are written, shown as they print. */
import type { RenderedManuscript } from "../../../server/src/protocol.ts";
import { escapeHtml } from "../../../server/src/styles/rich-text.ts";
import { bracedKeyEnd, keyEnd } from "../../../server/src/syntax/markdown-tokens.ts";
import { closingBracket } from "./attributes.ts";
import { citationsByText, type FactsOf, normalised, type RenderedCitation } from "./facts.ts";
import { type Label, labelNames } from "./labels.ts";
import type { InlineState, MarkdownIt } from "./markdown-it.ts";
import { type Place, placeOf } from "./places.ts";

/** What is known of a citation's token once the whole text has been read. */
export interface CitationMeta {
  /** The labels that it refers to, where it is a cross-reference. */
  labels?: ReadonlyMap<string, Label>;
}

export const citationToken = "biomanuscript_citation";

export function useCitations(md: MarkdownIt, factsOf: FactsOf): void {
  md.inline.ruler.before("link", citationToken, readCitation);
  md.renderer.rules[citationToken] = (tokens, at, _options, environment) => {
    const token = tokens[at];
    if (!token) return "";
    const { labels } = token.meta as CitationMeta;
    if (labels) return crossReferenceHtml(token.content, labels);
    const facts = factsOf(environment);
    return (facts && citationHtml(facts, token.content, placeOf(token))) ?? escapeHtml(token.content);
  };
}

const bracketed = /(?:^|[^\p{L}\p{N}])@(?:\{|[\p{L}\p{N}_])/u;

/** `[see @a, p. 3; @b]`, `@a`, `-@a`, `@a [p. 3]`. Whether it cites anything is for the server to say. */
function readCitation(state: InlineState, silent: boolean): boolean {
  const end = citationEnd(state);
  if (end === -1) return false;
  if (!silent) {
    const token = state.push(citationToken, "", 0);
    token.content = state.src.slice(state.pos, end);
    token.meta = {} satisfies CitationMeta;
  }
  state.pos = end;
  return true;
}

function citationEnd({ src, pos, posMax }: InlineState): number {
  const sign = src.charAt(pos);
  if (sign === "[") {
    const close = closingBracket(src, pos, posMax);
    const isLink = /^[([]/.test(src.slice(close + 1, close + 2)) && !/^\[[^\]]*@/.test(src.slice(close + 1));
    return close === -1 || isLink || !bracketed.test(src.slice(pos + 1, close)) ? -1 : close + 1;
  }
  const at = sign === "-" ? pos + 1 : pos;
  if (src.charAt(at) !== "@" || /[\p{L}\p{N}]$/u.test(src.slice(Math.max(0, pos - 2), pos))) return -1;
  const isBraced = src.charAt(at + 1) === "{";
  const end = isBraced ? bracedKeyEnd(src, at + 1, posMax) : keyEnd(src, at + 1, posMax);
  if (end <= at + 1) return -1;
  const open = end + (/^\s*/.exec(src.slice(end, posMax))?.[0].length ?? 0);
  const close = src.charAt(open) === "[" ? closingBracket(src, open, posMax) : -1;
  return close === -1 || /[([{]/.test(src.charAt(close + 1)) ? end : close + 1;
}

/** `undefined` where the server knows no such citation. */
function citationHtml(facts: RenderedManuscript, written: string, place: Place): string | undefined {
  const whole = nearest(facts, written, place);
  if (whole) return shown(written, whole);
  // "@a [b]", in which the brackets hold something else.
  const open = written.startsWith("[") ? -1 : written.indexOf("[");
  const key = open === -1 ? undefined : written.slice(0, open).trimEnd();
  const alone = key === undefined ? undefined : nearest(facts, key, place);
  return alone && key !== undefined ? shown(key, alone) + escapeHtml(written.slice(key.length)) : undefined;
}

/** Of the citations written so, the one of the same place in its block; lines may have moved since the server was asked. */
function nearest(facts: RenderedManuscript, written: string, place: Place): RenderedCitation | undefined {
  const alike = citationsByText(facts).get(normalised(written)) ?? [];
  const here = alike.filter(({ line }) => place.first <= line && line < place.end);
  const distance = ({ line }: RenderedCitation): number => Math.abs(line - place.first);
  return here[place.occurrence] ?? here.at(-1) ?? alike.toSorted((a, b) => distance(a) - distance(b))[0];
}

function shown(written: string, { html }: RenderedCitation): string {
  return `<span class="bm-citation" title="${escapeHtml(normalised(written))}">${html}</span>`;
}

/** Brackets are no part of what prints: `[@fig-a; @fig-b]`. */
function crossReferenceHtml(written: string, labels: ReadonlyMap<string, Label>): string {
  const content = written.startsWith("[") ? written.slice(1, -1) : written;
  let html = "";
  let last = 0;
  let isNamed = false;
  for (const { 0: reference, 1: sign = "", 2: id = "", index } of content.matchAll(/(-?)@\{?([\p{L}\p{N}_:-]+)\}?/gu)) {
    const label = labels.get(id);
    if (!label) continue;
    const before = content.slice(last, index);
    // "[Figs. @fig-a; @fig-b]" brings a name of its own.
    isNamed ||= written.startsWith("[") && /\p{L}\.?\s*$/u.test(before);
    const name = isNamed || sign === "-" ? label.number : `${labelNames[label.kind]}\u00a0${label.number}`;
    html += `${escapeHtml(before)}<a class="bm-cross-reference" href="#${encodeURIComponent(id)}">${name}</a>`;
    last = index + reference.length;
  }
  return html + escapeHtml(content.slice(last));
}
