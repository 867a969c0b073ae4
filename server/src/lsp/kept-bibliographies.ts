/** What was found out about large bibliographies, kept in the host's folder of compiled files for the next start. */
import { knownBibtexFile, supplyBibtexFile } from "../syntax/bibliography.ts";
import type { Document } from "../text/document.ts";
import {
  type CachedSource,
  openBibliographyCache,
  sourceOfCache,
  writeBibliographyCache,
} from "../workspace/bibliography-cache.ts";
import { knownIndex, supplyIndex } from "../workspace/reference-search.ts";
import { compiledName } from "./compiled-names.ts";
import { messageOf } from "./compiled-terminologies.ts";
import type { CompilingHost } from "./host.ts";

/** Shorter ones, of some 2,000 entries, are read in no time; in UTF-16 code units. */
const longBibliography = 1_500_000;

const extension = "bmb";

export interface KeptBibliographies {
  /** Reads a bibliography's text, and takes up what is known of it. `undefined` where the file is no bibliography. */
  readonly read: (uri: string, read: () => Promise<Document | undefined>) => Promise<Document | undefined>;
  /** Keeps what has been found out since about bibliographies that were read. Each is written once. */
  readonly keep: (isCurrent: (document: Document) => boolean) => Promise<void>;
  /** Deletes what was kept of files that are no more. */
  readonly sweep: () => Promise<void>;
}

/** @param log for whoever looks for the cause of a fault; the writer needn't know */
export function keptBibliographies(
  host: Omit<CompilingHost, "compile">,
  log: (message: string) => void,
): KeptBibliographies {
  const { compiled } = host;
  /** Those that were read anew or whose cache turned out damaged, and what file each was read from. */
  const unkept = new Map<Document, CachedSource>();

  const bytesIn = async (name: string): Promise<Uint8Array | undefined> => {
    const file = await compiled?.open(name);
    if (!file) return undefined;
    const bytes = new Uint8Array(file.size);
    file.read(0, bytes);
    return bytes;
  };

  const takeUp = async (document: Document, source: CachedSource): Promise<boolean> => {
    try {
      const bytes = await bytesIn(compiledName(source.address, extension));
      const keepAnew = () => void unkept.set(document, source);
      const known = bytes && openBibliographyCache(bytes, source, document.text, keepAnew);
      const batch = known?.file.batches[0];
      if (!known || !batch) return false;
      supplyBibtexFile(document, known.file);
      supplyIndex(batch, known.openIndex);
      return true;
    } catch (error) {
      log(`${compiledName(source.address, extension)} is made anew: ${messageOf(error)}`);
      return false;
    }
  };

  return {
    read: async (uri, read) => {
      // Before the text, so that a change in between makes the stamp too old and never too new.
      const stamp = compiled && (await host.stampOf(uri).catch(() => undefined));
      const document = await read();
      if (!stamp || document?.format !== "bibtex" || document.text.length < longBibliography) return document;
      const source = { address: uri, size: stamp.size, modified: stamp.modified };
      if (!(await takeUp(document, source))) unkept.set(document, source);
      return document;
    },
    keep: async (isCurrent) => {
      for (const [document, source] of unkept) {
        const file = knownBibtexFile(document);
        const [batch, ...others] = file?.batches ?? [];
        const index = batch && knownIndex(batch);
        if (isCurrent(document) && !index) continue;
        unkept.delete(document);
        // What was read as a later version of another is in several batches, of which each has its own index.
        if (!isCurrent(document) || !file || !index || others.length > 0) continue;
        const name = compiledName(source.address, extension);
        try {
          await compiled?.write(name, writeBibliographyCache(file, index, source));
        } catch (error) {
          log(`${name} can't be kept: ${messageOf(error)}`);
        }
      }
    },
    sweep: async () => {
      const names = (await compiled?.list().catch(() => [])) ?? [];
      for (const name of names.filter((it) => it.endsWith(extension))) {
        try {
          const bytes = await bytesIn(name);
          const source = bytes && sourceOfCache(bytes);
          if (!source || !(await host.stampOf(source.address))) await compiled?.remove(name);
        } catch (error) {
          log(`${name} can't be checked or deleted: ${messageOf(error)}`);
        }
      }
    },
  };
}
