/** The assertions of the suites; node:assert does not exist in a web worker. */

export function expectTrue(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}

export function expectEqual<T>(actual: T, expected: T, what: string): void {
  const [seen, wanted] = [JSON.stringify(actual, undefined, 2), JSON.stringify(expected, undefined, 2)];
  if (seen !== wanted) throw new Error(`${what}: expected ${wanted}, got ${seen}`);
}

/** `text` must hold each part, whatever the case. */
export function expectParts(text: string, parts: readonly string[], what: string): void {
  for (const part of parts) {
    if (!text.toLowerCase().includes(part.toLowerCase())) throw new Error(`${what}: expected “${part}” in: ${text}`);
  }
}

/** The message with which something fails, as it must. */
export async function reasonOf(failing: Thenable<unknown>): Promise<string> {
  try {
    await failing;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("It succeeded.");
}
