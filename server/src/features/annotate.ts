/** The mentions of terms in a file as rows of a table, for scripts and evaluations. */
import { isManuscript, readManuscript } from "../syntax/manuscript.ts";
import { findMentions, type Mention, type Recogniser } from "../terms/recogniser.ts";
import { createDocument, type Span } from "../text/document.ts";

/** A mention as `annotate --json` prints it; offsets count Unicode code points. */
export interface Annotation {
  readonly spans: readonly Span[];
  readonly id: string;
  readonly text: string;
  readonly label: string;
  readonly name: string;
  readonly role: Mention["role"];
  /** The identifiers of all terms that the name may mean, the best first. */
  readonly candidates: readonly string[];
}

/** The mentions in a file's prose. A file that is no manuscript is prose from end to end. */
export function annotate(recogniser: Recogniser, uri: string, text: string): Annotation[] {
  const document = createDocument(uri, text);
  const prose = document && isManuscript(document) ? readManuscript(document).prose : paragraphs(text);
  const position = codePoints(text);
  return findMentions(recogniser, text, prose).map(({ spans, terms, name, role }) => ({
    spans: spans.map(({ start, end }) => ({ start: position(start), end: position(end) })),
    id: terms[0].id,
    text: spans.map(({ start, end }) => text.slice(start, end).replace(/\s+/g, " ")).join(" ... "),
    label: terms[0].label,
    name,
    role,
    candidates: terms.map(({ id }) => id),
  }));
}

/** `start-end<TAB>id<TAB>text`; the spans of a mention that is not of one piece are joined by `;`. */
export function annotationRow({ spans, id, text }: Annotation): string {
  return `${spans.map(({ start, end }) => `${start}-${end}`).join(";")}\t${id}\t${text}\n`;
}

/** Stretches of plain text between blank lines. */
function paragraphs(text: string): Span[] {
  return [...text.matchAll(/\S(?:[^\n]|\n(?![^\S\n]*\n))*/g)].map(({ 0: paragraph, index }) => ({
    start: index,
    end: index + paragraph.length,
  }));
}

/** Code points before an offset of code units. */
function codePoints(text: string): (offset: number) => number {
  const before = new Uint32Array(text.length + 1);
  for (let at = 0, count = 0; at < text.length; at++) {
    before[at] = count;
    const unit = text.charCodeAt(at);
    if (unit < 0xd800 || unit > 0xdbff) count++;
    before[at + 1] = count;
  }
  return (offset) => before[offset] ?? 0;
}
