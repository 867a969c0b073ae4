/** What a check is: a value with a code, a setting and a function from a manuscript to problems. */
import type { Document, Span } from "../text/document.ts";
import type { Edit } from "../workspace/edit.ts";
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
  /** Worked out only when the writer asks for fixes. */
  readonly fixes: () => readonly Fix[];
}

export interface Check {
  /** A stable name that the editor shows and that silences the check. */
  readonly code: string;
  /** The setting that holds the check's level. */
  readonly setting: Extract<SettingName, `check.${string}`>;
  readonly run: (snapshot: Snapshot, manuscript: Document) => readonly Problem[];
}
