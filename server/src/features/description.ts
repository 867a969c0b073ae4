/** Terms and references as descriptions that hovers, completions and term pages share. */

import { identifierLinks } from "../references/identifiers.ts";
import type { RichText } from "../styles/formatter.ts";
import { hasAllAuthors, type Reference } from "../syntax/reference.ts";
import { identifierLink } from "../terms/identifier-links.ts";
import { type RelationType, relationTypes, type Term } from "../terms/model.ts";
import { participationsOf } from "../terms/pathway.ts";
import { type CitedReference, type Layer, placeOf } from "../workspace/citations.ts";
import type { StyleInUse } from "../workspace/formatted-text.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { type Block, bold, facts, italic, linked, paragraph, text } from "./blocks.ts";
import { describeParticipation, describePathway } from "./pathways.ts";

export type Description = readonly Block[];

/** How references print. */
export type ReferenceStyle = StyleInUse;

const kindNames: Readonly<Record<Term["kind"], string>> = {
  "cell-type": "cell type",
  pathway: "pathway",
  molecule: "molecule",
  process: "process",
  disease: "disease",
  therapy: "therapy",
  anatomy: "anatomy",
  method: "method",
  organism: "organism",
};

const relationNames: Readonly<Record<RelationType, string>> = {
  "part-of": "Part of",
  "marker-of": "Marker of",
  "ligand-of": "Ligand of",
  targets: "Targets",
  inhibits: "Inhibits",
  promotes: "Promotes",
};

export function describeTerm(snapshot: Snapshot, term: Term, style: ReferenceStyle): Description {
  const parents = term.parents.flatMap((id) => snapshot.vocabulary.find(id)?.label ?? []);
  const names = [
    ...term.abbreviations,
    ...term.synonyms.map(({ text, scope }) => (scope === "exact" ? text : `${text} (${scope})`)),
  ];
  const supporting = term.references.flatMap((key) => snapshot.bundled.get(key) ?? []);
  return [
    paragraph(bold(term.label), text(` · ${kindNames[term.kind]}${term.obsolete ? " · obsolete" : ""}`)),
    ...(term.definition ? [paragraph(text(term.definition))] : []),
    ...facts(
      "Use instead",
      (term.replacedBy ?? []).map((id) => text(snapshot.vocabulary.find(id)?.label ?? id)),
    ),
    ...facts("Also", names.map(text)),
    ...facts("Is a", parents.map(text)),
    ...relationTypes.flatMap((type) => facts(relationNames[type], relatedLabels(snapshot, term, type).map(text))),
    ...facts(
      "Identifiers",
      [term.id, ...term.xrefs].map((id) => linked(id, identifierLink(id))),
    ),
    ...describePathway(snapshot, term),
    ...describeParticipation(snapshot, term.id),
    ...(supporting.length > 0
      ? [{ kind: "list" as const, heading: "References", items: supporting.map((it) => formatted(it, style)) }]
      : []),
  ];
}

function relatedLabels({ vocabulary }: Snapshot, { relations }: Term, wanted: RelationType): string[] {
  return relations.flatMap(({ type, term }) => (type === wanted ? (vocabulary.find(term)?.label ?? []) : []));
}

/** A pathway's member that the vocabulary has no term for, known by its symbol alone. */
export function describeMember(snapshot: Snapshot, id: string): Description | undefined {
  const symbol = participationsOf(snapshot.vocabulary.pathways, id)[0]?.member.symbol;
  if (symbol === undefined) return undefined;
  return [
    paragraph(bold(symbol), text(" · gene")),
    ...facts("Identifiers", [linked(id, identifierLink(id))]),
    ...describeParticipation(snapshot, id),
  ];
}

export function describeReference({ reference, layer, source }: CitedReference, style: ReferenceStyle): Description {
  const links = identifierLinks(reference).map(({ label, value, url }) => linked(`${label} ${value}`, url));
  const elsewhere: Readonly<Record<Layer, string>> = {
    manuscript: "",
    workspace: ", which this manuscript doesn’t use",
    library: ", your library",
    bundled: "",
  };
  const place = `${reference.id} in ${placeOf(source?.document)}${elsewhere[layer]}`;
  const notes = hasAllAuthors(reference) ? [] : [paragraph(text(incompleteAuthors(reference)))];
  return [paragraph(...formatted(reference, style)), ...facts("", links), ...notes, paragraph(italic(place))];
}

function incompleteAuthors({ author = [] }: Reference): string {
  const seen = author.length === 1 ? "the first author is" : `the first ${author.length} authors are`;
  return `Only ${seen} recorded; the list prints with “et al.”`;
}

export function formatted(reference: Reference, { formatter, style }: ReferenceStyle): RichText {
  return formatter.reference(reference, style);
}
