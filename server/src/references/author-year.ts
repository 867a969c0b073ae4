import { familyNameOf, hasAllAuthors, type Reference, yearOf } from "../syntax/reference.ts";

/** "Costa-Silva et al. 2015", as lists of references name a work; empty where neither is known. */
export function authorYear(reference: Reference): string {
  const [first, second, ...others] = (reference.author ?? reference.editor ?? []).map(familyNameOf);
  const several = others.length > 0 || !hasAllAuthors(reference);
  const authors = several ? `${first ?? ""} et al.` : [first, second].filter(Boolean).join(" & ");
  return [authors, yearOf(reference)].filter(Boolean).join(" ");
}
