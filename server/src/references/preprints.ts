/** Which references are preprints. */
import { normaliseArxiv, normaliseDoi } from "../syntax/identifiers.ts";
import type { Reference } from "../syntax/reference.ts";

/**
 * DOIs of preprint servers: bioRxiv and medRxiv (10.1101 and digits, until November 2025; other works of Cold Spring Harbor have
 * letters there, https://connect.biorxiv.org/news/2025/11/18/preprint_dois), openRxiv, arXiv, Research Square, Preprints.org,
 * ChemRxiv, SSRN, and those of the Open Science Framework.
 */
const preprintDoi =
  /^10\.(?:1101\/(?:\d{4}\.\d\d\.\d\d\.\d+|\d{6,8}(?!\d))|64898\/|48550\/arxiv\.|21203\/rs\.|20944\/preprints|26434\/chemrxiv|2139\/ssrn\.|31219\/osf\.io|31234\/osf\.io|31235\/osf\.io|31222\/osf\.io)/i;

const serverName = /^(?:bio|med|chem|open)rxiv\b|^arxiv\b|^research ?square\b|^preprints(?:\.org)?$|^ssrn\b/i;

/** True for a posted preprint; a published article that names its eprint too is none. */
export function isPreprint(reference: Reference): boolean {
  const { DOI = "", URL = "", genre = "" } = reference;
  const doi = normaliseDoi(DOI);
  if (doi !== undefined && preprintDoi.test(doi)) return true;
  const container = reference["container-title"] ?? "";
  if (container !== "") return serverName.test(container);
  if (doi !== undefined) return false;
  return normaliseArxiv(URL) !== undefined || /^preprint$/i.test(genre) || serverName.test(reference.publisher ?? "");
}

/** A preprint's DOI without the number of its version. */
export function unversionedDoi(doi: string): string {
  return preprintDoi.test(doi) ? doi.replace(/(?:\.|\/)?v\d+$/i, "") : doi;
}
