import assert from "node:assert/strict";
import { test } from "node:test";
import { readBibliography } from "../../../server/src/syntax/bibliography.ts";
import type { BibliographyFacts } from "../../../server/src/syntax/facts.ts";
import { latexToText } from "../../../server/src/syntax/latex-text.ts";
import { createDocument, type Document } from "../../../server/src/text/document.ts";

function bib(text: string): Document {
  const document = createDocument("file:///refs.bib", text);
  assert.ok(document);
  return document;
}

function read(text: string): BibliographyFacts {
  return readBibliography(bib(text));
}

function reference(text: string, key?: string) {
  const { entries, problems } = read(text);
  assert.deepEqual(problems, []);
  const entry = key === undefined ? entries[0] : entries.find((each) => each.key === key);
  assert.ok(entry, "the entry is found");
  return entry.reference;
}

function keys(facts: BibliographyFacts): string[] {
  return facts.entries.map((entry) => entry.key);
}

const three = `@article{one,
  author = {One, A},
  title = {First {title}},
  year = 2001
}

@article{two,
  author = "Two, B and {The Group}",
  title = {Second},
  year = {2002},
}

@article{three,
  author = {Three, C},
  title = {Third},
  year = {2003}
}
`;

test("an entry's and a key's span are exactly the entry and the key", () => {
  const text = `% a comment line\n\n${three}`;
  for (const { key, keySpan, span } of read(text).entries) {
    assert.equal(text.slice(keySpan.start, keySpan.end), key);
    assert.match(text.slice(span.start, span.end), /^@article\{[\s\S]*\}$/);
    assert.equal(text.slice(span.start, span.end).indexOf("@", 1), -1);
  }
});

test("the same document is read once", () => {
  const document = bib(three);
  assert.equal(readBibliography(document), readBibliography(document));
  const [entry] = readBibliography(document).entries;
  assert.equal(entry?.reference, entry?.reference);
});

test("a character deleted from or put into an entry never costs another entry", () => {
  const start = three.indexOf("@article{two");
  const end = three.indexOf("@article{three") - 2;
  for (let at = start; at < end; at++) {
    const edits = ["", ...["{", "}", '"', ",", "@", "=", "%", "\\", "#", "("].map((char) => char + three[at])];
    for (const edit of edits) {
      const text = three.slice(0, at) + edit + three.slice(at + 1);
      const facts = read(text);
      const titles = new Map(facts.entries.map((entry) => [entry.key, entry.reference.title]));
      const where = `${JSON.stringify(edit)} at ${at - start}`;
      assert.equal(titles.get("one"), "First title", where);
      assert.equal(titles.get("three"), "Third", where);
    }
  }
});

test("each fault is reported at its place, and what can be read of the entry is kept", () => {
  const cases: readonly (readonly [string, string, string, string | undefined])[] = [
    ["@article{a,\n  title = {T}\n  year = 2001\n}", "missing-comma", "}", "T"],
    ["@article{a\n  title = {T}\n}", "missing-comma", "a", "T"],
    ["@article{a,\n  title = {T},\n  year = {2001\n\n@article{b, title = {B}}", "unclosed-brace", "{", "T"],
    ['@article{a,\n  title = {T},\n  year = "2001\n\n@article{b, title = {B}}', "unclosed-quote", '"', "T"],
    ["@article{a,\n  title = {T},\n\n@article{b, title = {B}}", "unclosed-entry", "@article", "T"],
    ["@article{a,\n  title = {T}},\n  year = {2001}\n}", "extra-brace", "}", "T"],
    ["@article{a,\n  title {T},\n  year = {2001}\n}", "missing-equals", "title", undefined],
    ["@article{a,\n  year = ,\n  title = {T}\n}", "missing-value", "year =", "T"],
  ];
  for (const [text, code, at, title] of cases) {
    const { entries, problems } = read(text);
    assert.deepEqual(
      problems.map((problem) => [problem.code, text.slice(problem.span.start, problem.span.end)]),
      [[code, at]],
      text,
    );
    assert.equal(entries[0]?.key, "a", text);
    assert.equal(entries[0]?.reference.title, title, text);
  }
});

test("an entry without a key is reported and is no entry", () => {
  const facts = read("@article{author = {One, A}, title = {T}}\n@book{b, title = {B}}");
  assert.deepEqual(keys(facts), ["b"]);
  assert.deepEqual(
    facts.problems.map((problem) => problem.code),
    ["missing-key"],
  );
});

test("comments, preambles and text between entries are no entries", () => {
  const text = `Some words about me@example.org and @home.
@comment{jabref-meta: @article{hidden, title = {H}}}
@preamble{"\\newcommand{\\x}{y}" # {z}}
@Article (paren, title = {In (round) brackets}, year = 1999)
@COMMENT free text
@book{last, title = {L}}`;
  const facts = read(text);
  assert.deepEqual(keys(facts), ["paren", "last"]);
  assert.deepEqual(facts.problems, []);
  assert.equal(facts.entries[0]?.reference.title, "In (round) brackets");
});

test("thousands of faults take no more than a pass over the file", () => {
  const facts = read("@comment{".repeat(20_000) + "@article{a, title = {".repeat(20_000));
  assert.ok(facts.problems.length > 0);
});

test("strings, months and joined parts are put in", () => {
  const text = `@string{jh = {Journal of } # "Hepatology"}
@STRING(JH2 = jh # { Reports})
@article{a, journal = jH2, month = mar # "~12", year = 20 # 04, title = "A" # { and } # {B}}`;
  const { "container-title": journal, issued, title } = reference(text);
  assert.equal(journal, "Journal of Hepatology Reports");
  assert.deepEqual(issued, { "date-parts": [[2004, 3, 12]] });
  assert.equal(title, "A and B");
});

test("a string that names itself does not hang", () => {
  assert.equal(reference("@string{a = a # b}\n@string{b = a}\n@misc{k, title = a, note = {n}}").note, "n");
});

test("names are read in all of BibTeX's and biblatex's forms", () => {
  const names = (author: string, options = "") =>
    reference(`@article{a, author = {${author}}, ${options} year = 1}`).author;
  assert.deepEqual(names("Ludwig van Beethoven and de la Vall{\\'e}e Poussin, Charles"), [
    { family: "Beethoven", given: "Ludwig", "dropping-particle": "van" },
    { family: "Vallée Poussin", given: "Charles", "dropping-particle": "de la" },
  ]);
  assert.deepEqual(names("van den Berg, Jan", "options = {useprefix=true},"), [
    { family: "Berg", given: "Jan", "non-dropping-particle": "van den" },
  ]);
  assert.deepEqual(names("Smith, Jr., John  AND\n {National Cancer Institute} and {van Gogh}, Vincent"), [
    { family: "Smith", given: "John", suffix: "Jr." },
    { literal: "National Cancer Institute" },
    { family: "van Gogh", given: "Vincent" },
  ]);
  assert.deepEqual(names("family=Harman, given=Hans, prefix=von, useprefix=true and Plato"), [
    { family: "Harman", given: "Hans", "non-dropping-particle": "von" },
    { family: "Plato" },
  ]);
  assert.deepEqual(names("option=1, given=Ann, family={von Doe} and {\\'E}mile {du Pont} and Ann {\\'e}l Doe"), [
    { family: "von Doe", given: "Ann" },
    { family: "du Pont", given: "Émile" },
    { family: "Doe", given: "Ann", "dropping-particle": "él" },
  ]);
  assert.deepEqual(names("{Barnes and Noble} and Anderson, Alexander"), [
    { literal: "Barnes and Noble" },
    { family: "Anderson", given: "Alexander" },
  ]);
});

test("`and others` says that authors are missing and is no author", () => {
  const { author, custom } = reference("@article{a, author = {Adam, R and others}}");
  assert.deepEqual(author, [{ family: "Adam", given: "R" }]);
  assert.equal(custom?.["authors-complete"], false);
  assert.equal(reference("@article{a, author = {Adam, R}}").custom, undefined);
});

test("LaTeX in titles becomes Unicode and CSL's markup; protecting braces go", () => {
  const title = (latex: string) => reference(`@article{a, title = {${latex}}}`).title;
  assert.equal(title("The {TGF-$\\beta$} {{Pathway}} \\emph{in vivo}"), "The TGF-β Pathway <i>in vivo</i>");
  assert.equal(
    title("CD8$^+$ and CD4\\textsuperscript{+} {\\it T} cells in H$_2$O"),
    "CD8<sup>+</sup> and CD4<sup>+</sup> <i>T</i> cells in H<sub>2</sub>O",
  );
  assert.equal(
    title("{\\'E}tude d{\\'e}j{\\`a} {\\c c}a, Stra{\\ss}e, \\O{}rsted, \\v{S}koda, Na{\\\"\\i}ve"),
    "Étude déjà ça, Straße, Ørsted, Škoda, Naïve",
  );
  assert.equal(
    title("``Seed'' --- soil, 10--20\\% \\& more~text\\textregistered{} x"),
    "“Seed” — soil, 10–20% & more\u00a0text® x",
  );
});

test("commands of maths, units, formulas and characters print what LaTeX prints", () => {
  const printed: readonly (readonly [string, string])[] = [
    ["GaN(000$\\bar{1}$)", "GaN(0001\u0304)"],
    ["$O(n \\log n)$ and $\\frac{1}{2}$", "O(n log n) and 1/2"],
    ["\\SI{5.5}{\\micro\\meter} at \\SI{37}{\\degreeCelsius}", "5.5\u202fµm at 37\u202f°C"],
    ["\\ce{Ca^{2+}} in \\ce{H2O}", "Ca<sup>2+</sup> in H<sub>2</sub>O"],
    ['caf\\char"E9, \\symbol{233} and \\char233', "café, é and é"],
    ["5$'$-UTR at 25\\,$^\\circ$C", "5′-UTR at 25\u202f°C"],
    ["{\\'{\\i}} {\\'\\i} {\\'i} \\'{e}\\textsuperscript{a}", "í í í é<sup>a</sup>"],
    ["a `bed of nails' and don't", "a ‘bed of nails’ and don't"],
    ["core\\textendash{}shell, \\hspace{1em}x\\hyphen y", "core–shell, x-y"],
    ["\\ensuremath{\\alpha_{1}}-AT, $\\text{a b}$", "α<sub>1</sub>-AT, a b"],
    ["see \\url{http://x.org/~a_b}", "see http://x.org/~a_b"],
  ];
  for (const [latex, text] of printed) assert.equal(latexToText(latex), text);
});

test("fields of biblatex have their variables of CSL", () => {
  const facts = reference(
    `@inbook{a, title = {Part}, booktitle = {Volume}, maintitle = {Work}, bookauthor = {Roe, Bob}, translator = {Lee, C},
      editora = {Poe, D}, editoratype = {compiler}, series = {Series}, number = 7, chapter = 3, pagetotal = 300, volumes = 4,
      version = {2}, pubstate = {inpress}, origdate = {1900-02}, origtitle = {Teil}, origpublisher = {Verlag},
      origlocation = {Ulm}, eventtitle = {Meeting}, venue = {Bonn}, eventdate = {2001-02-03/2001-02-05}, shorttitle = {P},
      publisher = {One and {Two and Sons}}, library = {Shelf}, annotation = {Read}, eprint = {123}, eprinttype = {jstor}}`,
  );
  assert.deepEqual(facts, {
    id: "a",
    type: "chapter",
    title: "Part",
    "title-short": "P",
    "container-title": "Work",
    "volume-title": "Volume",
    "container-author": [{ family: "Roe", given: "Bob" }],
    translator: [{ family: "Lee", given: "C" }],
    compiler: [{ family: "Poe", given: "D" }],
    "collection-title": "Series",
    "collection-number": "7",
    "chapter-number": "3",
    "number-of-pages": "300",
    "number-of-volumes": "4",
    version: "2",
    status: "in press",
    "original-date": { "date-parts": [[1900, 2]] },
    "original-title": "Teil",
    "original-publisher": "Verlag",
    "original-publisher-place": "Ulm",
    "event-title": "Meeting",
    "event-place": "Bonn",
    "event-date": {
      "date-parts": [
        [2001, 2, 3],
        [2001, 2, 5],
      ],
    },
    publisher: "One; Two and Sons",
    "call-number": "Shelf",
    annote: "Read",
    URL: "https://www.jstor.org/stable/123",
  });
  const periodical = reference("@periodical{a, title = {Journal}, issuetitle = {Issue}, number = 4}");
  assert.deepEqual([periodical.title, periodical["container-title"], periodical.issue], ["Issue", "Journal", "4"]);
});

test("LaTeX that does not balance is read as far as it goes", () => {
  assert.equal(latexToText("\\textit{open} } { \\unknown{kept} \\'{ $5"), "<i>open</i> kept $5");
  assert.equal(latexToText("\\emph{never closed"), "<i>never closed</i>");
});

test("groups and accents nested beyond reason are read without running out of stack", () => {
  assert.equal(latexToText(`${"{".repeat(50_000)}x${"}".repeat(50_000)} y`), "x y");
  assert.match(latexToText(`${"\\'".repeat(50_000)}x`), /x/);
});

test("dates come from date, or from year and month", () => {
  const issued = (fields: string) => reference(`@article{a, ${fields}}`).issued;
  assert.deepEqual(issued("date = {2004-09-15}, year = 1999"), { "date-parts": [[2004, 9, 15]] });
  assert.deepEqual(issued("date = {2004-09/2005-10-01}"), {
    "date-parts": [
      [2004, 9],
      [2005, 10, 1],
    ],
  });
  assert.deepEqual(issued("date = {1999~/..}"), { "date-parts": [[1999], [0]], circa: true });
  assert.deepEqual(issued('year = "2001", month = "July/August"'), {
    "date-parts": [
      [2001, 7],
      [2001, 8],
    ],
  });
  assert.deepEqual(issued("year = {\\noopsort{1973b}1981}"), { "date-parts": [[1981]] });
  assert.deepEqual(issued("year = {in press}"), { literal: "in press" });
  assert.deepEqual(issued("date = {2003-21}"), { "date-parts": [[2003, 21]] });
  assert.deepEqual(issued("year = 2003, month = {Winter}"), { "date-parts": [[2003, 24]] });
  assert.deepEqual(issued("date = {199X}"), { "date-parts": [[1990], [1999]] });
  assert.deepEqual(issued("date = {-0044-03~}"), { "date-parts": [[-45, 3]], circa: true });
  assert.deepEqual(issued("date = {2004-02-XX}"), { "date-parts": [[2004, 2]] });
});

test("identifiers lose their addresses", () => {
  const found = reference(
    "@article{a, doi = {https://doi.org/10.1016/S0140-6736(12)60001-0}, pmid = {PMID: 12345}, pmcid = {6789}, url = {\\url{https://x.org/a\\_b}}}",
  );
  assert.equal(found.DOI, "10.1016/S0140-6736(12)60001-0");
  assert.equal(found.PMID, "12345");
  assert.equal(found.PMCID, "PMC6789");
  assert.equal(found.URL, "https://x.org/a_b");
  assert.equal(reference("@article{a, eprint = {777}, eprinttype = {pubmed}}").PMID, "777");
  assert.equal(
    reference("@misc{a, eprint = {2101.00001}, archiveprefix = {arXiv}}").URL,
    "https://arxiv.org/abs/2101.00001",
  );
});

test("a chapter inherits from its book as biblatex has it, and xdata lends its fields", () => {
  const text = `@xdata{house, publisher = {P}, location = {L}}
@incollection{c, title = {Chapter}, author = {A, B}, crossref = {book}, pages = {1--9}}
@collection{book, title = {Book}, subtitle = {Sub}, editor = {E, F}, year = 1990, xdata = {house}}
@book{loop, crossref = {loop}, title = {Self}}`;
  assert.deepEqual(keys(read(text)), ["c", "book", "loop"]);
  assert.deepEqual(reference(text, "c"), {
    id: "c",
    type: "chapter",
    title: "Chapter",
    author: [{ family: "A", given: "B" }],
    editor: [{ family: "E", given: "F" }],
    issued: { "date-parts": [[1990]] },
    "container-title": "Book: Sub",
    publisher: "P",
    "publisher-place": "L",
    page: "1-9",
  });
  assert.equal(reference(text, "loop").title, "Self");
});
