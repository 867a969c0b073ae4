/** Whether a work named in running text by author and year can be a given reference. In doubt it can. */
import { familyNameOf, hasAllAuthors, type Name, type Reference } from "../syntax/reference.ts";
import type { AuthorYearMention, NamedAuthor } from "./author-year-mentions.ts";
import { boundedEdits } from "./nearest-keys.ts";
import { fold } from "./words.ts";

/** Those under whose names a work is cited. */
export function citedNames({ author, editor }: Reference): readonly Name[] {
  return author ?? editor ?? [];
}

/** The authors that a text names. */
export type NamedAuthors = Pick<AuthorYearMention, "others" | "isPossessive"> & {
  readonly authors: readonly NamedAuthor[];
};

export function authorsFit(mention: NamedAuthors, reference: Reference): boolean {
  const names = citedNames(reference);
  if (names.length === 0) return true;
  const { authors } = mention;
  return authors.some((first, index) => {
    const isBeginning = index === 0 || first.isAfterComma;
    return isBeginning && listFits({ ...mention, authors: authors.slice(index) }, names, hasAllAuthors(reference));
  });
}

function listFits(
  { others, isPossessive, authors }: NamedAuthors,
  names: readonly Name[],
  isComplete: boolean,
): boolean {
  const isOneOf = (author: NamedAuthor) => names.some((name) => isNamed(author, name));
  const [first] = authors;
  const [firstName] = names;
  const isFirst = first !== undefined && firstName !== undefined && isNamed(first, firstName);
  if (others === "et al.") return isFirst;
  // A group is often called after its head, who is seldom the first author.
  const mayBeUnknown = !isComplete && (isFirst || others === "colleagues" || (isPossessive && authors.length === 1));
  return mayBeUnknown || authors.every(isOneOf);
}

/** The years in which a reference was published, first published or presented; none where they aren't known. */
export function yearFits(year: number, { issued, ...reference }: Reference): boolean {
  const dates = [issued, reference["original-date"], reference["event-date"]];
  const spans = dates.flatMap((date) => {
    const [from, to] = (date?.["date-parts"] ?? []).map(([part]) => part);
    return from === undefined ? [] : [{ from, to: to === 0 ? Number.POSITIVE_INFINITY : (to ?? from) }];
  });
  return issued?.["date-parts"] === undefined || spans.some(({ from, to }) => from <= year && year <= to);
}

/** Whether an author's name as written is that of a person or institution; words before it and its particles aside. */
export function isNamed({ text }: NamedAuthor, name: Name): boolean {
  const forms = formsOf(name);
  return (
    endings(text).some((ending) => spellings(ending).some((spelling) => forms.has(spelling))) ||
    isInstitution(text, name)
  );
}

/** Whether a name as written is one or two letters away from that of a person. */
export function isNearlyNamed({ text }: NamedAuthor, name: Name): boolean {
  const forms = [...formsOf(name)].filter((form) => form.length > 3);
  const [written = ""] = spellings(endings(text).at(-1) ?? "");
  return forms.some((form) => boundedEdits(form, written, form.length > 6 ? 2 : 1) !== undefined);
}

/** What the words of an author may be besides what precedes the name: "In van der Berg" gives all down to "Berg". */
function endings(text: string): string[] {
  const words = text.split(/\s+/).filter((word) => !/^(?:\p{Lu}\.-?)+$/u.test(word));
  while (words.length > 1 && /^\p{Lu}{1,2}$/u.test(words.at(-1) ?? "")) words.pop();
  return words.map((_, index) => words.slice(index).join(" "));
}

/** Without diacritics, spaces and hyphens, and with umlauts as German writes them in ASCII. */
function spellings(text: string): string[] {
  const plain = (it: string) => fold(it).replace(/[^\p{L}\p{N}]/gu, "");
  const expanded = text.normalize("NFC").replace(/[äöüøåÄÖÜØÅ]/g, (letter) => inAscii[letter.toLowerCase()] ?? letter);
  return expanded === text ? [plain(text)] : [plain(text), plain(expanded)];
}

const inAscii: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };

const formsOfName = new WeakMap<Name, ReadonlySet<string>>();

/** A family name with and without particles, and the parts of a double one; given names, since entries mix them up. */
function formsOf(name: Name): ReadonlySet<string> {
  const known = formsOfName.get(name);
  if (known) return known;
  const family = familyNameOf(name);
  const parts = family.split(/[\s-]+/).filter((part) => part.length > 2);
  const written = [
    family,
    [name["dropping-particle"], family].filter(Boolean).join(" "),
    family.replace(/^(?:\p{Ll}+\s)+/u, ""),
    ...(parts.length < 4 ? parts : []),
    ...(name.given ?? "").split(/\s+/).filter((part) => /^\p{Lu}.*\p{Ll}{2}/u.test(part)),
  ];
  const forms = new Set(written.flatMap(spellings).filter((form) => form !== ""));
  formsOfName.set(name, forms);
  return forms;
}

/** Institutions are cited by parts of their names and by abbreviations. */
function isInstitution(text: string, { literal }: Name): boolean {
  if (literal === undefined || !/\s/.test(literal)) return false;
  if (/(?:^|\s)\p{Lu}{2,}$/u.test(text)) return true;
  const [whole = ""] = spellings(literal);
  return endings(text).some((ending) => /\s/.test(ending) && whole.includes(spellings(ending)[0] ?? ending));
}
