/**
 * After one edit in a manuscript of 800 citations: the time until each prints right again, beside a rendering of the whole
 * from nothing. CPU time of this process, medians.
 */
import { readFileSync } from "node:fs";
import { createFormatter } from "../../server/src/styles/formatter.ts";
import type { Reference } from "../../server/src/syntax/reference.ts";
import { createDocument, type Document, editDocument } from "../../server/src/text/document.ts";
import { formattedTextOf } from "../../server/src/workspace/formatted-text.ts";
import { type Snapshot, withFile } from "../../server/src/workspace/snapshot.ts";
import { snapshotOf } from "../snapshot.ts";
import { readStyleSources } from "../styles.mjs";

const citations = 800;
const rounds = 31;
const data = new URL("../../server/data/references.json", import.meta.url);
const references = JSON.parse(readFileSync(data, "utf8")) as Reference[];
/** The others are cited by edits only. */
const cited = references.slice(0, 300);
const others = references.slice(300);

function sentence(place: number): string {
  const key = (step: number): string => cited[(place * step + step) % cited.length]?.id ?? "";
  const locator = place % 3 === 0 ? `, p. ${place}` : "";
  const works = place % 4 === 0 ? `@${key(7)}; see also @${key(11)}` : `@${key(7)}`;
  return `The liver is colonised early, which several groups have shown in mice and in patients [${works}${locator}].`;
}

const text = Array.from({ length: citations }, (_, place) => sentence(place)).join("\n\n");

const bundled = new Map(references.map((reference) => [reference.id, reference]));

function workspaceOf(manuscript: Document): Snapshot {
  return snapshotOf([manuscript], { folders: ["file:///project"], files: [manuscript.uri], bundled });
}

/** Milliseconds of CPU time. */
function timed(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}

interface Edit {
  readonly name: string;
  /** What stands in place of a citation's opening bracket and sign. */
  readonly change: (round: number) => string;
}

const edits: readonly Edit[] = [
  { name: "prose typed", change: () => "x [@" },
  { name: "a prefix typed", change: (round) => `[see ${round} @` },
  { name: "a work cited before", change: (round) => `[@${cited[(round * 13) % cited.length]?.id}; @` },
  { name: "a work not cited before", change: (round) => `[@${others[round % others.length]?.id}; @` },
];

for (const style of ["apa", "vancouver"]) {
  const anew = median(
    Array.from({ length: 5 }, () => {
      const manuscript = documentOf(text);
      const snapshot = workspaceOf(manuscript);
      const formatter = createFormatter(readStyleSources());
      formatter.text(style);
      return timed(() => formattedTextOf(snapshot, manuscript, { formatter, style }));
    }),
  );
  console.log(`${style}: ${citations} citations anew ${anew.toFixed(1)} ms`);
  for (const { name, change } of edits) {
    const formatter = createFormatter(readStyleSources());
    let snapshot = workspaceOf(documentOf(text));
    formattedTextOf(snapshot, documentOf(text), { formatter, style });
    const times = Array.from({ length: rounds }, (_, round) => {
      const manuscript = documentOf(text);
      const at = manuscript.text.indexOf("[@", (manuscript.text.length * (round + 1)) / (rounds + 2));
      return timed(() => {
        const edited = editDocument(manuscript, { start: at, end: at + 2 }, change(round));
        snapshot = withFile(snapshot, edited.uri, edited);
        formattedTextOf(snapshot, edited, { formatter, style });
      });
    });
    const time = median(times);
    console.log(`  ${name}: ${time.toFixed(1)} ms, 1/${(anew / time).toFixed(0)} of that`);
  }
}

function documentOf(content: string): Document {
  const document = createDocument("file:///project/review.md", content);
  if (!document) throw new Error("Markdown is a format of manuscripts.");
  return document;
}
