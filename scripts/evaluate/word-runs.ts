/** Finds where two texts say the same words in a row, whatever their case, punctuation and spelling (British, American). */
import { wordsOf } from "../../server/src/terms/words.ts";

/** So many words in a row, shared, make one text a repetition of the other. */
export const runLength = 8;

export interface NamedText {
  /** What the text is, for a report. */
  readonly name: string;
  readonly text: string;
}

export interface SharedRun {
  readonly text: NamedText;
  readonly source: NamedText;
  /** The first `runLength` folded words in common, joined by spaces. */
  readonly words: string;
}

/** Runs of words, and the texts in which each stands. */
type RunIndex = ReadonlyMap<string, readonly NamedText[]>;

export function indexRuns(sources: Iterable<NamedText>): RunIndex {
  const index = new Map<string, NamedText[]>();
  for (const source of sources) {
    for (const run of runsOf(source.text)) {
      const known = index.get(run);
      if (known) known.push(source);
      else index.set(run, [source]);
    }
  }
  return index;
}

/** The first run that each text shares with each other text of the index. */
export function sharedRuns(texts: readonly NamedText[], index: RunIndex): SharedRun[] {
  return texts.flatMap((text) => {
    const found = new Map<NamedText, string>();
    for (const run of runsOf(text.text)) {
      for (const source of index.get(run) ?? []) if (source !== text && !found.has(source)) found.set(source, run);
    }
    return [...found].map(([source, words]) => ({ text, source, words }));
  });
}

function runsOf(text: string): Set<string> {
  const words = wordsOf(text)
    .map(({ folded }) => folded)
    .filter((word) => word !== "+");
  return new Set(
    words.slice(0, Math.max(0, words.length - runLength + 1)).map((_, at) => words.slice(at, at + runLength).join(" ")),
  );
}
