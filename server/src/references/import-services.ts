/**
 * The public services that give a reference for an identifier: which of them to ask, how, and what they answer. Nothing here uses the
 * network: requests are data, and answers are texts.
 */
import { readNames } from "../syntax/bibtex-names.ts";
import { readNbib } from "../syntax/nbib.ts";
import { type Name, type Reference, referenceOfDraft } from "../syntax/reference.ts";
import { scanXmlElements, type XmlElement } from "../syntax/xml-scan.ts";
import { type Identifier, type IdentifierKind, normaliseArxiv, normaliseDoi } from "./identifiers.ts";
import { referenceOfRegistered } from "./registered-item.ts";

const services = ["crossref", "datacite", "pubmed", "arxiv"] as const;

export type Service = (typeof services)[number];

/** The services' names as people know them. */
export const serviceNames: Readonly<Record<Service, string>> = {
  crossref: "Crossref",
  datacite: "DataCite",
  pubmed: "PubMed",
  arxiv: "arXiv",
};

/** Addresses that requests begin with, without a slash at the end. */
export const serviceAddresses: Readonly<Record<Service, string>> = {
  crossref: "https://api.crossref.org",
  datacite: "https://api.datacite.org",
  pubmed: "https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
  arxiv: "https://export.arxiv.org/api",
};

/** The addresses of the setting, `name=address` each, by name. What has no name or address is passed over. */
export function writtenAddresses(written: readonly string[]): Readonly<Record<string, string>> {
  const pairs = written.map((it) => /^\s*(\w+)\s*=\s*(https?:\/\/\S+?)\/*\s*$/.exec(it));
  return Object.fromEntries(pairs.map((pair): [string, string] => [pair?.[1]?.toLowerCase() ?? "", pair?.[2] ?? ""]));
}

/**
 * The least time from one request's start to the next one's, in milliseconds. PubMed takes three requests a second
 * (https://www.ncbi.nlm.nih.gov/books/NBK25497), arXiv one in three seconds (https://info.arxiv.org/help/api/tou.html); Crossref
 * and DataCite, which take more, are asked five times a second at most.
 */
export const servicePace: Readonly<Record<Service, number>> = {
  crossref: 200,
  datacite: 200,
  pubmed: 350,
  arxiv: 3000,
};

/** As many identifiers as one request may ask for. */
export const mostAtOnce: Readonly<Record<Service, number>> = { crossref: 1, datacite: 1, pubmed: 100, arxiv: 50 };

const arxivDoi = /^10\.48550\/arxiv\./i;

/**
 * The services to ask for an identifier, in turn while they don't have it. Crossref's and DataCite's DOIs look alike; arXiv's, which
 * DataCite registers, are known. What arXiv itself does not tell, as to a page in a browser, DataCite does.
 */
export function servicesFor({ kind, value }: Identifier): readonly Service[] {
  if (kind === "doi") return arxivDoi.test(value) ? ["datacite"] : ["crossref", "datacite"];
  return kind === "arxiv" ? ["arxiv", "datacite"] : ["pubmed"];
}

export interface ServiceRequest {
  readonly service: Service;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface RequestOptions {
  readonly addresses: Readonly<Record<Service, string>>;
  /** The writer's e-mail address, by which a service can reach who asks too much; empty where it isn't given. */
  readonly contact: string;
}

const cslJson = "application/vnd.citationstyles.csl+json";

/**
 * One request for identifiers of one kind, no more than the service takes at once. The contact address is a parameter: a browser
 * lets no program set its `User-Agent`.
 */
export function requestFor(
  service: Service,
  identifiers: readonly Identifier[],
  { addresses, contact }: RequestOptions,
): ServiceRequest {
  const base = addresses[service];
  const [{ kind, value } = { kind: "doi" as IdentifierKind, value: "" }] = identifiers;
  const mailto = contact === "" ? "" : `mailto=${encodeURIComponent(contact)}`;
  switch (service) {
    case "crossref":
      return {
        service,
        url: withQuery(`${base}/works/${encodeURIComponent(value)}/transform/${cslJson}`, [mailto]),
        headers: { Accept: cslJson },
      };
    case "datacite": {
      const doi = kind === "arxiv" ? `10.48550/arXiv.${withoutVersion(value)}` : value;
      const path = doi.split("/").map(encodeURIComponent).join("/");
      return { service, url: withQuery(`${base}/${cslJson}/${path}`, [mailto]), headers: { Accept: cslJson } };
    }
    case "pubmed": {
      const ids = identifiers.map((it) => it.value.replace(/^PMC/, "")).join(",");
      const email = contact === "" ? "" : `email=${encodeURIComponent(contact)}`;
      const query = [
        `db=${kind === "pmcid" ? "pmc" : "pubmed"}`,
        `id=${ids}`,
        "rettype=medline",
        "retmode=text",
        "tool=biomanuscript",
      ];
      return { service, url: withQuery(`${base}/efetch.fcgi`, [...query, email]), headers: { Accept: "text/plain" } };
    }
    case "arxiv": {
      const ids = identifiers.map((it) => encodeURIComponent(it.value)).join(",");
      const query = [`id_list=${ids}`, `max_results=${identifiers.length}`];
      return { service, url: withQuery(`${base}/query`, query), headers: { Accept: "application/atom+xml" } };
    }
  }
}

function withQuery(url: string, parameters: readonly string[]): string {
  const given = parameters.filter((it) => it !== "");
  return given.length === 0 ? url : `${url}?${given.join("&")}`;
}

function withoutVersion(number: string): string {
  return number.replace(/v\d+$/, "");
}

/** What an answer says of one identifier. The reference's `id` is empty: it has no key yet. */
export type Answer =
  | { readonly kind: "reference"; readonly reference: Reference }
  | { readonly kind: "missing" }
  /** The answer is not in the service's format; the reason is a clause. */
  | { readonly kind: "malformed"; readonly reason: string };

/** Reads the body of a service's answer with status 200 for one of the identifiers that were asked for. */
export function readAnswer(service: Service, identifier: Identifier, body: string): Answer {
  if (service === "pubmed") return readMedline(identifier, body);
  if (service === "arxiv") return readAtom(identifier, body);
  const item = parsedObject(body);
  if (!item) return malformed(body);
  const reference = referenceOfRegistered(item);
  if (reference.title === undefined) return { kind: "malformed", reason: "its record has no title" };
  return {
    kind: "reference",
    reference: reference.DOI || identifier.kind !== "doi" ? reference : { ...reference, DOI: identifier.value },
  };
}

function malformed(body: string): Answer {
  const start = body.trim().replace(/\s+/g, " ").slice(0, 60);
  return { kind: "malformed", reason: start === "" ? "the answer is empty" : `the answer begins “${start}”` };
}

function parsedObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
    return isObject ? (parsed as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

/** For numbers that it lacks, PubMed gives no record, or a line that says so. */
function readMedline({ kind, value }: Identifier, body: string): Answer {
  const { entries } = readNbib({ uri: "answer:", format: "nbib", dialect: "pandoc", text: body });
  const found = entries.find(({ reference }) => (kind === "pmcid" ? reference.PMCID : reference.PMID) === value);
  if (found?.reference.title !== undefined) return { kind: "reference", reference: { ...found.reference, id: "" } };
  if (found) return { kind: "malformed", reason: "its record has no title" };
  const isMedline =
    body.trim() === "" || entries.length > 0 || /\bid: ?\d+\b|not available|cannot get document/i.test(body);
  return isMedline ? { kind: "missing" } : malformed(body);
}

/** arXiv's Atom (https://info.arxiv.org/help/api/user-manual.html); an error is an entry of its own. */
function readAtom({ value }: Identifier, body: string): Answer {
  if (!/<feed[\s>]/.test(body) || !/<\/feed>/.test(body)) return malformed(body);
  const entries = scanXmlElements(body, "entry", []);
  const number = withoutVersion(value);
  const entry = entries.find((it) => withoutVersion(normaliseArxiv(textIn(it, "id")) ?? "") === number);
  if (entry && textIn(entry, "title") !== "") return { kind: "reference", reference: referenceOfAtom(number, entry) };
  const error = entries.find((it) => /\/errors\b/.test(textIn(it, "id")));
  return error ? { kind: "malformed", reason: `it says “${textIn(error, "summary")}”` } : { kind: "missing" };
}

function referenceOfAtom(number: string, entry: XmlElement): Reference {
  const date = /^(\d{4})-(\d\d)-(\d\d)/.exec(textIn(entry, "published"));
  const people = elementsIn(entry, "author").map((author) => textIn(author, "name"));
  return referenceOfDraft({
    id: "",
    type: "article",
    title: textIn(entry, "title"),
    author: people.flatMap(nameOf),
    issued: date ? { "date-parts": [date.slice(1).map(Number)] } : undefined,
    publisher: "arXiv",
    number: `arXiv:${number}`,
    abstract: textIn(entry, "summary"),
    DOI: normaliseDoi(`10.48550/arXiv.${number}`),
    URL: `https://arxiv.org/abs/${number}`,
  });
}

/** `Jan van der Berg`; a group's name has no given name to part it from. */
function nameOf(written: string): readonly Name[] {
  const isGroup = /\b(?:collaboration|consortium|group|team)\b/i.test(written);
  return isGroup ? [{ literal: written }] : readNames(written.replace(/[\\{}]/g, ""), true).names;
}

function elementsIn({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child): child is XmlElement => typeof child !== "string" && child.name === name);
}

function textIn(element: XmlElement, name: string): string {
  const text = (it: XmlElement): string =>
    it.children.map((child) => (typeof child === "string" ? child : text(child))).join("");
  const [found] = elementsIn(element, name);
  return found ? text(found).replace(/\s+/g, " ").trim() : "";
}
