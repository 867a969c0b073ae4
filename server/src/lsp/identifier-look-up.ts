/** The public services over the network, asked one request at a time each, with patience and no more often than they allow. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { spelledIdentifier } from "../references/identifier-keys.ts";
import type { Identifier } from "../references/identifiers.ts";
import {
  mostAtOnce,
  type RequestOptions,
  readAnswer,
  requestFor,
  type Service,
  serviceNames,
  servicePace,
  servicesFor,
} from "../references/import-services.ts";
import type { LookedUp } from "../workspace/import-references.ts";
import type { HttpAnswer, HttpRequest, Network } from "./host.ts";
import { type KeptAnswers, keptAnswers } from "./kept-answers.ts";

/** In milliseconds. */
const longestAnswer = 20_000;
/** A service that asks for more patience than this, in milliseconds, is given up. */
const longestWait = 60_000;
const mostAttempts = 3;
/** Before the second attempt, in milliseconds; doubled before each further one. */
const firstDelay = 1_000;

/** Too many requests, or a fault that passes. */
const passing: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

export interface LookUp {
  /** What is found for each identifier, by `spelledIdentifier`. Rejects only where it is cancelled. */
  readonly find: (
    identifiers: readonly Identifier[],
    options: RequestOptions,
    token: CancellationToken,
  ) => Promise<ReadonlyMap<string, LookedUp>>;
}

/** What a request came to: an answer worth reading, or why there is none, as a sentence. */
type Got = Pick<HttpAnswer, "status" | "text"> | { readonly failure: string };

interface Pending {
  readonly identifier: Identifier;
  readonly services: readonly Service[];
  readonly failures: readonly string[];
}

export function createLookUp(network: Network, kept: KeptAnswers = keptAnswers(undefined, network.now)): LookUp {
  /** Answers of this session, by address: what was found, and what was not. */
  const answers = new Map<string, Got>();
  /** The end of the last request to each service, and when the next may start. */
  const queues = new Map<Service, Promise<unknown>>();
  const nextStart = new Map<Service, number>();

  /** One after the other, each at its service's pace. */
  const inTurn = <Result>(service: Service, run: () => Promise<Result>): Promise<Result> => {
    const before = queues.get(service) ?? Promise.resolve();
    const result = before.then(run, run);
    queues.set(
      service,
      result.catch(() => undefined),
    );
    return result;
  };

  const sendAtPace = async (service: Service, request: HttpRequest, token: CancellationToken): Promise<HttpAnswer> => {
    const delay = (nextStart.get(service) ?? 0) - network.now();
    if (delay > 0) await network.wait(delay, token);
    stopIfCancelled(token);
    nextStart.set(service, network.now() + servicePace[service]);
    return network.send(request, longestAnswer, token);
  };

  const send = async (service: Service, request: HttpRequest, token: CancellationToken): Promise<Got> => {
    const name = serviceNames[service];
    let failure = "";
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      let asked = 0;
      try {
        const answer = await sendAtPace(service, request, token);
        if (!passing.has(answer.status)) return answer;
        asked = retryDelay(answer.retryAfter, network.now());
        failure = `${name} ${answer.status === 429 ? "has had too many requests" : "is not able to answer now"} (${answer.status})`;
        if (asked > longestWait) return { failure: `${failure}; try again in ${Math.ceil(asked / 60_000)} minutes.` };
      } catch (error) {
        stopIfCancelled(token);
        failure = `${name} can't be reached: ${error instanceof Error ? error.message : String(error)}`;
      }
      if (attempt < mostAttempts) await network.wait(Math.max(asked, firstDelay * 2 ** (attempt - 1)), token);
      stopIfCancelled(token);
    }
    return { failure: `${failure.replace(/\.$/, "")}.` };
  };

  const get = (service: Service, request: HttpRequest, token: CancellationToken): Promise<Got> =>
    inTurn(service, async () => {
      stopIfCancelled(token);
      const known = answers.get(request.url);
      if (known) return known;
      const text = await kept.find(request.url);
      if (text !== undefined) return { status: 200, text };
      const got = await send(service, request, token);
      if ("status" in got && (got.status === 200 || got.status === 404)) answers.set(request.url, got);
      return got;
    });

  /** One batch at one service: identifiers of one kind, as many as it takes at once. */
  const askFor = async (
    service: Service,
    identifiers: readonly Identifier[],
    options: RequestOptions,
    token: CancellationToken,
  ): Promise<readonly (readonly [Identifier, LookedUp])[]> => {
    const { url, headers } = requestFor(service, identifiers, options);
    const got = await get(service, { url, headers }, token);
    // One faulty identifier has all that stand with it refused.
    if ("status" in got && got.status === 400 && identifiers.length > 1) {
      const alone = identifiers.map((identifier) => askFor(service, [identifier], options, token));
      return (await Promise.all(alone)).flat();
    }
    const found = identifiers.map((identifier) => [identifier, lookedUp(service, identifier, got)] as const);
    // What a service lacks today it may have tomorrow.
    if ("status" in got && found.every(([, { kind }]) => kind === "reference")) kept.add(url, got.text);
    return found;
  };

  return {
    find: async (identifiers, options, token) => {
      const found = new Map<string, LookedUp>();
      let pending: readonly Pending[] = identifiers.map((identifier) => ({
        identifier,
        services: servicesFor(identifier),
        failures: [],
      }));
      while (pending.length > 0) {
        const batches = batchesOf(pending).map(([service, batch]) => askFor(service, batch, options, token));
        const results = new Map((await Promise.all(batches)).flat());
        const next: Pending[] = [];
        for (const { identifier, services, failures } of pending) {
          const result = results.get(identifier) ?? { kind: "failed", reason: "It was not looked up." };
          const all = result.kind === "failed" ? [...failures, result.reason] : failures;
          const [, ...others] = services;
          if (result.kind !== "reference" && others.length > 0)
            next.push({ identifier, services: others, failures: all });
          else
            found.set(spelledIdentifier(identifier), result.kind === "reference" ? result : outcomeOf(identifier, all));
        }
        pending = next;
      }
      await kept.save();
      return found;
    },
  };
}

/** What one service failed to tell, another may have lacked: then nobody knows whether there is such a work. */
function outcomeOf(identifier: Identifier, failures: readonly string[]): LookedUp {
  if (failures.length > 0) return { kind: "failed", reason: failures.join(" ") };
  const names = servicesFor(identifier).map((service) => serviceNames[service]);
  return { kind: "missing", reason: `${names.join(" and ")} ${names.length > 1 ? "have" : "has"} no such work.` };
}

function lookedUp(service: Service, identifier: Identifier, got: Got): LookedUp {
  const name = serviceNames[service];
  if ("failure" in got) return { kind: "failed", reason: got.failure };
  if (got.status === 404 || got.status === 410) return { kind: "missing", reason: `${name} has no such work.` };
  if (got.status !== 200) return { kind: "failed", reason: `${name} refuses the request (${got.status}).` };
  const answer = readAnswer(service, identifier, got.text);
  if (answer.kind === "reference") return answer;
  if (answer.kind === "missing") return { kind: "missing", reason: `${name} has no such work.` };
  return { kind: "failed", reason: `${name}'s answer can't be read: ${answer.reason}.` };
}

function batchesOf(pending: readonly Pending[]): [Service, Identifier[]][] {
  const batches: [Service, Identifier[]][] = [];
  for (const { identifier, services } of pending) {
    const [service] = services;
    if (!service) continue;
    const open = batches.find(
      ([known, batch]) => known === service && batch.length < mostAtOnce[service] && batch[0]?.kind === identifier.kind,
    );
    if (open) open[1].push(identifier);
    else batches.push([service, [identifier]]);
  }
  return batches;
}

/** Milliseconds that `Retry-After` asks for: seconds or a date (RFC 9110, 10.2.3); 0 without one. */
function retryDelay(header: string | undefined, now: number): number {
  if (header === undefined) return 0;
  const seconds = /^\s*(\d+)\s*$/.exec(header)?.[1];
  const delay = seconds === undefined ? Date.parse(header) - now : Number(seconds) * 1000;
  return Number.isNaN(delay) ? 0 : Math.max(0, delay);
}

function stopIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "Cancelled");
}
