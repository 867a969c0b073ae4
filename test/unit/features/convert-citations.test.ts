import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { CitationSyntax } from "../../../server/src/features/citation-markup.ts";
import { convertCitations, convertForeignCitations } from "../../../server/src/features/convert-citations.ts";
import { writtenCitations } from "../../../server/src/syntax/cite-parts.ts";
import { readManuscript } from "../../../server/src/syntax/manuscript.ts";
import { createDocument, type Document } from "../../../server/src/text/document.ts";
import { textAfter } from "../../../server/src/workspace/edit.ts";
import { fixture } from "../fixture.ts";

const natbib = "\\usepackage{natbib}\n";
const biblatex = "\\usepackage{biblatex}\n";

function documentOf(extension: string, text: string): Document {
  const document = createDocument(`file:///review.${extension}`, text);
  if (!document) throw new Error(`.${extension} is no manuscript.`);
  return document;
}

function convert(extension: string, text: string, target: CitationSyntax): { text: string; notes: readonly string[] } {
  const { edit, notes } = convertCitations(documentOf(extension, text), target);
  return { text: textAfter(text, edit.edits), notes };
}

/** The text, and that nothing is lost. */
function expectConverted(extension: string, text: string, target: CitationSyntax, expected: string): void {
  assert.deepEqual(convert(extension, text, target), { text: expected, notes: [] });
}

describe("from Markdown", () => {
  const cases: readonly (readonly [markdown: string, target: CitationSyntax, expected: string])[] = [
    ["It spreads [@a; @b].", "natbib", "It spreads \\citep{a,b}."],
    ["It spreads [@a; @b].", "biblatex", "It spreads \\parencite{a,b}."],
    ["It spreads [@a; @b].", "latex", "It spreads \\cite{a,b}."],
    ["It spreads [@a; @b].", "typst", "It spreads @a @b."],
    [
      "So [see @a, p. 4; @b, chap. 2 and passim].",
      "natbib",
      "So \\citetext{\\citealp[see][p.~4]{a}; \\citealp[chap.~2 and passim]{b}}.",
    ],
    ["So [see @a, p. 4; @b].", "biblatex", "So \\parencites[see][p.~4]{a}{b}."],
    ["So [see @a; @b, pp. 4--7].", "natbib", "So \\citep[see][pp.~4–7]{a,b}."],
    ["So [@a, p. 4].", "typst", "So @a[p. 4]."],
    ["As @a [p. 4] says.", "natbib", "As \\citet[p.~4]{a} says."],
    ["As @a says.", "typst", 'As #cite(<a>, form: "prose") says.'],
    ["As Doe [-@a] says.", "biblatex", "As Doe \\parencite*{a} says."],
    ["As Doe [-@a] says.", "natbib", "As Doe \\citeyearpar{a} says."],
    ["So [*cf.* @a, in 5 % of R&D].", "natbib", "So \\citep[\\textit{cf.}][in 5 \\% of R\\&D]{a}."],
    [
      "Code `[@a]` and mail a@b.org stay, [@c] not.",
      "biblatex",
      "Code `[@a]` and mail a@b.org stay, \\parencite{c} not.",
    ],
    ["So [@{a/b.}].", "typst", 'So #cite(label("a/b.")).'],
  ];
  for (const [markdown, target, expected] of cases)
    test(`${markdown} → ${target}`, () => expectConverted("md", markdown, target, expected));

  test("what a syntax can't say is told", () => {
    const typst = convert("md", "So [see @a].", "typst");
    assert.equal(typst.text, "So see @a.");
    assert.match(typst.notes.join(), /“see” within a citation/);
    const latex = convert("md", "As @a says [-@b].", "latex");
    assert.equal(latex.text, "As \\cite{a} says \\cite{b}.");
    assert.match(latex.notes.join(" "), /authors of “a”.* can’t leave the authors out/);
    const nested = convert("md", "So [@a, see @b].", "natbib");
    assert.equal(nested.text, "So [@a, see @b].");
    assert.match(nested.notes.join(), /stays/);
  });
});

describe("from LaTeX and Typst", () => {
  const cases: readonly (readonly [extension: string, text: string, target: CitationSyntax, expected: string])[] = [
    ["tex", "So~\\citep[see][p.~4]{a,b}.", "markdown", "So [see @a; @b, p. 4]."],
    ["tex", "So \\citetext{\\citealp[see][p.~4]{a}; \\citeyear{b}}.", "markdown", "So [see @a, p. 4; -@b]."],
    ["tex", "So \\parencites[see][4]{a}[][5--7]{b}.", "markdown", "So [see @a, p. 4; @b, pp. 5–7]."],
    ["tex", "As \\textcite[4]{a} says, not \\parencite*{b}.", "markdown", "As @a [p. 4] says, not [-@b]."],
    ["tex", "As \\citet{a} says.", "typst", 'As #cite(<a>, form: "prose") says.'],
    ["tex", "\\citep{a}s and \\cite{b}", "typst", "#cite(<a>)s and @b"],
    ["typ", "So @a[p. 4] @b.", "markdown", "So [@a, p. 4; @b]."],
    ["typ", 'As #cite(<a>, form: "prose", supplement: [chap. 3]) says.', "natbib", "As \\citet[chap.~3]{a} says."],
    ["typ", 'Not #cite(<a>, form: "author").', "biblatex", "Not \\citeauthor{a}."],
  ];
  for (const [extension, text, target, expected] of cases)
    test(`${text} → ${target}`, () => expectConverted(extension, text, target, expected));

  test("what Markdown has no citation for stays, and is told", () => {
    const { text, notes } = convert("tex", "\\nocite{*} \\citeauthor{a} and \\citep{b}", "markdown");
    assert.equal(text, "\\nocite{*} \\citeauthor{a} and [@b]");
    assert.match(notes.join(), /“\\citeauthor\{a\}” stays/);
  });
});

describe("pasted from another syntax", () => {
  const pasted = (text: string): string => {
    const { snapshot, manuscript } = fixture(text);
    return textAfter(manuscript.text, convertForeignCitations(snapshot, manuscript).edit.edits);
  };

  test("LaTeX and Typst in Markdown", () => {
    assert.equal(
      pasted('Own [@a]. It was~\\citep[p.~4]{b} shown by #cite(<c>, form: "prose") and `\\cite{code}`.\n'),
      "Own [@a]. It was [@b, p. 4] shown by @c and `\\cite{code}`.\n",
    );
  });

  test("Markdown in LaTeX, in the commands that the manuscript uses; a bare key only where it is known", () => {
    const text = `--- review.tex
\\usepackage{biblatex}\\addbibresource{refs.bib}
\\begin{document}
    Own \\autocite{a}. It was [see @b, p. 4] shown by @a, not @home or me@there.org.
--- refs.bib
@misc{a, title = {A}}
`;
    assert.equal(
      pasted(text),
      "\\usepackage{biblatex}\\addbibresource{refs.bib}\n\\begin{document}\n    Own \\autocite{a}. It was \\autocite[see][p.~4]{b} shown by \\textcite{a}, not @home or me@there.org.\n",
    );
  });

  test("Markdown and LaTeX in Typst", () => {
    assert.equal(
      pasted("--- review.typ\nOwn @a. It was [@b, p. 4; -@c] shown \\cite{d} #strong[@e].\n"),
      'Own @a. It was @b[p. 4] #cite(<c>, form: "year") shown @d #strong[@e].\n',
    );
  });
});

/** All that is written of the citations, in one text for each. */
function citationsIn(extension: string, text: string): string[] {
  const document = documentOf(extension, text);
  return readManuscript(document)
    .clusters.flatMap((cluster) => writtenCitations(document, cluster))
    .map(({ form, cites }) => {
      const parts = cites.map(({ citation, prefix, locator, label, suffix, isAuthorSuppressed }) =>
        JSON.stringify([citation.key, prefix, locator, label, suffix, isAuthorSuppressed]),
      );
      return `${form}: ${parts.join(" ")}`;
    });
}

const word = fc.stringMatching(/^[a-zé&%$#_~^>*]{1,6}$/).filter((it) => /[a-zé]/.test(it));
const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((them) => them.join(" "));
const key = fc.stringMatching(/^[a-z](?:[:_-]?[a-z0-9]){1,6}$/);

const cite = (withPrefix: boolean) =>
  fc.record({
    key,
    prefix: withPrefix ? fc.option(words, { nil: "" }) : fc.constant(""),
    locator: fc.constantFrom("", ", p. 4", ", pp. 4–7", ", chap. 2", ", fig. 3", ", vol. 1"),
    suffix: fc.option(words, { nil: "" }),
    isAuthorSuppressed: withPrefix ? fc.boolean() : fc.constant(false),
  });

function escaped(text: string): string {
  return text.replace(/[&%$#_{}~^<>*]/g, "\\$&");
}

function markdownOf(
  cites: readonly { key: string; prefix: string; locator: string; suffix: string; isAuthorSuppressed: boolean }[],
): string {
  const written = cites.map(({ key: cited, prefix, locator, suffix, isAuthorSuppressed }) => {
    const after = suffix === "" ? locator : `${locator}, ${escaped(suffix)}`;
    return `${prefix === "" ? "" : `${escaped(prefix)} `}${isAuthorSuppressed ? "-" : ""}@${cited}${after}`;
  });
  return `It is so [${written.join("; ")}], they say.\n`;
}

/** There and back again. */
function returned(markdown: string, extension: string, target: CitationSyntax, preamble = ""): string {
  const there = preamble + convert("md", markdown, target).text;
  return convert(extension, there, "markdown").text;
}

describe("there and back", () => {
  const several = (withPrefix: boolean) => fc.array(cite(withPrefix), { minLength: 1, maxLength: 3 });
  const check = (withPrefix: boolean, extension: string, target: CitationSyntax, preamble: string) =>
    fc.assert(
      fc.property(several(withPrefix), (cites) => {
        const markdown = markdownOf(cites);
        assert.deepEqual(
          citationsIn("md", returned(markdown, extension, target, preamble)),
          citationsIn("md", markdown),
        );
      }),
      { numRuns: 300 },
    );

  test("natbib gives the same citations", () => check(true, "tex", "natbib", natbib));
  test("biblatex gives the same citations", () => check(true, "tex", "biblatex", biblatex));
  test("Typst, which has no prefixes, gives the same citations", () => check(false, "typ", "typst", ""));
});
