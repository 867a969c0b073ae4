/** Where an ontology identifier is explained on the web. The address forms are those that each source documents. */

const patterns: ReadonlyArray<readonly [RegExp, (id: string) => string]> = [
  [/^HGNC:\d+$/, (id) => `https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/${id}`],
  [/^R-HSA-\d+$/, (id) => `https://reactome.org/content/detail/${id}`],
  [/^WP\d+$/, (id) => `https://www.wikipathways.org/pathways/${id}.html`],
  [/^(CL|GO|PW|DOID|UBERON):\d+$/, (id) => `http://purl.obolibrary.org/obo/${id.replace(":", "_")}`],
];

/** `undefined` for an identifier of our own or of a source not known here. */
export function identifierLink(id: string): string | undefined {
  return patterns.find(([pattern]) => pattern.test(id))?.[1](id);
}
