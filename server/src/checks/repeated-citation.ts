import type { Citation } from "../syntax/facts.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import type { Document, Span } from "../text/document.ts";
import type { Check, Problem } from "./check.ts";

export const repeatedCitation: Check = {
  code: "repeated-citation",
  setting: "check.repeatedCitation",
  subject: "manuscript",
  explanation: `A key that stands twice in one citation prints the work twice or, in numeric styles, its number. Keys with words or locators of their own,
as in \`[@a, p. 3; @a, p. 9]\`, are no repetition.

The fix takes the second one away.`,
  examples: [
    {
      bad: `--- review.md
Seeding needs a niche [@zhou2022; @arda2019; @zhou2022].
                                              ^^^^^^^^ repeated-citation
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
@article{arda2019, author = {Arda, Bo}, title = {Time}, journal = {Gut}, year = 2019}
`,
      good: `--- review.md
Seeding needs a niche [@zhou2022, p. 3; @arda2019; @zhou2022, p. 9].
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
@article{arda2019, author = {Arda, Bo}, title = {Time}, journal = {Gut}, year = 2019}
`,
    },
    {
      bad: `--- review.tex
\\addbibresource{refs.bib}
Seeding needs a niche \\cite{zhou2022, arda2019, zhou2022}.
                                                ^^^^^^^^ repeated-citation
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
@article{arda2019, author = {Arda, Bo}, title = {Time}, journal = {Gut}, year = 2019}
`,
      good: `--- review.tex
\\addbibresource{refs.bib}
Seeding needs a niche \\cite{zhou2022, arda2019}, as \\cites[3]{zhou2022}[9]{zhou2022} say.
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
@article{arda2019, author = {Arda, Bo}, title = {Time}, journal = {Gut}, year = 2019}
`,
    },
  ],
  run(_snapshot, manuscript) {
    return readManuscript(manuscript).clusters.flatMap(({ span, citations }) => {
      const bare = citations.filter((_, number) => isBare(manuscript.text, span, citations, number));
      return bare.flatMap((citation, number): Problem[] => {
        const isRepeated = bare.slice(0, number).some(({ key }) => key === citation.key);
        return isRepeated ? [problemOf(manuscript, citations, citation)] : [];
      });
    });
  },
};

/** Whether no prefix, locator or note belongs to a citation: nothing but signs stands around it up to the semicolons. */
function isBare(text: string, span: Span, citations: readonly Citation[], number: number): boolean {
  const { start, end } = citations[number]?.keySpan ?? span;
  const before = text.slice(citations[number - 1]?.keySpan.end ?? start, start);
  const after = text.slice(end, citations[number + 1]?.keySpan.start ?? span.end);
  return /(?:^|;)[\s,@{}-]*$/.test(before) && /^[\s,@{}\])`-]*(?:;|$)/.test(after);
}

function problemOf({ text, uri }: Document, citations: readonly Citation[], citation: Citation): Problem {
  const { key, keySpan } = citation;
  const fixes = () => {
    const from = citations[citations.indexOf(citation) - 1]?.keySpan.end ?? keySpan.start;
    const [signs = "", brace = ""] = /[;,]?\s*(?:-?@)?(\{?)$/.exec(text.slice(from, keySpan.start)) ?? [];
    const span = { start: keySpan.start - signs.length, end: keySpan.end + brace.length };
    const edit = { create: [], edits: [{ uri, span, newText: "" }] };
    return [{ title: `Take the second “${key}” away`, edit, preferred: true }];
  };
  return { span: keySpan, message: `“${key}” is cited twice here.`, fixes };
}
