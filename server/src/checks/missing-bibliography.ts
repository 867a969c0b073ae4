import { bibliographiesOf } from "../workspace/bibliographies.ts";
import type { Check } from "./check.ts";

/** A bibliography that the manuscript names but that is missing or can't be read. */
export const missingBibliography: Check = {
  code: "missing-bibliography",
  setting: "check.missingBibliography",
  run(snapshot, manuscript) {
    return bibliographiesOf(snapshot, manuscript).flatMap((use) => {
      const namedElsewhere = use.state === "missing" && use.document && use.document !== manuscript && use.written;
      if (use.state !== "missing" || namedElsewhere) return [];
      const message = `The bibliography “${use.path}” can't be read: ${use.reason}`;
      // A project file's or the settings' bibliography has no place of its own in the manuscript.
      return [{ span: use.written?.span ?? { start: 0, end: 0 }, message, fixes: () => [] }];
    });
  },
};
