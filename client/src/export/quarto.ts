/** Export with Quarto, which runs the manuscript's code. Knows nothing of the editor. */
import type { ExportFormat } from "../../../server/src/protocol.ts";
import { formatInfo } from "./formats.ts";
import {
  type Exported,
  type GivenFiles,
  givenArguments,
  type ManuscriptExport,
  writeGiven,
} from "./manuscript-export.ts";
import type { Programs, Tool } from "./programs.ts";

export interface QuartoExport extends ManuscriptExport {
  /** The manuscript's file name with its extension. */
  readonly name: string;
  /** Tells the copy's name from those of other exports. */
  readonly mark: string;
}

/**
 * Quarto reads files only, and a project's settings from the folders above them: the text as it is in the editor is put beside the
 * manuscript under another name while Quarto runs.
 */
export function exportWithQuarto(
  programs: Programs,
  quarto: Tool,
  wanted: QuartoExport,
  run: { readonly signal?: AbortSignal } = {},
): Promise<Exported> {
  const { folder, format, name, mark, text } = wanted;
  const dot = name.lastIndexOf(".");
  const stem = `${name.slice(0, dot)}-export-${mark}`;
  const copy = `${stem}${name.slice(dot)}`;
  const beside = programs.resolve(folder, `${stem}.${formatInfo[format].extension}`);
  const made = [beside, ...[copy, `${stem}_files`, `${stem}_cache`].map((it) => programs.resolve(folder, it))];
  return programs.withTemporaryFolder(async (temporary) => {
    const files = await writeGiven(programs, temporary, wanted);
    try {
      await programs.writeFile(programs.resolve(folder, copy), text);
      const ended = await programs.run(
        quarto.path,
        quartoArguments(format, copy, `${stem}.${formatInfo[format].extension}`, files),
        { ...run, folder },
      );
      if (ended.status !== 0) return { content: undefined, said: ended.errors };
      const created = createdIn(ended.errors) ?? createdIn(ended.output);
      const output = created === undefined ? beside : programs.resolve(folder, created);
      made.push(output);
      return { content: await programs.readFile(output), said: ended.errors };
    } finally {
      for (const path of made) await programs.remove(path);
    }
  });
}

/** @param copy the name of the file that Quarto reads, and `output` of the one that it makes, whatever the front matter says */
function quartoArguments(format: ExportFormat, copy: string, output: string, files: GivenFiles): string[] {
  return [
    "render",
    copy,
    "--to",
    format,
    "--output",
    output,
    // One file, as the other exports are.
    ...(format === "html" ? ["--metadata", "embed-resources:true"] : []),
    ...givenArguments(files),
  ];
}

/** Where Quarto says it has put what it made, which in a project is the project's output folder. */
function createdIn(said: string): string | undefined {
  return /^\s*Output created: (.+?)\s*$/m.exec(said)?.[1];
}
