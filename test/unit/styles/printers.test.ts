import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type RichText, toHtml, toLatex, toMarkdown, toText, toTypst } from "../../../server/src/styles/formatter.ts";
import { type Emphasis, fromRuns } from "../../../server/src/styles/rich-text.ts";

const text = (content: string): RichText => [{ kind: "text", text: content }];
const marked = (kind: Emphasis, content: string): RichText => [{ kind, content: text(content) }];

const sample: RichText = [
  ...text("Ito T. CD8"),
  ...marked("superscript", "+"),
  ...text(" cells. "),
  ...marked("italic", "Cell"),
  ...text(" "),
  ...marked("bold", "5"),
  ...marked("small-caps", " ad"),
  ...marked("subscript", "2 3"),
  ...text(" "),
  { kind: "link", target: "https://doi.org/10.1000/(a)_b", content: text("10.1000/(a)_b") },
];

describe("the same text", () => {
  it("in each format", () => {
    assert.equal(toText(sample), "Ito T. CD8+ cells. Cell 5 ad2 3 10.1000/(a)_b");
    assert.equal(
      toHtml(sample),
      'Ito T. CD8<sup>+</sup> cells. <i>Cell</i> <b>5</b><span style="font-variant: small-caps"> ad</span><sub>2 3</sub> <a href="https://doi.org/10.1000/(a)_b">10.1000/(a)_b</a>',
    );
    assert.equal(
      toMarkdown(sample),
      "Ito T. CD8^+^ cells. *Cell* **5**[ ad]{.smallcaps}~2\\ 3~ [10.1000/(a)\\_b](<https://doi.org/10.1000/(a)_b>)",
    );
    assert.equal(
      toMarkdown(sample, "commonmark"),
      "Ito T. CD8<sup>+</sup> cells. *Cell* **5** ad<sub>2 3</sub> [10.1000/(a)\\_b](<https://doi.org/10.1000/(a)_b>)",
    );
    assert.equal(
      toLatex(sample),
      "Ito T. CD8\\textsuperscript{+} cells. \\textit{Cell} \\textbf{5}\\textsc{ ad}\\textsubscript{2 3} \\href{https://doi.org/10.1000/(a)\\_b}{10.1000/(a)\\_b}",
    );
    assert.equal(
      toTypst(sample),
      'Ito T. CD8#super[+] cells. #emph[Cell] #strong[5]#smallcaps[ ad]#sub[2 3] #link("https://doi.org/10.1000/(a)_b")[10.1000/(a)\\_b]',
    );
  });
});

describe("Typst", () => {
  it("takes no character of a title for markup, and none behind a call for its arguments", () => {
    assert.equal(
      toTypst(text('a *b* _c_ [d] <e> `f` $g$ #h @i ~ \\j -- // /* k "l"')),
      'a \\*b\\* \\_c\\_ \\[d\\] \\<e\\> \\`f\\` \\$g\\$ \\#h \\@i \\~ \\\\j \\-- \\// /\\* k \\"l\\"',
    );
    assert.equal(toTypst([...marked("italic", "Gut"), ...text("(2)")]), "#emph[Gut];(2)");
  });
});

describe("Markdown", () => {
  it("takes no character of a title for markup", () => {
    assert.equal(
      toMarkdown(text("a *b* _c_ [d](e) <f> `g` $h$ i^j^ k~l~ @m {{< n >}} \\o a|b &lt; -- ... R&D")),
      "a \\*b\\* \\_c\\_ \\[d\\](e) \\<f> \\`g\\` \\$h\\$ i\\^j\\^ k\\~l\\~ \\@m \\{\\{\\< n >\\}\\} \\\\o a\\|b \\&lt; \\-\\- \\... R&D",
    );
  });

  it("starts no list, heading or quotation with a reference", () => {
    const starts = ["1. Ito", "12) Ito", "(1) Ito", "A. Ito", "iv. Ito", "- Ito", "+ Ito", "# Ito", "> Ito", ": Ito"];
    assert.deepEqual(
      starts.map((start) => toMarkdown(text(start))),
      [
        "1\\. Ito",
        "12\\) Ito",
        "(1\\) Ito",
        "A\\. Ito",
        "iv\\. Ito",
        "\\- Ito",
        "\\+ Ito",
        "\\# Ito",
        "\\> Ito",
        "\\: Ito",
      ],
    );
    assert.equal(toMarkdown(text("Ito T. 5. Cell")), "Ito T. 5. Cell");
  });

  it("keeps spaces out of emphasis and separates emphasis that touches", () => {
    assert.equal(toMarkdown([...text("a"), ...marked("italic", " b "), ...text("c")]), "a *b* c");
    const touching: RichText = [...marked("italic", "a"), ...marked("bold", "b")];
    assert.equal(toMarkdown(touching), "*a*[**b**]{}");
    assert.equal(toMarkdown(touching, "commonmark"), "*a*<b>b</b>");
  });

  it("uses tags where CommonMark would not see emphasis", () => {
    assert.equal(toMarkdown([...marked("italic", "p53-"), ...text("null")], "commonmark"), "<i>p53-</i>null");
  });
});

describe("LaTeX", () => {
  it("escapes its special characters and sets what pdfLaTeX has no letter for", () => {
    assert.equal(
      toLatex(text("50% of R&D_1 #2 $3 {4} ~5 ^6 \\7 <8> TGF-β ≥ Σ CD8⁺ H₂O a--b")),
      "50\\% of R\\&D\\_1 \\#2 \\$3 \\{4\\} \\textasciitilde{}5 \\textasciicircum{}6 \\textbackslash{}7 \\textless{}8\\textgreater{} TGF-\\ensuremath{\\beta} \\ensuremath{\\geq} \\ensuremath{\\Sigma} CD8\\textsuperscript{+} H\\textsubscript{2}O a-{}-b",
    );
  });

  it("escapes addresses", () => {
    assert.equal(
      toLatex([{ kind: "link", target: "https://x.org/a%20b#c{d}", content: text("x") }]),
      "\\href{https://x.org/a\\%20b\\#c\\%7Bd\\%7D}{x}",
    );
  });
});

describe("HTML", () => {
  it("escapes text and addresses", () => {
    assert.equal(
      toHtml([{ kind: "link", target: 'https://x.org/"', content: text('<b> & "') }]),
      '<a href="https://x.org/&quot;">&lt;b&gt; &amp; &quot;</a>',
    );
  });
});

describe("a tree made of runs", () => {
  it("joins what has the same markup and nests the rest", () => {
    const italic = new Set<Emphasis>(["italic"]);
    const runs = [
      { text: "a", marks: italic },
      { text: "b", marks: italic },
      { text: "2", marks: new Set<Emphasis>(["italic", "superscript"]) },
      { text: "", marks: new Set<Emphasis>(["bold"]) },
      { text: "c", marks: new Set<Emphasis>() },
    ];
    assert.equal(toHtml(fromRuns(runs)), "<i>ab<sup>2</sup></i>c");
  });
});
