import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { compileStyle, createProcessor, readInfo, StyleError, toHtml } from "../../../server/src/csl/index.ts";
import { listed, names, styleXml, works } from "./rendering.ts";

/** The message of the fault, with its place. */
function fault(xml: string): string {
  try {
    compileStyle(xml, () => undefined);
  } catch (error) {
    assert.ok(error instanceof StyleError, String(error));
    return `${error.line}:${error.column} ${error.message}`;
  }
  return "none";
}

describe("a style that can't be read is told with the place", () => {
  test("no XML, XML cut off, tags that don't match", () => {
    assert.match(fault("not a style"), /no element/);
    assert.match(fault("<style>\n <citation>"), /^2:2 <citation> is not closed/);
    assert.match(fault("<style><a></b></style>"), /^1:11 <\/b> closes no open element/);
    assert.match(fault('<style a="1" b=2></style>'), /attributes of <style> can't be read/);
    assert.match(fault("<html></html>"), /A style begins with <style>/);
    assert.match(fault("<style></style>"), /no <citation>/);
  });

  test("document types and the entities they would define", () => {
    const bomb = '<!DOCTYPE style [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><style>&b;</style>';
    assert.match(fault(bomb), /^1:1 A style has no document type/);
    assert.match(fault("<style>&b;</style>"), /The entity &b; is unknown/);
  });

  test("macros that call themselves or are missing, elements that are none", () => {
    const endless = styleXml({
      before: '<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>',
      cite: '<text macro="a"/>',
    });
    assert.match(fault(endless), /The macro "a" calls itself/);
    assert.match(fault(styleXml({ cite: '<text macro="gone"/>' })), /There is no macro "gone"/);
    assert.match(fault(styleXml({ cite: "<script>alert(1)</script>" })), /<script> can't be rendered/);
  });

  test("nesting without an end", () => {
    assert.match(fault("<a>".repeat(100_000)), /nested too deep/);
    assert.match(fault(styleXml({ cite: "<group>".repeat(300) + "</group>".repeat(300) })), /nested too deep/);
  });

  test("a dependent style names the one that it takes everything from", () => {
    const xml =
      '<style><info><title>D</title><link rel="independent-parent" href="http://www.zotero.org/styles/x"/></info></style>';
    assert.equal(readInfo(xml).parent, "http://www.zotero.org/styles/x");
    assert.match(fault(xml), /takes everything from http/);
  });
});

test("macros that double their work at each level end soon", () => {
  const depth = 24;
  const macros = Array.from(
    { length: depth },
    (_, level) => `<macro name="m${level}"><text macro="m${level + 1}"/><text macro="m${level + 1}"/></macro>`,
  );
  const before = `${macros.join("")}<macro name="m${depth}"><text value="x"/></macro>`;
  assert.throws(() => listed({ before, entry: '<text macro="m0"/>' }, works({})), StyleError);
});

describe("items of any shape", () => {
  const entry =
    '<names variable="author"><name/></names><text variable="title"/><date variable="issued" form="text"/><text variable="DOI"/><number variable="volume" form="ordinal"/>';

  test("print what is text in them, and nothing of what is not", () => {
    const strange = [
      { author: "x", title: {}, issued: 5, volume: null },
      { author: [null, 3, {}, { family: 7 }], title: 12, issued: { "date-parts": [[], ["x"]] } },
      { author: [[]], issued: { "date-parts": [[{}]] }, volume: true },
    ];
    for (const fields of strange) assert.doesNotThrow(() => listed({ entry }, works(fields)), JSON.stringify(fields));
  });

  test("markup is text but for CSL's own", () => {
    const [html] = listed(
      { entry },
      works({
        title: '<script>alert(1)</script><i>in</i> <b onclick="x">x',
        author: names("<img src=x onerror=y>, A"),
      }),
    );
    assert.ok(html);
    assert.ok(!/<(?!\/?i>)/.test(html), html);
  });

  test("addresses that are no web pages are no links", () => {
    const rich = [{ format: "link" as const, target: "javascript:alert(1)", content: ["x"] }];
    assert.equal(toHtml(rich), "x");
  });

  test("ten thousand quotation marks and tags take no time to speak of", () => {
    const style = compileStyle(styleXml({}), () => undefined);
    for (const sign of ['"', "'", "<i>", "“", '<span class="nocase">']) {
      const items = works({ title: sign.repeat(10_000) });
      const { citations } = createProcessor(style).render([{ cites: [{ id: "a" }] }], () => items[0]);
      assert.equal(citations.length, 1);
    }
  });
});
