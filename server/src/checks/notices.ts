/** How the checks of retracted and corrected works say what became of a work. */
import { urlOfIdentifier } from "../references/identifiers.ts";
import type { FoundNotice } from "../references/retractions.ts";
import type { Span } from "../text/document.ts";
import type { Problem } from "./check.ts";

const natures: Readonly<Record<FoundNotice["nature"], string>> = {
  retraction: "was retracted",
  concern: "is under an expression of concern",
  correction: "was corrected",
};

/** Says of the work of a key what became of it, when, and where the notice is. */
export function problemOfNotice(key: string, span: Span, { nature, date, notice, isMarked }: FoundNotice): Problem {
  const when = nature === "concern" ? "since" : /^\d+-\d+-\d+$/.test(date ?? "") ? "on" : "in";
  const what = `${natures[nature]}${date === undefined ? "" : ` ${when} ${date}`}`;
  return {
    span,
    message: isMarked
      ? `The title of “${key}” marks it as retracted.`
      : `“${key}” ${what}${notice === undefined ? "" : `; notice ${notice}`}.`,
    ...(notice !== undefined && { link: urlOfIdentifier({ kind: "doi", value: notice }) }),
    fixes: () => [],
  };
}
