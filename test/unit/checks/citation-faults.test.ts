import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsOf } from "../../../server/src/checks/all.ts";
import { applied, fixture } from "../fixture.ts";

const refs = `--- refs.bib
@article{zhou2021, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2021}
@article{berg2019, author = {Berg, Ko}, title = {Seeds}, journal = {Gut}, year = 2019}
`;

/** The findings of a line as `code: stretch`, and the line after the first fix of the only finding. */
function read(name: string, line: string): { found: string[]; fixed: string | undefined } {
  const given = fixture(`--- ${name}\n${line}\n${refs}`);
  const findings = findingsOf(given.snapshot, given.manuscript);
  const [fix] = findings.length === 1 ? (findings[0]?.fixes() ?? []) : [];
  return {
    found: findings.map(({ code, span }) => `${code}: ${given.manuscript.text.slice(span.start, span.end)}`),
    fixed: fix && applied(given, fix.edit)[name]?.split("\n")[0],
  };
}

const faults: readonly (readonly [name: string, line: string, finding: string, fixed?: string])[] = [
  ["a.md", "A niche.@zhou2021 Then", "glued-citation: @zhou2021", "A niche. [@zhou2021] Then"],
  ["a.md", "A niche@zhou2021.", "glued-citation: @zhou2021", "A niche [@zhou2021]."],
  ["a.md", "A [@zhou2021;; @berg2019].", "empty-citation: [@zhou2021;; @berg2019]", "A [@zhou2021; @berg2019]."],
  ["a.md", "A [-@].", "empty-citation: [-@]"],
  ["a.md", "A [@zhou2021 and @berg2019].", "malformed-citation: zhou2021 and @berg2019", "A [@zhou2021; @berg2019]."],
  ["a.md", "A [@zhou2021; @berg2019 is.", "malformed-citation: [@zhou2021; @berg2019", "A [@zhou2021; @berg2019] is."],
  [
    "a.md",
    "A [@pmid:1, @doi:10.5555/x].",
    "malformed-citation: pmid:1, @doi:10.5555/x",
    "A [@pmid:1; @doi:10.5555/x].",
  ],
  ["a.md", "A niche@doi:10.5555/x.", "glued-citation: @doi:10.5555/x", "A niche [@doi:10.5555/x]."],
  [
    "a.md",
    "A [@zhou2021; @berg2019. Then `]` and [@zhou2021] and [links](x).",
    "malformed-citation: [@zhou2021; @berg2019",
    "A [@zhou2021; @berg2019]. Then `]` and [@zhou2021] and [links](x).",
  ],
  [
    "a.md",
    "A [@zhou2021; @{zhou2021}, p. 3; @{zhou2021}].",
    "repeated-citation: zhou2021",
    "A [@zhou2021; @{zhou2021}, p. 3].",
  ],
  ["a.tex", "A \\cite{zhou2021, ,berg2019}.", "empty-citation: zhou2021, ,berg2019", "A \\cite{zhou2021,berg2019}."],
  ["a.tex", "A \\citep[see][]{}.", "empty-citation: \\citep[see][]{}"],
  ["a.tex", "A \\cite{zhou2021,berg2019,zhou2021}.", "repeated-citation: zhou2021", "A \\cite{zhou2021,berg2019}."],
  ["a.typ", "A #cite().", "empty-citation: #cite()"],
  ["a.typ", "A @zhou2021 @zhou2021.", "repeated-citation: zhou2021", "A @zhou2021."],
];

for (const [name, line, finding, fixed] of faults) {
  test(`${name}: ${line}`, () => {
    const { found, fixed: now } = read(name, line);
    assert.deepEqual(found, [finding]);
    if (fixed !== undefined) assert.equal(now, fixed);
  });
}

const faultless: readonly (readonly [name: string, line: string])[] = [
  ["a.md", "Write to li@zhou2021.org or someone@example; `a@zhou2021` and <https://x.org/a@zhou2021>."],
  ["a.md", "Code `[@]`, a link [@](x), an address [me@example.org; you], \\[@zhou2021 and ^[a note @zhou2021]."],
  ["a.md", "A [@zhou2021, against @berg2019] and [see @zhou2021, pp. 3, 5; @berg2019]."],
  ["a.md", "A [@zhou2021, p. 3; @zhou2021, p. 9] and @zhou2021 [p. 3; @berg2019]."],
  ["a.md", "A [@zhou2021 [p. 3] says](https://example.org), [@zhou2021 in [5, 6]]{.x} and [@berg2019]."],
  [
    "a.tex",
    "% \\cite{}\n\\newcommand{\\mine}[1]{\\cite{#1}} and \\verb|\\cite{}| and \\cites[3]{zhou2021}[5]{zhou2021}.",
  ],
  ["a.typ", "// #cite()\n`#cite()` and #cite(<zhou2021>) or @zhou2021[p. 3] @zhou2021[p. 5]."],
];

for (const [name, line] of faultless)
  test(`${name}, nothing: ${line}`, () => assert.deepEqual(read(name, line).found, []));
