/** Identifiers looked up at a local server that speaks the services' formats. */
import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { CancellationTokenSource } from "vscode-languageserver";
import type { CompiledFolder, Network } from "../../../server/src/lsp/host.ts";
import { createLookUp } from "../../../server/src/lsp/identifier-look-up.ts";
import { keptAnswers } from "../../../server/src/lsp/kept-answers.ts";
import { searchZotero } from "../../../server/src/lsp/zotero.ts";
import { network } from "../../../server/src/network.ts";
import { spelledIdentifier } from "../../../server/src/references/identifier-keys.ts";
import type { Identifier } from "../../../server/src/references/identifiers.ts";
import { importItems } from "../../../server/src/references/import-items.ts";
import { bytesOf, sourceOfBytes } from "../../../server/src/terms/store-bytes.ts";
import type { LookedUp } from "../../../server/src/workspace/import-references.ts";
import { arxivNumber, dataCiteDoi, reference, startServices } from "../../services.ts";
import { bundledReferences } from "../fixture.ts";

const services = await startServices();
after(() => services.close());
beforeEach(() => {
  services.requests.length = 0;
  services.faults.length = 0;
});

const aceto = reference("aceto2014circulating");
const doi = aceto.DOI ?? "";

/** A clock that goes on only while one waits; the network is real. */
function withClock(longest = Number.POSITIVE_INFINITY): { readonly waits: number[]; readonly network: Network } {
  const waits: number[] = [];
  let now = 0;
  return {
    waits,
    network: {
      now: () => now,
      wait: async (milliseconds) => {
        waits.push(milliseconds);
        now += milliseconds;
      },
      send: (request, longestAnswer, token) => network.send(request, Math.min(longest, longestAnswer), token),
    },
  };
}

function identifiersIn(text: string): Identifier[] {
  return importItems(text).flatMap((item) => (item.kind === "identifier" ? [item.identifier] : []));
}

const options = { addresses: services.addresses, contact: "writer@example.org" };

async function find(text: string, lookUp = createLookUp(withClock().network)): Promise<(LookedUp | undefined)[]> {
  const identifiers = identifiersIn(text);
  const found = await lookUp.find(identifiers, options, new CancellationTokenSource().token);
  return identifiers.map((identifier) => found.get(spelledIdentifier(identifier)));
}

function reasonOf(found: LookedUp | undefined): string {
  return found && "reason" in found ? `${found.kind}: ${found.reason}` : String(found?.kind);
}

test("Crossref's item becomes a reference: one text for a list, CSL's type, markup and no entities", async () => {
  const [found] = await find(doi);
  assert.ok(found?.kind === "reference");
  const { title, type, ISSN, URL, abstract, author = [] } = found.reference;
  assert.deepEqual(
    [title, type, ISSN, URL, abstract],
    [aceto.title, "article-journal", "0000-0000", undefined, "Invented."],
  );
  assert.deepEqual(author.at(-1), { literal: "An Invented Consortium" });
  assert.equal(found.reference["container-title-short"], aceto["container-title-short"]);
  assert.match(services.requests[0] ?? "", /mailto=writer%40example\.org$/);
});

test("a DOI that Crossref lacks is DataCite's; one that both lack is told as missing", async () => {
  const [found, missing] = await find(`${dataCiteDoi}\n10.1000/nowhere`);
  assert.ok(found?.kind === "reference");
  assert.deepEqual([found.reference.type, found.reference.DOI], ["dataset", dataCiteDoi]);
  assert.equal(reasonOf(missing), "missing: Crossref and DataCite have no such work.");
});

test("PubMed is asked for all PMIDs at once, and once for PMCIDs", async () => {
  const [first, second] = [...bundledReferences.values()].filter(({ PMID }) => PMID);
  const open = [...bundledReferences.values()].find(({ PMCID }) => PMCID);
  assert.ok(first?.PMID && second?.PMID && open?.PMCID);
  const found = await find(`${first.PMID}\n${second.PMID}\nPMID:99999999\n${open.PMCID}`);
  const titles = found.map((it) => (it?.kind === "reference" ? it.reference.title : reasonOf(it)));
  assert.deepEqual(titles, [first.title, second.title, "missing: PubMed has no such work.", open.title]);
  assert.equal(services.requests.length, 2);
  assert.match(
    services.requests[0] ?? "",
    /db=pubmed&id=\d+,\d+,99999999&rettype=medline&retmode=text&tool=biomanuscript&email=/,
  );
});

test("arXiv's Atom becomes a preprint; what arXiv does not tell, DataCite does", async () => {
  const [found] = await find(`arXiv:${arxivNumber}`);
  assert.ok(found?.kind === "reference");
  const { type, title, author, issued, DOI, number } = found.reference;
  assert.deepEqual(
    [type, title, DOI, number],
    ["article", aceto.title, `10.48550/arXiv.${arxivNumber}`, `arXiv:${arxivNumber}`],
  );
  assert.deepEqual([author, issued], [aceto.author, { "date-parts": [[2099, 1, 31]] }]);
  services.faults.push({ status: 403 });
  const [other] = await find(`https://arxiv.org/abs/${arxivNumber}v1`);
  assert.equal(other?.kind, "reference");
});

test("a service that has had too many requests is asked again when it says, and given up when it says too late", async () => {
  const clock = withClock();
  services.faults.push({ status: 429, retryAfter: "7" });
  const [found] = await find(doi, createLookUp(clock.network));
  assert.equal(found?.kind, "reference");
  assert.deepEqual([clock.waits, services.requests.length], [[7000], 2]);
  services.faults.push({ status: 429, retryAfter: "3600" });
  const [failed] = await find(doi);
  assert.equal(reasonOf(failed), "failed: Crossref has had too many requests (429); try again in 60 minutes.");
});

test("faults that pass are tried three times, each time later; the pace of a service is kept", async () => {
  const clock = withClock();
  services.faults.push({ status: 503 }, { status: 502 });
  const lookUp = createLookUp(clock.network);
  const [found] = await find(doi, lookUp);
  assert.equal(found?.kind, "reference");
  assert.deepEqual(clock.waits, [1000, 2000]);
  await find("arXiv:9901.00002", lookUp);
  await find("arXiv:9901.00003", lookUp);
  assert.ok(clock.waits.includes(3000));
});

test("what was found is asked for again a month later, in other sessions too; what was not, at once", async () => {
  const files = new Map<string, Uint8Array>();
  const folder: CompiledFolder = {
    list: async () => [...files.keys()],
    open: async (name) => {
      const bytes = files.get(name);
      return bytes && sourceOfBytes(bytes);
    },
    write: async (name, bytes) => void files.set(name, bytes),
    remove: async (name) => void files.delete(name),
  };
  let now = 1_000;
  const session = () => {
    const clock = { ...withClock().network, now: () => now };
    return createLookUp(clock, keptAnswers(folder, clock.now));
  };
  const days = 24 * 3_600_000;
  const missing = "10.1000/nowhere";
  const first = await find(doi, session());
  await find(missing, session());
  services.requests.length = 0;
  now += 20 * days;
  assert.deepEqual(await find(doi, session()), first);
  assert.equal(services.requests.length, 0);
  await find(missing, session());
  assert.equal(services.requests.length, 2);
  now += 11 * days;
  await find(doi, session());
  assert.equal(services.requests.length, 3);
  for (const name of files.keys()) files.set(name, bytesOf("{"));
  assert.deepEqual(await find(doi, session()), first);
});

test("a time-out, a refusal, a malformed answer and no server at all are failures with their reasons", async () => {
  services.faults.push({ status: 0, silent: true }, { status: 0, silent: true }, { status: 0, silent: true });
  const [late] = await find(doi, createLookUp(withClock(40).network));
  assert.equal(reasonOf(late), "failed: Crossref can't be reached: no answer within 0.04 seconds.");
  services.faults.push({ status: 403 });
  assert.equal(reasonOf((await find(doi))[0]), "failed: Crossref refuses the request (403).");
  services.faults.push({ status: 200, text: "<html>Down for\n maintenance</html>" });
  const [malformed] = await find(doi);
  assert.equal(
    reasonOf(malformed),
    "failed: Crossref's answer can't be read: the answer begins “<html>Down for maintenance</html>”.",
  );
  services.faults.push({ status: 200, text: "<html></html>" });
  assert.match(reasonOf((await find("PMID:12345678"))[0]), /^failed: PubMed's answer can't be read/);
  services.faults.push({ status: 200, text: "<feed><entry>" });
  const lookUp = createLookUp(withClock().network);
  assert.equal((await find(`arXiv:${arxivNumber}`, lookUp))[0]?.kind, "reference", "DataCite has it");
  const nowhere = { ...options, addresses: { ...options.addresses, pubmed: services.unreachable } };
  const [pmid] = identifiersIn("PMID:12345678");
  assert.ok(pmid);
  const found = await lookUp.find([pmid], nowhere, new CancellationTokenSource().token);
  assert.match(reasonOf(found.get("pmid:12345678")), /^failed: PubMed can't be reached: .*ECONNREFUSED/);
});

test("what was found, and what was not, is asked for once a session; what failed is asked for again", async () => {
  const lookUp = createLookUp(withClock().network);
  await find(`${doi}\n10.1000/nowhere`, lookUp);
  const before = services.requests.length;
  await find(`${doi}\n10.1000/nowhere`, lookUp);
  assert.equal(services.requests.length, before);
  services.faults.push({ status: 403 });
  await find("PMID:12345678", lookUp);
  await find("PMID:12345678", lookUp);
  assert.equal(services.requests.length, before + 2);
});

test("cancelling ends the request that is under way, and no other is sent", async () => {
  const source = new CancellationTokenSource();
  services.faults.push({ status: 0, silent: true });
  const identifiers = identifiersIn(`${doi}\n10.1000/nowhere`);
  const asked = services.asked();
  const finding = createLookUp(withClock().network).find(identifiers, options, source.token);
  await asked;
  source.cancel();
  await assert.rejects(finding, /Cancelled/);
  assert.equal(services.requests.length, 1);
});

test("Zotero's items come with their own keys where Better BibTeX answers, and nothing is said where none does", async () => {
  const { token } = new CancellationTokenSource();
  const address = services.setting.find((it) => it.startsWith("zotero="))?.slice("zotero=".length) ?? "";
  assert.deepEqual(await searchZotero(network, address, "", token), []);
  const found = await searchZotero(network, address, "aceto 2014", token);
  assert.deepEqual(
    found?.map(({ id, title }) => [id, title]),
    [["zotero-aceto2014circulating", aceto.title]],
  );
  assert.equal(await searchZotero(network, services.unreachable, "aceto", token), undefined);
  services.faults.push({ status: 200, text: "Request not allowed" });
  assert.equal(await searchZotero(network, address, "aceto", token), undefined);
});
