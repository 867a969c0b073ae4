/** Where inline tokens stand in the text: markdown-it knows lines of blocks alone. */
import type { Token } from "./markdown-it.ts";

export interface Place {
  /** The first line of its block. */
  readonly first: number;
  /** The line after the last. */
  readonly end: number;
  /** How many tokens with the same content stand before it in the block. */
  readonly occurrence: number;
}

const places = new WeakMap<Token, Place>();
const nowhere: Place = { first: 0, end: 0, occurrence: 0 };

export function placeOf(token: Token): Place {
  return places.get(token) ?? nowhere;
}

/** Notes the places of all inline tokens, those of image descriptions included. */
export function notePlaces(tokens: readonly Token[]): void {
  let lines: readonly [number, number] = [0, 0];
  for (const { map, children } of tokens) {
    lines = map ?? lines;
    if (children) notePlacesIn(children, lines, new Map());
  }
}

function notePlacesIn(
  tokens: readonly Token[],
  [first, end]: readonly [number, number],
  seen: Map<string, number>,
): void {
  for (const token of tokens) {
    const occurrence = seen.get(token.content) ?? 0;
    seen.set(token.content, occurrence + 1);
    places.set(token, { first, end, occurrence });
    if (token.children) notePlacesIn(token.children, [first, end], seen);
  }
}
