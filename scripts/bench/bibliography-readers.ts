/** Ways to read a bibliography: ours to the spans and to the last field, and other parsers by their usual call. */
import { execFileSync } from "node:child_process";
import { readBibliography } from "../../server/src/syntax/bibliography.ts";
import { BibtexFacts } from "../../server/src/syntax/bibtex.ts";
import { createDocument } from "../../server/src/text/document.ts";

export interface Reader {
  readonly name: string;
  /** Slow readers are given a smaller library, so that a run takes minutes. */
  readonly entries: number;
  /** Loads what it needs; the function that is returned reads a file's text and gives the number of entries. */
  readonly load: () => Promise<(text: string) => number>;
}

/** For modules without type declarations. */
const untyped = async (name: string): Promise<Record<string, unknown>> => {
  const module = (await import(name)) as Record<string, unknown>;
  return { ...module, ...(module.default as Record<string, unknown> | undefined) };
};

function factsOf(text: string) {
  const document = createDocument("file:///library.bib", text);
  if (!document) throw new Error("A .bib is a bibliography.");
  return readBibliography(document);
}

export const readers: readonly Reader[] = [
  {
    name: "ours: spans of every entry, key and field",
    entries: 50_000,
    load: async () => (text) => {
      const facts = factsOf(text);
      if (!(facts instanceof BibtexFacts)) throw new Error("A .bib is BibTeX.");
      let reached = 0;
      for (const { keySpan, fields } of facts.entries) {
        reached += keySpan.start >= 0 ? 1 : 0;
        for (const { name, value } of fields) if (value.end <= name.start) throw new Error("A value before its name.");
      }
      return reached;
    },
  },
  {
    name: "ours: every field decoded to CSL-JSON",
    entries: 50_000,
    load: async () => (text) => factsOf(text).entries.filter(({ reference }) => reference.title !== undefined).length,
  },
  {
    name: "bibtex-parse",
    entries: 50_000,
    load: async () => {
      const { entries } = (await untyped("bibtex-parse")) as { entries: (text: string) => unknown[] };
      return (text) => entries(text).length;
    },
  },
  {
    name: "@citation-js/plugin-bibtex",
    entries: 50_000,
    load: async () => {
      await import("@citation-js/plugin-bibtex" as string);
      const { plugins } = (await untyped("@citation-js/core")) as {
        plugins: { input: { chain: (text: string, options: object) => unknown[] } };
      };
      return (text) => plugins.input.chain(text, { generateGraph: false }).length;
    },
  },
  {
    name: "@citation-js/plugin-bibtex, without its mapping to CSL-JSON",
    entries: 50_000,
    load: async () => {
      const { parse } = (await untyped("@citation-js/plugin-bibtex/lib/input/file.js")) as {
        parse: (text: string) => unknown[];
      };
      return (text) => parse(text).length;
    },
  },
  {
    name: "latex-utensils",
    entries: 10_000,
    load: async () => {
      const { bibtexParser } = (await import("latex-utensils")) as {
        bibtexParser: { parse: (text: string) => { content: unknown[] } };
      };
      return (text) => bibtexParser.parse(text).content.length;
    },
  },
  {
    name: "@retorquere/bibtex-parser",
    entries: 5_000,
    load: async () => {
      const { parse } = await import("@retorquere/bibtex-parser");
      return (text) => parse(text).entries.length;
    },
  },
  {
    name: "pandoc -f biblatex -t csljson",
    entries: 5_000,
    load: async () => (text) => {
      const json = execFileSync("pandoc", ["-f", "biblatex", "-t", "csljson"], { input: text, maxBuffer: 2 ** 30 });
      return (JSON.parse(json.toString()) as unknown[]).length;
    },
  },
];
