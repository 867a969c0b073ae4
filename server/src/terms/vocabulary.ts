/** The vocabulary: all terminologies that are in use, searched and recognised as one. */
import type { Term, TermSummary } from "./model.ts";
import type { PathwayModel } from "./pathway.ts";
import { createRecogniser, type NameLayer, type Recogniser } from "./recogniser.ts";
import type { SourceProblem } from "./sources/source-file.ts";
import { openTerminology, type Terminology } from "./store.ts";
import { sourceOfBytes } from "./store-bytes.ts";
import { compileTerminology } from "./store-compile.ts";
import { findTerm, firstByLabel, searchAll, type TermMatch, type TermQuery, termOf } from "./term-index.ts";

/** One terminology: the bundled one, a project's glossary, an ontology file. */
export interface TermSource {
  readonly name: string;
  /** Terms of a lower number go before others that are found in the same way, and win where two sources have one id. */
  readonly priority: number;
  readonly terminology: Terminology;
  /** The file that people can open, where there is one. */
  readonly file?: TermFile;
}

export interface TermFile {
  readonly uri: string;
  readonly problems: readonly SourceProblem[];
  /** True where nothing of the file could be read, for the one problem that there is. */
  readonly unreadable?: boolean;
}

export interface Vocabulary {
  /** In order of priority. */
  readonly sources: readonly TermSource[];
  /** The term with an identifier, its own or, where no term has it, that of a term merged into it. */
  readonly find: (id: string) => Term | undefined;
  /** Made when it is first asked for. */
  readonly recogniser: Recogniser;
  readonly pathways: readonly PathwayModel[];
  readonly search: (query: TermQuery) => TermMatch[];
  /** The first terms in the alphabet of their labels. */
  readonly first: (limit: number) => TermSummary[];
}

export function createVocabulary(sources: readonly TermSource[], pathways: readonly PathwayModel[]): Vocabulary {
  const ordered = sources.toSorted((a, b) => a.priority - b.priority);
  let recogniser: Recogniser | undefined;
  return {
    sources: ordered,
    find: (id) => {
      let merged: TermMatch | undefined;
      for (const { terminology } of ordered) {
        const match = findTerm(terminology, id);
        if (match?.term.id === id) return termOf(match);
        merged ??= match;
      }
      return merged && termOf(merged);
    },
    get recogniser() {
      recogniser ??= createRecogniser(ordered.map(({ terminology }) => namesIn(terminology)));
      return recogniser;
    },
    pathways,
    search: (query) => searchAll(ordered, query),
    first: (limit) =>
      distinct(ordered.flatMap(({ terminology }) => firstByLabel(terminology, limit)))
        .toSorted((a, b) => a.label.localeCompare(b.label))
        .slice(0, limit),
  };
}

/** Terms compiled in memory, as those of a glossary are at each edit. */
export function termSource(name: string, priority: number, terms: readonly Term[], file?: TermFile): TermSource {
  const terminology = openTerminology(sourceOfBytes(compileTerminology(terms, { name, curated: true })));
  return { name, priority, terminology, ...(file && { file }) };
}

const layers = new WeakMap<Terminology, NameLayer>();

/** A terminology's names, read once, so that an edited glossary costs only itself. Its terms are read as they are asked for. */
function namesIn(terminology: Terminology): NameLayer {
  const known = layers.get(terminology);
  if (known) return known;
  const layer = {
    names: terminology.compiledNames(),
    term: remembered((term) => terminology.term(term)),
  };
  layers.set(terminology, layer);
  return layer;
}

/** Terms kept of each terminology: more than long manuscripts mention. */
const keptTerms = 10_000;

/** Keeps what was read, for a text mentions few terms many times. */
function remembered(read: (place: number) => Term): (place: number) => Term {
  const known = new Map<number, Term>();
  return (place) => {
    const term = known.get(place) ?? read(place);
    if (known.size === keptTerms) known.clear();
    known.set(place, term);
    return term;
  };
}

function distinct<Kind extends TermSummary>(terms: readonly Kind[]): Kind[] {
  const first = new Map<string, Kind>();
  for (const term of terms) if (!first.has(term.id)) first.set(term.id, term);
  return [...first.values()];
}

/** The file in which a term is written; `undefined` for a bundled term. */
export function originOf({ sources }: Vocabulary, id: string): TermFile | undefined {
  return sources.find(({ terminology }) => findTerm(terminology, id)?.term.id === id)?.file;
}

/** Where in the text of a file a term is written: the offset of its identifier. */
export function declarationIn(text: string, id: string): number {
  const declared = new RegExp(`^[^\\n]*\\bid:\\s*["']?(${id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")})\\b`, "m").exec(
    text,
  );
  return Math.max(0, declared ? declared.index + declared[0].length - id.length : text.indexOf(id));
}
