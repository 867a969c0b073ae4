/** Citation keys that name a work by its identifier, as Manubot's `@doi:10.1/x` and MyST's `@10.1/x` do. */
import type { Reference } from "../syntax/reference.ts";
import {
  type Identifier,
  normaliseArxiv,
  normaliseDoi,
  normalisePmcid,
  normalisePmid,
  recogniseIdentifier,
} from "./identifiers.ts";

/** The kinds that Manubot resolves (https://manubot.org/docs/citations.html), and DOIs and addresses without a name. */
const identifierKey =
  /^(?:(?:doi|pmid|pmcid|pmc|arxiv|isbn|url|https?|wikidata|tag|raw|clinicaltrials):|10\.\d{4,9}\/)/i;

export function isIdentifierKey(key: string): boolean {
  return identifierKey.test(key);
}

/** One spelling of the identifier that a key names: `doi:10.1/x` in lower case, `pmid:1`; `undefined` where it names none. */
export function identifierOfKey(key: string): string | undefined {
  const named = /^(doi|pmid|pmcid|pmc|arxiv|isbn|url):(.+)$/i.exec(key);
  const value = named?.[2] ?? key;
  switch (named?.[1]?.toLowerCase()) {
    case "pmid":
      return spelled("pmid", normalisePmid(value));
    case "pmc":
    case "pmcid":
      return spelled("pmcid", normalisePmcid(value));
    case "isbn":
      return spelled("isbn", value.replace(/[^\dXx]/g, ""));
    case "arxiv":
      return arxivSpelled(value);
    case "doi":
      return spelled("doi", normaliseDoi(value));
    default:
      return isIdentifierKey(key) ? ofAddress(value) : undefined;
  }
}

function ofAddress(value: string): string | undefined {
  const identifier = recogniseIdentifier(value);
  if (identifier?.kind === "arxiv") return arxivSpelled(value);
  if (identifier) return spelled(identifier.kind, identifier.value);
  return /^https?:/i.test(value) ? spelled("url", value.replace(/\/$/, "")) : undefined;
}

function spelled(kind: string, value: string | undefined): string | undefined {
  return value === undefined || value === "" ? undefined : `${kind}:${value}`.toLowerCase();
}

/** A preprint of arXiv has a DOI that holds its number; its versions are one work. */
function arxivSpelled(value: string): string | undefined {
  const number = normaliseArxiv(value)?.replace(/v\d+$/, "");
  return spelled("doi", number && `10.48550/arxiv.${number}`);
}

/** An identifier in the same spelling. */
export function spelledIdentifier({ kind, value }: Identifier): string {
  return (kind === "arxiv" ? arxivSpelled(value) : undefined) ?? `${kind}:${value}`.toLowerCase();
}

/** The identifiers of a reference in the same spelling. */
export function identifiersOf(reference: Reference): readonly string[] {
  const { DOI = "", PMID = "", PMCID = "", ISBN = "", URL = "" } = reference;
  return [
    spelled("doi", normaliseDoi(DOI)),
    spelled("pmid", normalisePmid(PMID)),
    spelled("pmcid", normalisePmcid(PMCID)),
    ...ISBN.split(/[\s,;]+/).map((isbn) => spelled("isbn", isbn.replace(/[^\dXx]/g, ""))),
    URL === "" ? undefined : ofAddress(URL),
  ].filter((identifier) => identifier !== undefined);
}
