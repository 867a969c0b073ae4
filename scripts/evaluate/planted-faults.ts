/** Faults that can be put into manuscripts and bibliographies by rule, so that what a check has to find there is known. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BundledRetraction } from "../../server/src/references/retractions.ts";
import { bibtexEntry } from "../../server/src/syntax/bibtex-write.ts";
import type { Reference } from "../../server/src/syntax/reference.ts";

/** What a rule may use beside the unit that it changes. */
export interface Given {
  readonly random: () => number;
  /** Entries of the project's bibliographies with title, authors, journal and DOI. */
  readonly entries: readonly PlainEntry[];
  /** Taken into the project's bibliographies, and into its list of retractions. */
  readonly addEntry: (entry: string) => void;
  readonly addNotice: (row: readonly string[]) => void;
}

export interface PlainEntry {
  readonly key: string;
  readonly title: string;
  readonly author: string;
  readonly journal: string;
  readonly year: number;
  readonly doi: string;
}

export interface Rule {
  readonly code: string;
  readonly name: string;
  /** False for a change that is no fault, though it looks like one. */
  readonly isFault: boolean;
  readonly files: RegExp;
  /** A changed paragraph or entry, or `undefined` where it has nothing to change. */
  readonly change: (unit: string, given: Given) => string | undefined;
}

const data = join(import.meta.dirname, "../../server/data");
const bundled = JSON.parse(readFileSync(join(data, "references.json"), "utf8")) as Reference[];
const retracted = JSON.parse(readFileSync(join(data, "retractions.json"), "utf8")) as BundledRetraction[];

const markdown = /\.(?:md|qmd)$/;
const manuscript = /\.(?:md|qmd|tex)$/;
const bibtex = /\.bib$/;

/** A replacement at one of the places where the pattern fits. */
function somewhere(pattern: RegExp, write: (match: RegExpExecArray, given: Given) => string | undefined) {
  return (unit: string, given: Given): string | undefined => {
    const match = pick([...unit.matchAll(pattern)], given.random);
    const written = match && write(match, given);
    if (!match || written === undefined || written === match[0]) return undefined;
    return unit.slice(0, match.index) + written + unit.slice(match.index + match[0].length);
  };
}

function pick<Item>(items: readonly Item[], random: () => number): Item | undefined {
  return items[Math.floor(random() * items.length)];
}

/** One letter of the text becomes the next of the alphabet. */
function misspelt(text: string, { random }: Given): string | undefined {
  const places = Array.from(text.matchAll(/[a-y]/g), ({ index }) => index);
  const place = pick(places, random);
  if (place === undefined) return undefined;
  return text.slice(0, place) + String.fromCharCode(text.charCodeAt(place) + 1) + text.slice(place + 1);
}

const key = /(?<=\[(?:[^[\]\n]*;)?\s*-?@|\\cite\{(?:[^{}]*,)?\s*)[A-Za-z][\w-]{4,}(?=\s*[;\],}])/g;
const group = /\[@([\w-]+(?:; ?@[\w-]+)+)\]/g;
const cited = (write: (given: Given, old: string) => string | undefined) =>
  somewhere(key, ([old], given) => write(given, old));

let added = 0;

/** Takes an entry in under a key of its own, and gives the key. */
function withEntry({ addEntry }: Given, reference: Reference): string {
  added += 1;
  const id = `planted${added}x${reference.id.replace(/\W/g, "")}`;
  addEntry(bibtexEntry(reference, { key: id }));
  return id;
}

/** A work of the list as one may have it: whole, without its identifiers, or with them and another title. */
function retractedWork({ random }: Given, identified: boolean): Reference | undefined {
  const works = retracted.filter((work) => (identified ? work.DOI : work.author));
  const work = pick(works, random);
  if (!work) return undefined;
  const title = identified && random() < 0.5 ? work.title.slice(0, 20) : work.title;
  return {
    id: "retracted",
    type: "article-journal",
    title: random() < 0.5 ? title : title.toLowerCase(),
    author: [{ family: (work.author ?? "Nobody").split(",", 1)[0] ?? "" }],
    ...(work.year !== undefined && { issued: { "date-parts": [[work.year]] } }),
    ...(identified && work.DOI !== undefined && { DOI: work.DOI }),
  };
}

/** The notice of a retraction, which is a work of its own. */
function noticeOf({ random }: Given): Reference | undefined {
  const work = pick(
    retracted.filter(({ notice }) => notice),
    random,
  );
  if (!work) return undefined;
  const { title, notice = "", date = "" } = work;
  const issued = { "date-parts": [[Number(date.slice(0, 4)) || 2020]] };
  return { id: "notice", type: "article-journal", title: `Retraction: ${title}`, DOI: notice, issued };
}

const sound = ({ random }: Given): Reference | undefined => pick(bundled, random);

/** A preprint of a work, or of another by its authors. */
function preprintOf(given: Given, isSame: boolean): string | undefined {
  const work = pick(given.entries, given.random);
  const other = pick(given.entries, given.random);
  if (!work || !other || (!isSame && work === other)) return undefined;
  added += 1;
  const id = `planted${added}preprint`;
  const servers = [
    "journal = {bioRxiv}, doi = {10.1101/2018.01.01.000001}",
    "journal = {medRxiv : the preprint server}, doi = {10.1101/2020.02.02.20000002}",
    "eprint = {1801.00001}, eprinttype = {arxiv}, url = {https://arxiv.org/abs/1801.00001}",
    "journal = {Research Square}, doi = {10.21203/rs.3.rs-100001/v1}",
  ];
  const authors = given.random() < 0.5 ? work.author : work.author.replace(/(, \p{Lu})\p{Ll}+/gu, "$1.");
  const title = isSame ? work.title : other.title;
  const year = work.year - (given.random() < 0.5 ? 0 : 1);
  given.addEntry(
    `@article{${id}ed, title = {${work.title}}, author = {${work.author}}, journal = {${work.journal}}, year = {${work.year}}, doi = {${work.doi}}}`,
  );
  given.addEntry(
    `@article{${id}, title = {${title}}, author = {${authors}}, year = {${year}}, ${pick(servers, given.random)}}`,
  );
  return id;
}

const rule = (code: string, name: string, files: RegExp, change: Rule["change"]): Rule => ({
  code,
  name,
  files,
  change,
  isFault: true,
});
const harmless = (...it: Parameters<typeof rule>): Rule => ({ ...rule(...it), isFault: false });

const behind = (write: (given: Given) => Reference | undefined) => (unit: string, given: Given) => {
  const reference = write(given);
  added += 1;
  return reference && `${bibtexEntry(reference, { key: `planted${added}` })}\n\n${unit}`;
};
const citing = (find: (given: Given) => Reference | undefined) =>
  cited((given) => {
    const reference = find(given);
    return reference && withEntry(given, reference);
  });
/** A notice about the unit's work, which stays as it is. */
const noticed = (nature: string) => (unit: string, given: Given) => {
  const doi = /^\s*doi\s*=\s*["{](10\.[^"{}]+)["}]/im.exec(unit)?.[1];
  if (doi === undefined) return undefined;
  given.addNotice(["A notice", "Nobody, N", "1/2/2021 0:00", "10.5555/notice", "1/1/2019 0:00", doi, "0", nature]);
  return unit;
};
const field = /^(\s*)(\w+)(\s*=\s*)(\{[^{}\n]*\}|"[^"{}\n]*")(,)(?=\s*\n\s*\w+\s*=)/gm;

export const rules: readonly Rule[] = [
  rule(
    "unknown-citation",
    "one letter of a key changed",
    manuscript,
    cited((given, old) => misspelt(old, given)),
  ),
  rule(
    "bundled-only-citation",
    "a work of the bundled set",
    manuscript,
    cited((given) => sound(given)?.id),
  ),
  harmless("bundled-only-citation", "the same with an entry of its own", manuscript, citing(sound)),
  rule(
    "glued-citation",
    "the space and brackets before a key taken away",
    markdown,
    somewhere(/(?<=[a-z]) \[@([\w-]+)\]/g, ([, id]) => `@${id}`),
  ),
  harmless(
    "glued-citation",
    "an e-mail address",
    markdown,
    somewhere(/(?<=[a-z]) \[@([\w-]+)\]/g, (match) => ` (someone@example.org)${match[0]}`),
  ),
  rule(
    "malformed-citation",
    "a comma for a semicolon",
    markdown,
    somewhere(group, ([all]) => all.replace(/; ?/, ", ")),
  ),
  rule(
    "malformed-citation",
    "a closing bracket taken away",
    markdown,
    somewhere(group, ([all]) => all.slice(0, -1)),
  ),
  harmless(
    "malformed-citation",
    "words between two keys",
    markdown,
    somewhere(group, ([all]) => all.replace(/; ?/, ", against ")),
  ),
  rule(
    "empty-citation",
    "a key taken away, its sign left",
    markdown,
    somewhere(group, ([all]) => all.replace(/@[\w-]+\]/, "@]")),
  ),
  rule(
    "repeated-citation",
    "the first key again at the end",
    manuscript,
    somewhere(/\[@([\w-]+); ?[^[\]]*(?=\])|\\cite\{([\w-]+),[^{}]*(?=\})/g, ([all, first, second]) =>
      first ? `${all}; @${first}` : `${all},${second}`,
    ),
  ),
  harmless(
    "repeated-citation",
    "the same with a locator",
    markdown,
    somewhere(group, ([all]) => all.replace(/^\[@([\w-]+)(.*)\]$/, "[@$1, p. 3$2; @$1, p. 9]")),
  ),
  rule(
    "unordered-citation",
    "two works, the younger first",
    markdown,
    somewhere(
      /\[@([\w-]+)\]/g,
      (_, given) => `[@${withEntry(given, dated(given, 2020))}; @${withEntry(given, dated(given, 1999))}]`,
    ),
  ),
  rule(
    "preprint-published",
    "the preprint of an entry",
    manuscript,
    cited((given) => preprintOf(given, true)),
  ),
  harmless(
    "preprint-published",
    "a preprint with another title",
    manuscript,
    cited((given) => preprintOf(given, false)),
  ),
  rule(
    "retracted-citation",
    "by DOI, the title whole or cut off",
    manuscript,
    citing((given) => retractedWork(given, true)),
  ),
  rule(
    "retracted-citation",
    "without identifiers",
    manuscript,
    citing((given) => retractedWork(given, false)),
  ),
  harmless("retracted-citation", "another work of the field", manuscript, citing(sound)),
  rule(
    "retracted-entry",
    "by DOI, the title whole or cut off",
    bibtex,
    behind((given) => retractedWork(given, true)),
  ),
  rule(
    "retracted-entry",
    "without identifiers",
    bibtex,
    behind((given) => retractedWork(given, false)),
  ),
  harmless("retracted-entry", "the notice itself", bibtex, behind(noticeOf)),
  harmless("retracted-entry", "another work of the field", bibtex, behind(sound)),
  rule("corrected-entry", "a listed correction", bibtex, noticed("Correction")),
  harmless("corrected-entry", "a listed reinstatement", bibtex, noticed("Reinstatement")),
  rule(
    "malformed-bibliography",
    "a comma between fields taken away",
    bibtex,
    somewhere(field, ([all]) => all.slice(0, -1)),
  ),
  rule(
    "malformed-bibliography",
    "the end of a value taken away",
    bibtex,
    somewhere(field, ([all]) => `${all.slice(0, -2)},`),
  ),
  rule(
    "malformed-bibliography",
    "an equals sign taken away",
    bibtex,
    somewhere(field, ([, space, name, , value]) => `${space}${name} ${value},`),
  ),
  rule(
    "malformed-bibliography",
    "a brace too many",
    bibtex,
    somewhere(field, ([, space, name, equals, value]) => `${space}${name}${equals}${value}},`),
  ),
  rule(
    "malformed-bibliography",
    "the end of an entry taken away",
    bibtex,
    somewhere(/\n\}\s*$/g, () => "\n\n"),
  ),
  rule(
    "stray-latex",
    "a dollar sign in a title",
    bibtex,
    somewhere(/^(\s*title\s*=\s*\{)(?=[^$]*\},?\n)/gim, ([all]) => `${all}The $5 test: `),
  ),
  harmless(
    "stray-latex",
    "maths and an escaped dollar sign",
    bibtex,
    somewhere(/^(\s*title\s*=\s*\{)(?=[^$]*\},?\n)/gim, ([all]) => `${all}The \\$5 test of $\\alpha$: `),
  ),
  rule(
    "doi-in-url",
    "the DOI moved to the address",
    bibtex,
    somewhere(
      /^(\s*)doi(\s*=\s*)\{(10\.[^{}\n]+)\}/gim,
      ([, space, equals, doi], given) =>
        `${space}url${equals}{${pick(["https://doi.org/", "http://dx.doi.org/"], given.random)}${doi}}`,
    ),
  ),
  rule("malformed-identifier", "two digits of a book's ISBN swapped", bibtex, (unit, given) =>
    /^\s*@(?:in)?(?:book|collection|proceedings)/i.test(unit) ? swapped("isbn", unit, given) : undefined,
  ),
  rule("malformed-identifier", "two digits of an ISSN swapped", bibtex, (unit, given) => swapped("issn", unit, given)),
  rule("missing-bibliography", "one letter of the name changed", /\.tex$/, (unit, given) => {
    return `\\addbibresource{${misspelt("references", given)}.bib}\n${unit}`;
  }),
  harmless(
    "missing-bibliography",
    "the name as it is",
    /\.tex$/,
    (unit) => `\\addbibresource{references.bib}\n${unit}`,
  ),
];

/** Two digits beside each other change places; where they differ by five no check digit of an ISBN shows it. */
function swapped(name: string, unit: string, given: Given): string | undefined {
  const pattern = new RegExp(`(?<=^\\s*${name}\\s*=\\s*\\{[\\d-]*)(\\d)(\\d)(?=[\\dXx-]*\\})`, "gim");
  return somewhere(pattern, ([, first, second]) =>
    (Number(first) - Number(second)) % 5 === 0 ? undefined : `${second}${first}`,
  )(unit, given);
}

function dated({ random }: Given, year: number): Reference {
  const id = `dated${Math.floor(random() * 1e6)}`;
  return { id, type: "article-journal", title: `An invented title of ${id}`, issued: { "date-parts": [[year]] } };
}
