/** The vocabulary: all terminologies that are in use, searched and recognised as one. */
import type { Term } from "./model.ts";
import type { PathwayModel } from "./pathway.ts";
import { createRecogniser, layerOf, type NameLayer, type Recogniser } from "./recogniser.ts";
import type { SourceProblem } from "./sources/source-file.ts";
import { openTerminology, type Terminology } from "./store.ts";
import { sourceOfBytes } from "./store-bytes.ts";
import { compileTerminology } from "./store-compile.ts";
import { searchAll, type TermMatch, type TermQuery } from "./term-index.ts";

/** One terminology: the bundled one, a project's glossary, an ontology file. */
export interface TermSource {
  readonly name: string;
  /** Terms of a lower number go before others that are found in the same way, and win where two sources have one id. */
  readonly priority: number;
  readonly terms: readonly Term[];
  /** The file that people can open, where there is one. */
  readonly file?: { readonly uri: string; readonly text: string; readonly problems: readonly SourceProblem[] };
}

export interface Vocabulary {
  /** In order of priority. */
  readonly sources: readonly TermSource[];
  readonly byId: ReadonlyMap<string, Term>;
  readonly recogniser: Recogniser;
  readonly pathways: readonly PathwayModel[];
  readonly search: (query: TermQuery) => TermMatch[];
}

export function createVocabulary(sources: readonly TermSource[], pathways: readonly PathwayModel[]): Vocabulary {
  const ordered = sources.toSorted((a, b) => a.priority - b.priority);
  const byId = new Map<string, Term>();
  for (const term of ordered.flatMap(({ terms }) => terms)) if (!byId.has(term.id)) byId.set(term.id, term);
  const ranked = ordered.map((source) => ({ terminology: terminologyOf(source), priority: source.priority }));
  return {
    sources: ordered,
    byId,
    recogniser: createRecogniser(ordered.map(namesOfSource)),
    pathways,
    search: (query) => searchAll(ranked, query),
  };
}

const terminologies = new WeakMap<TermSource, Terminology>();

/** Compiled once for each source, so that an edited glossary costs only itself. */
function terminologyOf(source: TermSource): Terminology {
  const known = terminologies.get(source);
  if (known) return known;
  const bytes = compileTerminology(source.terms, { name: source.name });
  const terminology = openTerminology(sourceOfBytes(bytes));
  terminologies.set(source, terminology);
  return terminology;
}

const layers = new WeakMap<TermSource, NameLayer>();

function namesOfSource(source: TermSource): NameLayer {
  const layer = layers.get(source) ?? layerOf(source.terms);
  layers.set(source, layer);
  return layer;
}

/** Where a term is written: its file and the offset of its identifier there; `undefined` for a bundled term. */
export function originOf(
  { sources }: Vocabulary,
  id: string,
): { uri: string; text: string; offset: number } | undefined {
  const source = sources.find(({ terms }) => terms.some((term) => term.id === id));
  if (!source?.file) return undefined;
  const { uri, text } = source.file;
  const declared = new RegExp(`^[^\\n]*\\bid:\\s*["']?(${id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")})\\b`, "m").exec(
    text,
  );
  const offset = declared ? declared.index + declared[0].length - id.length : text.indexOf(id);
  return { uri, text, offset: Math.max(0, offset) };
}
