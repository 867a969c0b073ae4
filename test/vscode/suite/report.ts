/**
 * The line in which a running suite tells the runner outside what happened. The extension host's console is the only
 * way out of a web worker, and it decorates what passes through, so the message is percent-encoded between two marks.
 */
export type Message =
  | { readonly kind: "test"; readonly title: string; readonly error?: string }
  /** `activation` in milliseconds. */
  | { readonly kind: "start"; readonly vscode: string; readonly web: boolean; readonly activation: number }
  | { readonly kind: "end" };

const opening = "biomanuscript-suite<";

/** `number` tells apart messages that a host prints twice. */
export function lineOf(message: Message, number: number): string {
  return `${opening}${number}:${encodeURIComponent(JSON.stringify(message))}>`;
}

/** The messages of a stretch of console output, with their numbers. */
export function messagesIn(output: string): { number: number; message: Message }[] {
  return [...output.matchAll(/biomanuscript-suite<(\d+):([^>]*)>/g)].map((match) => ({
    number: Number(match[1]),
    message: JSON.parse(decodeURIComponent(match[2] ?? "")) as Message,
  }));
}
