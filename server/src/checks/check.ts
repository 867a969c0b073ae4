/** What a check is: a value with a code, a setting, its own documentation, and a function from a document to problems. */
import type { Document, Span } from "../text/document.ts";
import type { Edit } from "../workspace/edit.ts";
import type { Location } from "../workspace/occurrences.ts";
import type { SettingName } from "../workspace/settings.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

export interface Fix {
  /** What the fix does, as a command to the editor: "Change to “zhou2022”". */
  readonly title: string;
  readonly edit: Edit;
  /** True for the one fix that is most likely meant. */
  readonly preferred: boolean;
}

export interface Problem {
  readonly span: Span;
  readonly message: string;
  /** Other places that belong to the problem, as the first of two entries with one key. */
  readonly related?: readonly { readonly location: Location; readonly message: string }[];
  /** An address that tells more, as that of a notice of retraction. */
  readonly link?: string;
  /** True for what could go without loss, which editors show faded. */
  readonly unnecessary?: true;
  /** Worked out only when the writer asks for fixes. */
  readonly fixes: () => readonly Fix[];
}

/**
 * A fixture as tests write them: files under `--- name` lines, and under a line with a fault `^^^ code`. The fault is in
 * the first file that the check is about.
 */
export interface Example {
  readonly bad: string;
  /** The same, mended: the check finds nothing. */
  readonly good: string;
}

export interface Check {
  /** A stable name that the editor shows and that silences the check. */
  readonly code: string;
  /** The setting that holds the check's level; its description is the check in one sentence. */
  readonly setting: Extract<SettingName, `check.${string}`>;
  /** What the check looks at. */
  readonly subject: "manuscript" | "bibliography";
  /** For the documentation, in Markdown: what is reported and what isn't, why it matters, how it is mended. */
  readonly explanation: string;
  readonly examples: readonly [Example, ...Example[]];
  readonly run: (snapshot: Snapshot, document: Document) => readonly Problem[];
}
