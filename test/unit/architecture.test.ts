import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";

const source = join(import.meta.dirname, "../../server/src");

/** The rooms from the ground up; those of one row do not know each other. */
const rooms = [
  ["csl"],
  ["text"],
  ["syntax"],
  ["terms"],
  ["references"],
  ["styles"],
  ["workspace"],
  ["features", "checks"],
  ["lsp"],
];

const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => /\/.*\.ts$/.test(file));

function importsOf(file: string): string[] {
  return [...readFileSync(join(source, file), "utf8").matchAll(/(?:from|import) "([^"]+)"/g)].map(
    (match) => match[1] ?? "",
  );
}

function floorOf(file: string): number {
  return rooms.findIndex((row) => row.includes(file.split("/", 1)[0] ?? ""));
}

test("a room imports only from itself and from rooms below it", () => {
  const upward = files.flatMap((file) =>
    importsOf(file)
      .filter((path) => path.startsWith("."))
      .map((path) => relative(source, join(source, dirname(file), path)))
      .filter((target) => target.includes("/"))
      .filter((target) => target.split("/", 1)[0] !== file.split("/", 1)[0] && floorOf(target) >= floorOf(file))
      .map((target) => `${file} imports ${target}`),
  );
  assert.ok(files.length > 20);
  assert.deepEqual(upward, []);
});

test("below lsp nothing imports an editor's, Node's or the protocol's modules", () => {
  const impure = files
    .filter((file) => !file.startsWith("lsp/"))
    .flatMap((file) =>
      importsOf(file)
        .filter((path) => /^(node:|vscode)/.test(path))
        .map((path) => `${file} imports ${path}`),
    );
  assert.deepEqual(impure, []);
});
