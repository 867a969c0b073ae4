/** Rendered elements, before punctuation, quotation marks and nested fonts are settled. */

/** The value of one of CSL's formatting attributes, or a block of `display`. */
export type Format =
  | "italic"
  | "oblique"
  | "upright"
  | "bold"
  | "light"
  | "medium"
  | "small-caps"
  | "full-caps"
  | "underline"
  | "no-underline"
  | "superscript"
  | "subscript"
  | "baseline"
  | "block"
  | "left-margin"
  | "right-inline"
  | "indent";

/** What a part is, for those who look for it in what is rendered. */
export type Tag =
  | "names"
  | "name-list"
  | "name"
  | "year"
  | "year-suffix"
  | "citation-number"
  | "term"
  | "no-case"
  | "no-decor";

export interface Branch {
  readonly children: readonly Node[];
  /** From outermost to innermost. */
  readonly formats?: readonly Format[] | undefined;
  readonly isQuoted?: boolean | undefined;
  /** Punctuation that follows stays outside the marks. */
  readonly keepsPunctuation?: boolean | undefined;
  readonly tag?: Tag | undefined;
  /** An address to link to. */
  readonly link?: string | undefined;
}

/** A string is one piece: marks of punctuation are settled where pieces meet. None is empty. */
export type Node = string | Branch;

/** The nodes with the delimiter between them. */
export function joined(nodes: readonly Node[], delimiter: string): readonly Node[] {
  return delimiter === "" || nodes.length < 2
    ? nodes
    : nodes.flatMap((node, place) => (place === 0 ? [node] : [delimiter, node]));
}

/** The characters alone. */
export function plainText(nodes: readonly Node[]): string {
  let text = "";
  for (const node of nodes) text += typeof node === "string" ? node : plainText(node.children);
  return text;
}

/** The first branch with the tag, depth first. */
export function find(nodes: readonly Node[], tag: Tag): Branch | undefined {
  for (const node of nodes) {
    if (typeof node === "string") continue;
    const found = node.tag === tag ? node : find(node.children, tag);
    if (found) return found;
  }
  return undefined;
}

/** The nodes with one branch replaced, or left out for `undefined`. */
export function replace(nodes: readonly Node[], old: Branch, by: Node | undefined): readonly Node[] {
  return nodes.flatMap((node) => {
    if (node === old) return by === undefined ? [] : [by];
    if (typeof node === "string") return [node];
    const children = replace(node.children, old, by);
    return children.length === node.children.length && children.every((child, place) => child === node.children[place])
      ? [node]
      : [{ ...node, children }];
  });
}

/** The nodes with every text, but that in branches of the given tag, put through a function. */
export function mapTexts(nodes: readonly Node[], change: (text: string) => string, except?: Tag): readonly Node[] {
  return nodes.map((node) => {
    if (typeof node === "string") return change(node);
    return except !== undefined && node.tag === except
      ? node
      : { ...node, children: mapTexts(node.children, change, except) };
  });
}
