/** A style or locale that can't be read, with the place of the fault. */
export class StyleError extends Error {
  /** Both count from 1; the column in UTF-16 code units. */
  readonly line: number;
  readonly column: number;

  constructor(message: string, text = "", offset = 0) {
    super(message);
    this.name = "StyleError";
    const before = text.slice(0, offset).split("\n");
    this.line = before.length;
    this.column = (before.at(-1) ?? "").length + 1;
  }
}
