/**
 * References as CSL-JSON, the exchange format of citation processors (https://docs.citationstyles.org): what every reader of
 * bibliographies gives.
 */

/** A person (`family`, `given`, …) or an institution (`literal`). */
export interface Name {
  readonly family?: string;
  readonly given?: string;
  readonly suffix?: string;
  readonly "non-dropping-particle"?: string;
  readonly "dropping-particle"?: string;
  readonly literal?: string;
}

/** A CSL date: `[year, month?, day?]` once, or twice for a range; `literal` where it can't be read. */
export interface DateVariable {
  readonly "date-parts"?: readonly (readonly number[])[];
  readonly literal?: string;
}

/** One work, as a CSL-JSON item. `id` is its citation key. */
export interface Reference {
  readonly id: string;
  /** CSL type: `article-journal`, `chapter`, `book`, … */
  readonly type: string;
  readonly title?: string;
  readonly author?: readonly Name[];
  readonly editor?: readonly Name[];
  readonly issued?: DateVariable;
  readonly "container-title"?: string;
  readonly "container-title-short"?: string;
  readonly "collection-title"?: string;
  readonly publisher?: string;
  readonly "publisher-place"?: string;
  readonly edition?: string;
  readonly volume?: string;
  readonly issue?: string;
  readonly page?: string;
  readonly number?: string;
  readonly genre?: string;
  readonly note?: string;
  readonly abstract?: string;
  readonly keyword?: string;
  readonly language?: string;
  readonly DOI?: string;
  readonly PMID?: string;
  readonly PMCID?: string;
  readonly ISBN?: string;
  readonly ISSN?: string;
  readonly URL?: string;
  readonly accessed?: DateVariable;
  /** What CSL has no field for. */
  readonly custom?: ReferenceExtras;
}

export interface ReferenceExtras {
  /** False where only the first authors are known: prints "et al." after them, and `and others` in BibTeX. */
  readonly "authors-complete"?: boolean;
  readonly topics?: readonly string[];
  /** Corrections and known quirks of the record. */
  readonly notes?: readonly string[];
}

export function hasAllAuthors(reference: Reference): boolean {
  return reference.custom?.["authors-complete"] !== false;
}

/** The year of publication, or `undefined` where the date is missing or unreadable. */
export function yearOf(reference: Reference): number | undefined {
  return reference.issued?.["date-parts"]?.[0]?.[0];
}

/** The name a person is filed under, with a particle that belongs to it ("van den Berg"). */
export function familyNameOf(name: Name): string {
  return [name["non-dropping-particle"], name.family ?? name.literal].filter(Boolean).join(" ");
}

/** What references are searched by: the least that has to be read of each entry of a large bibliography. */
export interface SearchedFields {
  readonly key: string;
  /** Family names of the authors, or where there are none of the editors. */
  readonly families: readonly string[];
  readonly title: string;
  /** 0 where there is none. */
  readonly year: number;
  /** The container's title in full and short, and topics. */
  readonly journals: readonly string[];
}

export function searchedFieldsOf(reference: Reference): SearchedFields {
  const { "container-title": container, "container-title-short": short, custom } = reference;
  return {
    key: reference.id,
    families: (reference.author ?? reference.editor ?? []).map(familyNameOf),
    title: reference.title ?? "",
    year: yearOf(reference) ?? 0,
    journals: [container, short, ...(custom?.topics ?? [])].filter((text) => text !== undefined),
  };
}
