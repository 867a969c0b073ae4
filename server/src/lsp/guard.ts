/** The one place that decides what becomes of errors and cancellation. */
import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";
import { DamagedTerminology } from "../terms/store-bytes.ts";
import type { Session } from "./session.ts";

/** The most terminologies that one question may find damaged. */
const mostRepairs = 8;

/**
 * Asks again without what turned out damaged, which is compiled anew meanwhile.
 * @throws what was asked does, and the damage itself where it can't be repaired
 */
export async function repairing<Result>(
  current: () => Promise<Session>,
  ask: () => Promise<Result>,
  left = mostRepairs,
): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof DamagedTerminology) || left === 0) throw error;
    if (!(await (await current()).repair(error))) throw error;
    return repairing(current, ask, left - 1);
  }
}

/**
 * Wraps a request's handler. A fault is logged with its trace and answered as an error, never as an empty result; a
 * request that was cancelled while it ran is answered as cancelled.
 */
export function guarded<Params, Result>(
  connection: Connection,
  current: () => Promise<Session>,
  name: string,
  handle: (params: Params, token: CancellationToken) => Promise<Result>,
): (params: Params, token: CancellationToken) => Promise<Result> {
  return async (params, token) => {
    try {
      const result = await repairing(current, () => handle(params, token));
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "Cancelled");
      return result;
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      connection.console.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      throw new ResponseError(ErrorCodes.InternalError, error instanceof Error ? error.message : String(error));
    }
  };
}
