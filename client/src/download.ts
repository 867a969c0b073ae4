/** Downloads on request: whole or not at all, with progress that can be cancelled. */
import { ProgressLocation, window } from "vscode";

export interface Downloaded {
  readonly bytes: Uint8Array;
  /** The day on which the server says that it was changed, in ISO 8601. */
  readonly modified: string | undefined;
}

/**
 * @returns `undefined` where the writer cancelled
 * @throws with the reason where not all of it came
 */
export function download(name: string, address: string): Thenable<Downloaded | undefined> {
  const options = { location: ProgressLocation.Notification, title: `Downloading ${name}`, cancellable: true };
  return window.withProgress(options, async (progress, cancelled) => {
    const abort = new AbortController();
    const listener = cancelled.onCancellationRequested(() => abort.abort());
    try {
      const response = await fetch(address, { signal: abort.signal });
      if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`.trim());
      const bytes = await bytesOf(response, (message, increment) => progress.report({ message, increment }));
      return { bytes, modified: dateOf(response.headers.get("last-modified")) };
    } catch (error) {
      if (abort.signal.aborted) return undefined;
      throw new Error(`${name} can't be downloaded from ${address}: ${reasonOf(error)}. Nothing was changed.`);
    } finally {
      listener.dispose();
    }
  });
}

/** The body of a response, as a whole; `report` is told how much has come, and by how many hundredths more than before. */
async function bytesOf(response: Response, report: (message: string, increment: number) => void): Promise<Uint8Array> {
  const announced = Number(response.headers.get("content-length") ?? 0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  let shown = "";
  let reported = 0;
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    chunks.push(next.value);
    length += next.value.length;
    const message =
      announced >= length ? `${megabytes(length)} of ${megabytes(announced)} MB` : `${megabytes(length)} MB`;
    if (message === shown) continue;
    shown = message;
    // A compressed body comes out longer than was announced.
    const hundredths = announced > 0 ? Math.min(100, (length / announced) * 100) : 0;
    report(message, hundredths - reported);
    reported = hundredths;
  }
  if (length < announced) throw new Error(`only ${length} of ${announced} bytes came`);
  if (length === 0) throw new Error("the answer is empty");
  return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
}

export const megabytes = (length: number): string => (length / 1_000_000).toFixed(1);

function dateOf(header: string | null): string | undefined {
  const date = new Date(header ?? "");
  return Number.isNaN(date.valueOf()) ? undefined : date.toISOString().slice(0, 10);
}

/** Network errors say only that they failed; their cause says why. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, "");
}
