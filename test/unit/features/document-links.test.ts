import assert from "node:assert/strict";
import { test } from "node:test";
import { linksIn } from "../../../server/src/features/document-links.ts";
import { createDocument } from "../../../server/src/text/document.ts";

/** The links of a file: the linked text, and where it leads. */
function checkLinks(name: string, text: string, expected: Readonly<Record<string, string>>): void {
  const document = createDocument(`file:///project/refs/${name}`, text);
  assert.ok(document);
  const found = linksIn(document).map(({ span, url }) => [text.slice(span.start, span.end), url]);
  assert.deepEqual(Object.fromEntries(found), expected);
}

const doi = "https://doi.org/";
const pmid = "https://pubmed.ncbi.nlm.nih.gov/";
const pmcid = "https://www.ncbi.nlm.nih.gov/pmc/articles/";

test("identifiers of a .bib file, whatever they are wrapped in", () => {
  checkLinks("r.bib", '@article{a, doi = { 10.1000/a\\_b }, pmid = 1234567, PMCID = "PMC123456"}', {
    "10.1000/a\\_b": `${doi}10.1000/a_b`,
    "1234567": `${pmid}1234567/`,
    PMC123456: `${pmcid}PMC123456/`,
  });
  checkLinks("r.bib", "@article{a, doi = {{https://doi.org/10.1000/x}}, pmc = {PMC123456}}", {
    "https://doi.org/10.1000/x": `${doi}10.1000/x`,
    PMC123456: `${pmcid}PMC123456/`,
  });
  checkLinks("r.bib", "@article{a, doi = {none}, pmid = one, title = {10.1000/x}}\n% doi = {10.1000/x}", {});
});

test("eprints by their archive, addresses in \\url and without", () => {
  checkLinks("r.bib", "@misc{a, eprint = {2101.00001v2}}@misc{b, eprint = {1234567}, eprinttype = {pubmed}}", {
    "2101.00001v2": "https://arxiv.org/abs/2101.00001v2",
    "1234567": `${pmid}1234567/`,
  });
  checkLinks("r.bib", "@misc{a, url = {https://example.org/a\\_b}, howpublished = {\\url{https://example.org/c}}}", {
    "https://example.org/a\\_b": "https://example.org/a_b",
    "https://example.org/c": "https://example.org/c",
  });
});

test("attached files as JabRef, Zotero and Mendeley write them", () => {
  const here = "file:///project/refs";
  checkLinks("r.bib", "@a{a, file = {:papers/doe 1999.pdf:PDF}}", {
    "papers/doe 1999.pdf": `${here}/papers/doe%201999.pdf`,
  });
  checkLinks("r.bib", "@a{a, file = {Full Text:files/1/a.pdf:application/pdf;Snapshot:files/2/b.html:text/html}}", {
    "files/1/a.pdf": `${here}/files/1/a.pdf`,
    "files/2/b.html": `${here}/files/2/b.html`,
  });
  checkLinks("r.bib", "@a{a, file = {files/1/a.pdf}}", { "files/1/a.pdf": `${here}/files/1/a.pdf` });
  checkLinks("r.bib", "@a{a, file = {/srv/a\\;b.pdf}}", { "/srv/a\\;b.pdf": "file:///srv/a%3Bb.pdf" });
  checkLinks("r.bib", "@a{a, file = {PDF:C\\:\\\\papers\\\\a.pdf:application/pdf}}", {
    "C\\:\\\\papers\\\\a.pdf": "file:///c%3A/papers/a.pdf",
  });
  checkLinks("r.bib", "@a{a, file = {:C$\\backslash$:/papers/a.pdf:pdf}}", {
    "C$\\backslash$:/papers/a.pdf": "file:///c%3A/papers/a.pdf",
  });
  checkLinks("r.bib", "@a{a, file = {:home/doe/a.pdf:pdf}}", { "home/doe/a.pdf": "file:///home/doe/a.pdf" });
  checkLinks("r.bib", "@a{a, file = {C:/papers/a.pdf}}", { "C:/papers/a.pdf": "file:///c%3A/papers/a.pdf" });
  checkLinks("r.bib", "@a{a, file = {}, pdf = {::}}", {});
});

test("identifiers and addresses in CSL-JSON and CSL-YAML", () => {
  checkLinks("r.json", '[{"id": "a", "DOI": "10.1000/x", "PMID": "1234567", "URL": "https://example.org/10.1000/y"}]', {
    "10.1000/x": `${doi}10.1000/x`,
    "1234567": `${pmid}1234567/`,
    "https://example.org/10.1000/y": "https://example.org/10.1000/y",
  });
  checkLinks("r.yaml", "- id: a\n  DOI: 10.1000/x\n  PMID: 1234567\n  PMCID: PMC123456\n", {
    "10.1000/x": `${doi}10.1000/x`,
    "1234567": `${pmid}1234567/`,
    PMC123456: `${pmcid}PMC123456/`,
  });
});

test("identifiers in prose, with their names and without the sentence's punctuation", () => {
  checkLinks(
    "a.md",
    "See doi:10.1000/a(b)c. And (doi: 10.1000/d), *10.1000/e*; PMID: 1234567, PMC123456; arXiv:2101.00001.",
    {
      "doi:10.1000/a(b)c": `${doi}10.1000/a(b)c`,
      "doi: 10.1000/d": `${doi}10.1000/d`,
      "10.1000/e": `${doi}10.1000/e`,
      "PMID: 1234567": `${pmid}1234567/`,
      PMC123456: `${pmcid}PMC123456/`,
      "arXiv:2101.00001": "https://arxiv.org/abs/2101.00001",
    },
  );
  checkLinks("a.md", "`doi:10.1000/x` and <https://doi.org/10.1000/y> and version 10.2, PMIDs 12.", {});
  checkLinks("a.tex", "\\begin{document}See doi:10.1000/x. % doi:10.1000/y\n\\end{document}", {
    "doi:10.1000/x": `${doi}10.1000/x`,
  });
});

test("citations by identifier lead to the work", () => {
  checkLinks("a.md", "[@doi:10.1000/x; @pmid:1234567; @doe99]", {
    "doi:10.1000/x": `${doi}10.1000/x`,
    "pmid:1234567": `${pmid}1234567/`,
  });
});
