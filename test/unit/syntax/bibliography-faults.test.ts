/** Faults in bibliographies: each is reported at its place, and costs at most the entry in which it stands. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { readBibliography } from "../../../server/src/syntax/bibliography.ts";
import { createDocument } from "../../../server/src/text/document.ts";
import { placeOf } from "../fixture.ts";

interface Fault {
  readonly name: string;
  /** The broken text between two sound records. */
  readonly broken: string;
  readonly keys: readonly string[];
  /** `line:column-column code`; the broken text begins in line 1 of its own. */
  readonly problems: readonly string[];
}

interface Format {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly faults: readonly Fault[];
}

const ris = (key: string) => `TY  - JOUR\nID  - ${key}\nTI  - A title\nER  - \n`;
const nbib = (key: string) => `PMID- ${key}\nTI  - A title.\n\n`;
const endnote = (key: string) =>
  `<record><ref-type name="Book">6</ref-type><label>${key}</label><titles><title>T</title></titles></record>\n`;
const refer = (key: string) => `%0 Book\n%F ${key}\n%T A title\n\n`;
const hayagriva = (key: string) => `${key}:\n  type: Book\n  title: A title\n`;
const csl = (key: string) => `- id: ${key}\n  type: book\n`;

const formats: readonly Format[] = [
  {
    file: "a.ris",
    before: ris("first"),
    after: ris("last"),
    faults: [
      {
        name: "a record without its end",
        broken: "TY  - JOUR\nID  - x\nTI  - A title\n",
        keys: ["first", "x", "last"],
        problems: ["1:1-11 missing-end"],
      },
      {
        name: "text outside the records",
        broken: "A heading\nof two lines\n",
        keys: ["first", "last"],
        problems: ["1:1-10 stray-text"],
      },
      { name: "an end without a record", broken: "ER  - \n", keys: ["first", "last"], problems: ["1:1-7 stray-end"] },
      {
        name: "a record without its type",
        broken: "ID  - x\nTI  - A title\nER  - \n",
        keys: ["first", "x", "last"],
        problems: ["1:1-8 missing-type"],
      },
      {
        name: "an unknown type",
        broken: "TY  - ARTICLE\nID  - x\nER  - \n",
        keys: ["first", "x", "last"],
        problems: ["1:7-14 unknown-type"],
      },
      {
        name: "a date that is none",
        broken: "TY  - JOUR\nID  - x\nPY  - 20l4\nDA  - 2014/13/01\nER  - \n",
        keys: ["first", "x", "last"],
        problems: ["3:7-11 bad-date", "4:7-17 bad-date"],
      },
      {
        name: "a tag in small letters",
        broken: "TY  - JOUR\nID  - x\nau  - Doe, J\nER  - \n",
        keys: ["first", "x", "last"],
        problems: ["3:1-13 bad-tag"],
      },
      {
        name: "a line without a tag below a short value",
        broken: "TY  - JOUR\nID  - x\nVL  - 3\nwhat is this\nER  - \n",
        keys: ["first", "x", "last"],
        problems: ["4:1-13 stray-text"],
      },
      {
        name: "Latin-1 read as UTF-8",
        broken: "TY  - JOUR\nID  - x\nAU  - M\ufffdller, J\nER  - \n",
        keys: ["first", "x", "last"],
        problems: ["3:8-9 wrong-encoding"],
      },
      {
        name: "UTF-8 read as Latin-1",
        broken: "TY  - JOUR\nID  - x\nAU  - M\u00c3\u00bcller, J\nER  - \n",
        keys: ["first", "x", "last"],
        problems: ["3:8-10 wrong-encoding"],
      },
    ],
  },
  {
    file: "a.nbib",
    before: nbib("1"),
    after: nbib("3"),
    faults: [
      {
        name: "no PMID",
        broken: "TI  - Another title.\n\n",
        keys: ["1", "another", "3"],
        problems: ["1:1-21 missing-key"],
      },
      { name: "a PMID that is none", broken: "PMID- 12x\n\n", keys: ["1", "12x", "3"], problems: ["1:1-10 bad-pmid"] },
      {
        name: "a date that is none",
        broken: "PMID- 2\nDP  - Spring\n\n",
        keys: ["1", "2", "3"],
        problems: ["2:7-13 bad-date"],
      },
      {
        name: "no blank line between records",
        broken: "PMID- 2\nTI  - A title.\n",
        keys: ["1", "2", "3"],
        problems: [],
      },
      {
        name: "a wrapped line that is not indented",
        broken: "PMID- 2\nTI  - A title\nthat goes on.\n\n",
        keys: ["1", "2", "3"],
        problems: ["3:1-14 stray-text"],
      },
    ],
  },
  {
    file: "a.xml",
    before: `<xml><records>\n${endnote("first")}`,
    after: `${endnote("last")}</records></xml>\n`,
    faults: [
      {
        name: "a record that is never closed",
        broken: '<record><ref-type name="Book">6</ref-type><label>x</label>\n',
        keys: ["first", "x", "last"],
        problems: ["1:1-9 unclosed-element"],
      },
      {
        name: "a field that is never closed",
        broken: '<record><ref-type name="Book">6</ref-type><label>x</label><titles><title>T</titles></record>\n',
        keys: ["first", "x", "last"],
        problems: ["1:67-74 unclosed-element"],
      },
      {
        name: "a closing tag of nothing",
        broken: '<record><ref-type name="Book">6</ref-type><label>x</label></titles></record>\n',
        keys: ["first", "x", "last"],
        problems: ["1:59-68 stray-end-tag"],
      },
      {
        name: "signs that are not escaped",
        broken: '<record><ref-type name="Book">6</ref-type><label>x</label><publisher>A & B < C</publisher></record>\n',
        keys: ["first", "x", "last"],
        problems: ["1:72-73 bare-sign", "1:76-77 bare-sign"],
      },
      {
        name: "no type and no year",
        broken: "<record><label>x</label><dates><year>soon</year></dates></record>\n",
        keys: ["first", "x", "last"],
        problems: ["1:38-42 bad-date", "1:1-9 unknown-type"],
      },
      {
        name: "a comment that holds a record",
        broken: `<!-- ${endnote("x")} -->\n`,
        keys: ["first", "last"],
        problems: [],
      },
    ],
  },
  {
    file: "a.enw",
    before: refer("first"),
    after: refer("last"),
    faults: [
      { name: "text outside", broken: "A heading\n\n", keys: ["first", "last"], problems: ["1:1-10 stray-text"] },
      {
        name: "an unknown type",
        broken: "%0 Paper\n%F x\n\n",
        keys: ["first", "x", "last"],
        problems: ["1:4-9 unknown-type"],
      },
      {
        name: "a year that is none",
        broken: "%0 Book\n%F x\n%D soon\n\n",
        keys: ["first", "x", "last"],
        problems: ["3:4-8 bad-date"],
      },
      {
        name: "a tag without its blank",
        broken: "%0 Book\n%F x\n%TA title\n\n",
        keys: ["first", "x", "last"],
        problems: ["3:1-10 stray-text"],
      },
    ],
  },
  {
    file: "a.yaml",
    before: hayagriva("first"),
    after: hayagriva("last"),
    faults: [
      { name: "a key without fields", broken: "x:\n", keys: ["first", "last"], problems: ["1:1-2 not-an-entry"] },
      {
        name: "a quotation mark that is never closed",
        broken: 'x:\n  type: Book\n  title: "T\n',
        keys: ["first", "x", "last"],
        problems: ["3:11-12 broken-yaml"],
      },
      {
        name: "an unknown type",
        broken: "x:\n  type: Paper\n",
        keys: ["first", "x", "last"],
        problems: ["2:9-14 unknown-type"],
      },
      {
        name: "a date that is none, in the parent",
        broken: "x:\n  type: Article\n  parent:\n    date: 2014-31\n",
        keys: ["first", "x", "last"],
        problems: ["4:11-18 bad-date"],
      },
    ],
  },
  {
    file: "b.yaml",
    before: `references:\n${csl("first")}`,
    after: csl("last"),
    faults: [
      {
        name: "a quotation mark that is never closed",
        broken: '- id: x\n  title: "T\n',
        keys: ["first", "x", "last"],
        problems: ["2:11-12 broken-yaml"],
      },
      { name: "no id", broken: "- type: book\n", keys: ["first", "last"], problems: ["1:3-4 missing-key"] },
    ],
  },
];

for (const { file, before, after, faults } of formats)
  describe(`faults in ${file}`, () => {
    for (const { name, broken, keys, problems } of faults)
      test(name, () => {
        const text = before + broken + after;
        const document = createDocument(`file:///${file}`, text);
        assert.ok(document);
        const facts = readBibliography(document);
        assert.deepEqual(
          facts.entries.map(({ key }) => key),
          keys,
        );
        const linesBefore = before.split("\n").length - 1;
        assert.deepEqual(
          facts.problems.map(({ span, code }) => `${lineLess(placeOf(document, span), linesBefore)} ${code}`),
          problems,
        );
        for (const { message } of facts.problems) assert.match(message, /\.$/);
      });
  });

function lineLess(place: string, lines: number): string {
  return place.replace(/^\d+/, (line) => String(Number(line) - lines));
}

test("no text makes a reader fail, and every span lies within the text", () => {
  const pieces = fc.constantFrom(
    ...formats.flatMap(({ before, after, faults }) => [before, after, ...faults.map(({ broken }) => broken)]),
    ..."<>&;%-[]{}:\"'\n\r\ufeff",
    "<![CDATA[",
    "<!--",
    "- id: &a [*a]\n",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const text = parts.join("");
      for (const file of ["a.ris", "a.nbib", "a.xml", "a.enw", "a.yaml", "a.json"]) {
        const document = createDocument(`file:///${file}`, text);
        assert.ok(document);
        const { entries, problems } = readBibliography(document);
        for (const { key, reference } of entries) assert.equal(reference.id, key);
        for (const { start, end } of [...entries, ...problems].flatMap((it) =>
          "key" in it ? [it.span, it.keySpan] : [it.span],
        ))
          assert.ok(0 <= start && start <= end && end <= text.length, `${file} ${start}-${end}`);
      }
    }),
    { numRuns: 150 },
  );
});
