/**
 * A text after edits, as pieces of the texts that it was made of. Putting a text of many megabytes together takes longer than
 * all else that an edit costs, so that is left to the first who needs the text whole.
 */
import { lastNotAfter } from "./sorted.ts";

/** Offsets count UTF-16 code units of the text as a whole. */
export interface EditedText {
  readonly length: number;
  readonly slice: (start: number, end: number) => string;
  /** All of it in one string, which is made when it is first asked for. */
  readonly whole: () => string;
}

/** Of more pieces a text is put together before it is cut again. */
const mostPieces = 512;
/** Shorter pieces are joined to their neighbours. */
const shortPiece = 4096;

class Pieces implements EditedText {
  readonly length: number;
  /** Where each piece starts in the text. */
  #starts: readonly number[];
  #pieces: readonly string[];

  constructor(pieces: readonly string[]) {
    this.#pieces = pieces;
    let length = 0;
    this.#starts = pieces.map((piece) => {
      length += piece.length;
      return length - piece.length;
    });
    this.length = length;
  }

  slice(start: number, end: number): string {
    const [first = ""] = this.#pieces;
    if (end <= first.length) return first.slice(start, end);
    return this.piecesBetween(start, end).join("");
  }

  piecesBetween(start: number, end: number): string[] {
    const found: string[] = [];
    for (let number = lastNotAfter(this.#starts, start); (this.#starts[number] ?? end) < end; number++) {
      const at = this.#starts[number] ?? 0;
      const piece = this.#pieces[number]?.slice(Math.max(start - at, 0), end - at) ?? "";
      if (piece !== "") found.push(piece);
    }
    return found;
  }

  whole(): string {
    if (this.#pieces.length > 1) {
      this.#pieces = [this.#pieces.join("")];
      this.#starts = [0];
    }
    return this.#pieces[0] ?? "";
  }
}

export function wholeText(text: string): EditedText {
  return new Pieces([text]);
}

/** The text in which `inserted` stands where `[start, start + replaced)` stood. */
export function editText(before: EditedText, start: number, replaced: number, inserted: string): EditedText {
  const pieces = before instanceof Pieces ? before : new Pieces([before.whole()]);
  const made = pieces.piecesBetween(0, start);
  const last = made.at(-1) ?? "";
  // What is typed stays one piece.
  if (last.length < shortPiece && inserted.length < shortPiece) made[Math.max(0, made.length - 1)] = last + inserted;
  else made.push(inserted);
  made.push(...pieces.piecesBetween(start + replaced, before.length));
  return made.length <= mostPieces ? new Pieces(made) : new Pieces([made.join("")]);
}
