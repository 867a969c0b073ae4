/** The vocabulary's model: a term is one concept with its names, identifiers and place among other concepts. */

export const termKinds = [
  "cell-type",
  "pathway",
  "molecule",
  "process",
  "disease",
  "therapy",
  "anatomy",
  "method",
  "organism",
] as const;

export type TermKind = (typeof termKinds)[number];

export const synonymScopes = ["exact", "narrow", "broad", "related"] as const;

/** How a synonym's meaning stands to the term's, as in OBO: exact, narrow, broad or related. */
export type SynonymScope = (typeof synonymScopes)[number];

export interface Synonym {
  readonly text: string;
  readonly scope: SynonymScope;
}

export const relationTypes = ["part-of", "marker-of", "ligand-of", "targets", "inhibits", "promotes"] as const;

/** What a term has to do with another, beyond being a kind of it. */
export type RelationType = (typeof relationTypes)[number];

export interface Relation {
  readonly type: RelationType;
  /** The other term's identifier, of this vocabulary. */
  readonly term: string;
  /** Citation keys of bundled references that support the relation; empty where it is true by definition. */
  readonly references: readonly string[];
}

export interface Term {
  /** An ontology's identifier (`CL:0000632`), or one of our own (`BM:0000001`) where no ontology has the concept. */
  readonly id: string;
  /** The preferred label, singular, in British spelling. */
  readonly label: string;
  readonly kind: TermKind;
  readonly synonyms: readonly Synonym[];
  readonly abbreviations: readonly string[];
  /** Identifiers of broader terms, of this vocabulary. */
  readonly parents: readonly string[];
  readonly relations: readonly Relation[];
  /** The same concept's identifiers elsewhere. */
  readonly xrefs: readonly string[];
  readonly definition: string;
  /** Citation keys of bundled references that support the definition. */
  readonly references: readonly string[];
}
