/** Pathway models: who takes part in a pathway, in which role, and who acts on whom. */
import { parseDocument } from "yaml";

export const pathwayRoles = [
  "ligand",
  "receptor",
  "co-receptor",
  "adaptor",
  "scaffold",
  "kinase",
  "phosphatase",
  "gtpase",
  "second-messenger-enzyme",
  "protease",
  "ubiquitin-ligase",
  "transcription-factor",
  "effector",
  "inhibitor",
  "target-gene",
] as const;

export type PathwayRole = (typeof pathwayRoles)[number];

const compartments = [
  "extracellular",
  "plasma-membrane",
  "cytoplasm",
  "nucleus",
  "endoplasmic-reticulum",
  "mitochondrion",
  "endosome",
] as const;

export type Compartment = (typeof compartments)[number];

const effects = ["activates", "inhibits", "binds", "transcribes"] as const;

export type Effect = (typeof effects)[number];

/** A gene or its product. */
export interface PathwayMember {
  /** The approved HGNC symbol. */
  readonly symbol: string;
  /** The HGNC identifier; where the vocabulary has the molecule, its term's identifier too. */
  readonly id: string;
  readonly role: PathwayRole;
  readonly compartment: Compartment;
}

/** `from` and `to` are symbols of members. */
export interface PathwayEdge {
  readonly from: string;
  readonly to: string;
  readonly effect: Effect;
}

/** What the literature of the field says of a pathway. */
export interface PathwayFinding {
  readonly statement: string;
  /** Citation keys of bundled references. */
  readonly references: readonly string[];
}

export interface PathwayModel {
  /** The identifier of the pathway's term. */
  readonly pathway: string;
  readonly members: readonly PathwayMember[];
  readonly edges: readonly PathwayEdge[];
  readonly findings: readonly PathwayFinding[];
  /** The whole pathway's identifiers elsewhere. */
  readonly xrefs: readonly string[];
}

/** A model file as read: a model, or the faults that keep it from being one, as sentences. */
export interface PathwayFile {
  readonly model: PathwayModel | undefined;
  readonly problems: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

export function readPathwayYaml(text: string): PathwayFile {
  const document = parseDocument(text);
  if (document.errors.length > 0) return { model: undefined, problems: document.errors.map((error) => error.message) };
  const problems: string[] = [];
  const content = (document.toJS() ?? {}) as Fields;
  const texts = (value: unknown, place: string): string[] => {
    if (value === undefined) return [];
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
    problems.push(`${place} must be a list of texts.`);
    return [];
  };
  const list = (name: string): Fields[] => (Array.isArray(content[name]) ? (content[name] as Fields[]) : []);
  const oneOf = <T extends string>(values: readonly T[], value: unknown, place: string): T => {
    if (!(values as readonly unknown[]).includes(value)) problems.push(`${place} must be one of ${values.join(", ")}.`);
    return value as T;
  };
  const members = list("members").map(({ symbol, id, role, compartment }) => ({
    symbol: String(symbol),
    id: String(id),
    role: oneOf(pathwayRoles, role, `The role of ${symbol}`),
    compartment: oneOf(compartments, compartment, `The compartment of ${symbol}`),
  }));
  const known = new Set(members.map(({ symbol }) => symbol));
  const edges = list("edges").map(({ from, to, effect }) => {
    for (const end of [from, to]) if (!known.has(String(end))) problems.push(`${end} has an edge but is no member.`);
    return { from: String(from), to: String(to), effect: oneOf(effects, effect, `The effect of ${from} on ${to}`) };
  });
  const findings = list("findings").map(({ statement, references }) => ({
    statement: String(statement).trim(),
    references: texts(references, "A finding's references"),
  }));
  if (typeof content.pathway !== "string") problems.push('"pathway" must be the identifier of a term.');
  if (members.length === 0) problems.push('"members" must list the genes that take part.');
  const model = { pathway: String(content.pathway), members, edges, findings, xrefs: texts(content.xrefs, '"xrefs"') };
  return { model: problems.length > 0 ? undefined : model, problems };
}

/** An edge as it is seen from one of its ends, with the pathway that it belongs to. */
export interface Regulation {
  /** The member at the other end. */
  readonly member: PathwayMember;
  readonly effect: Effect;
  readonly model: PathwayModel;
}

/** A molecule's place in one pathway. */
export interface Participation {
  readonly model: PathwayModel;
  readonly member: PathwayMember;
}

/** The pathways that a molecule takes part in, by its HGNC identifier. */
export function participationsOf(models: readonly PathwayModel[], id: string): Participation[] {
  return models.flatMap((model) =>
    model.members.filter((member) => member.id === id).map((member) => ({ model, member })),
  );
}

/** What acts directly on a molecule (`upstream`), or what it acts on (`downstream`), over all pathways, each pair once. */
export function regulationsOf(
  models: readonly PathwayModel[],
  id: string,
  direction: "upstream" | "downstream",
): Regulation[] {
  const found = participationsOf(models, id).flatMap(({ model, member: { symbol } }) =>
    model.edges
      .filter(({ from, to }) => (direction === "upstream" ? to : from) === symbol)
      .flatMap(({ from, to, effect }) => {
        const other = direction === "upstream" ? from : to;
        return model.members.filter((member) => member.symbol === other).map((member) => ({ member, effect, model }));
      }),
  );
  const seen = new Set<string>();
  return found.filter(({ member, effect }) => {
    const pair = `${member.id} ${effect}`;
    return !seen.has(pair) && seen.add(pair);
  });
}
