/** Pathway models as descriptions, and the questions that they answer. */

import { authorYear } from "../references/author-year.ts";
import type { RichText } from "../styles/formatter.ts";
import type { Term, TermKind, TermSummary } from "../terms/model.ts";
import {
  type PathwayMember,
  type PathwayModel,
  participationsOf,
  pathwayRoles,
  type Regulation,
  regulationsOf,
} from "../terms/pathway.ts";
import type { Vocabulary } from "../terms/vocabulary.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { type Block, facts, text } from "./blocks.ts";

/** Members by role, and what the literature says, of the pathway that a term names; nothing for any other term. */
export function describePathway(snapshot: Snapshot, term: Term): Block[] {
  const model = snapshot.vocabulary.pathways.find(({ pathway }) => pathway === term.id);
  if (!model) return [];
  const byRole = pathwayRoles.flatMap((role): RichText[] => {
    const symbols = model.members.filter((member) => member.role === role).map(({ symbol }) => symbol);
    return symbols.length === 0 ? [] : [[text(`${plural(role, symbols.length)}: ${symbols.join(", ")}`)]];
  });
  const findings = model.findings.map(({ statement, references }): RichText => {
    const sources = references.flatMap((key) => snapshot.bundled.get(key) ?? []).map(authorYear);
    return [text(`${statement} (${sources.join("; ")})`)];
  });
  return [
    { kind: "list", heading: "Members", items: byRole },
    ...(findings.length > 0 ? [{ kind: "list" as const, heading: "In the literature", items: findings }] : []),
  ];
}

/** The pathways that a molecule takes part in, and its direct neighbours in them; nothing for any other identifier. */
export function describeParticipation({ vocabulary }: Snapshot, id: string): Block[] {
  const places = participationsOf(vocabulary.pathways, id).map(
    ({ model, member }) => `${pathwayLabel(vocabulary, model)} (${readable(member.role)})`,
  );
  const neighbours = (direction: "upstream" | "downstream") =>
    regulationsOf(vocabulary.pathways, id, direction).map(({ member, effect }) => text(`${member.symbol} (${effect})`));
  return [
    ...facts("Pathways", places.map(text)),
    ...facts("Upstream", neighbours("upstream")),
    ...facts("Downstream", neighbours("downstream")),
  ];
}

/** A molecule found by a question about pathways. */
export interface PathwayAnswer {
  readonly id: string;
  readonly label: string;
  readonly kind: TermKind;
  /** Its part: "receptor, plasma membrane", "activates MET in HGF/c-MET pathway". */
  readonly note: string;
  readonly definition: string;
}

const question = /^\s*(members?|upstream|downstream)\s+(?:of\s+)?(.+)$/i;

/**
 * Answers "members of HGF/c-MET", "upstream of MET" and "downstream of MET"; `undefined` for any other query. Of a
 * pathway, upstream are its ligands and downstream its target genes.
 */
export function answerAboutPathway({ vocabulary }: Snapshot, query: string): readonly PathwayAnswer[] | undefined {
  const [, asked, name] = question.exec(query) ?? [];
  if (asked === undefined || name === undefined) return undefined;
  const kind = asked.toLowerCase();
  const subjects = vocabulary.search({ text: name, limit: 20 }).map(({ term }) => term);
  const model = subjects.flatMap(({ id }) => vocabulary.pathways.find(({ pathway }) => pathway === id) ?? [])[0];
  const molecule = subjects.find(({ id }) => participationsOf(vocabulary.pathways, id).length > 0);
  const pathwayFirst =
    model && (!molecule || subjects.findIndex(({ id }) => id === model.pathway) < subjects.indexOf(molecule));
  if (kind.startsWith("member") || pathwayFirst) return model ? membersOf(vocabulary, model, kind) : [];
  const direction = kind === "upstream" ? "upstream" : "downstream";
  return molecule
    ? regulationsOf(vocabulary.pathways, molecule.id, direction).map((it) =>
        regulationAnswer(vocabulary, it, molecule, direction),
      )
    : [];
}

function membersOf(vocabulary: Vocabulary, { members }: PathwayModel, asked: string): PathwayAnswer[] {
  const wanted: Readonly<Record<string, PathwayMember["role"]>> = { upstream: "ligand", downstream: "target-gene" };
  return members
    .filter(({ role }) => wanted[asked] === undefined || role === wanted[asked])
    .toSorted((a, b) => pathwayRoles.indexOf(a.role) - pathwayRoles.indexOf(b.role))
    .map((member) => answerOf(vocabulary, member, `${readable(member.role)}, ${readable(member.compartment)}`));
}

function regulationAnswer(
  vocabulary: Vocabulary,
  { member, effect, model }: Regulation,
  subject: TermSummary,
  direction: "upstream" | "downstream",
): PathwayAnswer {
  const place = `in ${pathwayLabel(vocabulary, model)}`;
  const note =
    direction === "upstream" ? `${effect} ${subject.label} ${place}` : `${subject.label} ${effect} it ${place}`;
  return answerOf(vocabulary, member, note);
}

function answerOf({ find }: Vocabulary, { id, symbol }: PathwayMember, note: string): PathwayAnswer {
  const term = find(id);
  const label = term && term.label !== symbol ? `${symbol} · ${term.label}` : symbol;
  return { id, label, kind: "molecule", note, definition: term?.definition ?? "" };
}

function pathwayLabel({ find }: Vocabulary, { pathway }: PathwayModel): string {
  return find(pathway)?.label ?? pathway;
}

function readable(name: string): string {
  return name === "gtpase" ? "GTPase" : name.replaceAll("-", " ");
}

/** "Ligand", "Receptors". */
function plural(role: string, count: number): string {
  const name = readable(role);
  const counted =
    count === 1 ? name : name === "target gene" || !/y$/.test(name) ? `${name}s` : `${name.slice(0, -1)}ies`;
  return counted.charAt(0).toUpperCase() + counted.slice(1);
}
