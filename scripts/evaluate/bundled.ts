/** The knowledge that BioManuscript brings, read from the files that people edit. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Reference } from "../../server/src/syntax/reference.ts";
import type { Term } from "../../server/src/terms/model.ts";
import { type PathwayModel, readPathwayYaml } from "../../server/src/terms/pathway.ts";
import { readVocabularyYaml } from "../../server/src/terms/vocabulary-yaml.ts";

const data = join(import.meta.dirname, "../../server/data");

/** One vocabulary file: a subject and its terms. */
export interface Subject {
  /** The file's name. */
  readonly name: string;
  readonly terms: readonly Term[];
}

/** The vocabulary by subject, in alphabetical order. Faulty entries are left out; the tests name them. */
export function readSubjects(): Subject[] {
  return textsIn("vocabulary").map(([name, text]) => ({ name, terms: readVocabularyYaml(text).terms }));
}

export function readPathwayModels(): PathwayModel[] {
  return textsIn("pathways").flatMap(([, text]) => readPathwayYaml(text).model ?? []);
}

export function readReferences(): Reference[] {
  return JSON.parse(readFileSync(join(data, "references.json"), "utf8"));
}

function textsIn(folder: string): [string, string][] {
  return readdirSync(join(data, folder))
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => [name, readFileSync(join(data, folder, name), "utf8")]);
}
