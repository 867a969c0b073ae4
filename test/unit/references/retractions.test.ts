import assert from "node:assert/strict";
import { test } from "node:test";
import { readRetractionWatch } from "../../../server/src/references/retraction-watch.ts";
import {
  bundledNotice,
  createRetractionList,
  faultsOfRetraction,
  type ListedNotice,
  noticeAbout,
  type Retractions,
} from "../../../server/src/references/retractions.ts";
import type { Reference } from "../../../server/src/syntax/reference.ts";
import { bundledReferences, bundledRetractions } from "../fixture.ts";

const bundled: Retractions = [createRetractionList(bundledRetractions.map(bundledNotice))];

/** A list of invented notices. */
const listOf = (...notices: Partial<ListedNotice>[]): Retractions => [
  createRetractionList(notices.map((notice) => ({ nature: "retraction", title: "", ...notice }))),
];

const article = (fields: Partial<Reference>): Reference => ({ id: "key", type: "article-journal", ...fields });

const authorOf = (name: string) => {
  const [family = "", given = ""] = name.split(", ");
  return [{ family, given }];
};

/** A title that is nobody's. */
const title = "Invented observations on the migration of nothing in particular";
const doe = { title, author: authorOf("Doe, Jane"), issued: { "date-parts": [[2019]] } };

test("the bundled list is sound", () => {
  assert.equal(bundledRetractions.length, 20);
  assert.deepEqual(bundledRetractions.flatMap(faultsOfRetraction), []);
});

test("every bundled retracted work with a DOI is found by it, in any spelling", () => {
  const identified = bundledRetractions.filter(({ DOI }) => DOI !== undefined);
  assert.ok(identified.length >= 14);
  for (const { DOI = "", date, notice } of identified) {
    const found = noticeAbout(bundled, article({ DOI: `https://doi.org/${DOI.toUpperCase()}` }));
    assert.deepEqual(found, { nature: "retraction", ...(date && { date }), ...(notice && { notice }) }, DOI);
  }
});

test("every bundled retracted work is found by title, first author and year without identifiers", () => {
  for (const { title, author, year } of bundledRetractions) {
    const written = { title: title.toUpperCase(), issued: { "date-parts": [[year]] } };
    const found = noticeAbout(bundled, article({ ...written, author: authorOf(author ?? "Nobody, N.") }));
    assert.equal(found?.nature, "retraction", title);
    const marked = { ...written, title: `RETRACTED: ${title}`, author: authorOf(author ?? "Nobody, N.") };
    assert.equal(noticeAbout(bundled, article(marked))?.isMarked, undefined, title);
  }
});

test("none of the bundled references is reported, with or without its identifiers", () => {
  for (const reference of bundledReferences.values()) {
    const { DOI, PMID, PMCID, URL, ...bare } = reference;
    assert.equal(noticeAbout(bundled, reference), undefined, reference.id);
    assert.equal(noticeAbout(bundled, bare), undefined, `${reference.id} without identifiers`);
  }
});

test("a work is found by its PMID, unless its DOI is that of another", () => {
  const lists = listOf({ doi: "10.5555/one", pmid: "90000001" });
  assert.ok(noticeAbout(lists, article({ PMID: "90000001" })));
  assert.equal(noticeAbout(lists, article({ PMID: "90000001", DOI: "10.5555/two" })), undefined);
});

test("title, author and year count only where no identifier says otherwise", () => {
  const lists = listOf({ title, author: "Jane Doe", year: 2019, doi: "10.5555/one" });
  assert.ok(noticeAbout(lists, article(doe)));
  assert.ok(noticeAbout(lists, article({ ...doe, issued: { "date-parts": [[2018]] } })), "published online before");
  assert.ok(noticeAbout(lists, article({ ...doe, PMID: "90000001" })), "the list has no PMID to compare");
  assert.equal(noticeAbout(lists, article({ ...doe, DOI: "10.5555/two" })), undefined, "another DOI");
  assert.equal(noticeAbout(lists, article({ ...doe, issued: { "date-parts": [[2012]] } })), undefined, "another year");
  assert.equal(noticeAbout(lists, article({ ...doe, author: authorOf("Roe, Jane") })), undefined, "another author");
  const short = listOf({ title: "Lung cancer", author: "Jane Doe", year: 2019 });
  assert.equal(noticeAbout(short, article({ ...doe, title: "Lung cancer" })), undefined, "a title of many works");
});

test("the notice of a retraction is not the retracted work, though it has its title", () => {
  const lists = listOf({ title, year: 2019, notice: "10.5555/Notice" }, { title, year: 2019, doi: "10.5555/one" });
  const notice = article({ title: `Retracted: ${title}`, DOI: "10.5555/notice", issued: { "date-parts": [[2020]] } });
  assert.equal(noticeAbout(lists, notice), undefined);
});

test("a title that is marked as retracted is enough", () => {
  for (const marked of [`RETRACTED: ${title}`, `Retracted Article: ${title}`, `[RETRACTED] ${title}`])
    assert.deepEqual(noticeAbout([], article({ title: marked })), { nature: "retraction", isMarked: true }, marked);
  for (const plain of [title, `Retraction: ${title}`, "Retracted articles: a survey", "What becomes of retracted work"])
    assert.equal(noticeAbout([], article({ title: plain })), undefined, plain);
});

test("of several notices the weightiest counts, and a reinstatement takes back those before it", () => {
  const about = (...notices: Partial<ListedNotice>[]) =>
    noticeAbout(
      listOf(...notices.map((notice) => ({ doi: "10.5555/one", ...notice }))),
      article({ DOI: "10.5555/one" }),
    );
  const concern = { nature: "concern", date: "2018-01-02" } as const;
  const retraction = { nature: "retraction", date: "2019-03-04", notice: "10.5555/notice" } as const;
  const correction = { nature: "correction", date: "2020-05-06" } as const;
  assert.deepEqual(about(concern, correction), concern);
  assert.deepEqual(about(concern, retraction, correction), retraction);
  assert.equal(about(concern, retraction, { nature: "reinstatement", date: "2019-09-09" }), undefined);
  assert.deepEqual(about({ nature: "reinstatement", date: "2018-09-09" }, concern, retraction), retraction);
});

const heading =
  "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,RetractionDOI," +
  "RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes,";

const csv = `${heading}\r
1,"Invented ""findings"", and what
came of them",(BLS) None;,"Nowhere, Atlantis;",Invented Letters,None,Atlantis,Jane Doe;Ann Roe,,Research Article;,8/16/2023 0:00,10.5555/Notice.1,90000011,9/24/2021 0:00,10.5555/Work.1,90000001,Retraction,Error in Data;,No,,\r
2,${title},,,Invented Letters,,,Jane Doe,,,1/2/2020 0:00,unavailable,0,7/1/2019 0:00,unavailable,0,Expression of concern,,No,,\r
3,Another,,,,,,,,,3/4/2021 0:00,,0,,10.5555/work.3,0,Correction,,No,,\r
`;

test("the Retraction Watch database is read: kinds, dates, notices, and works without identifiers", () => {
  const { notices, problems } = readRetractionWatch(csv);
  assert.deepEqual(problems, []);
  const lists = [createRetractionList(notices)];
  const retracted = { nature: "retraction", date: "2023-08-16", notice: "10.5555/notice.1" };
  assert.deepEqual(noticeAbout(lists, article({ DOI: "10.5555/work.1" })), retracted);
  assert.deepEqual(noticeAbout(lists, article({ PMID: "90000001" })), retracted);
  const written = { title: "Invented findings and what came of them", issued: { "date-parts": [[2021]] } };
  assert.deepEqual(noticeAbout(lists, article({ ...written, author: authorOf("Doe, J.") })), retracted);
  assert.deepEqual(noticeAbout(lists, article(doe)), { nature: "concern", date: "2020-01-02" });
  assert.deepEqual(noticeAbout(lists, article({ DOI: "10.5555/WORK.3" })), {
    nature: "correction",
    date: "2021-03-04",
  });
});

test("faults of the database are named by their lines, and cost no other row", () => {
  const rows = [
    "OriginalPaperDOI,RetractionNature,RetractionDate,Title",
    '10.5555/work.1,Retraction,1/2/2020 0:00,"A title, "quoted" badly',
    '10.5555/work.2,Retraction,the other day,"A title',
    'over two lines"',
    "10.5555/work.3,Applause,1/2/2020,Title",
    "10.5555/work.4",
    "work five,Retraction,1/2/2020,Title",
    ",Retraction,1/2/2020,",
    "10.5555/work.6,Retraction,1/2/2020,Title",
  ];
  const { notices, problems } = readRetractionWatch(rows.join("\n"));
  assert.deepEqual(
    problems.map(({ line, message }) => `${line}: ${message}`),
    [
      "2: A quotation mark is not closed before the next comma or the end of the line.",
      "3: “the other day” is no date that can be read; the rest was read.",
      "5: “Applause” is no nature of a notice that is known.",
      "6: The row ends after 1 cells.",
      "7: “work five” is no DOI; the rest was read.",
      "8: The row names no work: no DOI, PMID or title.",
    ],
  );
  assert.deepEqual(
    notices.map(({ doi }) => doi),
    ["10.5555/work.1", "10.5555/work.2", undefined, "10.5555/work.6"],
  );
  assert.deepEqual(readRetractionWatch("a,b\n1,2\n").problems, [
    { line: 1, message: "The table has no column “RetractionNature”." },
  ]);
});
