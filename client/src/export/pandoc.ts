/** Export with Pandoc. Knows nothing of the editor. */
import { formatInfo } from "./formats.ts";
import {
  type Exported,
  type GivenFiles,
  givenArguments,
  type ManuscriptExport,
  writeGiven,
} from "./manuscript-export.ts";
import { type Ended, isAtLeast, type Programs, type Tool } from "./programs.ts";

/** The earliest with a citation processor of its own. */
const leastPandoc = "2.11";

/** Programs that make a PDF, those first that know most of Unicode. Pandoc's own default is pdflatex. */
const pdfEngines = ["xelatex", "lualatex", "tectonic", "pdflatex", "typst", "weasyprint", "wkhtmltopdf", "prince"];

const noPdfEngine =
  "A PDF is made by LaTeX, which is not installed here, or not on the PATH. Install TeX Live, MacTeX, MiKTeX or Tectonic (Typst and WeasyPrint do too, with a Pandoc that knows them), or export to Word or HTML.";

/** What a program says whose own installation lacks something, as that of a partly installed TeX does. */
const incomplete = /not loadable: metric|luaotfload|can't find the format file|fontspec/;

/** The programs that can make a PDF: the one that the manuscript asks for, else those that are there, the best first. */
export async function findPdfEngines(
  programs: Programs,
  { version }: Tool,
  asked: string | null,
): Promise<readonly string[]> {
  if (asked !== null) return [asked];
  const known = pdfEngines.filter((name) => name !== "typst" || isAtLeast(version, "3.1.2"));
  const found = await Promise.all(known.map((name) => programs.find(name)));
  return known.filter((_, place) => found[place] !== undefined);
}

/** Everything between the program and the exported file's bytes. Throws where the export can't begin. */
export function exportWithPandoc(
  programs: Programs,
  pandoc: Tool,
  wanted: ManuscriptExport,
  run: { readonly signal?: AbortSignal } = {},
): Promise<Exported> {
  return programs.withTemporaryFolder(async (folder) => {
    const { format, sources, text } = wanted;
    await refuseWhatPandocCannot(programs, pandoc, wanted);
    const engines = format === "pdf" ? await findPdfEngines(programs, pandoc, sources.pdfEngine) : [undefined];
    const files = await writeGiven(programs, folder, wanted);
    const output = programs.resolve(folder, `export.${formatInfo[format].extension}`);
    const { version } = pandoc;
    const { pathSeparator } = programs;
    for (const [place, engine] of engines.entries()) {
      const given = pandocArguments(wanted, { version, pathSeparator, files, engine, output });
      const ended = await programs.run(pandoc.path, given, { ...run, folder: wanted.folder, input: text });
      if (ended.status === 0) return { content: await programs.readFile(output), said: ended.errors };
      const isLast = place === engines.length - 1;
      if (isLast || !incomplete.test(ended.errors)) return { content: undefined, said: whatWasSaid(ended) };
    }
    throw new Error(noPdfEngine);
  });
}

/** Pandoc's arguments, each one as it is, for no shell. The manuscript comes by standard input. */
export function pandocArguments(
  { format, sources, folder, otherFolders }: Pick<ManuscriptExport, "format" | "sources" | "folder" | "otherFolders">,
  made: {
    readonly version: string;
    readonly pathSeparator: string;
    readonly files: GivenFiles;
    readonly engine: string | undefined;
    readonly output: string;
  },
): string[] {
  return [
    `--from=${sources.syntax}`,
    // A PDF is asked for by the name of the output alone: the engine decides on the way there.
    ...(format === "pdf" ? [] : [`--to=${format}`]),
    "--standalone",
    "--citeproc",
    `--resource-path=${[folder, ...otherFolders].join(made.pathSeparator)}`,
    ...givenArguments(made.files),
    ...(made.engine === undefined ? [] : [`--pdf-engine=${made.engine}`]),
    ...(format === "html"
      ? ["--mathml", isAtLeast(made.version, "2.19") ? "--embed-resources" : "--self-contained"]
      : []),
    // Last but for the output, so that the manuscript's own wishes count more.
    ...sources.arguments,
    `--output=${made.output}`,
  ];
}

async function refuseWhatPandocCannot(programs: Programs, pandoc: Tool, { sources }: ManuscriptExport): Promise<void> {
  if (!isAtLeast(pandoc.version, leastPandoc)) {
    throw new Error(
      `Pandoc ${pandoc.version} is too old: citations need Pandoc ${leastPandoc} or later. ${pandoc.path} was used.`,
    );
  }
  if (sources.syntax !== "typst") return;
  const { output } = await programs.run(pandoc.path, ["--list-input-formats"], {});
  if (!output.split(/\s+/).includes("typst")) {
    throw new Error(`Pandoc ${pandoc.version} does not read Typst. A later one does; Typst itself makes a PDF.`);
  }
}

function whatWasSaid({ status, errors }: Ended): string {
  return errors.trim() !== "" ? errors : `It ended without a word (${status ?? "it was killed"}).`;
}
