import { fold } from "../references/words.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import { manuscriptAuthors } from "../syntax/manuscript-authors.ts";
import { familyNameOf, type Name } from "../syntax/reference.ts";
import { connectedManuscripts } from "../workspace/inclusion.ts";
import type { Check } from "./check.ts";
import { citedReferences, statementSpan } from "./cited-works.ts";

export const selfCitation: Check = {
  code: "self-citation",
  setting: "check.selfCitation",
  subject: "manuscript",
  explanation: `Says of a manuscript that more of the works it cites than the share in \`biomanuscript.selfCitation.share\` have one of its own authors,
those of \`author:\` in the front matter or of \`\\author\`. Names are the same where family name and first initial are, so
that a namesake counts too: the check is off by default, and what it says is for information only. Nothing is said where fewer than
half of the keys stand for a work.

It stands on the statement that names the bibliography, else on the first heading.`,
  examples: [
    {
      bad: `--- review.md
---
author: [Li Zhou]
bibliography: refs.bib
              ^^^^^^^^ self-citation
---
Niches [@zhou2022] and time [@arda2019].
--- refs.bib
@article{zhou2022, author = {Zhou, L. and Berg, Ko}, title = {Niches}, journal = {Gut}, year = 2022}
@article{arda2019, author = {Arda, Bo}, title = {Time}, journal = {Gut}, year = 2019}
`,
      good: `--- review.md
---
author: [Ko Zhou]
bibliography: refs.bib
---
Niches [@zhou2022] and time [@arda2019].
--- refs.bib
@article{zhou2022, author = {Zhou, L. and Berg, Ko}, title = {Niches}, journal = {Gut}, year = 2022}
@article{arda2019, author = {Arda, Bo}, title = {Time}, journal = {Gut}, year = 2019}
`,
    },
  ],
  run(snapshot, manuscript) {
    const parts = connectedManuscripts(snapshot, manuscript);
    const own = new Set(parts.flatMap(manuscriptAuthors).flatMap(nameKeys));
    if (own.size === 0) return [];
    const works = citedReferences(snapshot, manuscript);
    const selfCited = works.filter(({ author = [] }) => author.flatMap(nameKeys).some((it) => own.has(it)));
    const share = Math.round((100 * selfCited.length) / works.length);
    if (works.length === 0 || share <= snapshot.settings["selfCitation.share"]) return [];
    const message = `${selfCited.length} of ${works.length} cited works (${share}%) have an author of this manuscript.`;
    return [{ span: statementSpan(readManuscript(manuscript)), message, fixes: () => [] }];
  },
};

/** Family name and first initial; none of an institution or where only the family name is known. */
function nameKeys(name: Name): string[] {
  const initial = fold(name.given ?? "").charAt(0);
  return initial === "" ? [] : [`${fold(familyNameOf(name)).replace(/[\s-]/g, "")} ${initial}`];
}
