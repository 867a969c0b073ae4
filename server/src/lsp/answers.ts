/** Answers to requests of the client's own. */
import type { CancellationToken, Connection } from "vscode-languageserver";
import { guarded } from "./guard.ts";
import type { Session } from "./session.ts";

type Asked<Requests> = { readonly [Method in keyof Requests]: { readonly params: unknown; readonly result: unknown } };

/** For each method of a part of the protocol what answers it. */
export type Answers<Requests extends Asked<Requests>> = {
  readonly [Method in keyof Requests]: (
    session: Session,
    params: Requests[Method]["params"],
    token: CancellationToken,
  ) => Promise<Requests[Method]["result"]>;
};

export function answerRequests<Requests extends Asked<Requests>>(
  connection: Connection,
  current: () => Promise<Session>,
  answers: Answers<Requests>,
): void {
  for (const [method, answer] of Object.entries(answers)) {
    const run = answer as (session: Session, params: unknown, token: CancellationToken) => Promise<unknown>;
    connection.onRequest(
      method,
      guarded(connection, current, method, async (params: unknown, token) => run(await current(), params, token)),
    );
  }
}
