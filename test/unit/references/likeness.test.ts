import assert from "node:assert/strict";
import { test } from "node:test";
import { comparedWork, relationOf, type WorkRelation } from "../../../server/src/references/likeness.ts";
import type { Reference } from "../../../server/src/syntax/reference.ts";

const article: Reference = {
  id: "a",
  type: "article-journal",
  title: "Niches of the liver: an invented study of TGF-β in müllerian cells",
  author: [
    { family: "Núñez", given: "Ana María" },
    { family: "Arda", given: "Bo" },
  ],
  "container-title": "Proceedings of the National Academy of Sciences of the United States of America",
  issued: { "date-parts": [[2019]] },
  volume: "12",
  page: "100-110",
};

function relation(other: Partial<Reference>, first: Partial<Reference> = {}): WorkRelation | undefined {
  return relationOf(comparedWork({ ...article, ...first }), comparedWork({ ...article, ...other }));
}

test("spelling, abbreviation and the year of the online version make no other work", () => {
  assert.equal(relation({ "container-title": "Proc Natl Acad Sci U S A" }), "same");
  assert.equal(relation({ "container-title": "PNAS" }), "same");
  assert.equal(relation({ author: [{ family: "Nunez", given: "A" }] }), "same");
  assert.equal(relation({ title: "NICHES OF THE LIVER. AN INVENTED STUDY OF TGF-BETA IN M?LLERIAN CELLS" }), "same");
  assert.equal(relation({ title: "Niches of the liver" }), "same");
  assert.equal(relation({ issued: { "date-parts": [[2018]] } }), "same");
});

test("an identifier decides, whichever form it is written in", () => {
  const other = { title: "Niches of the liver", author: [], issued: {}, volume: "", page: "" };
  const DOI = "10.0000/Invented.1";
  assert.equal(relation({ ...other, DOI: "https://doi.org/10.0000/invented.1" }, { DOI }), "same");
  assert.equal(relation({ DOI: "10.0000/invented.2" }, { DOI }), undefined);
  assert.equal(relation({ PMID: "123457" }, { PMID: "123456" }), undefined);
});

test("one identifier on two titles is a mistake in one of them", () => {
  const DOI = "10.0000/invented.1";
  assert.equal(relation({ DOI, title: "Something else altogether", page: "5" }, { DOI }), undefined);
});

test("corrections, replies, parts and other numbers or words in the title make two works", () => {
  const { title = "" } = article;
  for (const form of ["Correction: ", "Author correction to: ", "Reply to: ", "Erratum. "])
    assert.equal(relation({ title: form + title, page: "" }), undefined, form);
  assert.equal(relation({ title: `${title}. Part II` }, { title: `${title}. Part I` }), undefined);
  assert.equal(relation({ title: title.replace("β", "α"), page: "300", volume: "13" }), undefined);
});

test("a thesis, a chapter, a report and a meeting's abstract are other works than the article", () => {
  for (const type of ["thesis", "chapter", "report", "paper-conference"])
    assert.equal(relation({ type, "container-title": "Abstracts", page: "3", volume: "" }), undefined, type);
});

test("editions and volumes are different books", () => {
  const book = { type: "book", "container-title": "", page: "", volume: "" };
  assert.equal(relation(book, book), "same");
  assert.equal(relation({ ...book, edition: "2" }, { ...book, edition: "3" }), undefined);
  assert.equal(relation({ ...book, volume: "2" }, { ...book, volume: "3" }), undefined);
});

test("a preprint and what was published of it are related, but not the same", () => {
  const preprint = { DOI: "10.1101/2018.01.01.000000", "container-title": "bioRxiv", volume: "", page: "" };
  const issued = { "date-parts": [[2018]] };
  assert.equal(relation({ ...preprint, issued }, { DOI: "10.0000/invented.1" }), "preprint");
  assert.equal(relation({ ...preprint, issued: { "date-parts": [[2029]] } }), undefined);
  assert.equal(relation({ DOI: "10.1101/cshperspect.a000000" }, { DOI: "10.0000/invented.1" }), undefined);
});
