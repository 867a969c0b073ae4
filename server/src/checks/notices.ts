/** How the checks of retracted and corrected works say what became of a work. */
import { urlOfIdentifier } from "../references/identifiers.ts";
import type { FoundNotice } from "../references/retractions.ts";
import type { Span } from "../text/document.ts";
import type { Problem } from "./check.ts";

const natures: Readonly<Record<FoundNotice["nature"], string>> = {
  retraction: "retracted",
  concern: "under an expression of concern",
  correction: "corrected",
};

/** Says of the work of a key what became of it, when, and where the notice is. */
export function problemOfNotice(key: string, span: Span, { nature, date, notice, isMarked }: FoundNotice): Problem {
  const since = nature === "concern" && date !== undefined ? " since" : "";
  const what = `${natures[nature]}${since}${date === undefined ? "" : ` ${date}`}`;
  return {
    span,
    message: isMarked
      ? `The title of “${key}” marks it as retracted.`
      : `“${key}” is ${what}${notice === undefined ? "" : `; notice ${notice}`}.`,
    ...(notice !== undefined && { link: urlOfIdentifier({ kind: "doi", value: notice }) }),
    fixes: () => [],
  };
}
