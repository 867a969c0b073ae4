/** The blocks of which descriptions are made. */
import type { Inline, RichText } from "../styles/formatter.ts";

/** One block of a description: a paragraph, or a list with its heading. */
export type Block =
  | { readonly kind: "paragraph"; readonly content: RichText }
  | { readonly kind: "list"; readonly heading: string; readonly items: readonly RichText[] };

export function paragraph(...content: Inline[]): Block {
  return { kind: "paragraph", content };
}

/** "Heading: a, b, c" as one paragraph; nothing where there is nothing to list. */
export function facts(heading: string, values: readonly Inline[]): Block[] {
  if (values.length === 0) return [];
  const separated = values.flatMap((value, number) => (number === 0 ? [value] : [text(", "), value]));
  return [paragraph(...(heading ? [italic(heading), text(": ")] : []), ...separated)];
}

export function text(value: string): Inline {
  return { kind: "text", text: value };
}

export function bold(value: string): Inline {
  return { kind: "bold", content: [text(value)] };
}

export function italic(value: string): Inline {
  return { kind: "italic", content: [text(value)] };
}

export function linked(label: string, target: string | undefined): Inline {
  return target === undefined ? text(label) : { kind: "link", target, content: [text(label)] };
}
