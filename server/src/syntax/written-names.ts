/** Names as reference managers and databases write them: the family name first. */

import type { Name, Reference } from "./reference.ts";

/** `Family, Given`, `Family, Given, Suffix`; an institution has no comma, one at its end, or two for one of its own. */
export function readInvertedName(text: string): Name {
  if (text.includes(",,")) return { literal: text.replaceAll(",,", ",") };
  const [family = "", given = "", suffix = ""] = text.split(",").map((part) => part.trim());
  if (given === "" && suffix === "") return { literal: family };
  return { family, ...(given && { given }), ...(suffix && { suffix }) };
}

/** The names, and whether the list is complete: `et al.` after the last name says that it is not. */
export function readNameList(
  texts: readonly string[],
  readName: (text: string) => Name = readInvertedName,
): { readonly names: readonly Name[]; readonly complete: boolean } {
  const written = texts.map((text) => text.trim()).filter((text) => text.replace(/,/g, "") !== "");
  const named = written.filter((text) => !/^(?:et al\.?|others)$/i.test(text));
  return { names: named.map(readName), complete: named.length === written.length };
}

/** The same the other way round; a family name alone is written like an institution. */
export function invertedName(name: Name): string {
  const family = [name["dropping-particle"], name["non-dropping-particle"], name.family].filter(Boolean).join(" ");
  if (family === "") return (name.literal ?? name.given ?? "").replaceAll(",", ",,");
  if (name.given === undefined && name.suffix === undefined) return family;
  return [family, name.given ?? "", name.suffix].filter((part) => part !== undefined).join(", ");
}

/** The authors as lines of their own, `et al` after them where not all are known. */
export function authorLines({ author, custom }: Reference): readonly string[] {
  return [...(author ?? []).map(invertedName), ...(custom?.["authors-complete"] === false ? ["et al"] : [])];
}
