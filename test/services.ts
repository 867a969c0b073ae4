/**
 * A local server that speaks the formats of Crossref, DataCite, PubMed, arXiv and Better BibTeX on the bundled references: which
 * record is asked for decides the answer, and a fault can be put before it.
 */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { writeNbib } from "../server/src/syntax/nbib-write.ts";
import type { Reference } from "../server/src/syntax/reference.ts";

const references = JSON.parse(
  readFileSync(join(import.meta.dirname, "../server/data/references.json"), "utf8"),
) as readonly Reference[];

export function reference(key: string): Reference {
  const found = references.find(({ id }) => id === key);
  if (!found) throw new Error(`There is no bundled reference ${key}.`);
  return found;
}

/** An invented number, under which the stand-in for arXiv has a bundled work. */
export const arxivNumber = "9901.00001";
const onArxiv = "aceto2014circulating";

/** An invented DOI, under which only the stand-in for DataCite has a bundled work. */
export const dataCiteDoi = "10.5281/zenodo.0000001";

export interface Fault {
  readonly status: number;
  readonly text?: string;
  readonly retryAfter?: string;
  /** True where no answer ever comes. */
  readonly silent?: boolean;
}

export interface Services {
  /** What `biomanuscript.import.services` is set to. */
  readonly setting: readonly string[];
  readonly addresses: Readonly<Record<"crossref" | "datacite" | "pubmed" | "arxiv", string>>;
  /** An address at which nobody answers. */
  readonly unreachable: string;
  /** Paths with their queries, in the order in which they were asked for. */
  readonly requests: string[];
  /** Answers given, one each, in place of the next ones. */
  readonly faults: Fault[];
  /** Resolves at the next request. */
  readonly asked: () => Promise<unknown>;
  readonly close: () => void;
}

export async function startServices(): Promise<Services> {
  const requests: string[] = [];
  const faults: Fault[] = [];
  const server = createServer(async (request, response) => {
    const url = request.url ?? "";
    requests.push(url);
    const fault = faults.shift();
    if (fault?.silent) return;
    if (fault) {
      response.writeHead(fault.status, fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter });
      response.end(fault.text ?? "");
    } else await answer(request, response, new URL(url, "http://localhost"));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const addresses = {
    crossref: `${base}/crossref`,
    datacite: `${base}/datacite`,
    pubmed: `${base}/pubmed`,
    arxiv: `${base}/arxiv`,
  };
  const closed = createServer().listen(0, "127.0.0.1");
  await once(closed, "listening");
  const unreachable = `http://127.0.0.1:${(closed.address() as AddressInfo).port}`;
  closed.close();
  return {
    addresses,
    unreachable,
    setting: Object.entries({ ...addresses, zotero: `${base}/zotero` }).map(([name, address]) => `${name}=${address}`),
    requests,
    faults,
    asked: () => once(server, "request"),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { pathname, searchParams }: URL,
): Promise<void> {
  const send = (text: string | undefined) => {
    response.writeHead(text === undefined ? 404 : 200);
    response.end(text ?? "Resource not found.");
  };
  const [, service, ...path] = pathname.split("/");
  if (service === "crossref") send(crossrefItem(decodeURIComponent(path[1] ?? "")));
  else if (service === "datacite") send(dataCiteItem(decodeURIComponent(path.slice(2).join("/"))));
  else if (service === "pubmed") send(medline(searchParams));
  else if (service === "arxiv") send(atom((searchParams.get("id_list") ?? "").split(",")));
  else send(await betterBibtex(request));
}

function withDoi(doi: string): Reference | undefined {
  return references.find(({ DOI }) => DOI?.toLowerCase() === doi.toLowerCase());
}

/** Crossref's items: lists, its own types, entities and JATS in texts. */
function crossrefItem(doi: string): string | undefined {
  const found = withDoi(doi);
  if (!found) return undefined;
  const { id: _, custom: __, ...fields } = found;
  return JSON.stringify({
    ...fields,
    type: "journal-article",
    title: found.title
      ?.replaceAll("<i>", "<jats:italic>")
      .replaceAll("</i>", "</jats:italic>")
      .replaceAll("&", "&amp;"),
    subtitle: [],
    ISSN: ["0000-0000", "0000-0019"],
    "container-title-short": [],
    "short-container-title": [found["container-title-short"]],
    author: [...(found.author ?? []), { name: "An Invented Consortium", sequence: "additional", affiliation: [] }],
    URL: `https://doi.org/${found.DOI}`,
    abstract: "<jats:title>Abstract</jats:title><jats:p>Invented.</jats:p>",
  });
}

function dataCiteItem(doi: string): string | undefined {
  const isKnown = doi === dataCiteDoi || doi.toLowerCase() === `10.48550/arxiv.${arxivNumber}`;
  const { title, author, issued } = reference(onArxiv);
  return isKnown
    ? JSON.stringify({ type: "dataset", id: `https://doi.org/${doi}`, title, author, issued, DOI: doi })
    : undefined;
}

function medline(query: URLSearchParams): string | undefined {
  const ids = (query.get("id") ?? "").split(",");
  const isPmc = query.get("db") === "pmc";
  const found = ids.flatMap((id) => references.filter((it) => (isPmc ? it.PMCID === `PMC${id}` : it.PMID === id)));
  return `\n${writeNbib(found)}\n`;
}

function atom(ids: readonly string[]): string {
  const { title, author = [] } = reference(onArxiv);
  const people = author.map(({ given, family }) => `<author><name>${given} ${family}</name></author>`).join("");
  const entry = `<entry><id>http://arxiv.org/abs/${arxivNumber}v2</id><published>2099-01-31T17:00:00Z</published>
<title>${title?.replace(" ", "\n  ")}</title><summary>Invented &amp; short.</summary>${people}</entry>`;
  const entries = ids.some((id) => id.replace(/v\d+$/, "") === arxivNumber) ? entry : "";
  return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>arXiv Query</title>${entries}</feed>`;
}

async function betterBibtex(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  const { method, params } = JSON.parse(body) as { method: string; params: readonly string[] };
  const words = (params[0] ?? "").toLowerCase().split(/\s+/);
  const matches = (it: Reference) => words.every((word) => JSON.stringify(it).toLowerCase().includes(word));
  const result =
    method === "api.ready"
      ? { zotero: "7", betterbibtex: "7" }
      : references
          .filter(matches)
          .map(({ id, ...fields }) => ({ ...fields, citekey: `zotero-${id}`, library: "My Library" }));
  return JSON.stringify({ jsonrpc: "2.0", result, id: 1 });
}
