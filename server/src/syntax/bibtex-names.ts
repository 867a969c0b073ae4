/** BibTeX name lists to CSL names. */

import { latexToText } from "./latex-text.ts";
import type { Name } from "./reference.ts";

/** Names carry no markup. */
function nameText(latex: string): string {
  const text = latexToText(latex);
  return text.includes("<") ? text.replace(/<\/?(?:i|b|sub|sup|span)\b[^>]*>/g, "") : text;
}

export interface NameList {
  readonly names: readonly Name[];
  /** False where the list ends in `and others`. */
  readonly complete: boolean;
}

/**
 * Splits a raw value at `and` outside braces and reads each name in BibTeX's forms (`First von Last`, `von Last, First`,
 * `von Last, Jr, First`) or biblatex's (`family=…, given=…`). A name wholly in braces is an institution.
 */
export function readNames(value: string, keepsParticle: boolean): NameList {
  const written = splitList(value);
  const complete = written.length === 1 || !/^\s*others\s*$/i.test(written.at(-1) ?? "");
  if (!complete) written.pop();
  const names: Name[] = [];
  for (const text of written) {
    const name = readName(text.trim(), keepsParticle);
    if (name) names.push(name);
  }
  return { names, complete };
}

/** The members of a list of names or of literals, which `and` parts outside braces. */
export function splitList(value: string): string[] {
  return /[\\{}]/.test(value) ? splitOutsideBraces(value, "and") : value.split(/\s+and(?=\s)/i);
}

type Separator = "and" | "," | "blank";

/** Parts of `text` between the separators; braces hide a separator, and so does a backslash before it. */
function splitOutsideBraces(text: string, separator: Separator): string[] {
  if (separator !== "and" && !/[\\{}]/.test(text)) return text.split(separator === "," ? "," : /[ \t\r\n~]+/);
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "\\") at++;
    else if (char === "{") depth++;
    else if (char === "}") depth--;
    else if (depth <= 0) {
      const length = separatorLength(text, at, char, separator);
      if (length > 0) {
        parts.push(text.slice(start, at));
        start = at + length;
        at = start - 1;
      }
    }
  }
  parts.push(text.slice(start));
  return parts;
}

const andBetween = /\s+and(?=\s)/iy;
const blanks = /[ \t\r\n~]+/y;

/** The length of the separator at `at`, where `char` stands; 0 where there is none. The blank after `and` is left. */
function separatorLength(text: string, at: number, char: string, separator: Separator): number {
  if (separator === ",") return char === "," ? 1 : 0;
  if (char !== " " && char !== "\n" && char !== "\t" && char !== "\r" && char !== "~") return 0;
  const pattern = separator === "and" ? andBetween : blanks;
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function isWhollyBraced(text: string): boolean {
  if (!text.startsWith("{")) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "\\") at++;
    else if (char === "{") depth++;
    else if (char === "}" && --depth === 0) return at === text.length - 1;
  }
  return false;
}

/** `Last, First` without a particle, braces or commands: nearly every name that a program writes. */
const simpleName = /^(\p{Lu}[^,\\{}~=]*),([^,\\{}~=]*)$/u;

function readName(text: string, keepsParticle: boolean): Name | undefined {
  const simple = simpleName.exec(text);
  if (simple) return assemble("", simple[1] ?? "", simple[2] ?? "", "", keepsParticle);
  // biblatex's options of the whole list (`sortingnamekeytemplatename=x and …`) stand between names too.
  if (text === "" || (text.includes("=") && /^[a-z]{9,}\s*=\s*\w+$/i.test(text))) return undefined;
  if (isWhollyBraced(text)) {
    const literal = nameText(text);
    return literal === "" ? undefined : { literal };
  }
  const parts = splitOutsideBraces(text, ",").map((part) => part.trim());
  if (text.includes("=") && parts.some((part) => /^(?:family|given)\s*=/i.test(part)))
    return readExtendedName(parts, keepsParticle);
  const [first = "", second, ...rest] = parts;
  if (second === undefined) return readGivenFirst(words(first), keepsParticle);
  const given = rest.length === 0 ? second : rest.join(", ");
  const suffix = rest.length === 0 ? "" : nameText(second);
  const family = words(first);
  const particles = countLeadingParticles(family, family.length - 1);
  const start = family.slice(0, particles).join(" ");
  return assemble(start, family.slice(particles).join(" "), words(given).join(" "), suffix, keepsParticle);
}

function words(text: string): string[] {
  return splitOutsideBraces(text, "blank").filter((word) => word !== "");
}

/** biblatex's `family=Harman, given=Hans, prefix=von`. */
function readExtendedName(parts: readonly string[], keepsParticle: boolean): Name | undefined {
  const values = new Map<string, string>();
  for (const part of parts) {
    const equals = part.indexOf("=");
    if (equals > 0)
      values.set(
        part.slice(0, equals).trim().toLowerCase(),
        part
          .slice(equals + 1)
          .trim()
          .replace(/^"|"$/g, ""),
      );
  }
  const keeps = values.has("useprefix") ? values.get("useprefix") === "true" : keepsParticle;
  const of = (name: string) => words(values.get(name) ?? "").join(" ");
  return assemble(of("prefix"), of("family"), of("given"), nameText(values.get("suffix") ?? ""), keeps);
}

function readGivenFirst(name: readonly string[], keepsParticle: boolean): Name | undefined {
  let particleStart = name.findIndex(isParticle);
  if (particleStart < 0 || particleStart === name.length - 1) particleStart = name.length - 1;
  let familyStart = particleStart;
  for (let index = particleStart; index < name.length - 1; index++)
    if (isParticle(name[index] ?? "")) familyStart = index + 1;
  return assemble(
    name.slice(particleStart, familyStart).join(" "),
    name.slice(familyStart).join(" "),
    name.slice(0, particleStart).join(" "),
    "",
    keepsParticle,
  );
}

function countLeadingParticles(name: readonly string[], most: number): number {
  let count = 0;
  while (count < most && isParticle(name[count] ?? "")) count++;
  return count;
}

/** A particle's first letter outside braces is in lower case; a group that begins with a command is a letter. */
function isParticle(word: string): boolean {
  const code = word.charCodeAt(0);
  if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) return code >= 97;
  const open = word.replace(/^(?:[^\p{L}{\\]*\{(?!\\)[^{}]*\})+/u, "");
  const letter = open.startsWith("{") && !open.startsWith("{\\") ? undefined : /\p{L}/u.exec(nameText(open))?.[0];
  return letter !== undefined && letter !== letter.toUpperCase();
}

function assemble(
  particle: string,
  family: string,
  given: string,
  suffix: string,
  keepsParticle: boolean,
): Name | undefined {
  const name: { -readonly [part in keyof Name]: Name[part] } = {};
  const familyText = nameText(family);
  if (familyText !== "") name.family = familyText;
  const givenText = nameText(given);
  if (givenText !== "") name.given = givenText;
  if (familyText === "" && givenText === "") return undefined;
  const particleText = particle === "" ? "" : nameText(particle);
  if (particleText !== "") name[keepsParticle ? "non-dropping-particle" : "dropping-particle"] = particleText;
  if (suffix !== "") name.suffix = suffix;
  return name;
}
