/** Typed requests to the server. */
import type { CancellationToken } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { Requests } from "../../server/src/protocol.ts";

export function ask<Method extends keyof Requests & string>(
  client: BaseLanguageClient,
  method: Method,
  params: Requests[Method]["params"],
  token?: CancellationToken,
): Promise<Requests[Method]["result"]> {
  return token ? client.sendRequest(method, params, token) : client.sendRequest(method, params);
}
