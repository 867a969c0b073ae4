import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readSettings, settingsTable } from "../../../server/src/workspace/settings.ts";

interface Declared {
  readonly default: unknown;
  readonly description: string;
  readonly enum?: readonly string[];
  readonly examples?: readonly string[];
}

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../../../package.json"), "utf8")) as {
  contributes: { configuration: { properties: Record<string, Declared> } };
};

test("package.json declares the settings of the table", () => {
  const declared = Object.entries(manifest.contributes.configuration.properties).map(
    ([name, { default: value, description, enum: values, examples: suggested }]) => [
      name,
      { default: value, description, values, suggested },
    ],
  );
  const table = Object.entries(settingsTable).map(([name, entry]) => [
    `biomanuscript.${name}`,
    {
      default: entry.default,
      description: entry.description,
      values: "values" in entry ? entry.values : undefined,
      suggested: "suggested" in entry ? entry.suggested : undefined,
    },
  ]);
  assert.deepEqual(declared, table);
});

test("a missing or ill-typed value falls back on its default, others are kept", () => {
  const settings = readSettings({ citationStyle: "apa", bibliographies: "x.bib", check: { unknownCitation: "loud" } });
  assert.equal(settings.citationStyle, "apa");
  assert.deepEqual(settings.bibliographies, []);
  assert.equal(settings["check.unknownCitation"], "warning");
});
