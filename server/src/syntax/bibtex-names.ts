/** BibTeX name lists to CSL names. */
import type { Name } from "../references/model.ts";
import { latexToText } from "./latex-text.ts";

/** Names carry no markup. */
function nameText(latex: string): string {
  return latexToText(latex).replace(/<[^>]*>/g, "");
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
  const written = splitOutsideBraces(value, "and");
  const last = written.at(-1)?.trim().toLowerCase();
  const complete = last !== "others" || written.length === 1;
  const names = (complete ? written : written.slice(0, -1))
    .map((name) => readName(name.trim(), keepsParticle))
    .filter((name) => name !== undefined);
  return { names, complete };
}

/** Parts of `text` between the separator: the word `and`, a comma or blanks; never inside braces. */
function splitOutsideBraces(text: string, separator: "and" | "," | "blank"): string[] {
  const pattern =
    separator === "and" ? /\\.|[{}]|\s+and(?=\s)/giy : separator === "," ? /\\.|[{},]/y : /\\.|[{}]|[\s~]+/y;
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; ) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) at++;
    else {
      if (found === "{") depth++;
      else if (found === "}") depth--;
      else if (depth <= 0 && !found.startsWith("\\")) {
        parts.push(text.slice(start, at));
        start = at + found.length;
      }
      at += found.length;
    }
  }
  parts.push(text.slice(start));
  return parts;
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

function readName(text: string, keepsParticle: boolean): Name | undefined {
  if (text === "") return undefined;
  if (isWhollyBraced(text)) {
    const literal = nameText(text);
    return literal === "" ? undefined : { literal };
  }
  const parts = splitOutsideBraces(text, ",").map((part) => part.trim());
  if (/^(?:family|given|prefix|suffix|useprefix)\s*=/i.test(text)) return readExtendedName(parts, keepsParticle);
  const [first = "", second, ...rest] = parts;
  if (second === undefined) return readGivenFirst(words(first), keepsParticle);
  const given = rest.length === 0 ? second : rest.join(", ");
  const suffix = rest.length === 0 ? "" : nameText(second);
  const family = words(first);
  const particles = countLeadingParticles(family, family.length - 1);
  return assemble(family.slice(0, particles), family.slice(particles), words(given), suffix, keepsParticle);
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
  const of = (name: string) => words(values.get(name) ?? "");
  return assemble(of("prefix"), of("family"), of("given"), nameText(values.get("suffix") ?? ""), keeps);
}

function readGivenFirst(name: readonly string[], keepsParticle: boolean): Name | undefined {
  let particleStart = name.findIndex(isParticle);
  if (particleStart < 0 || particleStart === name.length - 1) particleStart = name.length - 1;
  let familyStart = particleStart;
  for (let index = particleStart; index < name.length - 1; index++)
    if (isParticle(name[index] ?? "")) familyStart = index + 1;
  return assemble(
    name.slice(particleStart, familyStart),
    name.slice(familyStart),
    name.slice(0, particleStart),
    "",
    keepsParticle,
  );
}

function countLeadingParticles(name: readonly string[], most: number): number {
  let count = 0;
  while (count < most && isParticle(name[count] ?? "")) count++;
  return count;
}

/** A particle's first letter is in lower case; what stands in braces is no particle. */
function isParticle(word: string): boolean {
  if (word.startsWith("{") && !word.startsWith("{\\")) return false;
  const letter = /\p{L}/u.exec(nameText(word))?.[0];
  return letter !== undefined && letter !== letter.toUpperCase();
}

function assemble(
  particle: readonly string[],
  family: readonly string[],
  given: readonly string[],
  suffix: string,
  keepsParticle: boolean,
): Name | undefined {
  const familyText = nameText(family.join(" "));
  const givenText = nameText(given.join(" "));
  const particleText = nameText(particle.join(" "));
  if (familyText === "" && givenText === "") return undefined;
  return {
    ...(familyText !== "" && { family: familyText }),
    ...(givenText !== "" && { given: givenText }),
    ...(particleText !== "" && { [keepsParticle ? "non-dropping-particle" : "dropping-particle"]: particleText }),
    ...(suffix !== "" && { suffix }),
  };
}
