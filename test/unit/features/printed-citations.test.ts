import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readStyleSources } from "../../../scripts/styles.mjs";
import { updateBibliography } from "../../../server/src/features/bibliography-section.ts";
import { citationHints, describeHint } from "../../../server/src/features/citation-hints.ts";
import { formattedCitation, formattedSelection, printedAs } from "../../../server/src/features/formatted-citation.ts";
import { hoverAt } from "../../../server/src/features/hover.ts";
import { toMarkdownText } from "../../../server/src/lsp/convert.ts";
import { createFormatter } from "../../../server/src/styles/formatter.ts";
import { createDocument } from "../../../server/src/text/document.ts";
import { withFile } from "../../../server/src/workspace/snapshot.ts";
import { applied, type Fixture, fixture } from "../fixture.ts";

const formatter = createFormatter(readStyleSources());
const vancouver = { formatter, style: "vancouver" };
const apa = { formatter, style: "apa" };

const bib = `--- refs.bib
@article{doe, author = {Doe, Ann}, title = {Liver & lung}, journal = {J Plain}, year = {2020}}
@article{roe, author = {Roe, Bob and Poe, Pam and Coe, Cy}, title = {Lung}, journal = {J Plain}, year = {2021}}
`;

/** The manuscript with its hints in `«»`. */
function hinted({ snapshot, manuscript }: Fixture, style = vancouver, end = manuscript.text.length): string {
  let { text } = manuscript;
  for (const hint of citationHints(snapshot, manuscript, { start: 0, end }, style).toReversed())
    text = `${text.slice(0, hint.offset)}«${hint.text}»${text.slice(hint.offset)}`;
  return text.trim();
}

describe("citation hints", () => {
  it("stand behind each citation that prints, as it prints", () => {
    const found = fixture(`--- a.md\n[@roe; @doe, p. 4]. As @doe [p. 3] says [@nobody2020].\n${bib}`);
    assert.equal(hinted(found), "[@roe; @doe, p. 4]«(1,2)». As @doe [p. 3]«(2)» says [@nobody2020].");
    assert.equal(
      hinted(found, apa),
      "[@roe; @doe, p. 4]«(Doe, 2020, p. 4; Roe et al., 2021)». As @doe [p. 3]«Doe (2020, p. 3)» says [@nobody2020].",
    );
  });

  it("are given for the part of the manuscript that is seen", () => {
    const found = fixture(`--- a.md\n[@roe] [@doe]\n${bib}`);
    assert.equal(hinted(found, vancouver, 8), "[@roe]«(1)» [@doe]");
  });

  it("follow the library", () => {
    const { snapshot, manuscript } = fixture(`--- a.md\n[@roe]\n${bib}`);
    const changed = createDocument("file:///project/refs.bib", "@book{roe, author = {Moe, Max}, year = {1999}}");
    assert.ok(changed);
    const [hint] = citationHints(withFile(snapshot, changed.uri, changed), manuscript, { start: 0, end: 9 }, apa);
    assert.equal(hint?.text, "(Moe, 1999)");
  });

  it("show the works when pointed at", () => {
    const { snapshot, manuscript } = fixture(`--- a.md\n[@roe; @doe]\n${bib}`);
    const [hint] = citationHints(snapshot, manuscript, { start: 0, end: 20 }, vancouver);
    const shown = describeHint(snapshot, manuscript, hint?.offset ?? -1, vancouver);
    assert.deepEqual(shown && toMarkdownText(shown).split("\n\n"), [
      "Roe B, Poe P, Coe C. Lung. J Plain. 2021;",
      "Doe A. Liver & lung. J Plain. 2020;",
    ]);
  });
});

it("a citation's hover begins with how the whole of it prints", () => {
  const { snapshot, manuscript, offset } = fixture(`--- a.md\n[see @d<|>oe, p. 4; @roe]\n${bib}`);
  const [description] = hoverAt(snapshot, manuscript, offset, apa)?.descriptions ?? [];
  const [printed, reference] = toMarkdownText(description ?? []).split("\n\n");
  assert.equal(printed, "*Prints as* (see Doe, 2020, p. 4; Roe et al., 2021)");
  assert.match(reference ?? "", /^Doe, A\. \(2020\)/);
});

describe("Insert/Update Bibliography", () => {
  const update = (found: Fixture, style = vancouver): string => {
    const updated = updateBibliography(found.snapshot, found.manuscript, style);
    if ("refused" in updated) return updated.refused;
    return Object.values(applied(found, updated.edit)).join("\n") || "nothing";
  };

  it("puts the list under the heading for it, and at the end where there is none", () => {
    const list = "<!-- bibliography -->\n\n1\\. Roe B, Poe P, Coe C. Lung. J Plain. 2021;\n\n<!-- /bibliography -->\n";
    assert.equal(
      update(fixture(`--- a.md\n[@roe]\n\n# References\n\n# Funding\n${bib}`)),
      `[@roe]\n\n# References\n\n${list}\n# Funding\n`,
    );
    assert.equal(update(fixture(`--- a.md\n[@roe]\n${bib}`)), `[@roe]\n\n${list}`);
  });

  it("writes it anew where it stands, and nothing where nothing has changed", () => {
    const first = update(fixture(`--- a.md\n[@roe]\n${bib}`), apa);
    assert.equal(update(fixture(`--- a.md\n${first}${bib}`), apa), "nothing");
    const second = update(fixture(`--- a.md\n${first.replace("[@roe]", "[@roe; @doe]")}${bib}`), apa);
    assert.equal(
      second,
      "[@roe; @doe]\n\n<!-- bibliography -->\n\nDoe, A. (2020). Liver & lung. *J Plain*.\n\n" +
        "Roe, B., Poe, P., & Coe, C. (2021). Lung. *J Plain*.\n\n<!-- /bibliography -->\n",
    );
  });

  it("keeps the line breaks of the file", () => {
    const { snapshot, manuscript } = fixture(`--- a.md\n[@roe]\r\n${bib}`);
    const updated = updateBibliography(snapshot, manuscript, vancouver);
    assert.ok("edit" in updated);
    assert.doesNotMatch(updated.edit.edits[0]?.newText ?? "", /[^\r]\n/);
  });

  it("is written in LaTeX before the document ends, in Typst at the end", () => {
    assert.equal(
      update(fixture(`--- a.tex\n\\bibliography{refs}\n\\cite{doe}\n\\end{document}\n${bib}`)),
      "\\bibliography{refs}\n\\cite{doe}\n\n% bibliography\n\n\\noindent 1. Doe A. Liver \\& lung. J Plain. 2020;\n\n" +
        "% /bibliography\n\\end{document}\n",
    );
    assert.equal(
      update(fixture(`--- a.typ\n#set text(lang: "en")\n@doe\n${bib}`)),
      `#set text(lang: "en")\n@doe\n\n// bibliography\n\n1. Doe A. Liver & lung. J Plain. 2020;\n\n// /bibliography\n`,
    );
  });

  it("goes to the file of the manuscript that has the section", () => {
    const found = fixture(`--- main.tex
\\bibliography{refs}
\\input{part}
% bibliography
% /bibliography
--- part.tex
\\cite{doe}<|>
${bib}`);
    const updated = updateBibliography(found.snapshot, found.manuscript, vancouver);
    assert.ok("edit" in updated);
    assert.deepEqual(
      updated.edit.edits.map(({ uri }) => uri),
      ["file:///project/main.tex"],
    );
  });

  it("says why it writes nothing", () => {
    assert.match(update(fixture(`--- a.md\nNo citation.\n${bib}`)), /^Nothing is cited/);
    assert.match(update(fixture(`--- a.md\n[@roe]\n\n<!-- bibliography -->\n\nMine.\n${bib}`)), /has no end/);
  });
});

describe("citations as text", () => {
  const inserted = (text: string, keys: readonly string[], style = vancouver, format = "text" as const): string => {
    const { snapshot, manuscript, offset } = fixture(`${text}\n${bib}`);
    return printedAs(formattedCitation(snapshot, manuscript, offset, keys, style), format);
  };

  it("a formatted citation has the number of its place", () => {
    assert.equal(inserted("--- a.md\n[@roe] <|>", ["doe"]), "(2)");
    assert.equal(inserted("--- a.md\n<|> [@roe]", ["doe", "roe"]), "(1,2)");
    assert.equal(inserted("--- a.md\nSeen [@r<|>oe].", ["doe"], apa), "(Doe, 2020)");
    assert.equal(inserted("--- a.tex\n\\bibliography{refs}\\cite{roe} <|>", ["doe"]), "(2)");
  });

  const selected = (text: string, format: Parameters<typeof printedAs>[1], style = vancouver): string | undefined => {
    const [before = "", inside, after] = text.split("|");
    const { snapshot, manuscript } = fixture(`--- a.md\n${[before, inside, after].join("")}\n${bib}`);
    const start = before.length;
    const content = formattedSelection(
      snapshot,
      manuscript,
      { start, end: start + (after === undefined ? 0 : (inside ?? "").length) },
      style,
    );
    return content && printedAs(content, format);
  };

  it("a selection is copied with its citations as they print, and the citation at the cursor alone", () => {
    assert.equal(selected("A [@roe]. |B < C [@doe].\n\nD @roe|.", "text"), "B < C (2).\n\nD (1)");
    assert.equal(selected("A [@roe]. |B < C [@doe].\n\nD @roe|.", "html"), "<p>B &lt; C (2).</p>\n<p>D (1)</p>");
    assert.equal(selected("A [@r|oe, p. 3].", "text", apa), "(Roe et al., 2021, p. 3)");
    assert.equal(selected("A| plain.", "text"), undefined);
  });

  it("RTF keeps fonts and letters beyond ASCII", () => {
    assert.equal(
      printedAs(
        [
          { kind: "text", text: "Ü {" },
          { kind: "italic", content: [{ kind: "text", text: "in vivo" }] },
          { kind: "link", target: "https://doi.org/10.5555/a", content: [{ kind: "text", text: "a" }] },
        ],
        "rtf",
      ),
      '{\\rtf1\\ansi\\uc1 \\u220? \\{{\\i in vivo}{\\field{\\*\\fldinst HYPERLINK "https://doi.org/10.5555/a"}{\\fldrslt a}}}',
    );
  });
});
