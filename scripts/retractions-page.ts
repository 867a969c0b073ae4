/** The page on the bundled list of retracted works, made from the list itself. */
import { readFileSync } from "node:fs";
import type { BundledRetraction } from "../server/src/references/retractions.ts";

const data = new URL("../server/data/retractions.json", import.meta.url);

export function retractionsPage(): string {
  const works = JSON.parse(readFileSync(data, "utf8")) as BundledRetraction[];
  return `# Retracted works

The checks [retracted-entry](checks/retracted-entry.md), [retracted-citation](checks/retracted-citation.md) and
[corrected-entry](checks/corrected-entry.md) know the ${works.length} works below without a network. They are examples from the field, not a survey: that
a work is not listed says nothing about it.

For all that is known, run *BioManuscript: Update Retractions*. It downloads the Retraction Watch database, some 60 MB, from where
[Crossref publishes it](https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/), and asks for nothing else; without a network it says so and changes nothing. Or
download the CSV yourself and name it in \`biomanuscript.retractions\`. Corrections, expressions of concern and reinstatements in it
count as well.

| work | DOI | retracted | notice | the retraction was seen in |
|---|---|---|---|---|
${works.map(row).join("\n")}
`;
}

function row({ title, author, year, DOI, date, notice, evidence }: BundledRetraction): string {
  const by = author === undefined ? `${year}` : `${author}, ${year}`;
  const sources = [...new Set(evidence)].map((it) => (it.startsWith("http") ? `<${it}>` : it)).join(", ");
  const doi = (value: string | undefined) => (value === undefined ? "" : `[${value}](https://doi.org/${value})`);
  return `| ${title} (${by}) | ${doi(DOI)} | ${date ?? ""} | ${doi(notice)} | ${sources} |`;
}
