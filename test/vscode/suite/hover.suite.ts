import * as vscode from "vscode";
import { expectEqual, expectParts, expectTrue } from "./expect.ts";
import { hoversAt, openManuscript, positionOf, textOf } from "./manuscript.ts";

/** The one hover within a stretch of the manuscript; its range must be exactly that stretch. */
async function hoverOn(document: vscode.TextDocument, symbol: string): Promise<string> {
  const hovers = await hoversAt(document, positionOf(document, symbol, 2));
  const start = positionOf(document, symbol);
  const range = new vscode.Range(start, start.translate(0, symbol.length));
  const own = hovers.filter((hover) => hover.range?.isEqual(range));
  expectEqual(own.length, 1, `hovers whose range is “${symbol}”, of ${JSON.stringify(hovers.map((it) => it.range))}`);
  return own.flatMap(({ contents }) => contents.map(textOf)).join("\n");
}

suite("Hover", () => {
  test("“Kupffer cells” explains the cell", async () => {
    const { document } = await openManuscript({ "review.md": "Then Kupffer cells phagocytose tumour cells.\n" });
    const text = await hoverOn(document, "Kupffer cells");
    expectParts(text, ["Kupffer cell", "macrophage", "CL:0000091"], "the hover");
    expectTrue(/https?:\/\//.test(text), `no link in the hover: ${text}`);
  });

  test("[@key] shows the formatted reference", async () => {
    const { document } = await openManuscript({ "review.md": "Niches form [@brodt2016role].\n" });
    expectParts(await hoverOn(document, "brodt2016role"), ["Brodt", "2016"], "the hover");
  });

  test("\\citep{key} shows the formatted reference", async () => {
    const { document } = await openManuscript({
      "review.tex": "\\begin{document}\nNiches form~\\citep[p.~3]{brodt2016role}.\n\\end{document}\n",
    });
    expectParts(await hoverOn(document, "brodt2016role"), ["Brodt", "2016"], "the hover");
  });

  test("plain words have no hover", async () => {
    const { document, position } = await openManuscript({ "review.md": "It was<|> so.\n" });
    expectEqual(await hoversAt(document, position), [], "hovers");
  });
});
