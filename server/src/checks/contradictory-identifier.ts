import { normaliseDoi, normalisePmid } from "../references/identifiers.ts";
import { verbatim } from "../syntax/bibtex-reference.ts";
import { fieldOf, type WrittenEntry, type WrittenField } from "../syntax/written-entries.ts";
import type { Check } from "./check.ts";
import { type EntryFault, type EntryFix, type EntryRule, runOnEntries } from "./entry-rule.ts";

const rule: EntryRule = {
  fields: ["doi", "url", "pmid", "pmcid", "pmc"],
  look: (entry) => [...addressFaults(entry), ...pubmedFaults(entry)],
};

/** A resolver's address that leads to another work than the identifier of the entry. */
function addressFaults(entry: WrittenEntry): readonly EntryFault[] {
  const url = fieldOf(entry, "url");
  if (!url) return [];
  const address = verbatim(url.text);
  const differs = (name: string, inAddress: string | undefined, own: string | undefined): readonly EntryFault[] =>
    inAddress === undefined || own === undefined || isSameWork(inAddress, own)
      ? []
      : [{ span: url.span, message: `This address leads to ${name} ${inAddress}, but the entry's ${name} is ${own}.` }];
  const doi = fieldOf(entry, "doi");
  const pmid = fieldOf(entry, "pmid");
  return [
    ...differs("DOI", doiOfAddress(address), doi && normaliseDoi(verbatim(doi.text))),
    ...differs("PMID", pmidOfAddress(address), pmid && normalisePmid(verbatim(pmid.text))),
  ];
}

function doiOfAddress(address: string): string | undefined {
  if (!/^https?:\/\/(?:dx\.|www\.)?doi\.org\/./i.test(address)) return undefined;
  return normaliseDoi(decoded(address.replace(/[?#].*$|\/$/, "")));
}

function pmidOfAddress(address: string): string | undefined {
  return /^https?:/.test(address) ? normalisePmid(address.replace(/[?#].*$/, "")) : undefined;
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** One DOI may be that of a part or a version of what the other names, and then begins with it. */
function isSameWork(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => decoded(text).toLowerCase());
  return a === undefined || b === undefined || a.startsWith(b) || b.startsWith(a);
}

function pubmedFaults(entry: WrittenEntry): readonly EntryFault[] {
  const pmid = fieldOf(entry, "pmid");
  const pmcid = fieldOf(entry, "pmcid", "pmc");
  if (pmid && /^PMC\d+$/i.test(verbatim(pmid.text))) {
    const message = pmcid ? "This is a PMCID, not a PMID." : "This is a PMCID; the entry has no field for it.";
    return [{ span: pmid.span, message, fixes: () => movingFixes(pmid, pmcid) }];
  }
  if (!pmid || !pmcid) return [];
  const [number, central] = [verbatim(pmid.text), verbatim(pmcid.text).replace(/^PMC/i, "")];
  if (number !== central) return [];
  return [{ span: pmcid.span, message: `The PMCID has the digits of the PMID, ${number}: one of the two is wrong.` }];
}

/** The PMCID goes to a field of its own, or changes places with the PMID that stands there. */
function movingFixes(pmid: WrittenField, pmcid: WrittenField | undefined): readonly EntryFix[] {
  if (!pmid.nameSpan || !pmid.isExact) return [];
  if (!pmcid) return [{ title: "Rename the field to pmcid", edits: [{ span: pmid.nameSpan, newText: "pmcid" }] }];
  const isPmid = /^\d{1,8}$/.test(pmcid.text) && pmid.text.toUpperCase() !== `PMC${pmcid.text}`;
  if (!pmcid.isExact || !isPmid) return [];
  const edits = [
    { span: pmid.span, newText: pmcid.text },
    { span: pmcid.span, newText: pmid.text },
  ];
  return [{ title: "Swap PMID and PMCID", edits }];
}

export const contradictoryIdentifier: Check = {
  code: "contradictory-identifier",
  setting: "check.contradictoryIdentifier",
  subject: "bibliography",
  explanation: `Two identifiers of one entry that can't both be right: an address at doi.org or PubMed that leads to another work than the DOI or
PMID of the entry, a PMCID where the PMID belongs, a PMID and a PMCID with the same digits. Readers follow one of them to a
work that you don't mean.

A DOI that begins with the other one is that of a part or a version and is left alone. Where PMID and PMCID stand in each
other's place, the fix puts them right; else only you know which identifier is meant.`,
  examples: [
    {
      bad: `--- refs.bib
@article{zhou2022,
  doi = {10.1000/xyz123},
  url = {https://doi.org/10.1000/abc789},
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ contradictory-identifier
}
`,
      good: `--- refs.bib
@article{zhou2022,
  doi = {10.1000/xyz123},
  url = {https://doi.org/10.1000/xyz123},
}
`,
    },
    {
      bad: `--- refs.bib
@article{zhou2022,
  pmid = {PMC0000012},
          ^^^^^^^^^^ contradictory-identifier
}
`,
      good: `--- refs.bib
@article{zhou2022,
  pmcid = {PMC0000012},
}
`,
    },
  ],
  run: runOnEntries(rule),
};
