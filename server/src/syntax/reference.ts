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

/**
 * A CSL date: `[year, month?, day?]` once, or twice for a range, where `[0]` leaves the end open; `literal` where it
 * can't be read. Months 21 to 24 are spring to winter.
 */
export interface DateVariable {
  readonly "date-parts"?: readonly (readonly number[])[];
  /** True where the date is approximate or uncertain. */
  readonly circa?: boolean;
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
  readonly translator?: readonly Name[];
  readonly "container-author"?: readonly Name[];
  readonly "collection-editor"?: readonly Name[];
  readonly compiler?: readonly Name[];
  readonly director?: readonly Name[];
  readonly organizer?: readonly Name[];
  /** Who took part in another role than CSL names. */
  readonly contributor?: readonly Name[];
  readonly issued?: DateVariable;
  readonly "original-date"?: DateVariable;
  readonly "event-date"?: DateVariable;
  readonly "title-short"?: string;
  readonly "original-title"?: string;
  /** The title of one volume of a work in several; `title` or `container-title` is then the whole's. */
  readonly "volume-title"?: string;
  readonly "container-title"?: string;
  readonly "container-title-short"?: string;
  readonly "collection-title"?: string;
  readonly "collection-number"?: string;
  readonly "event-title"?: string;
  readonly "event-place"?: string;
  readonly publisher?: string;
  readonly "publisher-place"?: string;
  readonly "original-publisher"?: string;
  readonly "original-publisher-place"?: string;
  readonly jurisdiction?: string;
  readonly edition?: string;
  readonly volume?: string;
  readonly issue?: string;
  readonly page?: string;
  readonly number?: string;
  readonly "chapter-number"?: string;
  readonly "number-of-pages"?: string;
  readonly "number-of-volumes"?: string;
  readonly version?: string;
  readonly status?: string;
  readonly genre?: string;
  readonly note?: string;
  readonly annote?: string;
  readonly abstract?: string;
  readonly keyword?: string;
  readonly language?: string;
  readonly "call-number"?: string;
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

/** The variables that hold text. */
export type TextVariable = {
  [name in keyof Reference]-?: NonNullable<Reference[name]> extends string ? name : never;
}[keyof Reference];

export type NameVariable = {
  [name in keyof Reference]-?: readonly Name[] extends NonNullable<Reference[name]> ? name : never;
}[keyof Reference];

export interface ReferenceExtras {
  /** False where only the first authors are known: prints "et al." after them, and `and others` in BibTeX. */
  readonly "authors-complete"?: boolean;
  readonly topics?: readonly string[];
  /** Corrections and known quirks of the record. */
  readonly notes?: readonly string[];
}

/** A reference of what was found: `undefined`, an empty text or an empty list is no fact, and is left out. */
export function referenceOfDraft(
  draft: { readonly [name in keyof Reference]: Reference[name] | undefined },
): Reference {
  const isEmpty = (value: unknown) =>
    value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
  const kept = Object.entries(draft).filter(([name, value]) => name === "id" || !isEmpty(value));
  return Object.fromEntries(kept) as unknown as Reference;
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

/** What tells which references may be of one work: the least that has to be read of each entry of a large bibliography. */
export interface ComparedFields {
  readonly title: string;
  /** The first author's family name, or where there is none the first editor's. */
  readonly family: string;
  /** 0 where there is none. */
  readonly year: number;
  readonly pages: string;
  /** Identifiers as written. */
  readonly doi: string;
  readonly pmid: string;
  readonly pmcid: string;
  /** An address, which may be that of a preprint. */
  readonly url: string;
}

export function comparedFieldsOf(reference: Reference): ComparedFields {
  const { page = "", DOI = "", PMID = "", PMCID = "", URL = "" } = reference;
  const [first] = reference.author ?? reference.editor ?? [];
  return {
    title: [reference.title, reference["volume-title"]].filter(Boolean).join(": "),
    family: first ? familyNameOf(first) : "",
    year: yearOf(reference) ?? 0,
    pages: page,
    doi: DOI,
    pmid: PMID,
    pmcid: PMCID,
    url: URL,
  };
}
