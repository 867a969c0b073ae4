/** Identifiers of works as people write them, brought to one form. `undefined` where the text is no such identifier. */

const doiForm = /^10\.\d{4,9}(?:\.\d+)*\/\S+$/;

/** The bare DOI (`10.1016/j.cell.2014.07.013`) of a DOI, a `doi:` name or a doi.org address; letter case is kept. */
export function normaliseDoi(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^(?:https?:\/\/)?(?:dx\.|www\.)?doi\.org\//i, "")
    .replace(/^doi\s*:?\s*/i, "");
  const decoded = /%2f/i.test(bare) && !bare.includes("/") ? bare.replace(/%2f/gi, "/") : bare;
  return doiForm.test(decoded) ? decoded : undefined;
}

/** The digits of a PMID, a `PMID:` name or a PubMed address. */
export function normalisePmid(text: string): string | undefined {
  const match =
    /^(?:https?:\/\/(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov\/pubmed)\/)?(?:pmid\s*:?\s*)?(\d{1,8})\/?$/i.exec(
      text.trim(),
    );
  return match?.[1];
}

/** `PMC` and digits, of a PMCID, a `PMCID:` name or a PMC address; a version (`PMC123.1`) is dropped. */
export function normalisePmcid(text: string): string | undefined {
  const match =
    /^(?:https?:\/\/(?:www\.|pmc\.)?ncbi\.nlm\.nih\.gov\/(?:pmc\/)?articles\/)?(?:pmcid\s*:?\s*)?(?:pmc)?(\d{2,9})(?:\.\d+)?\/?$/i.exec(
      text.trim(),
    );
  return match?.[1] && `PMC${match[1]}`;
}

/** The bare arXiv identifier, old (`hep-th/9901001`) or new (`2101.00001v2`). */
export function normaliseArxiv(text: string): string | undefined {
  const match =
    /^(?:https?:\/\/(?:www\.)?arxiv\.org\/(?:abs|pdf)\/)?(?:arxiv\s*:\s*)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?\/\d{7}(?:v\d+)?)(?:\.pdf)?$/i.exec(
      text.trim(),
    );
  return match?.[1];
}
