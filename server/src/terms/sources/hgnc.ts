/** Reads the complete set of the HUGO Gene Nomenclature Committee, a table of genes by symbol. */
import type { Synonym, Term } from "../model.ts";
import { type SourceFile, type SourceProblem, sourceTerm } from "./source-file.ts";
import { rowsOf } from "./table.ts";

const needed = ["hgnc_id", "symbol", "name", "status"] as const;

/**
 * The label is the approved symbol and the gene's full name an exact synonym. Aliases and previous symbols are related
 * synonyms, for many of them are also other genes' symbols. Withdrawn entries are obsolete.
 */
export function readHgnc(text: string): SourceFile {
  const problems: SourceProblem[] = [];
  const [heading, ...rows] = rowsOf(text);
  const columns = new Map(heading?.cells.map((name, column) => [name, column]));
  const missing = needed.filter((name) => !columns.has(name));
  if (missing.length > 0) {
    return { terms: [], problems: [{ line: 1, message: `The table has no column ${missing.join(", ")}.` }] };
  }
  const terms = rows.flatMap(({ line, cells }) => {
    const term = readGene((column) => cells[columns.get(column) ?? -1] ?? "");
    if (!term) problems.push({ line, message: "A gene needs an hgnc_id and a symbol." });
    return term ?? [];
  });
  return { terms, problems };
}

function readGene(cell: (column: string) => string): Term | undefined {
  const id = cell("hgnc_id");
  const label = cell("symbol");
  if (!id || !label) return undefined;
  const list = (column: string) =>
    cell(column)
      .split("|")
      .flatMap((value) => value.trim() || []);
  const withdrawn = cell("status") !== "Approved";
  const name = cell("name");
  const related = (column: string, type?: string) =>
    list(column).map((text): Synonym => ({ text, scope: "related", ...(type && { type }) }));
  const locus = cell("location");
  const family = list("gene_family").join(", ");
  return sourceTerm({
    id,
    label,
    kind: "molecule",
    synonyms: [
      ...(name && !withdrawn ? [{ text: name, scope: "exact" as const }] : []),
      ...related("alias_symbol", "alias"),
      ...related("alias_name"),
      ...related("prev_symbol", "previous"),
      ...related("prev_name", "previous"),
    ],
    parents: [],
    xrefs: [
      ...list("entrez_id").map((number) => `NCBIGene:${number}`),
      ...list("ensembl_gene_id").map((number) => `ENSEMBL:${number}`),
      ...list("uniprot_ids").map((number) => `UniProtKB:${number}`),
      ...list("omim_id").map((number) => `OMIM:${number}`),
    ],
    definition: [name, cell("locus_type"), family].filter(Boolean).join("; "),
    ...(locus && { locus }),
    ...(withdrawn && { obsolete: true as const }),
  });
}
