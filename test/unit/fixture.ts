/**
 * Manuscripts as tests write them: a few lines of text, `<|>` for the cursor, several files under `--- name` lines, and
 * below a line `^^^ code` under what must be reported there.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type BundledRetraction,
  bundledNotice,
  createRetractionList,
} from "../../server/src/references/retractions.ts";
import { isManuscript } from "../../server/src/syntax/manuscript.ts";
import type { Reference } from "../../server/src/syntax/reference.ts";
import { readPathwayYaml } from "../../server/src/terms/pathway.ts";
import { createVocabulary, termSource, type Vocabulary } from "../../server/src/terms/vocabulary.ts";
import { readVocabularyYaml } from "../../server/src/terms/vocabulary-yaml.ts";
import { createDocument, type Document } from "../../server/src/text/document.ts";
import { wantedFiles } from "../../server/src/workspace/bibliographies.ts";
import { wantedStyles } from "../../server/src/workspace/citation-style.ts";
import type { Edit } from "../../server/src/workspace/edit.ts";
import { readSettings } from "../../server/src/workspace/settings.ts";
import { type Environment, type Snapshot, withFile } from "../../server/src/workspace/snapshot.ts";

const data = join(import.meta.dirname, "../../server/data");
const folder = "file:///project";

export interface Fixture {
  readonly snapshot: Snapshot;
  /** The file with the cursor, else the first manuscript, else the first file. */
  readonly manuscript: Document;
  /** The cursor's offset; 0 where the fixture has none. */
  readonly offset: number;
  /** What the `^^^` lines ask for: `line:column-column code`, from 1. */
  readonly expected: readonly string[];
}

/** The bundled vocabulary, read from the files that people edit. */
export const bundledVocabulary: Vocabulary = createVocabulary(
  [
    termSource(
      "BioManuscript",
      1,
      filesIn("vocabulary").flatMap((text) => readVocabularyYaml(text).terms),
    ),
  ],
  filesIn("pathways").flatMap((text) => readPathwayYaml(text).model ?? []),
);

function filesIn(subfolder: string): string[] {
  const names = readdirSync(join(data, subfolder)).filter((name) => name.endsWith(".yaml"));
  return names.map((name) => readFileSync(join(data, subfolder, name), "utf8"));
}

export const bundledReferences: ReadonlyMap<string, Reference> = new Map(
  (JSON.parse(readFileSync(join(data, "references.json"), "utf8")) as Reference[]).map((it) => [it.id, it]),
);

export const bundledRetractions: readonly BundledRetraction[] = JSON.parse(
  readFileSync(join(data, "retractions.json"), "utf8"),
);

/** The bundled list, and what the examples of checks need besides. */
const retractions = [
  createRetractionList(bundledRetractions.map(bundledNotice)),
  createRetractionList([{ nature: "correction", date: "2020-05-04", title: "", doi: "10.5555/corrected" }]),
];

export function fixture(
  text: string,
  settings: Readonly<Record<string, unknown>> = {},
  environment: Partial<Environment> = {},
): Fixture {
  const documents = new Map<string, Document>();
  let manuscript: Document | undefined;
  let cursor: { document: Document; offset: number } | undefined;
  const expected: string[] = [];
  for (const { name, content } of filesOf(text)) {
    const { lines, marks } = withoutMarks(content.split("\n"));
    const marked = lines.join("\n");
    const document = createDocument(uriOf(name), marked.replace("<|>", ""));
    if (!document) throw new Error(`${name} is neither a manuscript nor a bibliography`);
    documents.set(document.uri, document);
    expected.push(...marks);
    if (marked.includes("<|>")) cursor = { document, offset: marked.indexOf("<|>") };
    if (isManuscript(document)) manuscript ??= document;
  }
  const subject = cursor?.document ?? manuscript ?? [...documents.values()][0];
  if (!subject) throw new Error("The fixture holds no file.");
  const snapshot: Snapshot = {
    revision: 1,
    folders: [folder],
    files: [...documents.keys()].filter((uri) => uri.startsWith(`${folder}/`)),
    documents,
    unreadable: new Map(),
    vocabulary: bundledVocabulary,
    bundled: bundledReferences,
    retractions,
    settings: readSettings(settings),
    environment: {
      home: "file:///home/writer",
      bibFolders: [],
      texFolders: [],
      styleFolders: [],
      thisYear: 2026,
      ...environment,
    },
  };
  return {
    snapshot: withMissingFiles(snapshot, subject),
    manuscript: subject,
    offset: cursor?.offset ?? 0,
    expected,
  };
}

/** A name that begins with `/` lies outside the workspace. */
function uriOf(name: string): string {
  return name.startsWith("/") ? `file://${name}` : `${folder}/${name}`;
}

/** The files after an edit, by name. Throws where two edits overlap. */
export function applied({ snapshot }: Fixture, edit: Edit): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const uri of new Set(edit.edits.map((it) => it.uri))) {
    let text = snapshot.documents.get(uri)?.text ?? "";
    let after = Number.POSITIVE_INFINITY;
    for (const { span, newText } of edit.edits
      .filter((it) => it.uri === uri)
      .toSorted((a, b) => b.span.start - a.span.start)) {
      if (span.end > after) throw new Error(`Overlapping edits in ${uri}`);
      after = span.start;
      text = text.slice(0, span.start) + newText + text.slice(span.end);
    }
    texts[uri.slice(folder.length + 1)] = text;
  }
  return texts;
}

/** `line:column-column`, from 1, of a stretch of a document. */
export function placeOf({ text }: Document, { start, end }: { start: number; end: number }): string {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const line = text.slice(0, start).split("\n").length;
  return `${line}:${start - lineStart + 1}-${end - lineStart + 1}`;
}

function filesOf(text: string): { name: string; content: string }[] {
  const parts = text.replace(/^\n/, "").split(/^--- (\S+\.\w+)\n/m);
  const [first = "", ...rest] = parts;
  if (rest.length === 0) return [{ name: "review.md", content: first }];
  const names = rest.filter((_, number) => number % 2 === 0);
  return names.map((name, number) => ({ name, content: rest[number * 2 + 1] ?? "" }));
}

/** Every file that a manuscript asks for and the fixture doesn't hold is missing. */
function withMissingFiles(snapshot: Snapshot, manuscript: Document): Snapshot {
  const [uri] = [...wantedFiles(snapshot, manuscript), ...wantedStyles(snapshot, manuscript)];
  if (uri === undefined) return snapshot;
  return withMissingFiles(withFile(snapshot, uri, { reason: "there is no such file" }), manuscript);
}

function withoutMarks(lines: readonly string[]): { lines: string[]; marks: string[] } {
  const kept: string[] = [];
  const marks: string[] = [];
  for (const line of lines) {
    const mark = /^( *)(\^+) (\S+)$/.exec(line);
    if (!mark) kept.push(line);
    else
      marks.push(
        `${kept.length}:${mark[1]?.length ?? 0}-${(mark[1]?.length ?? 0) + (mark[2]?.length ?? 0)} ${mark[3]}`,
      );
  }
  return { lines: kept, marks: marks.map(fromOne) };
}

function fromOne(mark: string): string {
  return mark.replace(/:(\d+)-(\d+)/, (_, start: string, end: string) => `:${Number(start) + 1}-${Number(end) + 1}`);
}
