import assert from "node:assert/strict";
import { test } from "node:test";
import { readStyleSources } from "../../../scripts/styles.mjs";
import { createCitationStyles } from "../../../server/src/lsp/citation-styles.ts";
import { toText } from "../../../server/src/styles/formatter.ts";
import { createDocument, type Document } from "../../../server/src/text/document.ts";
import { bundledReferences } from "../fixture.ts";

const { styles: bundled, locales } = readStyleSources();

function stylesOn(disk: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const styles = createCitationStyles(
    {
      asset: async (path) => {
        const [, name = ""] = /^styles\/(.*)\.\w+$/.exec(path) ?? [];
        return bundled[name] ?? locales[name.replace("locales-", "")] ?? "";
      },
      read: async (uri) => {
        asked.push(uri);
        const text = disk[uri];
        if (text === undefined) throw new Error("there is no such file");
        return text;
      },
    },
    () => ["file:///system/styles"],
  );
  return { styles, asked };
}

const style = (printed: string): Document => {
  const xml = `<style class="in-text" default-locale="de-DE"><info/><citation><layout>${printed}</layout></citation>
<bibliography><layout>${printed}</layout></bibliography></style>`;
  const document = createDocument("file:///project/own.csl", xml);
  assert.ok(document);
  return document;
};

const german = `<locale xml:lang="de-DE"><terms><term name="and">und</term></terms></locale>`;
const and =
  '<text variable="title-short"/><group delimiter=" "><text variable="citation-number"/><text term="and"/></group>';
const reference = [...bundledReferences.values()][0];
assert.ok(reference);

test("a style's language is printed from the machine's locales, read once, else in English", async () => {
  const { styles, asked } = stylesOn({ "file:///system/locales/locales-de-DE.xml": german });
  const formatter = await styles.formatter();
  const id = await styles.idOf({ source: style(and), language: undefined });
  assert.equal(toText(formatter.citation([reference], id)), "1 und");
  await styles.idOf({ source: style(and), language: "de-AT" });
  assert.equal(asked.filter((uri) => uri.endsWith("/system/locales/locales-de-DE.xml")).length, 1);
  const without = stylesOn({ "file:///system/locales/locales-de-DE.xml": "no locale" }).styles;
  const english = await without.idOf({ source: style(and), language: undefined });
  assert.equal(toText((await without.formatter()).citation([reference], english)), "1 and");
});

test("a style is added once, and under another id when its file has changed", async () => {
  const { styles } = stylesOn({});
  const source = style('<text value="old"/>');
  const [one, two] = await Promise.all([
    styles.idOf({ source, language: undefined }),
    styles.idOf({ source, language: undefined }),
  ]);
  assert.equal(one, two);
  const formatter = await styles.formatter();
  const changed = await styles.idOf({ source: style('<text value="new"/>'), language: undefined });
  assert.equal(toText(formatter.citation([reference], changed)), "new");
  assert.equal(toText(formatter.citation([reference], one)), "old");
  assert.equal(await styles.idOf({ source: "apa", language: undefined }), "apa");
});
