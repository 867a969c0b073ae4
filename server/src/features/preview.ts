/** What a preview shows of a manuscript beyond its Markdown: citations and bibliography as they print, terms and their definitions. */
import { identifierLinks } from "../references/identifiers.ts";
import { type Citation, type RichText, toHtml, toText } from "../styles/formatter.ts";
import { type CitedEntry, linkedCitation } from "../styles/linked-citation.ts";
import type { CitationCluster } from "../syntax/facts.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import { titleBlockOf } from "../syntax/manuscript-authors.ts";
import type { Reference } from "../syntax/reference.ts";
import type { Mention } from "../terms/recogniser.ts";
import type { Document, Span } from "../text/document.ts";
import { referenceOf } from "../workspace/citations.ts";
import { mentionsOf } from "../workspace/mentions.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { ReferenceStyle } from "./description.ts";

export interface PreviewedManuscript {
  readonly title: string;
  readonly authors: readonly string[];
  readonly citations: readonly { readonly span: Span; readonly html: string }[];
  readonly bibliography: readonly { readonly id: string; readonly html: string }[];
  readonly terms: readonly { readonly span: Span; readonly definition: number }[];
  readonly definitions: readonly string[];
}

export function previewOf(snapshot: Snapshot, document: Document, style: ReferenceStyle): PreviewedManuscript {
  return { ...titleBlockOf(document), ...citedIn(snapshot, document, style), ...explainedIn(snapshot, document) };
}

function citedIn(
  snapshot: Snapshot,
  document: Document,
  { formatter, style }: ReferenceStyle,
): Pick<PreviewedManuscript, "citations" | "bibliography"> {
  const { clusters } = readManuscript(document);
  const known = (key: string): Reference | undefined => referenceOf(snapshot, document, key)?.reference;
  const formatted = formatter.text(style).render(clusters.map(citationOf), known);
  const listed = formatted.bibliography();
  const entries = new Map(
    listed.flatMap(({ key, content }, place): [string, CitedEntry][] => {
      const reference = known(key);
      const number = new RegExp(`^\\W?${place + 1}\\b`).test(toText(content)) ? String(place + 1) : undefined;
      return reference ? [[key, { reference, target: `#${encodeURIComponent(entryId(key))}`, number }]] : [];
    }),
  );
  // A text that cites nothing known most likely doesn't cite: "@" stands before people's names, too.
  if (entries.size === 0) return { citations: [], bibliography: [] };
  return {
    citations: clusters.map(({ span, citations }, place) => {
      const keys = [...new Set(citations.map(({ key }) => key))];
      const printed = linkedCitation(
        formatted.citations[place] ?? [],
        keys.flatMap((key) => entries.get(key) ?? []),
      );
      const unknown = keys.filter((key) => !entries.has(key)).map((key) => bold(`${key}?`));
      return { span, html: toHtml([...printed, ...unknown]) };
    }),
    bibliography: listed.map(({ key, content }) => ({
      id: entryId(key),
      html: toHtml([...content, ...linkTo(known(key), content)]),
    })),
  };
}

function entryId(key: string): string {
  return `ref-${key}`;
}

function bold(text: string): RichText[number] {
  return { kind: "bold", content: [{ kind: "text", text }] };
}

function citationOf({ citations }: CitationCluster): Citation {
  return {
    cites: citations.map(({ key, mode }) => ({ id: key, ...(mode === "suppress-author" && { mode }) })),
    isComposite: citations[0]?.mode === "author-in-text",
  };
}

/** The work's address, for a style that doesn't print it. */
function linkTo(reference: Reference | undefined, printed: RichText): RichText {
  const [link] = reference ? identifierLinks(reference) : [];
  if (!link || toHtml(printed).includes("<a ")) return [];
  return [
    { kind: "text", text: " " },
    { kind: "link", target: link.url, content: [{ kind: "text", text: link.label }] },
  ];
}

function explainedIn({ vocabulary }: Snapshot, document: Document): Pick<PreviewedManuscript, "terms" | "definitions"> {
  const places = new Map<string, number>();
  const terms = mentionsOf(document, vocabulary).flatMap((mention) => {
    const definition = definitionOf(mention);
    // Of "T … cells" in "T and B cells" no part is the term.
    if (definition === "" || mention.spans.length > 1) return [];
    const place = places.get(definition) ?? places.size;
    places.set(definition, place);
    return [{ span: mention.span, definition: place }];
  });
  return { terms, definitions: [...places.keys()] };
}

/** A line for each of the terms that the name may mean. */
function definitionOf({ terms }: Mention): string {
  return terms.flatMap(({ label, definition }) => (definition === "" ? [] : [`${label}: ${definition}`])).join("\n");
}
