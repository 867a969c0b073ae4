/** What a preview shows of a manuscript beyond its Markdown: citations and bibliography as they print, terms and their definitions. */
import { identifierLinks } from "../references/identifiers.ts";
import { type RichText, toHtml, toText } from "../styles/formatter.ts";
import { type CitedEntry, linkedCitation } from "../styles/linked-citation.ts";
import { titleBlockOf } from "../syntax/manuscript-authors.ts";
import type { Reference } from "../syntax/reference.ts";
import type { Mention } from "../terms/recogniser.ts";
import type { Document, Span } from "../text/document.ts";
import { referenceOf } from "../workspace/citations.ts";
import { formattedTextOf } from "../workspace/formatted-text.ts";
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
  style: ReferenceStyle,
): Pick<PreviewedManuscript, "citations" | "bibliography"> {
  const formatted = formattedTextOf(snapshot, document, style);
  const { whole } = formatted;
  const known = (key: string): Reference | undefined => referenceOf(snapshot, whole, key)?.reference;
  const clusters = formatted.clustersIn(document);
  const cited = clusters.map(({ cluster }) => unique(cluster.citations.flatMap(({ key }) => known(key) ?? [])));
  // A text that cites nothing known most likely doesn't cite: "@" stands before people's names, too.
  if (cited.every((references) => references.length === 0)) return { citations: [], bibliography: [] };
  const listed = formatted.bibliography();
  const { isNote } = style.formatter.text(style.style);
  const numbers = new Map(
    listed.flatMap(({ key, content }, place) => (isNumbered(content, place) ? [[key, place + 1]] : [])),
  );
  return {
    citations: clusters.map(({ cluster, content, unknown }, place) => {
      const entries = (cited[place] ?? []).map((reference): CitedEntry => {
        const target = `#${encodeURIComponent(entryId(reference.id))}`;
        return { reference, target, number: numbers.get(reference.id)?.toString() };
      });
      const html = toHtml([...linkedCitation(content, entries), ...unknown.map(questioned)]);
      return { span: cluster.span, html: isNote ? `<span class="bm-inline-note">${html}</span>` : html };
    }),
    bibliography: listed
      // Of a manuscript's part, what the part cites.
      .filter(
        ({ key }) => document.uri === whole.uri || cited.some((references) => references.some(({ id }) => id === key)),
      )
      .map(({ key, content }) => ({
        id: entryId(key),
        html: toHtml([...content, ...linkTo(known(key), content)]),
      })),
  };
}

function unique<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Set(items)];
}

function isNumbered(entry: RichText, place: number): boolean {
  return new RegExp(`^\\W?${place + 1}\\b`).test(toText(entry));
}

/** An unknown key, as Pandoc prints it. */
function questioned(key: string): RichText[number] {
  return { kind: "bold", content: [{ kind: "text", text: `${key}?` }] };
}

function entryId(key: string): string {
  return `ref-${key}`;
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
