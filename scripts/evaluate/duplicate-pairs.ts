/** Pairs of references that are of one work, and pairs that are not, made from real references by rule. */
import type { Name, Reference } from "../../server/src/syntax/reference.ts";
import { createRandom } from "../bench/synthetic.ts";

export interface Pair {
  readonly kind: string;
  readonly first: Reference;
  readonly second: Reference;
}

type Change = (reference: Reference, random: () => number) => Reference | undefined;

function without(reference: Reference, ...names: (keyof Reference)[]): Reference {
  return Object.fromEntries(
    Object.entries(reference).filter(([name]) => !names.some((it) => it === name)),
  ) as unknown as Reference;
}

function anonymous(reference: Reference): Reference {
  return without(reference, "DOI", "PMID", "PMCID", "URL", "custom");
}

function withNames(reference: Reference, change: (name: Name) => Name): Reference {
  return { ...reference, author: (reference.author ?? []).map(change) };
}

function withYear(reference: Reference, by: number): Reference | undefined {
  const year = reference.issued?.["date-parts"]?.[0]?.[0];
  return year === undefined ? undefined : { ...reference, issued: { "date-parts": [[year + by]] } };
}

function changed(text: string, change: (text: string) => string): string | undefined {
  const other = change(text);
  return other === text ? undefined : other;
}

const marked = /[\u00c0-\u024f]/;

/** Letters that a wrong encoding loses, in one of four ways. */
function losing(text: string, way: number): string {
  return text.replace(/[\u00c0-\u024f]/g, (letter) => {
    if (way === 0) return letter.normalize("NFD").replace(/\p{M}/gu, "");
    if (way === 1) return "?";
    if (way === 2) return "";
    return letter
      .normalize("NFD")
      .replace(/\u0308/g, "e")
      .replace(/\p{M}/gu, "");
  });
}

/** Each makes a second record of the same work; `undefined` where it has nothing to change. */
const changes: Readonly<Record<string, Change>> = {
  "no identifiers": (reference) => reference,
  "abbreviated journal": (reference) => {
    const { "container-title-short": short, "container-title": full } = reference;
    return short === undefined || short === full
      ? undefined
      : { ...without(reference, "container-title-short"), "container-title": short };
  },
  "no journal": (reference) => without(reference, "container-title", "container-title-short"),
  "initials only": (reference) =>
    (reference.author ?? []).some(({ given = "" }) => given.length > 1)
      ? withNames(reference, (name) => (name.given ? { ...name, given: name.given.charAt(0) } : name))
      : undefined,
  "given names in full": (reference) =>
    withNames(reference, (name) => (name.given ? { ...name, given: `${name.given.charAt(0)}owanmir` } : name)),
  "only the first author": (reference) => ({
    ...reference,
    author: (reference.author ?? []).slice(0, 1),
    custom: { "authors-complete": false },
  }),
  "lost diacritics": (reference, random) => {
    const way = Math.floor(random() * 4);
    const text = `${reference.title}${(reference.author ?? []).map((name) => name.family).join("")}`;
    if (!marked.test(text)) return undefined;
    const names = withNames(reference, (name) => ({
      ...name,
      ...(name.family && { family: losing(name.family, way) }),
    }));
    return { ...names, title: losing(reference.title ?? "", way) };
  },
  "a letter lost": (reference, random) => {
    const { title = "" } = reference;
    const words = [...title.matchAll(/\b[a-z]{6,}\b/g)];
    const word = words[Math.floor(random() * words.length)];
    if (!word) return undefined;
    const at = word.index + 1 + Math.floor(random() * (word[0].length - 1));
    return { ...reference, title: title.slice(0, at) + title.slice(at + 1) };
  },
  "title in lower case": (reference) => ({ ...reference, title: (reference.title ?? "").toLowerCase() }),
  "TITLE IN CAPITALS": (reference) => ({ ...reference, title: (reference.title ?? "").toUpperCase() }),
  "other punctuation": (reference) => {
    const title = changed(reference.title ?? "", (text) =>
      text
        .replace(/: /g, " - ")
        .replace(/-(?=\p{L})/gu, " ")
        .replace(/[,'’]/g, ""),
    );
    return title === undefined ? undefined : { ...reference, title: `${title}.` };
  },
  "no subtitle": (reference) => {
    const title = changed(reference.title ?? "", (text) => text.replace(/[:?—] .*$/, ""));
    return title === undefined ? undefined : { ...reference, title };
  },
  "year of the other version": (reference, random) => withYear(reference, random() < 0.5 ? 1 : -1),
  "before its issue": (reference) => {
    const online = withYear(without(reference, "volume", "issue", "page"), -1);
    return online;
  },
};

/** What makes a preprint's record of a published work's. */
const asPreprint: Change = (reference, random) => {
  const earlier = withYear(
    without(reference, "volume", "issue", "page", "container-title-short"),
    random() < 0.7 ? -1 : 0,
  );
  if (!earlier || reference.type !== "article-journal") return undefined;
  const DOI = `10.1101/2000.01.01.${String(Math.floor(random() * 1e6)).padStart(6, "0")}`;
  return { ...earlier, DOI, "container-title": "bioRxiv" };
};

export function pairsOfOneWork(references: readonly Reference[]): Pair[] {
  const random = createRandom(11);
  const named = Object.entries(changes);
  const pairs = references.flatMap((first) =>
    named.flatMap(([kind, change]): Pair[] => {
      const second = change(anonymous(first), random);
      return second ? [{ kind, first, second }] : [];
    }),
  );
  for (const first of references) {
    for (const number of [2, 3, 4]) {
      let second = anonymous(first);
      for (let done = 0, tries = 0; done < number && tries < 30; tries++) {
        const [, change] = named[Math.floor(random() * named.length)] ?? [];
        const next = change?.(second, random);
        if (next) {
          second = next;
          done++;
        }
      }
      pairs.push({ kind: `${number} of these`, first, second });
    }
    const preprint = asPreprint(anonymous(first), random);
    if (preprint) pairs.push({ kind: "preprint and published", first, second: preprint });
    const other = changes["no subtitle"]?.(first, random) ?? changes["TITLE IN CAPITALS"]?.(first, random);
    if (other && (first.DOI ?? first.PMID))
      pairs.push({ kind: "identifier, year of the other version", first, second: withYear(other, 1) ?? other });
  }
  return pairs;
}

/** Each makes a record of another work that is easily taken for the same. */
const others: Readonly<Record<string, Change>> = {
  "correction notice": (reference, random) => {
    const forms = [
      "Correction: ",
      "Correction to: ",
      "Erratum: ",
      "Corrigendum to ",
      "Author Correction: ",
      "Publisher Correction: ",
    ];
    const form = forms[Math.floor(random() * forms.length)] ?? "";
    return { ...without(reference, "page"), title: form + (reference.title ?? "") };
  },
  "comment or reply": (reference, random) => {
    const forms = ["Comment on: ", "Reply to: ", "Response to “", "Letter regarding “", "Re: "];
    const form = forms[Math.floor(random() * forms.length)] ?? "";
    return { ...without(reference, "page", "volume"), title: form + (reference.title ?? "") };
  },
  "study protocol": (reference) => ({
    ...(withYear(reference, -1) ?? reference),
    title: `${reference.title}: study protocol`,
  }),
  "a number in the title": (reference) => ({ ...without(reference, "page", "volume"), title: `${reference.title} 2` }),
  "one word of the title": (reference, random) => {
    const { title = "" } = reference;
    const words = [...title.matchAll(/\b[a-z]{5,}\b/g)];
    const word = words[Math.floor(random() * words.length)];
    if (!word) return undefined;
    return {
      ...elsewhere(reference),
      title: `${title.slice(0, word.index)}melanoma${title.slice(word.index + word[0].length)}`,
    };
  },
  "abstract at a meeting": (reference) => ({
    ...(withYear(without(reference, "volume", "issue", "container-title-short"), -1) ?? reference),
    type: "paper-conference",
    "container-title": "Annual Meeting Abstracts",
    page: "77",
  }),
  "the same title by others": (reference) => ({
    ...elsewhere(reference),
    author: [{ family: "Xandovar", given: "Q" }],
    "container-title": "Annals of Invented Medicine",
    "container-title-short": "Ann Invent Med",
  }),
  "thesis of the same title": (reference) => ({
    ...without(reference, "volume", "issue", "page", "container-title", "container-title-short"),
    type: "thesis",
  }),
};

function elsewhere(reference: Reference): Reference {
  return { ...reference, volume: "9999", page: "99999-99999" };
}

export function pairsOfTwoWorks(references: readonly Reference[]): Pair[] {
  const random = createRandom(13);
  const made = references.flatMap((first, number) => {
    const next = references[(number + 1) % references.length] ?? first;
    const bare = anonymous(first);
    return [
      ...Object.entries(others).flatMap(([kind, change]): Pair[] => {
        const second = change(bare, random);
        return second ? [{ kind, first, second }] : [];
      }),
      ...((first.DOI ?? first.PMID)
        ? [{ kind: "another identifier", first, second: { ...bare, DOI: "10.0000/another", PMID: "1" } }]
        : []),
      { kind: "same authors, year and journal", first, second: { ...elsewhere(bare), title: next.title ?? "" } },
      {
        kind: "part I and part II",
        first: { ...bare, title: `${first.title}: part I` },
        second: { ...without(bare, "page"), title: `${first.title}: part II` },
      },
      {
        kind: "part I and the whole",
        first: { ...bare, title: `${first.title}. Part 1, the liver` },
        second: { ...without(bare, "page"), title: first.title ?? "" },
      },
      {
        kind: "two editions",
        first: { ...bare, type: "book", edition: "2" },
        second: { ...bare, type: "book", edition: "3" },
      },
      { kind: "a book and its chapter", first: { ...bare, type: "book" }, second: { ...bare, type: "chapter" } },
    ];
  });
  const distinct = references.flatMap((first, number) =>
    references.slice(number + 1).map((second): Pair => ({ kind: "two references", first, second: anonymous(second) })),
  );
  const altered = references.map((reference) => {
    const named = Object.values(changes);
    return named[Math.floor(random() * named.length)]?.(anonymous(reference), random) ?? anonymous(reference);
  });
  const crossed = references.flatMap((first, number) =>
    altered.flatMap((second, other): Pair[] =>
      number === other ? [] : [{ kind: "a reference and a changed other", first, second }],
    ),
  );
  return [...made, ...distinct, ...crossed];
}
