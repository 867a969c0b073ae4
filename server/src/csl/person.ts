/** One name: its parts, its initials, its order. */

import type { Name } from "./items.ts";
import { readMarkup } from "./markup.ts";
import { type Format, type Node, plainText } from "./nodes.ts";

export interface NamePart {
  readonly formats: readonly Format[] | undefined;
  readonly prefix: string;
  readonly suffix: string;
  readonly change: ((nodes: readonly Node[]) => readonly Node[]) | undefined;
}

export interface PersonOptions {
  readonly form: "long" | "short" | "count";
  readonly initializeWith: string | undefined;
  readonly initialize: boolean;
  readonly hyphenatesInitials: boolean;
  readonly sortSeparator: string;
  readonly demotion: "never" | "sort-only" | "display-and-sort";
  readonly family: NamePart | undefined;
  readonly given: NamePart | undefined;
}

export interface Person {
  readonly family: string;
  readonly given: string;
  readonly suffix: string;
  readonly hasCommaBeforeSuffix: boolean;
  readonly dropping: string;
  readonly nonDropping: string;
  readonly literal: string;
  /** Family name first and nothing between, in scripts that write so. */
  readonly isFamilyFirst: boolean;
  /** Family name first by the source's wish, with a space. */
  readonly isStatic: boolean;
}

const people = new WeakMap<Name, Person>();

/** The parts of a name, with the particles and the suffix that its family and given names hold. */
export function personOf(name: Name): Person {
  const known = people.get(name);
  if (known) return known;
  const person = parsed(name);
  people.set(name, person);
  return person;
}

const eastern = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const western = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}]/u;

function parsed(name: Name): Person {
  const text = (value: unknown): string =>
    typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
  let family = text(name.family);
  let given = text(name.given);
  let suffix = text(name.suffix).replaceAll("'", "’");
  let dropping = text(name["dropping-particle"]);
  let nonDropping = text(name["non-dropping-particle"]);
  let hasComma = isTrue(name["comma-suffix"]);
  if (suffix === "") {
    const found = /^(.*?),(!?)\s*(\S.*)$/.exec(given);
    if (found) {
      given = found[1] ?? "";
      suffix = (found[3] ?? "").replaceAll("'", "’");
      hasComma = found[2] === "!";
    }
  }
  const parses = name["parse-names"] === undefined || isTrue(name["parse-names"]);
  const isProtected = family.length > 1 && family.startsWith('"') && family.endsWith('"');
  if (isProtected) family = family.slice(1, -1);
  else if (parses && dropping === "" && nonDropping === "") {
    const leading = leadingParticle.exec(family)?.[0] ?? "";
    if (leading !== "" && leading.length < family.length) {
      // An apostrophe with a space behind it keeps it.
      nonDropping = /[’']\s$/.test(leading) ? leading : leading.trimEnd();
      family = family.slice(leading.length);
    }
    const trailing = trailingParticle.exec(given);
    if (trailing && trailing.index > 0) {
      dropping = trailing[0].trim();
      given = given.slice(0, trailing.index).trim();
    }
  }
  const literal = text(name.literal);
  return {
    family: literal === "" && family === "" ? given : family,
    given: literal === "" && family === "" ? "" : given,
    suffix,
    hasCommaBeforeSuffix: hasComma,
    dropping,
    nonDropping,
    literal,
    isFamilyFirst: eastern.test(family) && !western.test(family + given),
    isStatic: isTrue(name["static-ordering"]),
  };
}

function isTrue(value: boolean | string | number | undefined): boolean {
  return value === true || value === 1 || value === "true" || value === "1";
}

/** Words without a capital before the family name, or one that an apostrophe or hyphen ties to it ("d'", "al-"). */
const leadingParticle =
  /^(?:['’]?\p{Ll}[\p{Ll}.’']*\s+)*(?:\p{Ll}{1,3}[’'](?=\p{L})|\p{Ll}{2}[-‐](?=\p{Lu})|['’]?\p{Ll}[\p{Ll}.’']*\s+)/u;
const trailingParticle = /(?:\s+\p{Ll}[\p{Ll}.’']*)+$/u;

/**
 * The name as its options print it.
 * @param isInverted family name first, marked by the separator
 * @param level 1 shows initials where the form is short, 2 the given names whole
 */
export function renderPerson(
  person: Person,
  options: PersonOptions,
  isInverted: boolean,
  level: number,
): readonly Node[] {
  if (person.literal !== "") return part(person.literal, options.family);
  const { family, dropping, nonDropping, suffix } = person;
  const familyNodes = part(family, options.family, false);
  const particle = nonDropping === "" ? [] : part(nonDropping, options.family, false);
  const surname = affixed(
    options.family,
    nonDropping === "" ? familyNodes : [...particle, ...gap(nonDropping), ...familyNodes],
  );
  const form = options.form === "short" && level > 0 ? "long" : options.form;
  if (form !== "long") return person.isFamilyFirst ? part(family, options.family) : surname;
  const given = part(givenNames(person.given, options, level), options.given, false);
  if (person.isFamilyFirst) return [...surname, ...given];
  const end = suffix === "" ? [] : [suffix];
  if (person.isStatic) return spaced([surname, affixed(options.given, given), end]);
  if (!isInverted) {
    const droppingNodes = dropping === "" ? [] : part(dropping, options.given, false);
    const family = [...particle, ...(nonDropping === "" ? [] : gap(nonDropping)), ...familyNodes];
    const last = dropping === "" ? family : [...droppingNodes, ...gap(dropping), ...family];
    const withSuffix =
      suffix === "" ? last : person.hasCommaBeforeSuffix ? [...last, ", ", suffix] : [...last, " ", suffix];
    return spaced([affixed(options.given, given), affixed(options.family, withSuffix)]);
  }
  const isDemoted = options.demotion === "display-and-sort";
  const first = isDemoted ? affixed(options.family, familyNodes) : surname;
  const rest = affixed(
    options.given,
    spaced([
      given,
      dropping === "" ? [] : part(dropping, options.given, false),
      isDemoted && nonDropping !== "" ? part(nonDropping.replace(/[-‐]$/, "-"), options.family, false) : [],
    ]),
  );
  const separator = options.sortSeparator;
  return [...first, ...(rest.length === 0 ? [] : [separator, ...rest]), ...(suffix === "" ? [] : [separator, suffix])];
}

function spaced(groups: readonly (readonly Node[])[]): readonly Node[] {
  const nodes: Node[] = [];
  for (const group of groups) {
    if (group.length === 0) continue;
    if (nodes.length > 0 && !endsInSpace(nodes)) nodes.push(" ");
    nodes.push(...group);
  }
  return nodes;
}

function endsInSpace(nodes: readonly Node[]): boolean {
  const last = nodes.at(-1);
  if (typeof last === "object") return endsInSpace(last.children);
  return last !== undefined && /\s$/.test(last);
}

/** A particle that ends in an apostrophe or hyphen stands right before the name. */
function gap(particle: string): readonly string[] {
  return /[-‐’'ʼ\s]$/.test(particle) ? [] : [" "];
}

function part(text: string, options: NamePart | undefined, isWhole = true): readonly Node[] {
  if (text === "") return [];
  const written = text.includes("<") ? readMarkup(text) : [text.replaceAll("'", "’")];
  if (!options) return written;
  const changed = options.change ? options.change(written) : written;
  const nodes: readonly Node[] = options.formats ? [{ children: changed, formats: options.formats }] : changed;
  return isWhole ? affixed(options, nodes) : nodes;
}

function affixed(options: NamePart | undefined, nodes: readonly Node[]): readonly Node[] {
  if (!options || nodes.length === 0 || (options.prefix === "" && options.suffix === "")) return nodes;
  return [...(options.prefix ? [options.prefix] : []), ...nodes, ...(options.suffix ? [options.suffix] : [])];
}

function givenNames(given: string, options: PersonOptions, level: number): string {
  const { initializeWith } = options;
  if (initializeWith === undefined || level > 1) return given;
  return initials(given, initializeWith, options.initialize, options.hyphenatesInitials);
}

const initialWord = /^(\p{Lu}[\p{M}]*)(?:\p{Ll}.*)?$/u;

/**
 * "John-Lee Aloysius" with ". " → "J.-L. A."; where full names stay, only what is an initial already takes the mark.
 * @param given given names; words without a capital stay as they are
 */
function initials(given: string, mark: string, shortens: boolean, hyphenates: boolean): string {
  const words = given
    .replace(/\.(?=[^\s.-])/g, ". ")
    .split(/\s+/)
    .filter((word) => word !== "");
  let result = "";
  for (const word of words) {
    const written = word
      .split(/(?<=.)[-‐–](?=.)/)
      .map((half, place) => initial(half, mark, shortens, place > 0))
      .filter((half) => half !== "");
    const separator = hyphenates ? "-" : "";
    const whole = written
      .map((half, place) =>
        place < written.length - 1 ? half.trimEnd() + (hyphenates ? "" : mark.endsWith(" ") ? " " : "") : half,
      )
      .join(separator);
    const needsSpace = result !== "" && !/\s$/.test(result) && !(isMarked(result, mark) && isMarked(whole, mark));
    result += (needsSpace ? " " : "") + whole;
  }
  return result.trim();
}

function isMarked(text: string, mark: string): boolean {
  return /^\p{Lu}/u.test(text) && text.endsWith(mark) && !/\p{Ll}$/u.test(text);
}

function initial(word: string, mark: string, shortens: boolean, isInner: boolean): string {
  const bare = word.replace(/\.$/, "");
  if (!shortens) return /^\p{Lu}$/u.test(bare) ? bare + mark : word;
  if (/^\p{Ll}/u.test(bare)) return isInner ? "" : /^\p{Ll}\.$/u.test(word) ? bare + mark : word;
  const found = initialWord.exec(bare);
  // What its writer has abbreviated stays as it is: "Ph.", "Ts.".
  if (bare !== word && [...bare].length > 1) return bare + mark;
  if (found) return (found[1] ?? "") + mark;
  const digraph = /^(\p{Lu})(\p{Lu})\p{Ll}/u.exec(bare);
  if (digraph) return (digraph[1] ?? "") + (digraph[2] ?? "").toLowerCase() + mark;
  return /^\p{Lu}/u.test(bare) ? ([...bare][0] ?? "") + mark : word;
}

/** The name's sort key parts: family, particles, given, suffix, as `demote-non-dropping-particle` orders them. */
export function sortParts(person: Person, options: PersonOptions): readonly string[] {
  if (person.literal !== "") return [person.literal.replace(/^(?:a|an|the)\s+/i, "")];
  const { family, dropping, nonDropping, suffix } = person;
  const given = options.form === "long" ? plainText(part(givenNames(person.given, options, 0), undefined)) : "";
  const surname =
    options.demotion === "never"
      ? [[nonDropping, family].filter(Boolean).join(" ").replace(/^['’]/, ""), dropping]
      : [family, [dropping, nonDropping].filter(Boolean).join(" ")];
  return options.form === "long" ? [...surname, given, suffix] : surname;
}
