/** Runs features on a document once all that they depend on has been read. */
import type { Document } from "../text/document.ts";
import { canonicalUri } from "../text/uri.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Session } from "./session.ts";

type Answering = <Answer>(
  uri: string,
  answer: (snapshot: Snapshot, document: Document, session: Session) => Answer | Promise<Answer>,
) => Promise<Answer | null>;

/** `on` for what one manuscript answers, `onAll` for what takes every manuscript of the workspace. Both give `null` for a file that isn't followed. */
export function documentAnswers(current: () => Promise<Session>): {
  readonly on: Answering;
  readonly onAll: Answering;
} {
  const answering =
    (prepare: (session: Session) => Promise<unknown>): Answering =>
    async (uri, answer) => {
      const session = await current();
      await prepare(session);
      const { snapshot, document } = await session.ready(canonicalUri(uri));
      return document ? answer(snapshot, document, session) : null;
    };
  return { on: answering(async () => undefined), onAll: answering((session) => session.readManuscripts()) };
}
