/** The fields of a Hayagriva entry and its parents as CSL-JSON. */

import { normaliseDoi, normalisePmcid, normalisePmid } from "./identifiers.ts";
import { type Name, type Reference, referenceOfDraft } from "./reference.ts";
import { readWrittenDate } from "./written-dates.ts";
import { readInvertedName } from "./written-names.ts";
import { plainRange, standalone } from "./written-works.ts";

type Fields = Readonly<Record<string, unknown>>;

/** CSL's type by Hayagriva's, and that type's own parent where none is said. */
const types: Readonly<Record<string, readonly [string, string?]>> = {
  article: ["article-journal", "periodical"],
  chapter: ["chapter", "book"],
  entry: ["entry-encyclopedia", "reference"],
  anthos: ["chapter", "anthology"],
  report: ["report"],
  thesis: ["thesis"],
  web: ["webpage", "web"],
  scene: ["motion_picture", "video"],
  artwork: ["graphic", "exhibition"],
  patent: ["patent"],
  case: ["legal_case"],
  newspaper: ["periodical"],
  legislation: ["legislation", "anthology"],
  manuscript: ["manuscript"],
  original: ["document", "original"],
  post: ["post", "post"],
  tweet: ["post", "tweet"],
  misc: ["document"],
  performance: ["performance"],
  periodical: ["periodical"],
  proceedings: ["book"],
  book: ["book"],
  blog: ["webpage"],
  reference: ["book"],
  conference: ["speech"],
  anthology: ["book"],
  repository: ["software"],
  thread: ["post"],
  video: ["motion_picture", "video"],
  audio: ["song", "audio"],
  exhibition: ["document"],
};

/** What an article is, by what it appeared in. */
const articleTypes: Readonly<Record<string, string>> = {
  newspaper: "article-newspaper",
  blog: "post-weblog",
  proceedings: "paper-conference",
  conference: "paper-conference",
};

export function isKnownHayagrivaType(type: string): boolean {
  return Object.hasOwn(types, type.toLowerCase());
}

/** Makes the reference of an entry, whose values are texts, lists and mappings of them. */
export function referenceOfHayagriva(key: string, entry: unknown): Reference {
  const own = fieldsOf(entry);
  const parent = parentOf(own);
  const series = parentOf(parent);
  const type = typeOf(own, parent);
  const either = (name: string) => textOf(own[name]) || textOf(parent[name]);
  const number = (name: string) => serialNumber(own, name) || serialNumber(parent, name);
  const url = own.url ?? parent.url;
  const publisher = own.publisher ?? parent.publisher;
  const doi = serialNumber(own, "doi");
  // A book's parent is its series; what a chapter's book appeared in is that book's.
  const isAlone = standalone.has(type);
  return referenceOfDraft({
    id: key,
    type,
    title: textOf(own.title),
    author: namesOf(own.author),
    editor: namesOf(own.editor ?? parent.editor),
    issued: dateOf(textOf(own.date) || textOf(parent.date)),
    "container-title": isAlone ? "" : textOf(parent.title),
    "container-title-short": isAlone ? "" : textOf(fieldsOf(parent.title).short ?? fieldsOf(parent.title).shorthand),
    "collection-title": textOf(isAlone ? parent.title : series.title),
    publisher: textOf(publisher) || textOf(fieldsOf(publisher).name) || textOf(own.organization),
    "publisher-place": textOf(fieldsOf(publisher).location) || either("location"),
    edition: either("edition"),
    volume: either("volume"),
    issue: either("issue"),
    page: plainRange(textOf(own["page-range"])),
    number: serialNumber(own, "serial"),
    genre: textOf(own.genre),
    note: textOf(own.note),
    abstract: textOf(own.abstract),
    language: either("language"),
    DOI: normaliseDoi(doi) ?? doi,
    PMID: normalisePmid(serialNumber(own, "pmid")),
    PMCID: normalisePmcid(serialNumber(own, "pmcid")),
    ISBN: number("isbn"),
    ISSN: number("issn"),
    URL: textOf(url),
    accessed: readWrittenDate(textOf(fieldsOf(url).date)),
  });
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The first parent with a title, else the first. */
function parentOf(entry: Fields): Fields {
  const { parent } = entry;
  const parents = (Array.isArray(parent) ? parent : [parent]).map(fieldsOf);
  return parents.find((one) => textOf(one.title) !== "") ?? parents[0] ?? {};
}

/** A text, or the `value` of a text with instructions for formatting. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value.replace(/\s+/g, " ").trim();
  const inner = fieldsOf(value).value;
  return inner === undefined ? "" : textOf(inner);
}

function typeOf(own: Fields, parent: Fields): string {
  const written = textOf(own.type).toLowerCase();
  const [type = "document", parentType] = types[written] ?? [];
  const inType = textOf(parent.type).toLowerCase() || parentType || "";
  return written === "article" ? (articleTypes[inType] ?? type) : type;
}

/** A number of `serial-number`, which is one text (`serial`) or a mapping; older files have fields of their own. */
function serialNumber(entry: Fields, name: string): string {
  const written = entry["serial-number"];
  if (name === "serial" && typeof written === "string") return textOf(written);
  return textOf(fieldsOf(written)[name]) || (name === "serial" ? "" : textOf(entry[name]));
}

function dateOf(text: string) {
  return text === "" ? undefined : (readWrittenDate(text) ?? { literal: text });
}

function namesOf(value: unknown): readonly Name[] {
  return (Array.isArray(value) ? value : [value]).flatMap((one): Name[] => {
    if (typeof one === "string") return one.trim() === "" ? [] : [withParticle(readInvertedName(one))];
    const { name, ...parts } = fieldsOf(one);
    if (textOf(name) === "") return [];
    const particle = textOf(parts.prefix);
    const given = textOf(parts["given-name"]);
    const suffix = textOf(parts.suffix);
    if (particle === "" && given === "" && suffix === "") return [{ literal: textOf(name) }];
    return [
      {
        family: textOf(name),
        ...(given && { given }),
        ...(suffix && { suffix }),
        ...(particle && { "non-dropping-particle": particle }),
      },
    ];
  });
}

/** The words in small letters before a family name are its prefix. */
function withParticle(name: Name): Name {
  const [, particle, family] = /^((?:\p{Ll}\S* )+)(.+)$/u.exec(name.family ?? "") ?? [];
  if (particle === undefined || family === undefined) return name;
  return { ...name, family, "non-dropping-particle": particle.trim() };
}
