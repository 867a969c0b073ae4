/** What is cited, in the shapes of CSL-JSON, and how. */

/** An item of CSL-JSON: text and numbers, dates and names under CSL's variable names. Values of other shapes are as absent. */
export interface Item {
  readonly id: string | number;
  readonly type?: string;
  readonly [variable: string]: unknown;
}

export interface Name {
  readonly family?: string;
  readonly given?: string;
  readonly suffix?: string;
  readonly "dropping-particle"?: string;
  readonly "non-dropping-particle"?: string;
  readonly "comma-suffix"?: boolean | string | number;
  /** Family name first and unmarked in every style: "Mao Zedong". */
  readonly "static-ordering"?: boolean | string | number;
  readonly literal?: string;
  /** Stands, last in a list, for names that are not known: the list ends in "et al.". */
  readonly others?: boolean;
  /** False where the parts are whole as they are and no particles are to be found in them. */
  readonly "parse-names"?: boolean | string | number;
}

export interface DateValue {
  /** One point or the two ends of a range, each year, month, day. */
  readonly "date-parts"?: readonly (readonly (number | string)[])[];
  readonly season?: number | string;
  readonly circa?: boolean | string | number;
  readonly literal?: string;
  readonly raw?: string;
}

/** One work within a citation. */
export interface Cite {
  readonly id: string;
  readonly locator?: string;
  /** A locator's term: `page` where none is given. */
  readonly label?: string;
  /** Text with CSL's markup (`<i>`). */
  readonly prefix?: string;
  readonly suffix?: string;
  /** What of the cite prints: `suppress-author` leaves its names out, `author-only` the rest. */
  readonly mode?: "suppress-author" | "author-only";
}

/** What is printed at one place of a text. */
export interface Citation {
  readonly cites: readonly Cite[];
  /** The number of the note it stands in, where it stands in one. */
  readonly note?: number;
  /** Names in the running text, the rest in the citation: "Doe et al. (2020)". */
  readonly isComposite?: boolean;
}

export type Position = "first" | "subsequent" | "ibid" | "ibid-with-locator";
