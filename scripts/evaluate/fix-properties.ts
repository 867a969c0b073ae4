/** What holds of every fix: it settles its finding, brings no other, and touches only what the finding is about. */
import { type Finding, findingsOf } from "../../server/src/checks/all.ts";
import type { Fix } from "../../server/src/checks/check.ts";
import { isBibliography, readBibliography } from "../../server/src/syntax/bibliography.ts";
import { isManuscript, readManuscript } from "../../server/src/syntax/manuscript.ts";
import type { Document, Span } from "../../server/src/text/document.ts";
import { type Edit, type FileEdit, textAfter } from "../../server/src/workspace/edit.ts";
import { type Snapshot, withFile } from "../../server/src/workspace/snapshot.ts";
import { bibliographiesBeside } from "../../server/src/workspace/works.ts";

/** The snapshot after an edit; files that it creates are there. Throws where the edit is of a file that is neither there nor created. */
function snapshotAfter(snapshot: Snapshot, { create, edits }: Edit): Snapshot {
  let next = snapshot;
  for (const uri of new Set([...create, ...edits.map((edit) => edit.uri)])) {
    const before = snapshot.documents.get(uri);
    if (!before && !create.includes(uri)) throw new Error(`${uri} is edited but is not there`);
    const own = edits.filter((edit) => edit.uri === uri);
    const text = textAfter(before?.text ?? "", own);
    const document: Document = before ? { ...before, text } : { uri, format: "bibtex", dialect: "pandoc", text };
    next = withFile(next, uri, document);
  }
  return { ...next, files: [...new Set([...next.files, ...create])] };
}

/** What is wrong with a fix of a finding of the document, in sentences; none where all that must hold does. */
export function faultsOfFix(
  snapshot: Snapshot,
  document: Document,
  finding: Finding,
  { title, edit }: Fix,
): readonly string[] {
  const after = snapshotAfter(snapshot, edit);
  const edited = edit.edits.map(({ uri }) => uri);
  const uris = [...new Set([document.uri, ...edited, ...concernedBy(snapshot, edited), ...concernedBy(after, edited)])];
  const brought = broughtBy(snapshot, after, uris, edit);
  return [
    ...faultsAtPlace(after, document, finding, { title, edit }),
    ...brought.map((name) => `It brings: ${name}`),
    ...edited
      .filter((uri) => after.documents.get(uri)?.text === snapshot.documents.get(uri)?.text)
      .map((uri) => `It changes nothing of ${uri}.`),
    ...edit.edits.flatMap((it) => faultsOfPlace(snapshot, document, finding, it)),
  ];
}

/** The files whose findings may depend on the files given. */
function concernedBy(snapshot: Snapshot, uris: readonly string[]): string[] {
  const documents = uris.flatMap((uri) => snapshot.documents.get(uri) ?? []);
  const beside = documents.filter(isBibliography).flatMap((it) => bibliographiesBeside(snapshot, it));
  return [...beside, ...[...snapshot.documents.values()].filter(isManuscript)].map(({ uri }) => uri);
}

/**
 * The findings that a file has only after an edit. One that was there may say something else now: of three entries of one work, two are left.
 */
function broughtBy(before: Snapshot, after: Snapshot, uris: readonly string[], { edits }: Edit): string[] {
  return uris.flatMap((uri) => {
    const own = edits.filter((edit) => edit.uri === uri);
    const former = findingsIn(before, uri);
    const places = new Set(former.map(({ code, span }) => `${code} ${movedBy(own, span.start)}`));
    const left = former.map(nameOf);
    return findingsIn(after, uri).flatMap((finding) => {
      const at = left.indexOf(nameOf(finding));
      if (at !== -1) left.splice(at, 1);
      return at !== -1 || places.has(`${finding.code} ${finding.span.start}`) ? [] : [`${nameOf(finding)} (${uri})`];
    });
  });
}

function nameOf({ code, message }: Finding): string {
  return `${code}: ${message}`;
}

/** Where an offset is after the edits of its file. */
function movedBy(edits: readonly FileEdit[], offset: number): number {
  return edits
    .filter(({ span }) => span.end <= offset)
    .reduce((moved, { span, newText }) => moved + newText.length - (span.end - span.start), offset);
}

const found = new WeakMap<Snapshot, Map<Document, readonly Finding[]>>();

function findingsIn(snapshot: Snapshot, uri: string): readonly Finding[] {
  const document = snapshot.documents.get(uri);
  if (!document) return [];
  const known = found.get(snapshot) ?? new Map<Document, readonly Finding[]>();
  found.set(snapshot, known);
  const findings = known.get(document) ?? findingsOf(snapshot, document);
  known.set(document, findings);
  return findings;
}

/** What is left at the finding's own place; other places may say the same of theirs. */
function faultsAtPlace(
  after: Snapshot,
  { uri }: Document,
  finding: Finding,
  { title, edit }: Pick<Fix, "title" | "edit">,
): string[] {
  const own = edit.edits.filter((it) => it.uri === uri);
  const start = movedBy(own, finding.span.start);
  const left = findingsIn(after, uri).filter(({ code, span }) => code === finding.code && span.start === start);
  return [
    ...(left.some((it) => it.message === finding.message) ? ["The finding stays."] : []),
    ...(left.some((it) => it.fixes().some((fix) => fix.title === title)) ? ["It can be made again."] : []),
  ];
}

/** How often the first fix of a check can be made in a file, one after the other, before none is left; counts no further than `most`. */
export function fixesInTurn(snapshot: Snapshot, { uri }: Document, code: string, most: number): number {
  let now = snapshot;
  for (let made = 0; made < most; made += 1) {
    const fixes = findingsIn(now, uri).flatMap((it) => (it.code === code ? it.fixes().slice(0, 1) : []));
    if (!fixes[0]) return made;
    now = snapshotAfter(now, fixes[0].edit);
  }
  return most;
}

/**
 * An edit of a bibliography lies in one entry that the finding names, takes one out with its comment, or puts something between entries; one of a manuscript lies
 * in a citation, or at the finding.
 */
function faultsOfPlace(snapshot: Snapshot, document: Document, finding: Finding, edit: FileEdit): string[] {
  const target = snapshot.documents.get(edit.uri);
  if (!target) return [];
  const related = (finding.related ?? []).map(({ location }) => location);
  const named = [{ uri: document.uri, span: finding.span }, ...related].filter(({ uri }) => uri === edit.uri);
  const fault = [`It reaches beyond what the finding is about, in ${edit.uri} at ${edit.span.start}–${edit.span.end}.`];
  if (isManuscript(target)) {
    const places = [...readManuscript(target).clusters.map(({ span }) => span), ...named.map(({ span }) => span)];
    const isInsertion = edit.span.start === edit.span.end;
    return isInsertion || places.some((place) => meets(place, edit.span)) ? [] : fault;
  }
  if (!isBibliography(target)) return fault;
  const touched = readBibliography(target).entries.filter(
    ({ span }) => span.start < edit.span.end && edit.span.start < span.end,
  );
  const isNamed = (entry: Span) => named.some(({ span }) => meets(entry, span));
  return touched.every(({ span }) => isNamed(span)) && isBlank(target.text, edit.span, touched) ? [] : fault;
}

/** True where a part of a text has nothing but white space outside these entries, which are in order, and the comment that touches one that goes. */
function isBlank(text: string, { start, end }: Span, entries: readonly { readonly span: Span }[]): boolean {
  let at = start;
  let between = "";
  for (const { span } of entries) {
    const before = text.slice(at, Math.max(at, span.start));
    const isOwn = end >= span.end && !/\n[ \t\r]*\n/.test(before.trimStart());
    between += isOwn ? "" : before;
    at = Math.max(at, span.end);
  }
  return `${between}${text.slice(at, end)}`.trim() === "";
}

function meets(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}
