/**
 * Zotero on the writer's own machine, where its extension Better BibTeX answers
 * (https://retorque.re/zotero-better-bibtex/exporting/json-rpc). `item.search` gives whole CSL items with their citation keys.
 */
import type { CancellationToken } from "vscode-languageserver";
import type { Network } from "./host.ts";

export const zoteroAddress = "http://127.0.0.1:23119";

/** In milliseconds: a program on the same machine that takes longer is none to search while one types. */
const longestAnswer = 3_000;

/** A CSL item whose `id` is its citation key. */
export type ZoteroItem = Readonly<Record<string, unknown>> & { readonly id: string };

/** The items whose title, creators, year or key match; `undefined` where no Better BibTeX answers. */
export async function searchZotero(
  network: Network,
  address: string,
  terms: string,
  token: CancellationToken,
): Promise<readonly ZoteroItem[] | undefined> {
  const [method, params] = terms.trim() === "" ? ["api.ready", []] : ["item.search", [terms]];
  const request = {
    url: `${address}/better-bibtex/json-rpc`,
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", method, params, id: 1 }),
  };
  const answer = await network.send(request, longestAnswer, token).catch(() => undefined);
  if (answer?.status !== 200) return undefined;
  const { result } = parsed(answer.text);
  if (result === undefined || result === null) return undefined;
  return Array.isArray(result) ? result.flatMap(itemOf) : [];
}

function parsed(text: string): { readonly result?: unknown } {
  try {
    return (JSON.parse(text) as { readonly result?: unknown } | null) ?? {};
  } catch {
    return {};
  }
}

function itemOf(value: unknown): ZoteroItem[] {
  const { citekey, library: _, ...item } = (value ?? {}) as Record<string, unknown>;
  const key = citekey ?? item["citation-key"];
  return typeof key === "string" && key !== "" ? [{ ...item, id: key }] : [];
}
