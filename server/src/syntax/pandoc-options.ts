/** What a manuscript's front matter asks of Pandoc that Pandoc doesn't read there itself. */
import { parse } from "yaml";
import type { Document } from "../text/document.ts";

/** The formats that a manuscript is exported to. */
const exportFormats = ["docx", "pdf", "html", "jats"] as const;

export type ExportFormat = (typeof exportFormats)[number];

export interface PandocOptions {
  readonly arguments: readonly string[];
  /** The program that makes the PDF, where one is named. */
  readonly pdfEngine: string | undefined;
}

const none: PandocOptions = { arguments: [], pdfEngine: undefined };

/** A format's name under R Markdown's `output:`, without the package that may stand before it and the "2" behind it. */
const outputNames: Readonly<Record<ExportFormat, string>> = {
  docx: "word_document",
  pdf: "pdf_document",
  html: "html_document",
  jats: "jats_document",
};

/** Arguments that say what goes in and what comes out, which the export decides. */
const takesNext = /^(?:-[ofrtw]|--(?:output|from|read|to|write))$/;
const decided = /^(?:-[ofrtw]|--(?:output|from|read|to|write)(?:=|$))/;

/**
 * Options of the top level, then those of the format under Quarto's `format:` or R Markdown's `output:`, which count more. Of YAML
 * with a fault counts what can be read: Pandoc tells of the fault.
 */
export function pandocOptions({ format: syntax, text }: Document, format: ExportFormat): PandocOptions {
  if (syntax !== "markdown") return none;
  const block = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text)?.[1];
  if (block === undefined) return none;
  try {
    const metadata: unknown = parse(block, { logLevel: "silent" });
    const under = Object.entries(mapOf(partOf(metadata, "output"))).find(
      ([name]) => name.replace(/^.*::|2$/g, "") === outputNames[format],
    )?.[1];
    return optionsIn([metadata, partOf(partOf(metadata, "format"), format), under], format);
  } catch {
    return none;
  }
}

/** @param sources the later counts more */
function optionsIn(sources: readonly unknown[], format: ExportFormat): PandocOptions {
  const last = (...names: readonly string[]): unknown =>
    sources.flatMap((source) => names.map((name) => partOf(source, name))).findLast((value) => value !== undefined);
  const [metadata] = sources;
  const referenceDocument = format === "docx" ? textOf(last("reference-doc", "reference_docx")) : undefined;
  const engine = textOf(last("pdf-engine", "latex_engine"));
  const given = sources.flatMap((source) => textsOf(partOf(source, "pandoc_args") ?? partOf(source, "pandoc-args")));
  return {
    arguments: [
      ...textsOf(partOf(metadata, "defaults")).map((path) => `--defaults=${path}`),
      ...(last("toc") === true ? ["--toc"] : []),
      ...(last("number-sections", "number_sections") === true ? ["--number-sections"] : []),
      ...(referenceDocument === undefined || referenceDocument === "default"
        ? []
        : [`--reference-doc=${referenceDocument}`]),
      ...given.filter((argument, place) => !decided.test(argument) && !takesNext.test(given[place - 1] ?? "")),
    ],
    pdfEngine: engine,
  };
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function partOf(value: unknown, name: string): unknown {
  return mapOf(value)[name];
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((item) => textOf(item) ?? []);
}
