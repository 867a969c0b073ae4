/** The network and the clock, the same in Node and in a web worker. */
import type { Network } from "./lsp/host.ts";

export const network: Network = {
  now: () => Date.now(),
  wait: (milliseconds, token) =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        listener.dispose();
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      const listener = token.onCancellationRequested(end);
    }),
  send: async ({ url, headers, body }, longest, token) => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), longest);
    const listener = token.onCancellationRequested(() => abort.abort());
    try {
      const response = await fetch(url, {
        headers,
        signal: abort.signal,
        ...(body !== undefined && { method: "POST", body }),
      });
      const retryAfter = response.headers.get("retry-after") ?? undefined;
      return { status: response.status, text: await response.text(), ...(retryAfter !== undefined && { retryAfter }) };
    } catch (error) {
      throw new Error(abort.signal.aborted ? `no answer within ${longest / 1000} seconds` : reasonOf(error));
    } finally {
      clearTimeout(timer);
      listener.dispose();
    }
  },
};

/** Errors of the network say only that they failed; their cause says why. */
function reasonOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message || String((cause as { code?: unknown }).code) : String(cause);
}
