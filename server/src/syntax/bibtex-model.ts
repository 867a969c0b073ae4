/**
 * Entry types and fields of BibTeX and biblatex: which fields a type needs, what each field holds. Names, groups, datatypes
 * and closed lists are those of the biblatex manual (sections 2.1, 2.2 and 4.9.2) and of "BibTeXing" (btxdoc, section 3);
 * fields that neither has are those of PubMed, arXiv and reference managers.
 */

/** Whose fields a bibliography is written with. */
export type DataModel = "bibtex" | "biblatex";

export interface TypeFields {
  /** Each needs one field of its group: `["year", "date"]`. */
  readonly required: readonly (readonly string[])[];
  readonly optional: readonly string[];
}

export interface EntryType {
  /** In lower case. */
  readonly name: string;
  readonly purpose: string;
  readonly biblatex: TypeFields;
  /** Missing where BibTeX's standard styles don't know the type. */
  readonly bibtex?: TypeFields;
}

/** `names`, `literals` and `keys` are lists with "and" between their members, `entries` keys of entries with commas. */
export type FieldDatatype =
  | "names"
  | "literals"
  | "keys"
  | "literal"
  | "key"
  | "range"
  | "integer"
  | "date"
  | "verbatim"
  | "uri"
  | "values"
  | "entry"
  | "entries"
  | "code";

export interface Field {
  /** In lower case. */
  readonly name: string;
  readonly datatype: FieldDatatype;
  /** What it holds, in a sentence. */
  readonly purpose: string;
  /** The field of biblatex that this one is another name of. */
  readonly aliasOf?: string;
  /** What may stand in it, where the list is closed. */
  readonly values?: readonly string[];
}

const general = "addendum pubstate doi eprint eprintclass eprinttype url urldate";
const editors = "editora editorb editorc";
const hands = "translator annotator commentator";
const matter = "introduction foreword afterword";
const main = "maintitle mainsubtitle maintitleaddon";
const event = "eventtitle eventtitleaddon eventdate venue";
const published = "series number note publisher location isbn";
const inBook = `${editors} ${hands} ${matter} subtitle titleaddon ${main} booksubtitle booktitleaddon language origlanguage volume part edition volumes ${published} eid chapter pages`;

/** Required fields, `/` between the members of a group, and after a bar the optional ones. */
const biblatexFields: Readonly<Record<string, string>> = {
  article: `author title journaltitle year/date | ${hands} subtitle titleaddon editor ${editors} journalsubtitle journaltitleaddon issuetitle issuesubtitle issuetitleaddon language origlanguage series volume number eid issue month pages version note issn ${general}`,
  book: `author title year/date | editor ${editors} ${hands} ${matter} subtitle titleaddon ${main} language origlanguage volume part edition volumes ${published} eid chapter pages pagetotal ${general}`,
  mvbook: `author title year/date | editor ${editors} ${hands} ${matter} subtitle titleaddon language origlanguage edition volumes ${published} pagetotal ${general}`,
  inbook: `author title booktitle year/date | bookauthor editor ${inBook} ${general}`,
  booklet: `author/editor title year/date | subtitle titleaddon language howpublished type note location eid chapter pages pagetotal ${general}`,
  collection: `editor title year/date | ${editors} ${hands} ${matter} subtitle titleaddon ${main} language origlanguage volume part edition volumes ${published} eid chapter pages pagetotal ${general}`,
  mvcollection: `editor title year/date | ${editors} ${hands} ${matter} subtitle titleaddon language origlanguage edition volumes ${published} pagetotal ${general}`,
  incollection: `author title editor booktitle year/date | ${inBook} ${general}`,
  dataset: `author/editor title year/date | subtitle titleaddon language edition type series number version note organization publisher location ${general}`,
  manual: `author/editor title year/date | subtitle titleaddon language edition type series number version note organization publisher location isbn eid chapter pages pagetotal ${general}`,
  misc: `author/editor title year/date | subtitle titleaddon language howpublished type version note organization location month ${general}`,
  online:
    "author/editor title year/date doi/eprint/url | subtitle titleaddon language version note organization month addendum pubstate eprintclass eprinttype urldate",
  patent: `author title number year/date | holder subtitle titleaddon type version location note month ${general}`,
  periodical: `editor title year/date | ${editors} subtitle titleaddon issuetitle issuesubtitle issuetitleaddon language series volume number issue month note issn ${general}`,
  proceedings: `title year/date | editor subtitle titleaddon ${main} ${event} language volume part volumes series number note organization publisher location month isbn eid chapter pages pagetotal ${general}`,
  mvproceedings: `title year/date | editor subtitle titleaddon ${event} language volumes series number note organization publisher location month isbn pagetotal ${general}`,
  inproceedings: `author title booktitle year/date | editor subtitle titleaddon ${main} booksubtitle booktitleaddon ${event} language volume part volumes series number note organization publisher location month isbn eid chapter pages ${general}`,
  report: `author title type institution year/date | subtitle titleaddon language number version note location month isrn eid chapter pages pagetotal ${general}`,
  techreport: `author title institution year/date | type subtitle titleaddon language number version note location month isrn eid chapter pages pagetotal ${general}`,
  thesis: `author title type institution year/date | subtitle titleaddon language note location month isbn eid chapter pages pagetotal ${general}`,
  phdthesis: `author title institution year/date | type subtitle titleaddon language note location month isbn eid chapter pages pagetotal ${general}`,
  unpublished: `author title year/date | subtitle titleaddon type ${event} language howpublished note location isbn month ${general}`,
  set: "entryset |",
  xdata: "|",
};

/** As `biblatexFields`, for the standard styles of BibTeX. */
const bibtexFields: Readonly<Record<string, string>> = {
  article: "author title journal year | volume number pages month note",
  book: "author/editor title publisher year | volume number series address edition month note",
  booklet: "title | author howpublished address month year note",
  inbook: "author/editor title chapter/pages publisher year | volume number series type address edition month note",
  incollection:
    "author title booktitle publisher year | editor volume number series type chapter pages address edition month note",
  inproceedings:
    "author title booktitle year | editor volume number series pages address month organization publisher note",
  manual: "title | author organization address edition month year note",
  mastersthesis: "author title school year | type address month note",
  misc: "| author title howpublished month year note",
  phdthesis: "author title school year | type address month note",
  proceedings: "title year | editor volume number series address month organization publisher note",
  techreport: "author title institution year | type number address month note",
  unpublished: "author title note | month year",
};

/** Each type with the one whose fields it has, where that is another, and what it is for. */
const typeTable: readonly (readonly [string, string, string?])[] = [
  ["article", "An article in a journal, magazine or newspaper."],
  ["book", "A book in one volume, by authors who answer for all of it."],
  ["mvbook", "A book in several volumes."],
  ["inbook", "A part of a book with a title of its own; in BibTeX a chapter or a range of pages."],
  ["bookinbook", "A work once published as a book, reprinted within another.", "inbook"],
  ["suppbook", "What stands beside a book's text, such as its foreword.", "inbook"],
  ["booklet", "A printed and bound work without a publisher."],
  ["collection", "A book of contributions by several authors, put together by an editor."],
  ["mvcollection", "A collection in several volumes."],
  ["incollection", "A contribution to a collection, with its own authors and title."],
  ["suppcollection", "What stands beside a collection's contributions, such as its introduction.", "incollection"],
  ["dataset", "A set of data."],
  ["manual", "Technical documentation."],
  ["misc", "A work that fits no other type."],
  ["online", "A resource that is found on the web alone."],
  ["electronic", "Another name of @online.", "online"],
  ["www", "Another name of @online.", "online"],
  ["patent", "A patent, or a request for one."],
  ["periodical", "A whole issue of a periodical."],
  ["suppperiodical", "A regular column, obituary or letter in a periodical.", "article"],
  ["proceedings", "The proceedings of a conference."],
  ["mvproceedings", "Proceedings in several volumes."],
  ["inproceedings", "A paper in the proceedings of a conference."],
  ["conference", "Another name of @inproceedings.", "inproceedings"],
  ["reference", "A work of reference, such as an encyclopedia.", "collection"],
  ["mvreference", "A work of reference in several volumes.", "mvcollection"],
  ["inreference", "An article in a work of reference.", "incollection"],
  ["report", "A report by a university or another institution."],
  ["techreport", "A technical report."],
  ["software", "A computer program.", "misc"],
  ["thesis", "A thesis for a degree, which its type names."],
  ["phdthesis", "A doctoral thesis."],
  ["mastersthesis", "A Master's thesis.", "phdthesis"],
  ["unpublished", "A work that has not been published, such as a manuscript or a talk."],
  ["artwork", "A work of visual art.", "misc"],
  ["audio", "A recording of sound.", "misc"],
  ["commentary", "A commentary that counts as a work of its own, as in law.", "misc"],
  ["image", "A picture or photograph.", "misc"],
  ["jurisdiction", "A decision of a court.", "misc"],
  ["legal", "A legal document, such as a treaty.", "misc"],
  ["legislation", "A law or bill.", "misc"],
  ["letter", "A letter, e-mail or memorandum.", "misc"],
  ["movie", "A film.", "misc"],
  ["music", "A recording of music.", "misc"],
  ["performance", "A performance on stage, not its recording.", "misc"],
  ["review", "A review of another work.", "article"],
  ["standard", "A standard of a national or international body.", "misc"],
  ["video", "A recording of pictures and sound.", "misc"],
  ["set", "Several entries that are cited as one."],
  ["xdata", "Fields that other entries take over; it can't be cited itself."],
];

function fieldsIn(written: string): TypeFields {
  const [required = "", optional = ""] = written.split("|");
  return { required: wordsIn(required).map((group) => group.split("/")), optional: wordsIn(optional) };
}

function wordsIn(text: string): string[] {
  return text.split(" ").filter(Boolean);
}

/** All types, the regular ones in the order of the biblatex manual, near relatives together. */
export const entryTypes: readonly EntryType[] = typeTable.map(([name, purpose, like = name]) => {
  const bibtex = bibtexFields[name] ?? (name === "conference" ? bibtexFields[like] : undefined);
  const biblatex = fieldsIn(biblatexFields[like] ?? "|");
  return { name, purpose, biblatex, ...(bibtex !== undefined && { bibtex: fieldsIn(bibtex) }) };
});

const typesByName = new Map(entryTypes.map((type) => [type.name, type]));

/** @param name in any case */
export function entryTypeNamed(name: string): EntryType | undefined {
  return typesByName.get(name.toLowerCase());
}

/** The fields of a type in a data model; a type that BibTeX doesn't know has those of biblatex. */
export function fieldsOfType(type: EntryType, model: DataModel): TypeFields {
  return (model === "bibtex" ? type.bibtex : undefined) ?? type.biblatex;
}

const editorTypes = wordsIn("editor compiler founder continuator redactor reviser collaborator organizer");
const paginations = wordsIn("page column line verse section paragraph");
const languageIds = wordsIn(
  "american australian austrian basque brazil british bulgarian canadian catalan croatian czech danish dutch english estonian finnish french german greek hungarian icelandic italian latvian lithuanian magyar marathi naustrian newzealand ngerman norsk nswissgerman nynorsk polish portuges portuguese romanian russian serbian serbianc slovak slovene slovenian spanish swedish swissgerman turkish UKenglish ukrainian USenglish",
);
const languages = wordsIn(
  "american basque brazilian bulgarian catalan croatian czech danish dutch english estonian finnish french german greek hungarian italian japanese latin latvian lithuanian marathi norwegian polish portuguese romanian russian serbian slovak slovene spanish swedish turkish ukrainian",
);
const types = wordsIn(
  "bathesis mathesis phdthesis candthesis techreport resreport software datacd audiocd patent patentde patenteu patentfr patentuk patentus patreq patreqde patreqeu patreqfr patrequk patrequs",
);
const relations = wordsIn(
  "reprintof reprintas reprintfrom translationof translationas translationfrom reviewof origpubas origpubin",
);

/** Name, datatype, purpose; then the field that it is another name of, or its closed list of values. */
const fieldTable: readonly (readonly [string, FieldDatatype, string, (string | readonly string[])?])[] = [
  ["abstract", "literal", "The abstract; most styles don't print it."],
  ["addendum", "literal", "What is to be printed at the very end of the reference."],
  ["address", "literals", "The place of publication; biblatex calls it location.", "location"],
  ["afterword", "names", "Who wrote the afterword."],
  ["annotation", "literal", "A note for annotated bibliographies."],
  ["annotator", "names", "Who annotated the work."],
  ["annote", "literal", "A note for annotated bibliographies; biblatex calls it annotation.", "annotation"],
  ["archiveprefix", "literal", "The archive that eprint belongs to; biblatex calls it eprinttype.", "eprinttype"],
  ["author", "names", "Who wrote the work: names with “and” between them, institutions in braces of their own."],
  ["authortype", "key", "What kind of author the authors are."],
  ["bookauthor", "names", "Who wrote the book of which the work is a part."],
  ["bookpagination", "key", "What the book counts: pages, columns, verses.", paginations],
  ["booksubtitle", "literal", "The subtitle of the book of which the work is a part."],
  ["booktitle", "literal", "The title of the book or proceedings of which the work is a part."],
  ["booktitleaddon", "literal", "What follows the book's title in another typeface."],
  ["chapter", "literal", "The number of a chapter, section or other unit."],
  ["commentator", "names", "Who wrote a commentary to the work."],
  ["crossref", "entry", "The key of the entry whose fields this one inherits, such as its proceedings."],
  ["date", "date", "When it was published, as 2020, 2020-05 or 2020-05-17; a slash makes a range."],
  ["day", "integer", "The day of the month on which it was published."],
  ["doi", "verbatim", "The Digital Object Identifier alone, without the resolver's address."],
  ["edition", "integer", "The edition: a number, or words where a number won't do."],
  ["editor", "names", "Who edited the work, or the book of which it is a part."],
  ["editora", "names", "Editors in another role, which editoratype names."],
  ["editoratype", "key", "The role of editora.", editorTypes],
  ["editorb", "names", "Editors in a further role, which editorbtype names."],
  ["editorbtype", "key", "The role of editorb.", editorTypes],
  ["editorc", "names", "Editors in a further role, which editorctype names."],
  ["editorctype", "key", "The role of editorc.", editorTypes],
  ["editortype", "key", "The role of the editors, where it isn't editing.", editorTypes],
  ["eid", "literal", "The article number of a journal that has no page numbers."],
  ["entryset", "entries", "The keys of the entries that make up a set."],
  ["entrysubtype", "literal", "A finer type, such as magazine or newspaper for an article."],
  ["eprint", "verbatim", "The identifier in an archive, such as arXiv's number or a PMID."],
  ["eprintclass", "literal", "The section of the archive, such as q-bio on arXiv."],
  ["eprinttype", "literal", "The archive that eprint belongs to, such as arxiv or pubmed."],
  ["eventdate", "date", "When the conference took place."],
  ["eventtitle", "literal", "The name of the conference."],
  ["eventtitleaddon", "literal", "What follows the conference's name, such as its short form."],
  ["execute", "code", "TeX code that runs whenever the entry is used."],
  ["file", "verbatim", "The path of a local copy."],
  ["foreword", "names", "Who wrote the foreword."],
  ["gender", "key", "The gender and number of the authors.", wordsIn("sf sm sn pf pm pn pp")],
  ["holder", "names", "Who holds the patent, where it isn't the author."],
  ["howpublished", "literal", "How something unusual was published, in free form."],
  ["hyphenation", "key", "The language of the entry; biblatex now calls it langid.", "langid"],
  ["ids", "entries", "Further keys under which the entry can be cited."],
  ["indexsorttitle", "literal", "The title by which the index sorts."],
  ["indextitle", "literal", "The title as the index prints it."],
  ["institution", "literals", "The university or institution behind a report or thesis."],
  ["introduction", "names", "Who wrote the introduction."],
  ["isan", "literal", "The International Standard Audiovisual Number."],
  ["isbn", "literal", "The International Standard Book Number."],
  ["ismn", "literal", "The International Standard Music Number."],
  ["isrn", "literal", "The International Standard Technical Report Number."],
  ["issn", "literal", "The International Standard Serial Number of the periodical."],
  ["issue", "literal", "An issue that has a name instead of a number, such as Spring."],
  ["issuesubtitle", "literal", "The subtitle of one issue."],
  ["issuetitle", "literal", "The title of one issue, such as a special issue's."],
  ["issuetitleaddon", "literal", "What follows the issue's title in another typeface."],
  ["iswc", "literal", "The International Standard Work Code of a piece of music."],
  ["journal", "literal", "The journal's name; biblatex calls it journaltitle.", "journaltitle"],
  ["journalsubtitle", "literal", "The journal's subtitle."],
  ["journaltitle", "literal", "The journal's name."],
  ["journaltitleaddon", "literal", "What follows the journal's name in another typeface."],
  ["key", "literal", "What the entry is sorted by where it has neither author nor editor.", "sortkey"],
  ["keywords", "values", "Keywords with commas between them; styles select by them and rarely print them."],
  ["label", "literal", "What a citation prints where author or year is missing."],
  ["langid", "key", "The language of the entry as babel or polyglossia name it.", languageIds],
  ["langidopts", "literal", "Options of the language for polyglossia."],
  ["language", "keys", "The language in which the work is written.", languages],
  ["library", "literal", "A library and the call number there."],
  ["location", "literals", "The place of publication; of a patent, where it holds."],
  ["mainsubtitle", "literal", "The subtitle of a work in several volumes."],
  ["maintitle", "literal", "The title of a work in several volumes, of which this is one."],
  ["maintitleaddon", "literal", "What follows the main title in another typeface."],
  ["month", "integer", "The month of publication: a number, or one of the names jan to dec without braces."],
  ["nameaddon", "literal", "What follows the author's name."],
  ["note", "literal", "What fits no other field; styles print it."],
  ["number", "literal", "The number of the issue, of a book in its series, or of a report or patent."],
  ["options", "values", "Options of biblatex for this entry alone."],
  ["organization", "literals", "Who published a manual or web site, or held a conference."],
  ["origdate", "date", "When the original edition was published."],
  ["origlanguage", "keys", "The language from which the work was translated.", languages],
  ["origlocation", "literals", "Where the original edition was published."],
  ["origpublisher", "literals", "Who published the original edition."],
  ["origtitle", "literal", "The title of the original edition."],
  ["pages", "range", "The pages, as 12--34; several ranges with commas between them."],
  ["pagetotal", "literal", "How many pages there are."],
  ["pagination", "key", "What a citation's locator counts: pages, columns, verses.", paginations],
  ["part", "literal", "The number of a part of a volume."],
  ["pdf", "verbatim", "The path of a local copy; biblatex calls it file.", "file"],
  ["pmcid", "verbatim", "The identifier in PubMed Central, as PMC1234567."],
  ["pmid", "verbatim", "The identifier in PubMed."],
  ["presort", "literal", "What the bibliography is sorted by before anything else."],
  ["primaryclass", "literal", "The section of arXiv; biblatex calls it eprintclass.", "eprintclass"],
  ["publisher", "literals", "Who published the work."],
  [
    "pubstate",
    "key",
    "How far publication has come.",
    wordsIn("inpreparation submitted forthcoming inpress prepublished"),
  ],
  ["related", "entries", "The keys of entries that have to do with this one; relatedtype says how."],
  ["relatedoptions", "values", "Options of biblatex for the related entries."],
  ["relatedstring", "literal", "Words that stand for those which relatedtype gives."],
  ["relatedtype", "key", "What the related entries are to this one.", relations],
  ["reprinttitle", "literal", "The title of a reprint."],
  ["school", "literals", "The university of a thesis; biblatex calls it institution.", "institution"],
  ["series", "literal", "The series in which a book appeared, or the series of a journal."],
  ["shortauthor", "names", "A short form of the authors, such as an institution's acronym."],
  ["shorteditor", "names", "A short form of the editors."],
  ["shorthand", "literal", "What citations print instead of the usual label."],
  ["shorthandintro", "literal", "The words that introduce the shorthand."],
  ["shortjournal", "literal", "The journal's abbreviated name."],
  ["shortseries", "literal", "The series' abbreviated name."],
  ["shorttitle", "literal", "A short form of the title for citations."],
  ["sortkey", "literal", "What the entry is sorted by, instead of everything else."],
  ["sortname", "names", "The names by which the entry is sorted."],
  ["sortshorthand", "literal", "What the list of shorthands sorts by."],
  ["sorttitle", "literal", "The title by which the entry is sorted."],
  ["sortyear", "integer", "The year by which the entry is sorted."],
  ["subtitle", "literal", "The subtitle."],
  ["title", "literal", "The title; braces keep capitals as they are."],
  ["titleaddon", "literal", "What follows the title in another typeface."],
  ["translator", "names", "Who translated the work."],
  ["type", "key", "The kind of thesis, report, manual or patent; a name of biblatex's, or any words.", types],
  ["url", "uri", "The address on the web."],
  ["urldate", "date", "When the address was last visited."],
  ["venue", "literal", "Where the conference took place."],
  ["version", "literal", "The version of a program, data set or manual."],
  ["volume", "integer", "The volume of the journal, or of a book in several volumes."],
  ["volumes", "integer", "How many volumes there are."],
  ["xdata", "entries", "The keys of @xdata entries whose fields this one takes over."],
  ["xref", "entry", "The key of the entry that this one belongs to; nothing is inherited."],
  ["year", "literal", "The year of publication; biblatex's date can say more."],
];

/** All fields, by name. */
export const fields: readonly Field[] = fieldTable.map(([name, datatype, purpose, more]) => ({
  name,
  datatype,
  purpose,
  ...(typeof more === "string" && { aliasOf: more }),
  ...(typeof more === "object" && { values: more }),
}));

const fieldsByName = new Map(fields.map((field) => [field.name, field]));

/** @param name in any case */
export function fieldNamed(name: string): Field | undefined {
  return fieldsByName.get(name.toLowerCase());
}

/** The name that all names of one field share: `journaltitle` for `journal`. */
export function canonicalName(name: string): string {
  return fieldNamed(name)?.aliasOf ?? name.toLowerCase();
}

/** The names that BibTeX gives to months without a `@string`. */
export const monthMacros: readonly string[] = wordsIn("jan feb mar apr may jun jul aug sep oct nov dec");
