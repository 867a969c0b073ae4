/** Reads OBO Graphs, the JSON format of the OBO Foundry's ontologies. */
import type { Synonym, SynonymScope, Term } from "../model.ts";
import { kindOf, type SourceFile, type SourceOptions, type SourceProblem, sourceTerm } from "./source-file.ts";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const textsOf = (value: unknown): string[] => listOf(value).flatMap((item) => textOf(item) ?? []);

export function readOboGraphs(text: string, options: SourceOptions = {}): SourceFile {
  const problems: SourceProblem[] = [];
  const graphs = listOf(fieldsOf(parse(text, problems)).graphs);
  const terms = new Map<string, Term>();
  for (const graph of graphs.map(fieldsOf)) {
    const parents = parentsOf(graph);
    for (const node of listOf(graph.nodes)) {
      const term = readNode(node, parents, options, (label) => {
        problems.push({ line: lineOf(text, label), message: `The node "${label}" has no id.` });
      });
      if (term && !terms.has(term.id)) terms.set(term.id, term);
    }
  }
  if (terms.size === 0 && problems.length === 0)
    problems.push({ line: 1, message: "The file has no graph with terms." });
  const release = textOf(fieldsOf(fieldsOf(graphs[0]).meta).version);
  return { terms: [...terms.values()], problems, ...(release !== undefined && { version: release }) };
}

function parse(text: string, problems: SourceProblem[]): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const position = /position (\d+)/.exec(message)?.[1];
    const before = position === undefined ? text : text.slice(0, Number(position));
    problems.push({ line: before.split("\n").length, message: `The file isn't whole JSON: ${message}` });
    return undefined;
  }
}

const lineOf = (text: string, label: string): number =>
  text.slice(0, Math.max(0, text.indexOf(JSON.stringify(label)))).split("\n").length;

/** "http://purl.obolibrary.org/obo/CL_0000632" is CL:0000632. Other addresses stay as they are. */
function identifierOf(address: string): string {
  const match = /\/obo\/([A-Za-z_]+)_([A-Za-z0-9]+)$/.exec(address);
  return match ? `${match[1]}:${match[2]}` : address;
}

function parentsOf(graph: Fields): Map<string, string[]> {
  const parents = new Map<string, string[]>();
  for (const edge of listOf(graph.edges).map(fieldsOf)) {
    const child = textOf(edge.sub);
    const parent = textOf(edge.obj);
    if (edge.pred !== "is_a" || child === undefined || parent === undefined) continue;
    const known = parents.get(child) ?? [];
    parents.set(child, [...known, identifierOf(parent)]);
  }
  return parents;
}

/** Why a term is obsolete, and that it has been merged into another, which names it as an alternative. */
const reason = "/IAO_0000231";
const merged = /IAO[_:]0000227$/;

/** A merged node is no term, nor is one without a label or of a property. */
function readNode(
  node: unknown,
  parents: ReadonlyMap<string, readonly string[]>,
  options: SourceOptions,
  reportNoId: (label: string) => void,
): Term | undefined {
  const { id: address, lbl, type, meta: metaField } = fieldsOf(node);
  const label = textOf(lbl)?.trim();
  if (!label || type !== "CLASS") return undefined;
  if (typeof address !== "string") {
    reportNoId(label);
    return undefined;
  }
  const id = identifierOf(address);
  const meta = fieldsOf(metaField);
  const properties = listOf(meta.basicPropertyValues).map(fieldsOf);
  const property = (name: string) =>
    properties.filter(({ pred }) => textOf(pred)?.endsWith(name)).flatMap(({ val }) => textOf(val) ?? []);
  if (property(reason).some((value) => merged.test(value))) return undefined;
  const definition = fieldsOf(meta.definition);
  return sourceTerm({
    id,
    label,
    kind: kindOf(id, property("#hasOBONamespace")[0], options),
    synonyms: listOf(meta.synonyms).flatMap((synonym) => readSynonym(fieldsOf(synonym)) ?? []),
    parents: parents.get(address) ?? [],
    xrefs: listOf(meta.xrefs).flatMap((xref) => textOf(fieldsOf(xref).val) ?? []),
    definition: textOf(definition.val)?.trim() ?? "",
    definitionXrefs: textsOf(definition.xrefs),
    alternativeIds: property("#hasAlternativeId"),
    replacedBy: property("/IAO_0100001").map(identifierOf),
    ...(meta.deprecated === true && { obsolete: true as const }),
  });
}

const scopes: Readonly<Record<string, SynonymScope>> = {
  hasExactSynonym: "exact",
  hasNarrowSynonym: "narrow",
  hasBroadSynonym: "broad",
  hasRelatedSynonym: "related",
};

function readSynonym({ pred, val, synonymType }: Fields): Synonym | undefined {
  const scope = scopes[textOf(pred) ?? ""];
  const text = textOf(val)?.trim();
  const type = textOf(synonymType)
    ?.replace(/^.*[#/]/, "")
    .toLowerCase();
  return scope && text ? { text, scope, ...(type && { type }) } : undefined;
}
