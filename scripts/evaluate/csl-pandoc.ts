/**
 * Compares what manuscripts print, every citation and every entry, with `pandoc --citeproc` in the same style files.
 *
 *   npm run evaluate -- csl-pandoc STYLES LOCALES [--show] MANUSCRIPT…
 *
 * Each manuscript's citations are written one below the other into a Markdown text, those of LaTeX as Pandoc would
 * write them, and its references into CSL-JSON; that text is read by both. Wants the built `dist/data` and Pandoc.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPath } from "../../server/src/cli-check.ts";
import { createFormatter, toText } from "../../server/src/styles/formatter.ts";
import { type WrittenCitation, writtenCitations } from "../../server/src/syntax/cite-parts.ts";
import { isManuscript } from "../../server/src/syntax/manuscript.ts";
import type { Reference } from "../../server/src/syntax/reference.ts";
import { referenceOf } from "../../server/src/workspace/citations.ts";
import { formattedTextOf } from "../../server/src/workspace/formatted-text.ts";
import { everyCheckOn } from "./reports.ts";

const shows = process.argv.includes("--show");
const [styleFolder, localeFolder, ...paths] = process.argv.slice(2).filter((option) => option !== "--show");
if (styleFolder === undefined || localeFolder === undefined || paths.length === 0) {
  throw new Error("Give the folders of styles and locales, and manuscripts.");
}
const styleNames = ["vancouver", "apa", "harvard-cite-them-right", "nature"];
const distribution = join(import.meta.dirname, "../../dist");
const read = (folder: string, name: string): string => readFileSync(join(folder, name), "utf8");
const formatter = createFormatter({
  styles: Object.fromEntries(styleNames.map((name) => [name, read(styleFolder, `${name}.csl`)])),
  locales: Object.fromEntries(["en-US", "en-GB"].map((name) => [name, read(localeFolder, `locales-${name}.xml`)])),
});

const inUse = { formatter, style: "vancouver" };
const bundled = JSON.parse(
  read(join(import.meta.dirname, "../../server/data"), "references.json"),
) as readonly Reference[];

type Inline = { readonly t: string; readonly c?: unknown };

/** The text of Pandoc's inlines, quotation marks as they print. */
function textOf(inlines: unknown): string {
  if (Array.isArray(inlines)) return inlines.map(textOf).join("");
  const { t, c } = inlines as Inline;
  switch (t) {
    case "Str":
      return String(c);
    case "Space":
    case "SoftBreak":
    case "LineBreak":
      return " ";
    case "Quoted": {
      const [kind, content] = c as [Inline, unknown];
      return kind.t === "SingleQuote" ? `‘${textOf(content)}’` : `“${textOf(content)}”`;
    }
    case "Link":
    case "Span":
      return textOf((c as unknown[])[1]);
    case "Cite":
      return textOf((c as unknown[])[1]);
    case "Code":
    case "Math":
    case "RawInline":
      return String((c as unknown[])[1]);
    default:
      return Array.isArray(c) ? textOf(c) : "";
  }
}

function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Pandoc's writing of a citation that another syntax has. */
function inMarkdown({ form, cites }: WrittenCitation): string {
  const inner = cites.map(({ citation, prefix, suffix, locator, label, isAuthorSuppressed }) => {
    const at = locator === undefined ? "" : `, {${label === "page" ? "p." : label} ${locator}}`;
    return `${prefix}${isAuthorSuppressed ? "-" : ""}@{${citation.key}}${at}${suffix}`;
  });
  return form === "textual" ? inner.map((each) => each.trim()).join(" ") : `[${inner.join("; ")}]`;
}

/** A manuscript, or all of a folder as one. Works that its bibliographies don't know are bundled ones under its keys. */
async function prepare(path: string, folder: string): Promise<void> {
  const { snapshot, documents } = await readPath(distribution, path, everyCheckOn());
  const manuscripts = documents.filter(isManuscript);
  const texts = new Set(manuscripts.map((document) => formattedTextOf(snapshot, document, inUse)));
  const clusters = [...texts].flatMap(({ clusters }) => clusters);
  const library = new Map<string, object>();
  for (const { document, cluster } of clusters) {
    for (const { key } of cluster.citations) {
      const { custom: _, ...fields } =
        referenceOf(snapshot, document, key)?.reference ?? bundled[library.size % bundled.length] ?? {};
      if (!library.has(key)) library.set(key, { ...fields, id: key });
    }
  }
  const lines = clusters.flatMap(({ document, cluster }) => {
    if (document.format === "markdown") return [document.text.slice(cluster.span.start, cluster.span.end)];
    return writtenCitations(document, cluster)
      .filter(({ form }) => form !== "hidden")
      .map(inMarkdown);
  });
  writeFileSync(join(folder, "library.json"), JSON.stringify([...library.values()]));
  const text = lines.map((line) => `Text ${line.replace(/\s*\n\s*/g, " ")}.`).join("\n\n");
  writeFileSync(join(folder, "text.md"), `---\nbibliography: library.json\n---\n\n${text}\n`);
}

interface Printed {
  readonly citations: readonly string[];
  readonly entries: ReadonlyMap<string, string>;
}

function byPandoc(folder: string, style: string): Printed {
  const options = ["-f", "markdown", "-t", "json", "--citeproc", "--csl", style, "text.md"];
  const json = execFileSync("pandoc", options, {
    cwd: folder,
    maxBuffer: 1e9,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const { blocks } = JSON.parse(json) as { blocks: readonly Inline[] };
  const citations: string[] = [];
  const entries = new Map<string, string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) walk(each);
    else if (typeof node === "object" && node !== null) {
      const { t, c } = node as Inline;
      if (t === "Cite") citations.push(plain(textOf(node)));
      else if (t === "Div" && String((c as [[string]])[0][0]).startsWith("ref-")) {
        const [[id], content] = c as [[string], unknown];
        entries.set(id.slice(4), plain(textOf((content as readonly Inline[]).map((block) => block.c))));
      } else walk(c);
    }
  };
  walk(blocks);
  return { citations, entries };
}

async function here(folder: string, style: string): Promise<Printed> {
  const { snapshot, documents } = await readPath(distribution, join(folder, "text.md"), everyCheckOn());
  const [document] = documents;
  if (!document) throw new Error("The text can't be read.");
  const { clusters, bibliography } = formattedTextOf(snapshot, document, { formatter, style });
  return {
    citations: clusters.map(({ content }) => plain(toText(content))),
    entries: new Map(bibliography().map(({ key, content }) => [key, plain(toText(content))])),
  };
}

const rows: object[] = [];
for (const path of paths) {
  const folder = mkdtempSync(join(tmpdir(), "csl-"));
  try {
    await prepare(path, folder);
    for (const style of styleNames) {
      const pandoc = byPandoc(folder, join(styleFolder, `${style}.csl`));
      const own = await here(folder, style);
      const citations = pandoc.citations.filter((text, place) => text !== own.citations[place]);
      const entries = [...pandoc.entries].filter(([key, text]) => own.entries.get(key) !== text);
      rows.push({
        manuscript: path.split("/").slice(-2).join("/"),
        style,
        citations: pandoc.citations.length,
        "differ in citations": citations.length,
        entries: pandoc.entries.size,
        "differ in entries": entries.length,
        "same order": [...pandoc.entries.keys()].join() === [...own.entries.keys()].join(),
      });
      if (shows) {
        for (const [place, text] of pandoc.citations.entries()) {
          if (text !== own.citations[place])
            console.log(`${style} citation\n  pandoc ${text}\n  here   ${own.citations[place]}`);
        }
        for (const [key, text] of entries)
          console.log(`${style} ${key}\n  pandoc ${text}\n  here   ${own.entries.get(key)}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
console.table(rows);
