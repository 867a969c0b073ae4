import assert from "node:assert/strict";
import { test } from "node:test";
import { readHgnc } from "../../../server/src/terms/sources/hgnc.ts";
import { readObo } from "../../../server/src/terms/sources/obo.ts";
import { readOboGraphs } from "../../../server/src/terms/sources/obo-graphs.ts";
import { readTable } from "../../../server/src/terms/sources/table.ts";

const obo = `format-version: 1.2
data-version: cl/releases/2022-12-15
! a comment

[Term]
id: CL:0000632
name: hepatic stellate cell
namespace: cell
alt_id: CL:0000001
def: "A cell that \\"stores\\" vitamin A." [PMID:1, http\\://example.org/a\\,b "a page, with a comma"] {source="x"}
synonym: "Ito cell" EXACT []
synonym: "HSC" RELATED abbreviation [PMID:2]
xref: FMA:67763 "with a description"
is_a: CL:0000057 {is_inferred="true"} ! fibroblast

[Term]
id: CL:0000002
name: obsolete immortal cell
is_obsolete: true
replaced_by: CLO:0000019

[Typedef]
id: part_of
name: part of
`;

const graphs = JSON.stringify(
  {
    graphs: [
      {
        meta: { version: "http://purl.obolibrary.org/obo/cl/releases/2022-12-15" },
        edges: [
          {
            sub: "http://purl.obolibrary.org/obo/CL_0000632",
            pred: "is_a",
            obj: "http://purl.obolibrary.org/obo/CL_0000057",
          },
        ],
        nodes: [
          {
            id: "http://purl.obolibrary.org/obo/CL_0000632",
            type: "CLASS",
            lbl: "hepatic stellate cell",
            meta: {
              definition: { val: 'A cell that "stores" vitamin A.', xrefs: ["PMID:1", "http://example.org/a,b"] },
              synonyms: [
                {
                  pred: "hasRelatedSynonym",
                  val: "HSC",
                  synonymType: "http://purl.obolibrary.org/obo/cl#abbreviation",
                  xrefs: ["PMID:2"],
                },
                { pred: "hasExactSynonym", val: "Ito cell" },
              ],
              xrefs: [{ val: "FMA:67763" }],
              basicPropertyValues: [
                { pred: "http://www.geneontology.org/formats/oboInOwl#hasAlternativeId", val: "CL:0000001" },
                { pred: "http://www.geneontology.org/formats/oboInOwl#hasOBONamespace", val: "cell" },
              ],
            },
          },
          {
            id: "http://purl.obolibrary.org/obo/CL_0000002",
            type: "CLASS",
            lbl: "obsolete immortal cell",
            meta: {
              deprecated: true,
              basicPropertyValues: [
                {
                  pred: "http://purl.obolibrary.org/obo/IAO_0100001",
                  val: "http://purl.obolibrary.org/obo/CLO_0000019",
                },
              ],
            },
          },
          { id: "http://purl.obolibrary.org/obo/CL_0000001", type: "CLASS", meta: { deprecated: true } },
          { id: "http://purl.obolibrary.org/obo/BFO_0000050", type: "PROPERTY", lbl: "part of" },
        ],
      },
    ],
  },
  null,
  1,
);

test("OBO: names, synonyms with scope and type, definition and its origins, parents, obsolete terms", () => {
  const { terms, problems, version } = readObo(obo);
  assert.deepEqual(problems, []);
  assert.equal(version, "cl/releases/2022-12-15");
  assert.deepEqual(terms[0], {
    id: "CL:0000632",
    label: "hepatic stellate cell",
    kind: "cell-type",
    synonyms: [
      { text: "Ito cell", scope: "exact" },
      { text: "HSC", scope: "related", type: "abbreviation" },
    ],
    abbreviations: [],
    parents: ["CL:0000057"],
    relations: [],
    xrefs: ["FMA:67763"],
    definition: 'A cell that "stores" vitamin A.',
    definitionXrefs: ["PMID:1", "http://example.org/a,b"],
    alternativeIds: ["CL:0000001"],
    references: [],
  });
  assert.deepEqual([terms[1]?.obsolete, terms[1]?.replacedBy], [true, ["CLO:0000019"]]);
  assert.equal(terms.length, 2);
});

test("OBO and OBO Graphs of one release give the same terms", () => {
  assert.deepEqual(readOboGraphs(graphs).terms, readObo(obo).terms);
});

test("OBO: a fault is told with its line and costs that line or term alone", () => {
  const { terms, problems } = readObo(
    `[Term]
id: X:1
name: first
synonym: "open EXACT []
no tag here
synonym: "odd" CLOSE []

[Term]
id: X:2

[Term]
id: X:1
name: again

[Term]
id: X:3
name: last
`,
    { kind: "anatomy" },
  );
  assert.deepEqual(
    terms.map(({ label, kind }) => [label, kind]),
    [
      ["first", "anatomy"],
      ["last", "anatomy"],
    ],
  );
  assert.deepEqual(
    problems.map(({ line }) => line),
    [4, 5, 6, 8, 11].toSorted(
      (a, b) => problems.findIndex(({ line }) => line === a) - problems.findIndex(({ line }) => line === b),
    ),
  );
  const at = (line: number) => problems.find((problem) => problem.line === line)?.message ?? "";
  assert.match(at(4), /double quotes/);
  assert.match(at(6), /"CLOSE" is no synonym scope/);
  assert.match(at(8), /X:2 has no name/);
  assert.match(at(11), /X:1 is there twice/);
});

test("text that is no ontology gives a problem and no terms", () => {
  for (const read of [readObo, readOboGraphs, readHgnc]) {
    const { terms, problems } = read("Dear reader,\nthis is a letter.");
    assert.deepEqual(terms, []);
    assert.ok(problems.length > 0, read.name);
  }
  assert.equal(readOboGraphs('{\n"graphs": [\n{ "nodes": oops }]}').problems[0]?.line, 3);
});

test("the Gene Ontology's parts have kinds of their own", () => {
  const kind = (id: string, namespace: string) =>
    readObo(`[Term]\nid: ${id}\nname: x\nnamespace: ${namespace}`).terms[0]?.kind;
  assert.equal(kind("GO:1", "biological_process"), "process");
  assert.equal(kind("GO:1", "cellular_component"), "anatomy");
  assert.equal(kind("PW:1", "pathway"), "pathway");
  assert.equal(kind("DOID:1", "disease_ontology"), "disease");
});

test("a table's columns are known by their headings", () => {
  const csv = `ID,prefLabel,altLabel,definition,parents
X:1,"stellate cell, hepatic","Ito cell|fat cell","It says ""store"".
On two lines.",X:9
X:2,,no label,,
X:3,last,,,
`;
  const { terms, problems } = readTable(csv, { kind: "anatomy" });
  assert.deepEqual(
    terms.map(({ id, label }) => [id, label]),
    [
      ["X:1", "stellate cell, hepatic"],
      ["X:3", "last"],
    ],
  );
  assert.deepEqual(terms[0]?.synonyms, [
    { text: "Ito cell", scope: "exact" },
    { text: "fat cell", scope: "exact" },
  ]);
  assert.equal(terms[0]?.definition, 'It says "store".\nOn two lines.');
  assert.deepEqual(problems, [{ line: 4, message: "The row has no label." }]);
});

test("a table without headings is read where its first columns are identifiers and labels", () => {
  const { terms } = readTable(
    "R-HSA-164843\t2-LTR circle formation\tHomo sapiens\nWP100\tGlutathione metabolism\tHomo sapiens\n",
  );
  assert.deepEqual(
    terms.map(({ id, label, kind }) => [id, label, kind]),
    [
      ["R-HSA-164843", "2-LTR circle formation", "pathway"],
      ["WP100", "Glutathione metabolism", "pathway"],
    ],
  );
});

test("columns can be given by number or heading, and a table without a label column says so", () => {
  const { terms } = readTable("a;b;c\nx;liver;hepar, iecur\n", {
    columns: { label: ["b"], exact: ["c"] },
    listSeparator: ",",
  });
  assert.deepEqual([terms[0]?.label, terms[0]?.synonyms.map(({ text }) => text)], ["liver", ["hepar", "iecur"]]);
  assert.deepEqual(readTable("X:1\tliver\n", { columns: { label: [1], id: [0] } }).terms[0]?.id, "X:1");
  assert.match(readTable("x,y\n1,2\n").problems[0]?.message ?? "", /"label"/);
});

test("a quote that isn't closed costs no other row", () => {
  const { terms } = readTable('id,label\nX:1,"open\nX:2,"A" antigen\nX:3,5" gun\n');
  assert.deepEqual(
    terms.map(({ label }) => label),
    ['"open', '"A" antigen', '5" gun'],
  );
});

test("HGNC: the symbol is the label, other symbols are related, withdrawn entries are obsolete", () => {
  const { terms, problems } = readHgnc(
    [
      "hgnc_id\tsymbol\tname\tlocus_type\tstatus\tlocation\talias_symbol\tprev_symbol",
      'HGNC:6018\tIL6\tinterleukin 6\tgene with protein product\tApproved\t7p15.3\t"IL-6|HGF"\tIFNB2',
      "HGNC:1\tA12M1\tentry withdrawn\twithdrawn\tEntry Withdrawn\t\t\t",
      "HGNC:2\t\tno symbol\t\tApproved\t\t\t",
    ].join("\n"),
  );
  const [il6, withdrawn] = terms;
  assert.deepEqual([il6?.label, il6?.kind, il6?.locus], ["IL6", "molecule", "7p15.3"]);
  assert.deepEqual(il6?.synonyms, [
    { text: "interleukin 6", scope: "exact" },
    { text: "HGF", scope: "related", type: "alias" },
    { text: "IFNB2", scope: "related", type: "previous" },
    { text: "IL-6", scope: "related", type: "alias" },
  ]);
  assert.equal(withdrawn?.obsolete, true);
  assert.deepEqual(problems, [{ line: 4, message: "A gene needs an hgnc_id and a symbol." }]);
});
