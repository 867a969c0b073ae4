/** Reads a terminology in any of the formats that there are readers for. */
import { readHgnc } from "./sources/hgnc.ts";
import { readObo } from "./sources/obo.ts";
import { readOboGraphs } from "./sources/obo-graphs.ts";
import type { SourceFile } from "./sources/source-file.ts";
import { readTable } from "./sources/table.ts";
import { readVocabularyYaml } from "./vocabulary-yaml.ts";

/** The format follows from the file's extension, and for a table from its heading. */
export function readTerminologyFile(name: string, text: string): SourceFile {
  const extension = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase();
  if (extension === "obo") return readObo(text);
  if (extension === "json") return readOboGraphs(text);
  if (extension === "yaml" || extension === "yml") return readVocabularyYaml(text);
  return text.startsWith("hgnc_id\t") ? readHgnc(text) : readTable(text);
}
