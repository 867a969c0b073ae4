import { identifierOfKey } from "../references/identifier-keys.ts";
import { noticeAbout } from "../references/retractions.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import type { Reference } from "../syntax/reference.ts";
import type { Document } from "../text/document.ts";
import { referenceOf } from "../workspace/citations.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Check, Problem } from "./check.ts";
import { problemOfNotice } from "./notices.ts";
import { isSilenced } from "./silence.ts";

const code = "retracted-citation";

export const retractedCitation: Check = {
  code,
  setting: "check.retractedCitation",
  subject: "manuscript",
  explanation: `A reader takes what a citation supports for established. What is known of retractions, and from where, stands under
[retracted-entry](retracted-entry.md). A key that is an identifier, such as \`doi:10.1000/x\`, is looked up as it is.

Where the retraction is what you write about, silence the line, or put \`biomanuscript-disable-next-entry retracted-entry,
retracted-citation\` before the entry: it then counts for every citation of the entry too.`,
  examples: [
    {
      bad: `--- review.md
Lysyl oxidase prepares the bone [@cox2015].
                                  ^^^^^^^ retracted-citation
--- refs.bib
@article{cox2015,
  author = {Cox, Thomas R. and others},
  title = {The hypoxic cancer secretome induces pre-metastatic bone lesions through lysyl oxidase},
  journal = {Nature}, year = 2015, doi = {10.1038/nature14492}
}
`,
      good: `--- review.md
One such report was retracted [@cox2015]. <!-- biomanuscript-disable-line retracted-citation -->
--- refs.bib
@article{cox2015,
  author = {Cox, Thomas R. and others},
  title = {The hypoxic cancer secretome induces pre-metastatic bone lesions through lysyl oxidase},
  journal = {Nature}, year = 2015, doi = {10.1038/nature14492}
}
`,
    },
  ],
  run(snapshot, manuscript) {
    const citations = readManuscript(manuscript).clusters.flatMap((cluster) => cluster.citations);
    const keys = new Set(citations.map(({ key }) => key));
    const problems = new Map([...keys].map((key) => [key, problemOf(snapshot, manuscript, key)]));
    return citations.flatMap(({ key, keySpan }) => {
      const problem = problems.get(key);
      return problem ? [{ ...problem, span: keySpan }] : [];
    });
  },
};

/** What every citation of a key has; the place is that of the key's entry. */
function problemOf(snapshot: Snapshot, manuscript: Document, key: string): Problem | undefined {
  const cited = referenceOf(snapshot, manuscript, key);
  const reference = cited?.reference ?? referenceOfIdentifier(key);
  const notice = reference && noticeAbout(snapshot.retractions, reference);
  if (!notice || notice.nature === "correction") return undefined;
  const source = cited?.source;
  if (!source) return problemOfNotice(key, { start: 0, end: 0 }, notice);
  const { document, entry } = source;
  if (isSilenced(document, code, entry.keySpan)) return undefined;
  const location = { uri: document.uri, span: entry.keySpan };
  return { ...problemOfNotice(key, entry.keySpan, notice), related: [{ location, message: "The work's entry." }] };
}

/** A work of which a manuscript has no more than the identifier. */
function referenceOfIdentifier(key: string): Reference | undefined {
  const [, kind, value] = /^(doi|pmid):(.+)$/.exec(identifierOfKey(key) ?? "") ?? [];
  return kind && value ? { id: key, type: "article", [kind.toUpperCase()]: value } : undefined;
}
