/** What the styles of our own print, each checked against the forms that its journal asks for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readStyleSources } from "../../../scripts/styles.mjs";
import { bundledStyles } from "../../../server/src/styles/bundled.ts";
import { createFormatter, toText } from "../../../server/src/styles/formatter.ts";
import { readStyle } from "../../../server/src/styles/style-file.ts";
import type { Reference } from "../../../server/src/syntax/reference.ts";
import { createDocument } from "../../../server/src/text/document.ts";
import { bundledReferences } from "../fixture.ts";

const sources = readStyleSources();
const formatter = createFormatter(sources);

const author = [
  { family: "Doe", given: "Jane A." },
  { family: "Roe", given: "Richard" },
  { family: "Müller", given: "Hans-Peter" },
];

/** Invented works. */
const chapter: Reference = {
  id: "chapter",
  type: "chapter",
  title: "Extracellular vesicles in cancer",
  author,
  editor: [
    { family: "Smith", given: "Ann B." },
    { family: "Brown", given: "Carl" },
  ],
  "container-title": "Handbook of Cell Biology",
  edition: "2",
  publisher: "Springer",
  "publisher-place": "Berlin",
  page: "101-118",
  issued: { "date-parts": [[2018]] },
};
const preprint: Reference = {
  id: "preprint",
  type: "article",
  title: "Niches before metastasis",
  author,
  publisher: "bioRxiv",
  DOI: "10.5555/2020.01.02",
  issued: { "date-parts": [[2020, 1, 2]] },
};

/** Of an article, a chapter, a preprint; and how all three are cited together. */
const expected: Readonly<Record<string, readonly [string, string, string, string]>> = {
  "american-medical-association": [
    "1. Coffelt SB, Kersten K, Doornebal CW, et al. IL-17-producing γδ T cells and neutrophils conspire to promote breast cancer metastasis. Nature. 2015;522(7556):345-348. doi:10.1038/nature14282",
    "1. Doe JA, Roe R, Müller HP. Extracellular vesicles in cancer. In: Smith AB, Brown C, eds. Handbook of Cell Biology. 2nd ed. Springer; 2018:101-118.",
    "1. Doe JA, Roe R, Müller HP. Niches before metastasis. bioRxiv. Preprint posted online January 2, 2020. doi:10.5555/2020.01.02",
    "1–3",
  ],
  "biomed-central": [
    "1. Coffelt SB, Kersten K, Doornebal CW, Weiden J, Vrijland K, Hau C-S, et al. IL-17-producing γδ T cells and neutrophils conspire to promote breast cancer metastasis. Nature. 2015;522:345–8.",
    "1. Doe JA, Roe R, Müller H-P. Extracellular vesicles in cancer. In: Smith AB, Brown C, editors. Handbook of Cell Biology. 2nd edition. Berlin: Springer; 2018. p. 101–18.",
    "1. Doe JA, Roe R, Müller H-P. Niches before metastasis. bioRxiv. 2020. https://doi.org/10.5555/2020.01.02.",
    "[1–3]",
  ],
  cell: [
    "1. Coffelt, S.B., Kersten, K., Doornebal, C.W., Weiden, J., Vrijland, K., Hau, C.-S., Verstegen, N.J., Ciampricotti, M., Hawinkels, L.J., Jonkers, J., et al. (2015). IL-17-producing γδ T cells and neutrophils conspire to promote breast cancer metastasis. Nature 522, 345–348. 10.1038/nature14282.",
    "1. Doe, J.A., Roe, R., and Müller, H.-P. (2018). Extracellular vesicles in cancer. In Handbook of Cell Biology, 2nd ed., A.B. Smith and C. Brown, eds. (Springer), pp. 101–118.",
    "1. Doe, J.A., Roe, R., and Müller, H.-P. (2020). Niches before metastasis. Preprint at bioRxiv. 10.5555/2020.01.02.",
    "1–3",
  ],
  frontiers: [
    "Coffelt, S. B., Kersten, K., Doornebal, C. W., Weiden, J., Vrijland, K., Hau, C.-S., et al. (2015). IL-17-producing γδ T cells and neutrophils conspire to promote breast cancer metastasis. Nature 522, 345–348. doi: 10.1038/nature14282.",
    "Doe, J. A., Roe, R., and Müller, H.-P. (2018). “Extracellular vesicles in cancer,” in Handbook of Cell Biology, eds. A. B. Smith and C. Brown (Berlin: Springer), 101–118.",
    "Doe, J. A., Roe, R., and Müller, H.-P. (2020). Niches before metastasis. bioRxiv [Preprint]. doi: 10.5555/2020.01.02.",
    "(Coffelt et al., 2015; Doe et al., 2018, 2020)",
  ],
  ieee: [
    "[1] S. B. Coffelt et al., “IL-17-producing γδ T cells and neutrophils conspire to promote breast cancer metastasis,” Nature, vol. 522, no. 7556, pp. 345–348, Mar. 2015, doi: 10.1038/nature14282.",
    "[1] J. A. Doe, R. Roe, and H.-P. Müller, “Extracellular vesicles in cancer,” in Handbook of Cell Biology, 2nd ed., A. B. Smith and C. Brown, Eds. Berlin: Springer, 2018, pp. 101–118.",
    "[1] J. A. Doe, R. Roe, and H.-P. Müller, “Niches before metastasis,” bioRxiv, Jan. 02, 2020, doi: 10.5555/2020.01.02.",
    "[1]–[3]",
  ],
  nature: [
    "1. Coffelt, S. B. et al. IL-17-producing γδ T cells and neutrophils conspire to promote breast cancer metastasis. Nature 522, 345–348 (2015).",
    "1. Doe, J. A., Roe, R. & Müller, H.-P. Extracellular vesicles in cancer. in Handbook of Cell Biology (eds Smith, A. B. & Brown, C.) 101–118 (Springer, 2018).",
    "1. Doe, J. A., Roe, R. & Müller, H.-P. Niches before metastasis. Preprint at https://doi.org/10.5555/2020.01.02 (2020).",
    "1–3",
  ],
  plos: [
    "1. Coffelt SB, Kersten K, Doornebal CW, Weiden J, Vrijland K, Hau C-S, et al. IL-17-producing γδ T cells and neutrophils conspire to promote breast cancer metastasis. Nature. 2015;522: 345–348. doi:10.1038/nature14282",
    "1. Doe JA, Roe R, Müller H-P. Extracellular vesicles in cancer. In: Smith AB, Brown C, editors. Handbook of Cell Biology. 2nd ed. Berlin: Springer; 2018. pp. 101–118.",
    "1. Doe JA, Roe R, Müller H-P. Niches before metastasis. bioRxiv [Preprint]. 2020. Available: https://doi.org/10.5555/2020.01.02",
    "[1–3]",
  ],
  science: [
    "1. S. B. Coffelt, K. Kersten, C. W. Doornebal, J. Weiden, K. Vrijland, C.-S. Hau, N. J. Verstegen, M. Ciampricotti, L. J. Hawinkels, J. Jonkers, K. E. de Visser, IL-17-producing γδ T cells and neutrophils conspire to promote breast cancer metastasis. Nature. 522, 345–348 (2015).",
    "1. J. A. Doe, R. Roe, H.-P. Müller, “Extracellular vesicles in cancer” in Handbook of Cell Biology, A. B. Smith, C. Brown, Eds. (Springer, Berlin, ed. 2, 2018), pp. 101–118.",
    "1. J. A. Doe, R. Roe, H.-P. Müller, Niches before metastasis. bioRxiv [Preprint] (2020). https://doi.org/10.5555/2020.01.02.",
    "(1–3)",
  ],
  "the-lancet": [
    "1 Coffelt SB, Kersten K, Doornebal CW, et al. IL-17-producing γδ T cells and neutrophils conspire to promote breast cancer metastasis. Nature 2015; 522: 345–8.",
    "1 Doe JA, Roe R, Müller H-P. Extracellular vesicles in cancer. In: Smith AB, Brown C, eds. Handbook of Cell Biology, 2nd edn. Berlin: Springer, 2018: 101–18.",
    "1 Doe JA, Roe R, Müller H-P. Niches before metastasis. bioRxiv 2020; published online Jan 2. https://doi.org/10.5555/2020.01.02 (preprint).",
    "1–3",
  ],
  "the-new-england-journal-of-medicine": [
    "1. Coffelt SB, Kersten K, Doornebal CW, et al. IL-17-producing γδ T cells and neutrophils conspire to promote breast cancer metastasis. Nature 2015;522(7556):345–8.",
    "1. Doe JA, Roe R, Müller H-P. Extracellular vesicles in cancer. In: Smith AB, Brown C, eds. Handbook of Cell Biology. 2nd ed. Berlin: Springer, 2018:101–18.",
    "1. Doe JA, Roe R, Müller H-P. Niches before metastasis. bioRxiv. January 2, 2020 (https://doi.org/10.5555/2020.01.02). preprint.",
    "1–3",
  ],
};

for (const [style, [article, inBook, early, citation]] of Object.entries(expected)) {
  test(`${style} prints an article, a chapter and a preprint`, () => {
    const cited = bundledReferences.get("coffelt2015il17");
    assert.ok(cited);
    const print = (reference: Reference): string => toText(formatter.bibliography([reference], style)[0] ?? []);
    assert.deepEqual([cited, chapter, preprint].map(print), [article, inBook, early]);
    assert.equal(toText(formatter.citation([cited, chapter, preprint], style)), citation);
  });
}

test("the names and titles of bundled styles are those of the files", () => {
  assert.deepEqual(Object.keys(bundledStyles).sort(), Object.keys(sources.styles).sort());
  for (const name of Object.keys(expected)) {
    const document = createDocument(`file:///${name}.csl`, sources.styles[name] ?? "");
    assert.ok(document);
    const { title, fault } = readStyle(document);
    assert.deepEqual([title, fault], [bundledStyles[name], undefined]);
  }
});
