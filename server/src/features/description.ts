/** Terms and references as descriptions that hovers, completions and term pages share. */

import { identifierLinks } from "../references/identifiers.ts";
import type { Formatter, Inline, RichText } from "../styles/formatter.ts";
import type { Reference } from "../syntax/reference.ts";
import { familyNameOf, hasAllAuthors, yearOf } from "../syntax/reference.ts";
import { identifierLink } from "../terms/identifier-links.ts";
import type { Term } from "../terms/model.ts";
import { fileNameOf } from "../text/uri.ts";
import type { CitedReference } from "../workspace/citations.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** One block of a description: a paragraph, or a list with its heading. */
export type Block =
  | { readonly kind: "paragraph"; readonly content: RichText }
  | { readonly kind: "list"; readonly heading: string; readonly items: readonly RichText[] };

export type Description = readonly Block[];

/** How references print: by which formatter, in which style. */
export interface ReferenceStyle {
  readonly formatter: Formatter;
  readonly style: string;
}

const kindNames: Readonly<Record<Term["kind"], string>> = {
  "cell-type": "cell type",
  pathway: "pathway",
  molecule: "molecule",
  process: "process",
  disease: "disease",
  therapy: "therapy",
  anatomy: "anatomy",
};

export function describeTerm(snapshot: Snapshot, term: Term, style: ReferenceStyle): Description {
  const parents = term.parents.flatMap((id) => snapshot.vocabulary.byId.get(id)?.label ?? []);
  const names = [
    ...term.abbreviations,
    ...term.synonyms.map(({ text, scope }) => (scope === "exact" ? text : `${text} (${scope})`)),
  ];
  const supporting = term.references.flatMap((key) => snapshot.bundled.get(key) ?? []);
  return [
    paragraph(bold(term.label), text(` · ${kindNames[term.kind]}`)),
    paragraph(text(term.definition)),
    ...facts("Also", names.map(text)),
    ...facts("Is a", parents.map(text)),
    ...facts(
      "Identifiers",
      [term.id, ...term.xrefs].map((id) => linked(id, identifierLink(id))),
    ),
    ...(supporting.length > 0
      ? [{ kind: "list" as const, heading: "References", items: supporting.map((it) => formatted(it, style)) }]
      : []),
  ];
}

export function describeReference({ reference, source }: CitedReference, style: ReferenceStyle): Description {
  const links = identifierLinks(reference).map(({ label, value, url }) => linked(`${label} ${value}`, url));
  const place = source
    ? `${reference.id} in ${fileNameOf(source.document.uri)}`
    : `${reference.id} in the bundled references`;
  const notes = hasAllAuthors(reference) ? [] : [paragraph(text(incompleteAuthors(reference)))];
  return [paragraph(...formatted(reference, style)), ...facts("", links), ...notes, paragraph(italic(place))];
}

/** "Costa-Silva et al. 2015", as lists of references name a work; empty where neither is known. */
export function authorYear(reference: Reference): string {
  const [first, second, ...others] = (reference.author ?? reference.editor ?? []).map(familyNameOf);
  const several = others.length > 0 || !hasAllAuthors(reference);
  const authors = several ? `${first ?? ""} et al.` : [first, second].filter(Boolean).join(" & ");
  return [authors, yearOf(reference)].filter(Boolean).join(" ");
}

function incompleteAuthors({ author = [] }: Reference): string {
  const seen = author.length === 1 ? "the first author is" : `the first ${author.length} authors are`;
  return `Only ${seen} recorded; the list prints with “et al.”`;
}

function formatted(reference: Reference, { formatter, style }: ReferenceStyle): RichText {
  return formatter.reference(reference, style);
}

/** "Heading: a, b, c" as one paragraph; nothing where there is nothing to list. */
function facts(heading: string, values: readonly Inline[]): Block[] {
  if (values.length === 0) return [];
  const separated = values.flatMap((value, number) => (number === 0 ? [value] : [text(", "), value]));
  return [paragraph(...(heading ? [italic(heading), text(": ")] : []), ...separated)];
}

function paragraph(...content: Inline[]): Block {
  return { kind: "paragraph", content };
}

function text(value: string): Inline {
  return { kind: "text", text: value };
}

function bold(value: string): Inline {
  return { kind: "bold", content: [text(value)] };
}

function italic(value: string): Inline {
  return { kind: "italic", content: [text(value)] };
}

function linked(label: string, target: string | undefined): Inline {
  return target === undefined ? text(label) : { kind: "link", target, content: [text(label)] };
}
