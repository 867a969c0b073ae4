/** One citation style from the CSL project's repository, where the writer asks for it. */
import type { CancellationToken } from "vscode-languageserver";
import { factsIn, longestStyle, nameInAddress } from "../styles/style-file.ts";
import { refusal } from "./commands.ts";
import type { Network } from "./host.ts";

/** https://github.com/citation-style-language/styles */
const published = "https://raw.githubusercontent.com/citation-style-language/styles/master";

/** In milliseconds. */
const longestAnswer = 20_000;

export interface DownloadedStyle {
  /** Of its file, without `.csl`. */
  readonly name: string;
  readonly text: string;
}

/**
 * The style of a name or an address, and after it the one that it takes everything from.
 * @throws with a sentence for the writer where it isn't to be had or is none
 */
export async function downloadStyle(
  network: Pick<Network, "send">,
  wanted: string,
  token: CancellationToken,
  repository: string = published,
): Promise<readonly DownloadedStyle[]> {
  const base = repository.replace(/\/+$/, "");
  const isAddress = /^https?:\/\//i.test(wanted) && !/^https?:\/\/(?:www\.)?zotero\.org\/styles\//i.test(wanted);
  const name = nameInAddress(wanted.trim()).toLowerCase();
  // It becomes the name of a file.
  if (!/^[a-z\d][a-z\d._-]*$/.test(name)) throw refusal(`“${wanted}” is no name of a citation style.`);
  const addresses = isAddress ? [wanted] : [`${base}/${name}.csl`, `${base}/dependent/${name}.csl`];
  const text = await firstOf(network, name, addresses, token);
  const { parent } = checked(name, text);
  if (parent === undefined) return [{ name, text }];
  const parentText = await firstOf(network, parent, [`${base}/${parent}.csl`], token);
  if (checked(parent, parentText).parent !== undefined) throw refusal(`“${parent}” is no independent style.`);
  return [
    { name, text },
    { name: parent, text: parentText },
  ];
}

async function firstOf(
  network: Pick<Network, "send">,
  name: string,
  addresses: readonly string[],
  token: CancellationToken,
): Promise<string> {
  for (const url of addresses) {
    const answer = await network.send({ url, headers: {} }, longestAnswer, token).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw refusal(`The citation style “${name}” can't be downloaded from ${url}: ${reason}. Nothing was changed.`);
    });
    if (answer.status === 200) return answer.text;
    if (answer.status !== 404) {
      throw refusal(`The citation style “${name}” can't be downloaded: ${url} answered ${answer.status}.`);
    }
  }
  throw refusal(`There is no citation style “${name}” at ${addresses[0]}.`);
}

function checked(name: string, text: string): { readonly parent: string | undefined } {
  const { parent, fault } = factsIn(text.slice(0, longestStyle + 1));
  if (fault) {
    const place = `line ${fault.line}, column ${fault.column}`;
    throw refusal(`What was downloaded as “${name}” is no citation style: ${place}: ${fault.message}`);
  }
  return { parent };
}
