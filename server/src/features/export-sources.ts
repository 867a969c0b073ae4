/** What the export of a manuscript takes besides its text, for a program that knows nothing of projects, settings and styles. */
import { convertBibliography } from "../references/convert.ts";
import type { WrittenPath } from "../syntax/facts.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import { type ExportFormat, type PandocOptions, pandocOptions } from "../syntax/pandoc-options.ts";
import type { Document, Format, Span } from "../text/document.ts";
import { fileNameOf } from "../text/uri.ts";
import { bibliographiesOf } from "../workspace/bibliographies.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

export interface ExportedBibliography {
  readonly document: Document;
  /** Whether the manuscript itself names it, so that a program that reads its front matter finds it. */
  readonly isNamed: boolean;
  /** Its entries as CSL-JSON, where Pandoc may not read the file's own format. */
  readonly text: string | undefined;
}

export interface ExportSources {
  readonly bibliographies: readonly ExportedBibliography[];
  /** Bibliographies that the manuscript names but that can't be read, at which Pandoc would stop. */
  readonly missing: readonly WrittenPath[];
  /** Each place at which a key is cited. */
  readonly citations: readonly { readonly key: string; readonly span: Span }[];
  readonly options: PandocOptions;
}

/** The formats that every Pandoc with a citation processor reads. */
const readByPandoc: ReadonlySet<Format> = new Set(["bibtex", "csl-json", "csl-yaml"]);

export function exportSources(snapshot: Snapshot, manuscript: Document, format: ExportFormat): ExportSources {
  const { bibliographies: named, clusters, crossReferences } = readManuscript(manuscript);
  const uses = bibliographiesOf(snapshot, manuscript);
  const missing = uses.flatMap((use) =>
    use.state === "missing" && use.document === manuscript && use.written ? [use.written] : [],
  );
  const bibliographies = uses.flatMap((use) => {
    // References in the front matter come with the text.
    if (use.state !== "found" || use.document === manuscript) return [];
    const { document } = use;
    const text = readByPandoc.has(document.format) ? undefined : convertBibliography(document, "csl-json").text;
    return [{ document, isNamed: named.some(({ path }) => isNameOf(path, document)), text }];
  });
  // To Pandoc, Quarto's cross-references are citations.
  const citations = [...clusters.flatMap((cluster) => cluster.citations), ...crossReferences];
  return {
    bibliographies,
    missing,
    citations: citations.map(({ key, keySpan }) => ({ key, span: keySpan })),
    options: pandocOptions(manuscript, format),
  };
}

function isNameOf(path: string, { uri }: Document): boolean {
  const name = fileNameOf(uri);
  const written = path.replace(/^.*[/\\]/, "");
  return written === name || `${written}.bib` === name;
}
