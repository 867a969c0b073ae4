/** The figures, tables and other numbered parts of a text, and their numbers. */

export type LabelKind = "fig" | "tbl" | "sec" | "eq" | "lst";

export interface Label {
  readonly kind: LabelKind;
  /** `3`; of a section `2.1`. */
  readonly number: string;
}

/** As Quarto names them. */
export const labelNames: Readonly<Record<LabelKind, string>> = {
  fig: "Figure",
  tbl: "Table",
  sec: "Section",
  eq: "Equation",
  lst: "Listing",
};

/** The kind of an identifier that cross-references may have: Quarto's `fig-x`, pandoc-crossref's `fig:x`. */
export function labelKindOf(id: string): LabelKind | undefined {
  return /^(fig|tbl|sec|eq|lst)[-:]./.exec(id)?.[1] as LabelKind | undefined;
}

export interface Numbering {
  readonly labels: ReadonlyMap<string, Label>;
  /** Numbers what has an identifier of a kind; the first of two with the same counts. */
  readonly add: (id: string) => Label | undefined;
  /** Counts a heading, whether anything refers to it or not. */
  readonly heading: (level: number, id: string) => void;
}

export function createNumbering(): Numbering {
  const labels = new Map<string, Label>();
  const counts = new Map<LabelKind, number>();
  const sections: number[] = [];
  return {
    labels,
    add: (id) => {
      const kind = labelKindOf(id);
      if (!kind || kind === "sec" || labels.has(id)) return undefined;
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      const label = { kind, number: String(count) };
      labels.set(id, label);
      return label;
    },
    heading: (level, id) => {
      sections.length = Math.min(sections.length, level);
      while (sections.length < level) sections.push(0);
      sections[level - 1] = (sections[level - 1] ?? 0) + 1;
      // A text whose highest headings are of the second level has no level above them.
      const number = sections.slice(sections.findIndex((count) => count > 0)).join(".");
      if (labelKindOf(id) === "sec" && !labels.has(id)) labels.set(id, { kind: "sec", number });
    },
  };
}
