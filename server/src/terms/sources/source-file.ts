/** What the readers of terminology files have in common. */
import type { Term, TermKind } from "../model.ts";

/** A fault of one line of a file; what else the file holds is read all the same. */
export interface SourceProblem {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export interface SourceFile {
  readonly terms: readonly Term[];
  readonly problems: readonly SourceProblem[];
  /** The release that the file says it is. */
  readonly version?: string;
}

export interface SourceOptions {
  /** The kind of terms whose identifier and namespace don't tell it. */
  readonly kind?: TermKind;
}

const kindOfPrefix: Readonly<Record<string, TermKind>> = {
  CL: "cell-type",
  CLO: "cell-type",
  PW: "pathway",
  DOID: "disease",
  MONDO: "disease",
  HP: "disease",
  UBERON: "anatomy",
  FMA: "anatomy",
  BTO: "anatomy",
  HGNC: "molecule",
  CHEBI: "molecule",
  PR: "molecule",
  GO: "process",
};

const kindOfNamespace: Readonly<Record<string, TermKind>> = {
  cell: "cell-type",
  biological_process: "process",
  molecular_function: "process",
  cellular_component: "anatomy",
  pathway: "pathway",
  disease_ontology: "disease",
  uberon: "anatomy",
};

/** The kind of a term by its ontology: first by the namespace of a part of the Gene Ontology, then by the prefix. */
export function kindOf(id: string, namespace: string | undefined, options: SourceOptions): TermKind {
  if (/^(R-HSA-|WP)\d/.test(id)) return "pathway";
  const prefix = id.slice(0, Math.max(0, id.indexOf(":")));
  const ofNamespace = namespace === undefined ? undefined : kindOfNamespace[namespace];
  const ofPrefix = kindOfPrefix[prefix];
  return (prefix === "GO" ? ofNamespace : ofPrefix) ?? ofPrefix ?? ofNamespace ?? options.kind ?? "process";
}

/** A term with the fields that are there, and lists in one order whichever format they come from. */
export function sourceTerm(fields: Omit<Term, "abbreviations" | "references" | "relations">): Term {
  const { alternativeIds = [], definitionXrefs = [], replacedBy = [], ...rest } = fields;
  return {
    ...rest,
    synonyms: fields.synonyms.toSorted((a, b) => compare(a.scope, b.scope) || compare(a.text, b.text)),
    abbreviations: [],
    parents: fields.parents.toSorted(compare),
    xrefs: fields.xrefs.toSorted(compare),
    relations: [],
    references: [],
    ...(alternativeIds.length > 0 && { alternativeIds: alternativeIds.toSorted(compare) }),
    ...(definitionXrefs.length > 0 && { definitionXrefs: definitionXrefs.toSorted(compare) }),
    ...(replacedBy.length > 0 && { replacedBy: replacedBy.toSorted(compare) }),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
