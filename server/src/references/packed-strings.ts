/** Many strings in one, by number: a list of a hundred thousand costs no objects, and goes to a file and back as it is. */
export interface PackedStrings {
  readonly text: string;
  /** Where each string starts in `text`, and after the last where it ends. */
  readonly starts: Uint32Array;
}

export function packStrings(strings: readonly string[]): PackedStrings {
  const starts = new Uint32Array(strings.length + 1);
  for (const [number, string] of strings.entries()) starts[number + 1] = (starts[number] ?? 0) + string.length;
  return { text: strings.join(""), starts };
}

export function stringAt({ text, starts }: PackedStrings, number: number): string {
  return text.slice(starts[number], starts[number + 1]);
}

export function lengthAt({ starts }: PackedStrings, number: number): number {
  return (starts[number + 1] ?? 0) - (starts[number] ?? 0);
}
