/** Writes the settings table into package.json's `configuration`; what only package.json says of a setting stays. */
import { readFileSync, writeFileSync } from "node:fs";
import { settingsTable } from "../server/src/workspace/settings.ts";

type Properties = Record<string, Readonly<Record<string, unknown>>>;

const path = new URL("../package.json", import.meta.url);
const manifest = JSON.parse(readFileSync(path, "utf8")) as {
  contributes: { configuration: { properties: Properties } };
};
const before = manifest.contributes.configuration.properties;
const properties = Object.entries(settingsTable).map(([key, entry]): [string, Properties[string]] => {
  const name = `biomanuscript.${key}`;
  const value: unknown = entry.default;
  const isList = Array.isArray(value);
  const { default: _, description: __, enum: ___, examples: ____, ...others } = before[name] ?? {};
  return [
    name,
    {
      type: isList ? "array" : typeof value,
      ...(isList && { items: { type: "string" } }),
      ...("values" in entry && entry.values && { enum: entry.values }),
      ...("suggested" in entry && { examples: entry.suggested }),
      ...others,
      default: value,
      description: entry.description,
    },
  ];
});
manifest.contributes.configuration.properties = Object.fromEntries(properties);
writeFileSync(path, `${JSON.stringify(manifest, undefined, 2)}\n`);
