import assert from "node:assert/strict";
import { test } from "node:test";
import { renameAt, renameRangeAt } from "../../../server/src/features/rename.ts";
import { createDocument } from "../../../server/src/text/document.ts";
import { type Edit, textAfter } from "../../../server/src/workspace/edit.ts";
import { type Snapshot, withFile } from "../../../server/src/workspace/snapshot.ts";
import { applied, bundledReferences, type Fixture, fixture, placeOf } from "../fixture.ts";

/** The files that the rename of the key at the cursor changes. */
function checkRename(text: string, name: string, expected: Readonly<Record<string, string>>): void {
  assert.deepEqual(renamed(fixture(text), name), expected);
}

function renamed(given: Fixture, name: string): Record<string, string> {
  const edit = renameAt(given.snapshot, given.manuscript, given.offset, name);
  assert.ok(edit && "edits" in edit, JSON.stringify(edit));
  return applied(given, edit);
}

function checkRefusal(text: string, name: string, expected: string): void {
  const { snapshot, manuscript, offset } = fixture(text);
  assert.deepEqual(renameAt(snapshot, manuscript, offset, name), { refused: expected });
}

const project = `--- a.md
---
bibliography: [refs.bib, more.json, more.yaml]
---
See [@doe99<|>, p. 3; -@doe99b] and @{doe99}. Not doe99.
--- b.tex
\\addbibresource{refs.bib}\\parencites{x}{doe99,doe99b} doe99
--- c.md
---
bibliography: other.bib
---
@doe99
--- other.bib
@book{doe99,}
--- refs.bib
% doe99
@book{ doe99 , title = {doe99}}
@inbook{kid, crossref = {doe99}, related = "x, doe99,y"}
--- more.json
[{"type": "book", "id": "doe99", "title": "doe99"}]
--- more.yaml
references:
  - id: doe99 # mine
    title: doe99
`;

test("rename changes the key in manuscripts and bibliographies of every format, and nothing else", () => {
  checkRename(project, "roe2000", {
    "a.md":
      "---\nbibliography: [refs.bib, more.json, more.yaml]\n---\nSee [@roe2000, p. 3; -@doe99b] and @{roe2000}. Not doe99.\n",
    "b.tex": "\\addbibresource{refs.bib}\\parencites{x}{roe2000,doe99b} doe99\n",
    "refs.bib":
      '% doe99\n@book{ roe2000 , title = {doe99}}\n@inbook{kid, crossref = {roe2000}, related = "x, roe2000,y"}\n',
    "more.json": '[{"type": "book", "id": "roe2000", "title": "doe99"}]\n',
    "more.yaml": "references:\n  - id: roe2000 # mine\n    title: doe99\n",
  });
});

test("rename from an entry and from a crossref is the same", () => {
  const plain = project.replace("<|>", "");
  const fromCitation = renamed(fixture(project), "roe2000");
  assert.deepEqual(renamed(fixture(plain.replace("{ doe99 ", "{ doe99<|> ")), "roe2000"), fromCitation);
  assert.deepEqual(renamed(fixture(plain.replace("f = {doe99", "f = {doe99<|>")), "roe2000"), fromCitation);
  assert.deepEqual(renamed(fixture(plain.replace('"doe99"', '"<|>doe99"')), "roe2000"), fromCitation);
});

test("rename writes keys as each format needs them", () => {
  checkRename("--- a.md\n@old<|>\n--- r.json\n[]\n", "a/b.", { "a.md": "@{a/b.}\n" });
  checkRename("--- a.md\n@{a/b.<|>}\n", "old", { "a.md": "@old\n" });
  const front = (name: string) => `--- a.md\n---\nbibliography: ${name}\n---\n@old<|>\n--- ${name}\n`;
  const yaml = renamed(fixture(`${front("r.yaml")}- id: old\n  type: book\n- {id: "kept", type: book}\n`), "1234");
  assert.equal(yaml["r.yaml"], '- id: "1234"\n  type: book\n- {id: "kept", type: book}\n');
  const front2 = "---\nreferences:\n- id: '1234'\n  type: book\n---\n@1234<|>\n";
  checkRename(front2, "old", { "review.md": "---\nreferences:\n- id: old\n  type: book\n---\n@old\n" });
});

test("rename in Typst takes the form that can hold the key", () => {
  const text = `--- a.typ
#bibliography("refs.bib")
See @doe99<|>[p. 3] and #cite(<doe99>, form: "prose").
--- refs.bib
@book{doe99,}
`;
  checkRename(text, "roe01", {
    "a.typ": '#bibliography("refs.bib")\nSee @roe01[p. 3] and #cite(<roe01>, form: "prose").\n',
    "refs.bib": "@book{roe01,}\n",
  });
});

test("a key that follows from its record can't be renamed", () => {
  const text = `--- a.md
---
bibliography: refs.nbib
---
@12345<|>
--- refs.nbib
PMID- 12345
TI  - An example.
`;
  checkRefusal(text, "roe01", "“12345” follows from its record in refs.nbib, which has no other key.");
});

test("rename of a \\bibitem key", () => {
  checkRename(
    "--- a.tex\n\\cite{a,b}\\begin{thebibliography}{9}\\bibitem[x]{a<|>} A.\\bibitem{b}\\end{thebibliography}\n",
    "c",
    { "a.tex": "\\cite{c,b}\\begin{thebibliography}{9}\\bibitem[x]{c} A.\\bibitem{b}\\end{thebibliography}\n" },
  );
});

test("rename of an @xdata key", () => {
  checkRename(
    "--- r.bib\n@xdata{x-d<|>, title = {T}}\n@book{b, xdata = {x-d}, note = {xdata=x-d-title}}\n--- a.md\n",
    "y",
    {
      "r.bib": "@xdata{y, title = {T}}\n@book{b, xdata = {y}, note = {xdata=y-title}}\n",
    },
  );
});

test("rename refuses a key that is taken in a bibliography in use, and only there", () => {
  const files =
    "--- a.md\n---\nbibliography: r.bib\n---\n@old<|>\n--- r.bib\n@book{old,}\n@book{new,}\n--- o.bib\n@book{free,}\n";
  checkRefusal(files, "new", "“new” is already an entry of r.bib.");
  checkRename(files, "free", {
    "a.md": "---\nbibliography: r.bib\n---\n@free\n",
    "r.bib": "@book{free,}\n@book{new,}\n",
  });
});

test("rename refuses a key that a format in use can't hold, and names the file and the reason", () => {
  const files = "--- a.md\n@old<|>\n--- r.bib\n@book{old,}\n--- b.tex\n\\cite{old}\n";
  checkRefusal(files, "a b", "“a b” can't be a citation key in a.md: it holds a space.");
  checkRefusal(files, "a,b", "“a,b” can't be a citation key in r.bib: it holds a comma.");
  checkRefusal(files, "a~b", "“a~b” can't be a citation key in r.bib: it holds “~”.");
  checkRefusal(files, "", "“” can't be a citation key in a.md: it is empty.");
  checkRefusal("--- a.md\n@old<|>\n", "a}{b", "“a}{b” can't be a citation key in a.md: its braces don't match.");
  checkRefusal(
    "--- a.qmd\n@old<|>\n",
    "fig-1",
    "“fig-1” can't be a citation key in a.qmd: it would not be read as one there.",
  );
});

test("a reference that only the bundled set has can't be renamed", () => {
  const [key = ""] = bundledReferences.keys();
  const { snapshot, manuscript } = fixture(`@${key}\n`);
  const refused = `“${key}” is one of the bundled references and in no bibliography: there is no entry to rename.`;
  assert.deepEqual(renameAt(snapshot, manuscript, 2, "x"), { refused });
});

test("rename starts from the key alone", () => {
  for (const text of [
    "[-@{do<|>e}]\n",
    "--- r.bib\n@book{ doe<|>,}\n--- a.md\n",
    '--- r.json\n[{"id": "doe<|>"}]\n--- a.md\n',
  ]) {
    const { snapshot, manuscript, offset } = fixture(text);
    const span = renameRangeAt(snapshot, manuscript, offset);
    assert.ok(span);
    assert.equal(manuscript.text.slice(span.start, span.end), "doe", placeOf(manuscript, span));
  }
});

/** A generator of numbers from 0 to below 1 that is the same in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const keys = ["doe99", "doe99a", "Ørsted:2020", "DBLP:books/lib", "x_y-z", "o'neil", "7", "a+b", "smith.2001", "a/b."];

/**
 * Files in which `keys` are cited, defined and named in many ways, with much that only looks like it. Braces and quotation
 * marks stand only where a key needs them: such go and come with it.
 */
function randomProject(random: () => number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const key = () => pick(keys);
  const yamlKey = (it: string) => (/^7$|'/.test(it) ? JSON.stringify(it) : it);
  const many = (make: () => string) => Array.from({ length: 1 + Math.floor(random() * 6) }, make).join("");
  const isPlain = (it: string) => /^[\p{L}\p{N}_](?:[\p{L}\p{N}_]|[:./+-](?=[\p{L}\p{N}_]))*$/u.test(it);
  const cited = (it: string) => (isPlain(it) ? it : `{${it}}`);
  const latexKey = () => pick(keys.filter((it) => !it.includes("'")));
  const prose = () =>
    pick(["Words. ", `${key()} alone\n`, `\`@${key()}\` `, "\r\n\r\n", "é 🧬 ", `<!-- @${key()} --> `]);
  const markdown = () =>
    pick([prose, () => `[@${cited(key())}, p. 3; -@${cited(key())}] `, () => `@${cited(key())} `, prose])();
  const latex = () =>
    pick([
      () => `\\cite[see][]{${latexKey()}, ${latexKey()}} `,
      () => `% \\cite{${latexKey()}}\n`,
      () => `${latexKey()} `,
    ])();
  const named = () => pick(["{", '"']);
  const entry = (): string => {
    const opener = named();
    const closer = opener === "{" ? "}" : '"';
    return `@inbook{${latexKey()},\n  title = {${latexKey()} @x},\n crossref = ${opener}${latexKey()}${closer}}\n${pick(["", `% ${latexKey()}\n`, "@comment{x}\n"])}`;
  };
  return `--- a.md
---
bibliography: [x.bib, y.json, z.yaml]
nocite: '@${cited(latexKey())}'
---
<|>${many(markdown)}
--- b.tex
\\addbibresource{x.bib}${many(latex)}
--- x.bib
${many(entry)}
--- y.json
[{"id": ${JSON.stringify(key())}, "title": ${JSON.stringify(key())}}]
--- z.yaml
- id: ${yamlKey(key())}
  title: "${latexKey()}"
`;
}

test("a rename changes no byte but keys, and there and back is the identity", () => {
  const random = randomNumbers(5);
  const names = ["new2021", "Neu:2", "q/r.", "1e5"];
  let done = 0;
  for (let round = 0; round < 200; round++) {
    const given = fixture(randomProject(random));
    const name = names[round % names.length] ?? "";
    for (const { 0: found, index } of given.manuscript.text.matchAll(/@\{?(?=[^\s;,\]}]+)/g)) {
      const range = renameRangeAt(given.snapshot, given.manuscript, index + found.length);
      if (!range) continue;
      const old = given.manuscript.text.slice(range.start, range.end);
      const edit = renameAt(given.snapshot, given.manuscript, range.start, name);
      // biber takes no "o'neil": such a name is refused where a .bib file has the key.
      if (!edit || "refused" in edit) continue;
      const there = afterEdit(given.snapshot, edit);
      for (const uri of new Set(edit.edits.map((it) => it.uri))) {
        const [before, after] = [textOf(given.snapshot, uri), textOf(there, uri)];
        assert.equal(withoutKeys(after, [name, old]), withoutKeys(before, [name, old]), uri);
      }
      const manuscript = there.documents.get(given.manuscript.uri);
      assert.ok(manuscript);
      const back = renameAt(there, manuscript, manuscript.text.indexOf(name), old);
      assert.ok(back && "edits" in back, JSON.stringify(back));
      const restored = afterEdit(there, back);
      for (const uri of given.snapshot.documents.keys()) {
        assert.equal(textOf(restored, uri), textOf(given.snapshot, uri), `${old} to ${name} and back in ${uri}`);
      }
      done++;
    }
  }
  assert.ok(done > 300, `${done} renames`);
});

function textOf(snapshot: Snapshot, uri: string): string {
  return snapshot.documents.get(uri)?.text ?? "";
}

function afterEdit(snapshot: Snapshot, { edits }: Edit): Snapshot {
  return [...new Set(edits.map(({ uri }) => uri))].reduce((it, uri) => {
    const text = textAfter(
      textOf(it, uri),
      edits.filter((edit) => edit.uri === uri),
    );
    const document = createDocument(uri, text);
    return document ? withFile(it, uri, document) : it;
  }, snapshot);
}

/** A text without the keys and the delimiters that one of them may need. */
function withoutKeys(text: string, names: readonly string[]): string {
  return names.reduce(
    (rest, name) => rest.replaceAll(`{${name}}`, "").replaceAll(`"${name}"`, "").replaceAll(name, ""),
    text,
  );
}
