/** All citations of a text and its bibliography. */
import { printEntry, renderEntry } from "./bibliography.ts";
import { type PreparedCite, renderCitation } from "./citations.ts";
import { type Disambiguation, firstPlace, plainForm } from "./context.ts";
import { disambiguate, signatureOf } from "./disambiguation.ts";
import type { Citation, Item } from "./items.ts";
import { placesOf } from "./positions.ts";
import type { Rich } from "./print.ts";
import { comparerFor, sorted, sortValuesOf } from "./sorting.ts";
import type { CompiledStyle } from "./style.ts";

export interface Rendered {
  /** One for each citation, in their order; items that are missing are left out of theirs. */
  readonly citations: readonly Rich[];
  /** Entries in order, made when asked for. */
  bibliography(): readonly Entry[];
}

export interface Entry {
  readonly id: string;
  readonly content: Rich;
}

export interface Processor {
  /**
   * Renders a text. What has not changed since the last call is taken from there: an item is the same while it is the same
   * object.
   * @param uncited ids of items that the bibliography has besides
   */
  render(
    citations: readonly Citation[],
    itemOf: (id: string) => Item | undefined,
    uncited?: readonly string[],
  ): Rendered;
}

export function createProcessor(style: CompiledStyle): Processor {
  let library: Library | undefined;
  let printed = new Map<string, Rich>();
  const numbers = new WeakMap<Item, number>();
  let count = 0;
  const versionOf = (item: Item): number => {
    const known = numbers.get(item) ?? ++count;
    numbers.set(item, known);
    return known;
  };
  return {
    render(citations, itemOf, uncited = []) {
      const items = citedItems(citations, itemOf, uncited);
      const key = items.map(versionOf).join(" ");
      if (library?.key !== key) library = libraryOf(style, items, key);
      const { numberOf, forms } = library;
      const places = placesOf(citations, style.options.nearNoteDistance);
      const now = new Map<string, Rich>();
      const rich = citations.map((citation, at) => {
        const cites = citation.cites.flatMap((cite, place): PreparedCite[] => {
          const item = itemOf(cite.id);
          if (!item) return [];
          const form = forms.get(String(item.id)) ?? plainForm;
          const number = style.citesByNumber ? numberOf.get(String(item.id)) : undefined;
          return [{ item, cite, place: places[at]?.[place] ?? firstPlace, number, form }];
        });
        const signature =
          cites.map((cite) => signatureOfCite(cite, versionOf)).join("\u0002") + (citation.isComposite ?? "");
        const known = now.get(signature) ?? printed.get(signature);
        const result = known ?? renderCitation(style, cites, citation.isComposite ?? false);
        now.set(signature, result);
        return result;
      });
      printed = now;
      const current = library;
      return { citations: rich, bibliography: () => bibliographyOf(style, current) };
    },
  };
}

function signatureOfCite({ item, cite, place, number, form }: PreparedCite, versionOf: (item: Item) => number): string {
  return [
    versionOf(item),
    cite.locator,
    cite.label,
    cite.prefix,
    cite.suffix,
    cite.mode,
    place.position,
    place.isNear,
    place.firstNote,
    number,
    signatureOf(form),
  ].join("\u0001");
}

/** What depends on which items there are, and not on how they are cited. */
interface Library {
  readonly key: string;
  /** In the order of the bibliography. */
  readonly items: readonly Item[];
  readonly numberOf: ReadonlyMap<string, number>;
  readonly forms: ReadonlyMap<string, Disambiguation>;
}

function citedItems(
  citations: readonly Citation[],
  itemOf: (id: string) => Item | undefined,
  uncited: readonly string[],
): readonly Item[] {
  const ids = [...citations.flatMap(({ cites }) => cites.map(({ id }) => id)), ...uncited];
  return [...new Set(ids)].flatMap((id) => itemOf(id) ?? []);
}

function libraryOf(style: CompiledStyle, cited: readonly Item[], key: string): Library {
  const { bibliography } = style;
  const place = new Map(cited.map((item, at) => [item, at + 1]));
  const items = bibliography
    ? sorted(
        cited,
        (item) => sortValuesOf({ item, area: "bibliography", number: place.get(item) }),
        bibliography,
        comparerFor(style.locale.language),
      )
    : cited;
  const last = items.length + 1;
  const numberOf = new Map(items.map((item, at) => [String(item.id), style.countsDown ? last - (at + 1) : at + 1]));
  return { key, items, numberOf, forms: disambiguate(style, items) };
}

function bibliographyOf(style: CompiledStyle, { items, forms, numberOf }: Library): readonly Entry[] {
  const { bibliography } = style;
  if (!bibliography) return [];
  const rendered = items.map((item, place) =>
    renderEntry(
      style,
      bibliography,
      item,
      numberOf.get(String(item.id)) ?? place + 1,
      forms.get(String(item.id)) ?? plainForm,
    ),
  );
  return items.map((item, place) => {
    const entry = rendered[place] ?? { nodes: [] };
    return { id: String(item.id), content: printEntry(style, bibliography, item, entry, rendered[place - 1]) };
  });
}
