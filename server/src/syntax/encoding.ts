/** Signs that a file was read, or once saved, in another encoding than its own. */

import type { SyntaxProblem } from "./facts.ts";

/**
 * One problem at the first place where letters were lost (U+FFFD: the file is not UTF-8) or where UTF-8 was once taken for
 * Latin-1 (`MÃ¼ller`). Nothing is decoded anew: only the writer knows what the file was.
 */
export function encodingProblems(text: string): readonly SyntaxProblem[] {
  const lost = text.indexOf("\ufffd");
  if (lost >= 0)
    return [
      {
        span: { start: lost, end: lost + 1 },
        code: "wrong-encoding",
        message: "A letter is lost here: the file is not UTF-8. Reopen it with its own encoding and save it as UTF-8.",
      },
    ];
  const doubled = /[\u00c2-\u00c5][\u0080-\u00bf]/.exec(text);
  if (!doubled) return [];
  return [
    {
      span: { start: doubled.index, end: doubled.index + 2 },
      code: "wrong-encoding",
      message: `“${doubled[0]}” stands for one letter: UTF-8 was read as Latin-1. Export the file again as UTF-8.`,
    },
  ];
}
