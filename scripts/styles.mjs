/**
 * The bundled CSL styles and locales. Some come from the npm package @citation-js/plugin-csl, which carries them
 * under CC BY-SA, and are written as they are into what is shipped, with their authors named beside them. The others are
 * our own.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./run.mjs";

/** The styles that are part of BioManuscript. */
const ownFolder = join(root, "server", "data", "styles");

const styleIds = ["vancouver", "apa", "harvard1"];

const require = createRequire(import.meta.url);

/**
 * What British English sets otherwise than `locales-en-US.xml`, which CSL falls back on for all the rest. The package
 * has no locale for it, and its Harvard style asks for one.
 */
const britishLocale = `<?xml version="1.0" encoding="utf-8"?>
<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="en-GB">
  <style-options punctuation-in-quote="false"/>
  <date form="text"><date-part name="day" suffix=" "/><date-part name="month" suffix=" "/><date-part name="year"/></date>
  <date form="numeric"><date-part name="day" form="numeric-leading-zeros" suffix="/"/><date-part name="month" form="numeric-leading-zeros" suffix="/"/><date-part name="year"/></date>
  <terms>
    <term name="open-quote">‘</term>
    <term name="close-quote">’</term>
    <term name="open-inner-quote">“</term>
    <term name="close-inner-quote">”</term>
  </terms>
</locale>
`;

/** @returns {import("../server/src/styles/formatter.ts").StyleSources} */
export function readStyleSources() {
  /** @type {Record<string, string>} */
  const styles = require("@citation-js/plugin-csl/lib/styles.json");
  const locales = require("@citation-js/plugin-csl/lib/locales.json");
  return {
    styles: { ...Object.fromEntries(styleIds.map((id) => [id, styles[id] ?? ""])), ...ownStyles() },
    locales: { "en-US": locales["en-US"], "en-GB": britishLocale },
  };
}

/** @returns {Record<string, string>} */
function ownStyles() {
  const files = readdirSync(ownFolder).filter((file) => file.endsWith(".csl"));
  return Object.fromEntries(files.map((file) => [file.slice(0, -4), readFileSync(join(ownFolder, file), "utf8")]));
}

/**
 * Writes `<style>.csl`, `locales-<language>.xml` and `ATTRIBUTION.txt` into the folder, which is made.
 * @param {string} outDir
 */
export function copyStyles(outDir) {
  const { styles, locales } = readStyleSources();
  /** @type {[string, string][]} */
  const files = [
    ...Object.entries(styles).map(([id, xml]) => /** @type {[string, string]} */ ([`${id}.csl`, xml])),
    ...Object.entries(locales).map(
      ([language, xml]) => /** @type {[string, string]} */ ([`locales-${language}.xml`, xml]),
    ),
  ];
  const own = new Set([britishLocale, ...Object.values(ownStyles())]);
  mkdirSync(outDir, { recursive: true });
  for (const [name, xml] of files) {
    writeFileSync(join(outDir, name), xml);
  }
  writeFileSync(join(outDir, "ATTRIBUTION.txt"), attribution(files.filter(([, xml]) => !own.has(xml))));
}

/** @param {readonly [string, string][]} files */
function attribution(files) {
  const plugin = packageOf("@citation-js/plugin-csl");
  return [
    "Citation styles and locales",
    "",
    "Citation Style Language (CSL) styles and locales, unchanged, as distributed in the npm package",
    `${plugin.name} ${plugin.version} (${plugin.homepage}). Each states its licence and authors:`,
    ...files.flatMap(([name, xml]) => ["", name, ...creditsOf(xml).map((line) => `  ${line}`)]),
    "",
    "All other styles and locales here are part of BioManuscript, under its licence.",
    "",
  ].join("\n");
}

/** @param {string} name */
function packageOf(name) {
  return require(`${name}/package.json`);
}

/**
 * @param {string} xml
 * @returns {string[]}
 */
function creditsOf(xml) {
  const info = /<info>([\s\S]*?)<\/info>/.exec(xml)?.[1] ?? "";
  const license = /<rights[^>]*license="([^"]*)"/.exec(info)?.[1];
  const rights = /<rights[^>]*>([\s\S]*?)<\/rights>/.exec(info)?.[1]?.trim();
  if (license === undefined || rights === undefined) {
    throw new Error("A style or locale states no licence, so it can't be shipped.");
  }
  const people = (/** @type {string} */ role) =>
    [...info.matchAll(new RegExp(`<${role}>\\s*<name>([^<]*)</name>`, "g"))].map(([, name]) => name);
  /** @type {(label: string, values: readonly (string | undefined)[]) => string[]} */
  const line = (label, values) => (values.length > 0 ? [`${label}: ${values.join(", ")}`] : []);
  return [
    ...line(
      "Title",
      [...info.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title]) => title),
    ),
    ...line(
      "Source",
      [...info.matchAll(/<id>([^<]*)<\/id>/g)].map(([, id]) => id),
    ),
    ...line("Authors", people("author")),
    ...line("Contributors", people("contributor")),
    ...line("Translators", people("translator")),
    `Licence: ${license} (${rights})`,
  ];
}
