/**
 * The settings table: the one source of every setting's type, default and description. `package.json`'s
 * `configuration` agrees with it by a test.
 */

import { bundledStyles, defaultStyle } from "../styles/bundled.ts";
import { sortOrders } from "../syntax/bibtex-sort.ts";

const checkLevels = ["error", "warning", "information", "hint", "off"] as const;

export type CheckLevel = (typeof checkLevels)[number];

interface Setting<T> {
  readonly default: T;
  readonly description: string;
  readonly values?: readonly T[];
  /** Values to offer where others are allowed. */
  readonly suggested?: readonly T[];
}

function setting<T>(value: T, description: string): Setting<T> {
  return { default: value, description };
}

function level(value: CheckLevel, description: string): Setting<CheckLevel> {
  return { default: value, description, values: checkLevels };
}

function choice<const T extends string>(values: readonly T[], value: NoInfer<T>, description: string): Setting<T> {
  return { default: value, description, values };
}

function suggestion(suggested: readonly string[], value: string, description: string): Setting<string> {
  return { default: value, description, suggested };
}

/** Every setting by its name below `biomanuscript.` */
export const settingsTable = {
  bibliographies: setting<readonly string[]>(
    [],
    "Bibliography files to use with every manuscript, besides those it names: absolute paths, or paths from the workspace folder.",
  ),
  library: setting<readonly string[]>(
    [],
    "Your own library: bibliography files, such as a Better BibTeX export, whose references are offered in every manuscript. Absolute paths; “~” is your home folder.",
  ),
  retractions: setting<readonly string[]>(
    [],
    "Lists of retracted and corrected works besides the bundled one: files of the Retraction Watch database in CSV, as Crossref publishes it. Absolute paths; “~” is your home folder.",
  ),
  "latex.citationCommands": setting<readonly string[]>(
    [],
    "LaTeX commands of your own that cite, such as “paper” for \\paper{key}: names without the backslash.",
  ),
  citationStyle: suggestion(
    Object.keys(bundledStyles),
    defaultStyle,
    "The citation style of manuscripts that name none: the name of a bundled style or of one on this machine, or the path of a .csl file. Choose Citation Style shows them all.",
  ),
  styleFolders: setting<readonly string[]>(
    [],
    "Folders with citation styles (.csl) of your own, besides Zotero's, Pandoc's and the system's: absolute paths, or paths from the workspace folder; “~” is your home folder.",
  ),
  pandocPath: setting(
    "",
    "The Pandoc program that Export Manuscript runs: its absolute path. Empty: the first one on the PATH.",
  ),
  quartoPath: setting(
    "",
    "The Quarto program that Export Manuscript runs: its absolute path. Empty: the first one on the PATH.",
  ),
  citationHints: setting(
    false,
    "Show behind each citation what it prints as in the citation style: (Doe et al., 2020, p. 4) or [12].",
  ),
  "completion.terms": setting(true, "Offer terms while you write prose."),
  "completion.insert": choice(
    ["preferredLabel", "matchedName"],
    "preferredLabel",
    "What an accepted term inserts: its preferred label, or the synonym that you typed.",
  ),
  terminologies: setting<readonly string[]>(
    [],
    "Ontology files of the workspace whose terms to use: OBO, OBO Graphs JSON, tables or YAML; absolute paths, or paths from the workspace folder.",
  ),
  semanticTokens: choice(
    ["off", "quiet", "full"],
    "quiet",
    "Colour terms by their kind: every mention (full), only the first of each concept in a manuscript (quiet), or none.",
  ),
  "codeLens.citations": setting(true, "Show over each entry of a bibliography how often it is cited."),
  "import.contact": setting(
    "",
    "Your e-mail address, sent to Crossref, DataCite and PubMed with the identifiers that you import, so that they can write to you before they block you; Crossref then answers sooner. Empty: none is sent.",
  ),
  "import.services": setting<readonly string[]>(
    [],
    "Other addresses of the services that Import References asks, such as your institution's mirror: “crossref=https://…”, and so datacite, pubmed, arxiv and zotero (Better BibTeX on your machine).",
  ),
  "bibliography.format.align": setting(
    false,
    "Align the equals signs of each entry when a .bib file is formatted. To format it whenever it is saved, turn on editor.formatOnSave for BibTeX; it is off there, whatever it is elsewhere.",
  ),
  "bibliography.format.case": choice(
    ["lower", "unchanged"],
    "lower",
    "How formatting writes entry types and field names of a .bib file: in lower case, or as they are.",
  ),
  "bibliography.sort": choice(
    sortOrders,
    "key",
    "The order into which Sort Bibliography brings the entries of a .bib file: by key, by author, year and title, or by type and key.",
  ),
  "check.unknownCitation": level(
    "warning",
    "A citation key that is in no bibliography of the manuscript nor anywhere else that is read.",
  ),
  "check.bundledOnlyCitation": level(
    "information",
    "A citation key that only the bundled references or a bibliography of another manuscript have, so that other tools can't resolve it.",
  ),
  "check.missingBibliography": level(
    "warning",
    "A bibliography that the manuscript names but that is missing or can't be read.",
  ),
  "check.missingStyle": level(
    "warning",
    "A citation style that the manuscript names but that is missing or can't be used.",
  ),
  "check.malformedBibliography": level(
    "warning",
    "An entry of a bibliography that breaks the rules of its format, so that other tools may lose it.",
  ),
  "check.duplicateWork": level(
    "warning",
    "A work that stands under another key in the same bibliography, or in one that a manuscript uses together with it.",
  ),
  "check.preprintPublished": level(
    "information",
    "A preprint that is cited though a bibliography has the article that was published of it.",
  ),
  "check.authorYearMismatch": level(
    "warning",
    "An author or a year in the text directly before a citation that is not the cited work's.",
  ),
  "check.gluedCitation": level(
    "warning",
    "A citation that Pandoc reads as an e-mail address, since its @ stands directly behind a word.",
  ),
  "check.emptyCitation": level("warning", "A citation without a key, or with an empty place among its keys."),
  "check.malformedCitation": level(
    "warning",
    "A citation whose bracket isn't closed, or whose keys are not parted by semicolons.",
  ),
  "check.unusedEntry": level(
    "hint",
    "An entry that no manuscript cites, in a bibliography that manuscripts of the workspace name.",
  ),
  "check.unorderedCitation": level("off", "Works cited together that are not in the order of their years or authors."),
  "check.oldReferences": level("off", "A manuscript of whose cited works too large a share is old."),
  "check.selfCitation": level("off", "A manuscript of whose cited works too large a share is by its own authors."),
  citationOrder: choice(["year", "author"], "year", "The order in which works cited together should stand."),
  "oldReferences.years": setting(10, "The age in years above which a cited work counts as old."),
  "oldReferences.share": setting(50, "The share of old works, in per cent, above which a manuscript is reported."),
  "selfCitation.share": setting(20, "The share of self-citations, in per cent, above which a manuscript is reported."),
  "check.repeatedCitation": level("hint", "A key that stands twice in one citation without different locators."),
  "check.duplicateKey": level("warning", "Two entries of one bibliography with the same citation key."),
  "check.missingField": level(
    "warning",
    "An entry of a .bib file without a field that its type needs, of which BibTeX warns.",
  ),
  "check.recommendedField": level(
    "off",
    "An article without an identifier, a volume or pages. Off unless asked for: many works have none.",
  ),
  "check.malformedIdentifier": level(
    "warning",
    "A DOI, PMID, PMCID, ISBN, ISSN, ORCID iD or arXiv identifier that can't be one, or that has more around it than it should.",
  ),
  "check.contradictoryIdentifier": level("warning", "Two identifiers of one entry that can't both be right."),
  "check.doiInUrl": level("hint", "A DOI that stands in the address of an entry, which has no DOI."),
  "check.impossibleDate": level("warning", "A year, month or day that can't be."),
  "check.malformedPages": level(
    "warning",
    "Pages that run backwards, or have a prefix or a dash that styles don't expect.",
  ),
  "check.capitalsTitle": level("information", "A title in capitals from end to end."),
  "check.strayLatex": level("warning", "LaTeX in a bibliography that isn't read as LaTeX, or maths that never end."),
  "check.htmlLeftovers": level("warning", "HTML in an entry of a bibliography, which is printed as it stands."),
  "check.lostDiacritics": level("warning", "Letters of an entry that an export or a wrong encoding has spoilt."),
  "check.retractedCitation": level(
    "warning",
    "A citation of a work that was retracted, or about which its editors have expressed concern.",
  ),
  "check.retractedEntry": level(
    "warning",
    "An entry of a work that was retracted, or about which its editors have expressed concern.",
  ),
  "check.correctedEntry": level("information", "An entry of a work that was corrected after it was published."),
} as const;

type Table = typeof settingsTable;

export type SettingName = keyof Table;

export type Settings = {
  readonly [Name in SettingName]: Table[Name]["default"] extends boolean ? boolean : SettingValue<Name>;
};

type SettingValue<Name extends SettingName> = Table[Name] extends Setting<infer T> ? T : never;

/** The settings that a client sent, each missing or ill-typed value replaced by its default. */
export function readSettings(section: unknown): Settings {
  const given = Object.entries(settingsTable).map(([name, { default: fallback, ...entry }]) => {
    const value = name
      .split(".")
      .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], section);
    return [name, isValid(value, fallback, "values" in entry ? entry.values : undefined) ? value : fallback];
  });
  return Object.fromEntries(given) as Settings;
}

function isValid(value: unknown, fallback: unknown, values: readonly unknown[] | undefined): boolean {
  if (values) return values.includes(value);
  if (Array.isArray(fallback)) return Array.isArray(value) && value.every((item) => typeof item === "string");
  return typeof value === typeof fallback;
}
