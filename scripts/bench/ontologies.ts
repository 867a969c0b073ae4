/** The ontology releases of a folder, read with the product's readers. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Term } from "../../server/src/terms/model.ts";
import { readHgnc } from "../../server/src/terms/sources/hgnc.ts";
import { readObo } from "../../server/src/terms/sources/obo.ts";
import { readOboGraphs } from "../../server/src/terms/sources/obo-graphs.ts";

/** File names begin with the ontology's prefix; of two formats of one ontology the OBO file is read. */
const wanted: readonly (readonly [RegExp, (text: string) => { readonly terms: readonly Term[] }])[] = [
  [/^cl-.*\.obo$/, readObo],
  [/^pw-.*\.obo$/, readObo],
  [/^go-.*\.obo$/, readObo],
  [/^doid-.*\.obo$/, readObo],
  [/^uberon-.*\.json$/, readOboGraphs],
  [/^hgnc-.*\.txt(\.gz)?$/, readHgnc],
];

export function readOntologies(folder: string): Term[] {
  const names = readdirSync(folder);
  return wanted.flatMap(([pattern, read]) => {
    const name = names.find((it) => pattern.test(it));
    if (name === undefined) throw new Error(`${folder} has no file like ${pattern}.`);
    return read(readText(join(folder, name))).terms;
  });
}

export function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}
