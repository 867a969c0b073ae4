/** What an export starts from and ends with, whichever program makes it. Knows nothing of the editor. */
import type { ExportFormat, ExportSources } from "../../../server/src/protocol.ts";
import type { Programs } from "./programs.ts";

/** A bibliography as the program is to read it: a file, or a text that is in none. */
export type GivenBibliography =
  | { readonly path: string }
  | { readonly text: string; readonly extension: "bib" | "json" | "yaml" };

export interface ManuscriptExport {
  readonly format: ExportFormat;
  /** The manuscript as it stands in the editor, saved or not. */
  readonly text: string;
  /** The folder against which its paths are read. */
  readonly folder: string;
  /** Folders in which files are searched besides. */
  readonly otherFolders: readonly string[];
  readonly sources: Pick<ExportSources, "syntax" | "style" | "arguments" | "pdfEngine">;
  /** None where the manuscript names them all. */
  readonly bibliographies: readonly GivenBibliography[];
}

export interface Exported {
  /** The exported file; `undefined` where the program failed. */
  readonly content: Uint8Array | undefined;
  /** All that the program said. */
  readonly said: string;
}

export interface GivenFiles {
  readonly bibliographies: readonly string[];
  readonly style: string | undefined;
}

/** Puts what is in no file into files of a temporary folder. */
export async function writeGiven(
  programs: Programs,
  folder: string,
  { bibliographies, sources: { style } }: ManuscriptExport,
): Promise<GivenFiles> {
  const write = async (name: string, text: string): Promise<string> => {
    const path = programs.resolve(folder, name);
    await programs.writeFile(path, text);
    return path;
  };
  return {
    bibliographies: await Promise.all(
      bibliographies.map(async (given, place) =>
        "path" in given ? given.path : write(`bibliography-${place + 1}.${given.extension}`, given.text),
      ),
    ),
    style: style === null ? undefined : await write("style.csl", style),
  };
}

/** The arguments that name them, which Quarto passes on to Pandoc. */
export function givenArguments({ bibliographies, style }: GivenFiles): string[] {
  return [
    ...bibliographies.map((path) => `--bibliography=${path}`),
    ...(style === undefined ? [] : [`--csl=${style}`]),
  ];
}
