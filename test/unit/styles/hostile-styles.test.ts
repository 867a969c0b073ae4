import assert from "node:assert/strict";
import { test } from "node:test";
import { readStyleSources } from "../../../scripts/styles.mjs";
import { createFormatter, toHtml } from "../../../server/src/styles/formatter.ts";
import { factsIn } from "../../../server/src/styles/style-file.ts";
import { bundledReferences } from "../fixture.ts";

const { styles, locales } = readStyleSources();
const formatter = createFormatter({ styles, locales });
const reference = [...bundledReferences.values()][0];
assert.ok(reference);

const style = (inside: string, attributes = ""): string =>
  `<style class="in-text" ${attributes}><info><title>T</title></info>
<citation><layout><text variable="title"/></layout></citation>${inside}</style>`;
const bibliography = (layout: string): string => `<bibliography><layout>${layout}</layout></bibliography>`;

function faultOf(xml: string): string | undefined {
  const { fault } = factsIn(xml);
  return fault && `${fault.line}:${fault.column} ${fault.message}`;
}

test("entities that grow out of each other are refused unread", () => {
  const bomb = `<?xml version="1.0"?>
<!DOCTYPE style [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
${style(bibliography('<text value="&b;"/>'))}`;
  assert.equal(faultOf(bomb), "2:1 A style has no document type.");
  assert.equal(faultOf(style(bibliography('<text value="&b;"/>'))), "2:90 The entity &b; is unknown.");
});

test("macros that call themselves, each other without end, or too often are refused", () => {
  const macro = (name: string | number, ...calls: readonly (string | number)[]): string =>
    `\n<macro name="${name}">${calls.map((it) => `<text macro="${it}"/>`).join("")}<text variable="title"/></macro>`;
  const printed = bibliography('<text macro="0"/>');
  assert.equal(faultOf(style(macro(0, 1) + macro(1, 0) + printed)), '4:17 The macro "0" calls itself.');
  const doubling = Array.from({ length: 40 }, (_, number) => macro(number, number + 1, number + 1)).join("");
  assert.match(faultOf(style(doubling + macro(40) + printed)) ?? "", /goes on too long/);
  const chain = Array.from({ length: 9000 }, (_, number) => macro(number, number + 1)).join("");
  assert.match(faultOf(style(chain + macro(9000) + printed)) ?? "", /too deep/);
});

test("elements nested without end, and macros full of them, are refused", () => {
  const nested = (count: number): string =>
    `${"<group>".repeat(count)}<text variable="title"/>${"</group>".repeat(count)}`;
  assert.match(faultOf(style(bibliography(nested(50_000)))) ?? "", /too deep/);
  const chain = Array.from(
    { length: 90 },
    (_, number) =>
      `<macro name="${number}">${nested(150).replace('<text variable="title"/>', `<text macro="${number + 1}"/>`)}</macro>`,
  ).join("");
  const all = `${chain}<macro name="90"><text variable="title"/></macro>${bibliography('<text macro="0"/>')}`;
  assert.match(faultOf(style(all)) ?? "", /too deep/);
  // As deep as is let through still prints.
  const deep = style(bibliography(nested(190)));
  assert.equal(faultOf(deep), undefined);
  formatter.addStyle("deep", deep);
  assert.equal(toHtml(formatter.reference(reference, "deep")), reference.title);
});

test("junk of any length is told from a style", () => {
  const megabytes = 10_000_000;
  for (const junk of ["x", "<", "<a ", '<a b="', "&", "<!--", "\0", "<a>", "&lt;"]) {
    assert.match(faultOf(junk.repeat(megabytes / junk.length)) ?? "", /^1:1 With .* too long for a style\.$/);
    const shorter = `<style ${junk.repeat(900_000 / junk.length)}`;
    assert.notEqual(faultOf(shorter), undefined);
  }
  assert.equal(faultOf(""), "1:1 There is no element in this file.");
  assert.equal(faultOf("<html/>"), "1:1 A style begins with <style>, not <html>.");
});

test("what a style prints is text, and so is its title", () => {
  const script = "&lt;script&gt;alert(1)&lt;/script&gt;";
  const hostile = style(bibliography(`<text value="${script}" prefix="&lt;img src=x onerror=alert(1)&gt;"/>`));
  formatter.addStyle("hostile", hostile);
  const html = toHtml(formatter.reference(reference, "hostile"));
  assert.doesNotMatch(html, /<(?!\/?(?:i|b|sup|sub)>)/);
  assert.match(html, /&lt;script&gt;/);
  const named = factsIn(style("").replace("<title>T</title>", `<title>${script}</title>`));
  assert.deepEqual([named.title, named.fault], ["<script>alert(1)</script>", undefined]);
});

test("a language that there is no locale for is English", () => {
  formatter.addStyle("klingon", style(bibliography('<text term="in"/>'), 'default-locale="tlh-KX"'));
  assert.equal(toHtml(formatter.reference(reference, "klingon")), "in");
  formatter.addStyle("klingon", style(bibliography('<text term="in"/>')), "../../etc/passwd");
  assert.equal(toHtml(formatter.reference(reference, "klingon")), "in");
});
