/** What entries are compared by when works that stand twice are looked for, taken from raw fields without decoding the rest. */
import { entryTypeOf, isCitable } from "./bibtex-fields.ts";
import type { BibtexFile, EntryPlace } from "./bibtex-file.ts";
import { verbatim } from "./bibtex-reference.ts";
import { familiesIn, plainText, rawFieldsAt, wantedFields, yearOfFields } from "./bibtex-searched.ts";
import type { ComparedFields } from "./reference.ts";

const compared = wantedFields(
  "author editor title subtitle titleaddon maintitle mainsubtitle volume date year pages eid doi pmid pmcid pmc url " +
    "howpublished eprint eprinttype archiveprefix options",
);

const titleNames = ["maintitle", "mainsubtitle", "title", "subtitle", "titleaddon"];

const nothing: ComparedFields = { title: "", family: "", year: 0, pages: "", doi: "", pmid: "", pmcid: "", url: "" };

/**
 * Near enough to what the decoded reference would say. Nothing of what can't be cited, nor of biblatex's sets and entries
 * that are only there for others to relate to, which repeat what other entries say.
 */
export function comparedFieldsAt(file: BibtexFile, place: EntryPlace | undefined): ComparedFields {
  if (!place || !isCitable(file, place) || entryTypeOf(file, place) === "set") return nothing;
  const fields = rawFieldsAt(file, place, compared);
  const options = fields.get("options") ?? "";
  if (/\b(?:dataonly|skipbib)\b(?!\s*=\s*false)/i.test(options)) return nothing;
  const text = (name: string) => plainText(fields.get(name) ?? "");
  const eprint = verbatim(fields.get("eprint"));
  const archive = eprint && (fields.get("eprinttype") ?? fields.get("archiveprefix") ?? "").trim().toLowerCase();
  const address = verbatim(fields.get("url")) || verbatim(fields.get("howpublished"));
  return {
    title: titleNames
      .filter((name) => fields.has(name))
      .map(text)
      .join(": "),
    family: firstFamilyIn(fields.get("author") || fields.get("editor") || "", options),
    year: yearOfFields(fields.get("date") ?? "", fields.get("year") ?? ""),
    pages: fields.get("pages") || fields.get("eid") || "",
    doi: verbatim(fields.get("doi")) || (address.includes("doi.org/") ? address : ""),
    pmid: verbatim(fields.get("pmid")) || (archive === "pubmed" ? eprint : ""),
    pmcid: verbatim(fields.get("pmcid") ?? fields.get("pmc")) || (archive === "pmc" ? eprint : ""),
    url: archive === "arxiv" ? `https://arxiv.org/abs/${eprint}` : address,
  };
}

function firstFamilyIn(names: string, options: string): string {
  const first = /^[^{}]*?(?=\sand\s)/i.exec(names)?.[0];
  return familiesIn(first ?? names, options)[0] ?? "";
}
