/** What services have told of identifiers, kept in the host's folder of compiled files, so that nobody is asked for the same again soon. */
import { bytesOf, textOf } from "../terms/store-bytes.ts";
import type { CompiledFolder } from "./host.ts";

const file = "answers.bma";
/** Of the file's layout; another is not read. */
const version = 1;
/** In milliseconds: 30 days. What a service knows of a work may be corrected. */
const longestKept = 30 * 24 * 3_600_000;
/** In UTF-16 code units, of all answers together; the oldest go first. */
const mostKept = 4_000_000;

interface KeptAnswer {
  readonly url: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

export interface KeptAnswers {
  /** The answer's text; `undefined` where none is kept, or none young enough. */
  readonly find: (url: string) => Promise<string | undefined>;
  readonly add: (url: string, text: string) => void;
  /** Writes what was added since. Never rejects: without the file services are asked again. */
  readonly save: () => Promise<void>;
}

/** @param folder without one nothing is kept */
export function keptAnswers(folder: CompiledFolder | undefined, now: () => number): KeptAnswers {
  let answers: Promise<Map<string, KeptAnswer>> | undefined;
  let added: KeptAnswer[] = [];
  /** Addresses whose answers are kept: to add one again would make it younger than it is. */
  const known = new Set<string>();
  const read = (): Promise<Map<string, KeptAnswer>> => {
    answers ??= readAnswers(folder).then((found) => new Map(found.map((answer) => [answer.url, answer])));
    return answers;
  };
  const isYoung = ({ at }: KeptAnswer): boolean => at <= now() && now() - at < longestKept;
  return {
    find: async (url) => {
      const answer = (await read()).get(url);
      if (!answer || !isYoung(answer)) return undefined;
      known.add(url);
      return answer.text;
    },
    add: (url, text) => {
      if (!known.has(url)) added.push({ url, at: now(), text });
      known.add(url);
    },
    save: async () => {
      if (!folder || added.length === 0) return;
      const all = await read();
      for (const answer of added) all.set(answer.url, answer);
      added = [];
      let size = 0;
      const kept = [...all.values()]
        .filter(isYoung)
        .toSorted((a, b) => b.at - a.at)
        .filter(({ url, text }) => {
          size += url.length + text.length;
          return size <= mostKept;
        });
      await folder.write(file, bytesOf(JSON.stringify({ version, answers: kept }))).catch(() => undefined);
    },
  };
}

async function readAnswers(folder: CompiledFolder | undefined): Promise<readonly KeptAnswer[]> {
  try {
    const source = await folder?.open(file);
    if (!source) return [];
    const bytes = new Uint8Array(source.size);
    source.read(0, bytes);
    const read: { version?: unknown; answers?: unknown } = JSON.parse(textOf(bytes));
    return read.version === version && Array.isArray(read.answers) ? read.answers.filter(isAnswer) : [];
  } catch {
    return [];
  }
}

function isAnswer(value: Partial<Record<keyof KeptAnswer, unknown>>): value is KeptAnswer {
  return typeof value?.url === "string" && typeof value.at === "number" && typeof value.text === "string";
}
