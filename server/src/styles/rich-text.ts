/** Formatted text as data: what a reference or citation looks like, before any markup language is chosen. */

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: Emphasis; readonly content: RichText }
  | { readonly kind: "link"; readonly target: string; readonly content: RichText };

export type Emphasis = "italic" | "bold" | "small-caps" | "superscript" | "subscript";

/** One line: texts hold no line breaks. Neighbours never have the same markup. */
export type RichText = readonly Inline[];

/** A stretch of text with the same markup throughout; the flat form of a `RichText`. */
export interface Run {
  readonly text: string;
  readonly marks: ReadonlySet<Emphasis>;
  /** An `http(s)` address, or a `#` with an entry's name. */
  readonly target?: string | undefined;
}

/** From outermost to innermost, so that italics around a whole title hold a superscript and not the other way round. */
const nesting: readonly Emphasis[] = ["italic", "bold", "small-caps", "superscript", "subscript"];

/** The tree for a sequence of runs. */
export function fromRuns(runs: readonly Run[]): RichText {
  return groupByTarget(runs.filter((run) => run.text !== ""));
}

/** The runs of a tree, with which `fromRuns` makes the same tree. */
export function runsIn(rich: RichText): readonly Run[] {
  const runs: Run[] = [];
  const walk = (nodes: RichText, marks: ReadonlySet<Emphasis>, target: string | undefined): void => {
    for (const node of nodes) {
      if (node.kind === "text") runs.push({ text: node.text, marks, target });
      else if (node.kind === "link") walk(node.content, marks, node.target);
      else walk(node.content, new Set([...marks, node.kind]), target);
    }
  };
  walk(rich, new Set(), undefined);
  return runs;
}

function groupByTarget(runs: readonly Run[]): RichText {
  return adjacent(runs, (run) => run.target).flatMap(([target, group]) =>
    target === undefined ? groupByMark(group, 0) : [{ kind: "link" as const, target, content: groupByMark(group, 0) }],
  );
}

function groupByMark(runs: readonly Run[], level: number): RichText {
  const mark = nesting[level];
  if (mark === undefined) {
    return [{ kind: "text", text: runs.map((run) => run.text).join("") }];
  }
  return adjacent(runs, (run) => run.marks.has(mark)).flatMap(([marked, group]) =>
    marked ? [{ kind: mark, content: groupByMark(group, level + 1) }] : groupByMark(group, level + 1),
  );
}

/** Neighbouring runs with the same value, together. */
function adjacent<T>(runs: readonly Run[], of: (run: Run) => T): (readonly [T, readonly Run[]])[] {
  const groups: [T, Run[]][] = [];
  for (const run of runs) {
    const value = of(run);
    const last = groups.at(-1);
    if (last !== undefined && last[0] === value) {
      last[1].push(run);
    } else {
      groups.push([value, [run]]);
    }
  }
  return groups;
}

export function toText(rich: RichText): string {
  return rich.map((node) => (node.kind === "text" ? node.text : toText(node.content))).join("");
}

const htmlTags: Readonly<Record<Emphasis, readonly [string, string]>> = {
  italic: ["<i>", "</i>"],
  bold: ["<b>", "</b>"],
  "small-caps": ['<span style="font-variant: small-caps">', "</span>"],
  superscript: ["<sup>", "</sup>"],
  subscript: ["<sub>", "</sub>"],
};

const htmlEntities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function toHtml(rich: RichText): string {
  return rich.map(htmlOf).join("");
}

function htmlOf(node: Inline): string {
  switch (node.kind) {
    case "text":
      return escapeHtml(node.text);
    case "link":
      return `<a href="${escapeHtml(node.target)}">${toHtml(node.content)}</a>`;
    default: {
      const [open, close] = htmlTags[node.kind];
      return open + toHtml(node.content) + close;
    }
  }
}

/** Text as HTML in which nothing is markup, attributes included. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => htmlEntities[character] ?? character);
}
