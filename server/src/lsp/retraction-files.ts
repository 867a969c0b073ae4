/** The lists of retracted works in use: files of the settings, the one that the client keeps, the bundled one. */
import { readRetractionWatch } from "../references/retraction-watch.ts";
import { createRetractionList, type RetractionList, type Retractions } from "../references/retractions.ts";
import type { CsvFault } from "../syntax/csv.ts";
import { canonicalUri, fileNameOf } from "../text/uri.ts";
import { ownFiles } from "../workspace/bibliographies.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { messageOf } from "./compiled-terminologies.ts";
import type { Host } from "./host.ts";

/** A file and what was read of it. Its text is not kept. */
export interface ReadList {
  readonly list: RetractionList;
  readonly notices: number;
  readonly problems: readonly CsvFault[];
  /** Why nothing was read. */
  readonly unreadable?: string;
}

export interface RetractionFiles {
  /** The lists for a snapshot; the same object until one of its files changes. */
  readonly listsFor: (snapshot: Pick<Snapshot, "settings" | "environment" | "folders">) => Promise<Retractions>;
  /** A file on disk is there, changed or gone. */
  readonly fileChanged: (uri: string) => void;
  /** Replaces the list that the client keeps; resolves to what was read of it. */
  readonly install: (uri: string | undefined) => Promise<ReadList | undefined>;
}

export interface RetractionFilesOptions {
  readonly bundled: RetractionList;
  readonly installed: string | undefined;
  /** Told, in a sentence, what a file has wrong. */
  readonly report: (message: string) => void;
  /** Called with each file that is read. */
  readonly watch: (uri: string) => void;
}

export function createRetractionFiles(host: Pick<Host, "read">, options: RetractionFilesOptions): RetractionFiles {
  const { bundled, report, watch } = options;
  const reading = new Map<string, Promise<ReadList>>();
  let installed = options.installed === undefined ? undefined : canonicalUri(options.installed);
  let last: Retractions = [bundled];

  const readOnce = (uri: string): Promise<ReadList> => {
    const known = reading.get(uri) ?? readList(host, uri);
    reading.set(uri, known);
    return known;
  };
  const readAndReport = async (uri: string): Promise<RetractionList> => {
    if (reading.has(uri)) return (await readOnce(uri)).list;
    watch(uri);
    const read = await readOnce(uri);
    // The faults of the installed one were told when it was installed.
    if (uri !== installed || read.unreadable !== undefined) reportFaults(uri, read, report);
    return read.list;
  };

  return {
    listsFor: async (snapshot) => {
      const uris = ownFiles(snapshot, snapshot.settings.retractions).map(canonicalUri);
      const wanted = [...new Set([...uris, ...(installed === undefined ? [] : [installed])])];
      for (const uri of reading.keys()) if (!wanted.includes(uri)) reading.delete(uri);
      const lists = [...(await Promise.all(wanted.map(readAndReport))), bundled];
      const isSame = lists.length === last.length && lists.every((list, number) => list === last[number]);
      if (!isSame) last = lists;
      return last;
    },
    fileChanged: (uri) => reading.delete(uri),
    install: async (uri) => {
      if (installed !== undefined) reading.delete(installed);
      installed = uri === undefined ? undefined : canonicalUri(uri);
      // Whoever installs it is told with the answer.
      return installed === undefined ? undefined : readOnce(installed);
    },
  };
}

async function readList(host: Pick<Host, "read">, uri: string): Promise<ReadList> {
  try {
    const { notices, problems } = readRetractionWatch(await host.read(uri));
    return { list: createRetractionList(notices), notices: notices.length, problems };
  } catch (error) {
    return { list: createRetractionList([]), notices: 0, problems: [], unreadable: messageOf(error) };
  }
}

function reportFaults(uri: string, { problems, unreadable }: ReadList, report: (message: string) => void): void {
  const name = fileNameOf(uri);
  const [first, ...others] = problems;
  if (unreadable !== undefined) report(`${name} can't be read: ${unreadable}`);
  else if (first) {
    const more = others.length > 0 ? ` There are ${others.length} more faults; the rest was read.` : "";
    report(`${name}, line ${first.line}: ${first.message}${more}`);
  }
}
