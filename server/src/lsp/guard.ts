/** The one place that decides what becomes of errors and cancellation. */
import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";

/**
 * Wraps a request's handler. A fault is logged with its trace and answered as an error, never as an empty result; a
 * request that was cancelled while it ran is answered as cancelled.
 */
export function guarded<Params, Result>(
  connection: Connection,
  name: string,
  handle: (params: Params) => Promise<Result>,
): (params: Params, token: CancellationToken) => Promise<Result> {
  return async (params, token) => {
    try {
      const result = await handle(params);
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "Cancelled");
      return result;
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      connection.console.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      throw new ResponseError(ErrorCodes.InternalError, error instanceof Error ? error.message : String(error));
    }
  };
}
