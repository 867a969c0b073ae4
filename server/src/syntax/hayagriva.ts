/** Hayagriva, Typst's YAML bibliographies: a mapping of keys to entries. What the fields mean is in `hayagriva-reference.ts`. */

import { isMap, isScalar, isSeq } from "yaml";
import type { Document } from "../text/document.ts";
import { decodedOnce } from "./entries.ts";
import type { BibliographyEntry, BibliographyFacts, SyntaxProblem } from "./facts.ts";
import { isKnownHayagrivaType, referenceOfHayagriva } from "./hayagriva-reference.ts";
import { readWrittenDate } from "./written-dates.ts";
import { scalarSpanIn, spanIn, type YamlPart, yamlParts } from "./yaml-parts.ts";

/** A key at the start of a line. */
const entryStarts = /^(?:"[^"\n]*"|'[^'\n]*'|[^\s#"'[\]{}-][^\n#]*?) *:(?=\s|$)/gm;

/** Whether a text is a mapping of keys to mappings with Hayagriva's fields, and no list of CSL items under `references`. */
export function looksLikeHayagriva(text: string): boolean {
  return (
    !/^references *:/m.test(text) &&
    /^[^\s#-][^\n]*:[^\S\n]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]+(?:type|title|author|date|parent) *:/m.test(
      text,
    )
  );
}

/** Reads a Hayagriva file. An entry that is no mapping is reported and left out. */
export function readHayagriva({ text }: Pick<Document, "text">): BibliographyFacts {
  const entries: BibliographyEntry[] = [];
  const problems: SyntaxProblem[] = [];
  for (const part of yamlParts(text, entryStarts)) {
    problems.push(...part.problems);
    if (isMap(part.contents))
      for (const pair of part.contents.items) {
        const entry = entryOf(part, pair.key, pair.value, problems);
        if (entry) entries.push(entry);
      }
  }
  return { entries, problems };
}

function entryOf(
  part: YamlPart,
  key: unknown,
  value: unknown,
  problems: SyntaxProblem[],
): BibliographyEntry | undefined {
  const keySpan = scalarSpanIn(part, key);
  const written = spanIn(part, key);
  if (!isScalar(key) || !keySpan || !written) return undefined;
  if (!isMap(value)) {
    problems.push({
      span: keySpan,
      code: "not-an-entry",
      message: "This key has no fields. Write them on the lines below, indented: “  type: Article”.",
    });
    return undefined;
  }
  checkFields(part, value, problems);
  const end = spanIn(part, value)?.end ?? written.end;
  const span = {
    start: written.start,
    end: written.start + part.text.slice(written.start - part.base, end - part.base).trimEnd().length,
  };
  const id = String(key.value);
  return decodedOnce({ key: id, keySpan, span }, () => referenceOfHayagriva(id, value.toJSON()));
}

/** Types and dates of an entry and of its parents. */
function checkFields(part: YamlPart, entry: unknown, problems: SyntaxProblem[]): void {
  if (!isMap(entry)) return;
  const field = (name: string) => {
    const node = entry.get(name, true);
    return isScalar(node)
      ? { text: String(node.value), span: scalarSpanIn(part, node) ?? { start: 0, end: 0 } }
      : undefined;
  };
  const type = field("type");
  if (type && !isKnownHayagrivaType(type.text))
    problems.push({
      span: type.span,
      code: "unknown-type",
      message: "Hayagriva has no such type. Write Article, Chapter, Book, Web or Misc, for example.",
    });
  const date = field("date");
  if (date && !readWrittenDate(date.text))
    problems.push({
      span: date.span,
      code: "bad-date",
      message: "This is no date. Write 2014, 2014-08 or 2014-08-28.",
    });
  const parent: unknown = entry.get("parent", true);
  for (const one of isSeq(parent) ? parent.items : [parent]) checkFields(part, one, problems);
}
