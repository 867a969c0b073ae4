/** Identifiers of works: recognised in what people type, and the addresses they lead to. */
import { normaliseArxiv, normaliseDoi, normalisePmcid, normalisePmid } from "../syntax/identifiers.ts";
import type { Reference } from "../syntax/reference.ts";

export { normaliseArxiv, normaliseDoi, normalisePmcid, normalisePmid };

export type IdentifierKind = "doi" | "pmid" | "pmcid" | "arxiv";

export interface Identifier {
  readonly kind: IdentifierKind;
  /** The normalised form: a bare DOI, digits, `PMC` and digits, an arXiv number. */
  readonly value: string;
}

/** An identifier with the address where the work is found. */
export interface IdentifierLink extends Identifier {
  /** The identifier's name as printed: `DOI`, `PMID`, `PMCID`, `arXiv`. */
  readonly label: string;
  readonly url: string;
}

/**
 * Recognises a DOI, PMID, PMCID or arXiv identifier: bare, with its name (`pmid:123`) or as an address. Bare digits are
 * taken for a PMID from five digits on, so that a year is none.
 */
export function recogniseIdentifier(text: string): Identifier | undefined {
  const doi = normaliseDoi(text);
  if (doi !== undefined) return { kind: "doi", value: doi };
  const arxiv = normaliseArxiv(text);
  if (arxiv !== undefined) return { kind: "arxiv", value: arxiv };
  const isPmcid = /pmc/i.test(text);
  const pmcid = isPmcid ? normalisePmcid(text) : undefined;
  if (pmcid !== undefined) return { kind: "pmcid", value: pmcid };
  const pmid = !isPmcid && (/\d{5}/.test(text) || /pm|pubmed/i.test(text)) ? normalisePmid(text) : undefined;
  return pmid === undefined ? undefined : { kind: "pmid", value: pmid };
}

const labels: Readonly<Record<IdentifierKind, string>> = { doi: "DOI", pmid: "PMID", pmcid: "PMCID", arxiv: "arXiv" };

/** The address of a work by its normalised identifier. */
export function urlOfIdentifier({ kind, value }: Identifier): string {
  switch (kind) {
    case "doi":
      return `https://doi.org/${encodeURI(value).replace(/[#?]/g, encodeURIComponent)}`;
    case "pmid":
      return `https://pubmed.ncbi.nlm.nih.gov/${value}/`;
    case "pmcid":
      return `https://www.ncbi.nlm.nih.gov/pmc/articles/${value}/`;
    case "arxiv":
      return `https://arxiv.org/abs/${value}`;
  }
}

/** The identifiers a reference carries, as links, in the order DOI, PMID, PMCID. What is no identifier is left out. */
export function identifierLinks(reference: Reference): readonly IdentifierLink[] {
  const links: IdentifierLink[] = [];
  const add = (kind: IdentifierKind, value: string | undefined) => {
    if (value !== undefined) links.push({ kind, value, label: labels[kind], url: urlOfIdentifier({ kind, value }) });
  };
  add("doi", normaliseDoi(reference.DOI ?? ""));
  add("pmid", normalisePmid(reference.PMID ?? ""));
  add("pmcid", normalisePmcid(reference.PMCID ?? ""));
  return links;
}
