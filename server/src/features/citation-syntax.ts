/** Which syntax of citations a manuscript uses. */
import { readManuscript } from "../syntax/manuscript.ts";
import type { Document } from "../text/document.ts";
import type { CitationSyntax } from "./citation-markup.ts";

export interface SyntaxInUse {
  readonly syntax: CitationSyntax;
  /** biblatex's command for citations in brackets that the manuscript uses most. */
  readonly command?: string;
}

const packages = {
  biblatex: /\\(?:usepackage|RequirePackage)\s*(?:\[[^\]]*\])?\s*\{[^}]*\bbiblatex(?:-chicago)?\b|\\addbibresource\b/,
  natbib: /\\(?:usepackage|RequirePackage)\s*(?:\[[^\]]*\])?\s*\{[^}]*\bnatbib\b/,
};

/** Commands of natbib and of biblatex that the other hasn't. */
const commands = {
  biblatex: /\\(?:parencite|autocite|textcite|footcite|smartcite|supercite)s?\*?\s*[[{]/,
  natbib: /\\cite(?:p|t|alp|alt|yearpar)\*?\s*[[{]/,
};

export function citationSyntaxOf(document: Document): SyntaxInUse {
  const { text, format } = document;
  if (format !== "latex") return { syntax: format === "typst" ? "typst" : "markdown" };
  const isOf = (name: "biblatex" | "natbib") => packages[name].test(text);
  const uses = (name: "biblatex" | "natbib") => commands[name].test(text);
  if (isOf("biblatex") || (!isOf("natbib") && uses("biblatex")))
    return { syntax: "biblatex", command: mostUsed(document) };
  return { syntax: isOf("natbib") || uses("natbib") ? "natbib" : "latex" };
}

function mostUsed(document: Document): string {
  const { clusters } = readManuscript(document);
  const written = clusters.map(
    ({ span }) => /^\\(parencite|autocite)/.exec(document.text.slice(span.start, span.start + 12))?.[1],
  );
  const count = (name: string): number => written.filter((it) => it === name).length;
  return count("autocite") > count("parencite") ? "autocite" : "parencite";
}
