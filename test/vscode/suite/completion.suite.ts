import { expectEqual, expectParts, expectTrue } from "./expect.ts";
import { completionsIn, labelOf, openManuscript, rowOf, textOf } from "./manuscript.ts";

const bibliography = `@article{costasilva2015pancreatic,
  author = {Costa-Silva, Bruno and Aiello, Nicole M.},
  title = {Pancreatic cancer exosomes initiate pre-metastatic niche formation in the liver},
  journal = {Nature Cell Biology},
  year = {2015}
}
`;

/** Offers `label` at the cursor, whatever the file; returns what its row and its documentation say. */
async function offered(files: Readonly<Record<string, string>>, label: string) {
  const items = await completionsIn(await openManuscript(files));
  const item = items.find((candidate) => labelOf(candidate) === label);
  expectTrue(item !== undefined, `“${label}” is not offered, but ${JSON.stringify(items.slice(0, 20).map(labelOf))}`);
  return { row: rowOf(item), documentation: textOf(item.documentation), item };
}

suite("Completion", () => {
  test("“stellate” offers hepatic stellate cell", async () => {
    const { row, documentation } = await offered(
      { "review.md": "The activated stellate<|>\n" },
      "hepatic stellate cell",
    );
    expectParts(row, ["cell type"], "the row");
    expectTrue(documentation.length > 40, `the documentation is empty: ${documentation}`);
  });

  test("“Ito” offers hepatic stellate cell and shows the synonym", async () => {
    const { row } = await offered({ "review.md": "The Ito<|>\n" }, "hepatic stellate cell");
    expectParts(row, ["Ito"], "the row");
  });

  test("terms are offered in LaTeX, Quarto and R Markdown", async () => {
    await offered({ "review.tex": "\\begin{document}\nThe stellate<|>\n\\end{document}\n" }, "hepatic stellate cell");
    await offered({ "review.qmd": "The stellate<|>\n" }, "hepatic stellate cell");
    await offered({ "review.Rmd": "The stellate<|>\n" }, "hepatic stellate cell");
  });

  test("no term is offered in code, maths, URLs or front matter", async () => {
    for (const text of [
      "`stellate<|>`\n",
      "$stellate<|>$\n",
      "<https://example.org/stellate<|>>\n",
      "---\ntitle: x\nstellate<|>: y\n---\n",
    ]) {
      const items = await completionsIn(await openManuscript({ "review.md": text }));
      expectTrue(!items.some((item) => labelOf(item) === "hepatic stellate cell"), `offered in ${text}`);
    }
  });

  for (const query of ["costasilva2015", "Costa-Silva", "Aiello", "exosomes", "2015"]) {
    test(`a citation is found by “${query}”`, async () => {
      const { documentation } = await offered(
        {
          "review.md": `---\nbibliography: own.bib\n---\n\nExosomes prepare a niche [@${query}<|>].\n`,
          "own.bib": bibliography,
        },
        "costasilva2015pancreatic",
      );
      expectParts(documentation, ["Costa-Silva", "pre-metastatic niche"], "the documentation");
    });
  }

  test("a citation is found in LaTeX and replaces what was typed", async () => {
    const { item } = await offered(
      {
        "review.tex": "\\begin{document}\n\\citep{exosomes<|>}\n\\bibliography{own}\n\\end{document}\n",
        "own.bib": bibliography,
      },
      "costasilva2015pancreatic",
    );
    const inserted = typeof item.insertText === "string" ? item.insertText : item.insertText?.value;
    expectEqual(inserted ?? labelOf(item), "costasilva2015pancreatic", "the inserted text");
  });
});
