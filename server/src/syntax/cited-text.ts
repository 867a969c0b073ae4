/** Text beside a citation key, from a manuscript's markup to text with CSL's. */

import type { CiteParts } from "./cite-parts.ts";
import type { Citation } from "./facts.ts";
import { locatorAt } from "./locators.ts";

/** What stands around a key, as text with CSL's markup. */
export interface Around {
  readonly prefix: string;
  readonly suffix: string;
}

/** Finds the locator in what follows a key. */
export function partsOf(citation: Citation, { prefix, suffix }: Around, isAuthorSuppressed: boolean): CiteParts {
  // A font within a locator is lost: CSL has none there.
  const found = locatorAt(suffix.replace(/^([^\d<]*)<(\w+)>([^<]*\d[^<]*)<\/\2>/, "$1$3"));
  const parts = { citation, prefix, isAuthorSuppressed };
  if (!found) return { ...parts, suffix };
  const locator = found.locator.trim();
  return locator === ""
    ? { ...parts, suffix: found.rest }
    : { ...parts, suffix: found.rest, locator, label: found.label };
}

/** A suffix that begins without punctuation is parted by a comma. */
export function withComma(text: string): string {
  return text === "" || /^[\p{P}]/u.test(text) ? text : `, ${text}`;
}

/** A prefix is parted by a space. */
export function withSpace(text: string): string {
  return text === "" ? "" : `${text} `;
}

/** One rule: what a pattern matches becomes a text, in which `$1` is read in turn. */
export type MarkupRule = readonly [pattern: RegExp, replacement: string];

const privateUse = 0xe000;

/** Dashes, dots and markup by rules, backslashes taken from what they protect. White space becomes one space. */
export function markedText(text: string, rules: readonly MarkupRule[]): string {
  const kept: string[] = [];
  let result = text.replace(/\s+/g, " ").replace(/\\([^\p{L}\p{N}])/gu, (_, sign: string) => {
    kept.push(sign === " " ? "\u00a0" : sign);
    return String.fromCharCode(privateUse + kept.length - 1);
  });
  for (const [pattern, replacement] of rules) result = result.replace(pattern, replacement);
  return result.replace(/[\ue000-\uf8ff]/g, (sign) => kept[sign.charCodeAt(0) - privateUse] ?? sign);
}

export const dashes: readonly MarkupRule[] = [
  [/---/g, "—"],
  [/--/g, "–"],
  [/\.\.\./g, "…"],
];
