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
  /** What sort of synonym the source says it is, in lower case: "abbreviation", "plural", "previous". */
  readonly type?: string;
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

/** What a list shows of a term. */
export interface TermSummary {
  /** An ontology's identifier (`CL:0000632`), or one of our own (`BM:0000001`) where no ontology has the concept. */
  readonly id: string;
  /** The preferred label, singular; in British spelling where it is our own. */
  readonly label: string;
  readonly kind: TermKind;
  readonly synonyms: readonly Synonym[];
  readonly abbreviations: readonly string[];
  /** Identifiers of terms that were merged into this one. */
  readonly alternativeIds?: readonly string[];
  /** True where the source has withdrawn the term. */
  readonly obsolete?: true;
}

export interface Term extends TermSummary {
  /** Identifiers of broader terms, of this vocabulary. */
  readonly parents: readonly string[];
  readonly relations: readonly Relation[];
  /** The same concept's identifiers elsewhere. */
  readonly xrefs: readonly string[];
  /** Empty where the source has none. */
  readonly definition: string;
  /** Citation keys of bundled references that support the definition. */
  readonly references: readonly string[];
  /** What the source gives as the definition's origin: identifiers and addresses. */
  readonly definitionXrefs?: readonly string[];
  /** Identifiers of the terms to use in place of an obsolete one. */
  readonly replacedBy?: readonly string[];
  /** A gene's place on its chromosome. */
  readonly locus?: string;
}

/** How a name belongs to its term. */
export type NameRole = "label" | "exact" | "abbreviation" | "narrow" | "broad" | "related" | "previous" | "identifier";

/** The names of a term, the label first, and how each belongs to it; identifiers are not among them. */
export function namesOf(
  term: Pick<TermSummary, "label" | "synonyms" | "abbreviations">,
): readonly (readonly [string, NameRole])[] {
  return [
    [term.label, "label"],
    ...term.synonyms.map(({ text, scope, type }) => [text, type === "previous" ? type : scope] as const),
    ...term.abbreviations.map((text) => [text, "abbreviation"] as const),
  ];
}
