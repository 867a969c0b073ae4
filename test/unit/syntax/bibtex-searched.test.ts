import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { foldedChunks } from "../../../server/src/references/words.ts";
import { referenceAt } from "../../../server/src/syntax/bibtex.ts";
import { placesOf, readBibtexFile } from "../../../server/src/syntax/bibtex-file.ts";
import { searchedFieldsAt } from "../../../server/src/syntax/bibtex-searched.ts";
import { bibtexEntry } from "../../../server/src/syntax/bibtex-write.ts";
import { type Reference, type SearchedFields, searchedFieldsOf } from "../../../server/src/syntax/reference.ts";

const bundled: readonly Reference[] = JSON.parse(
  readFileSync(new URL("../../../server/data/references.json", import.meta.url), "utf8"),
);

/** What search makes of the fields: words, whatever stands between them. */
function wordsIn({ key, families, title, year, journals }: SearchedFields): object {
  const words = (text: string) => foldedChunks(text).flat().join(" ");
  return { key, families: families.map(words), title: words(title), year, journals: journals.map(words) };
}

function assertSameAsDecoded(text: string): void {
  const file = readBibtexFile(text);
  for (const place of placesOf(file))
    assert.deepEqual(wordsIn(searchedFieldsAt(file, place)), wordsIn(searchedFieldsOf(referenceAt(file, place))));
}

test("references are searched by what their decoded fields say, without decoding them", () => {
  const written = bundled.map((reference) => bibtexEntry({ ...reference, custom: {} }));
  assert.equal(written.length, 381);
  assertSameAsDecoded(written.join("\n"));
});

test("names, dates and titles in every form are searched by as they are decoded", () => {
  assertSameAsDecoded(`@string{jh = {Journal of } # "Hepatology"}
@article{a, author = {Ludwig van Beethoven and de la Vall{\\'e}e Poussin, Charles and others}, journal = jh, year = 20 # 04}
@article{b, author = {{Barnes and Noble} AND van den Berg, Jan\n and Doe, Jr., John}, options = {useprefix=true}}
@book{c, editor = "{\\"U}nal, A. and {The Group}", title = {{TGF}-$\\beta$}, subtitle = {in~the \\emph{liver}}, date = {2004-09/2005}}
@incollection{d, crossref = {e}, title = {Chapter}, author = {family=Harman, given=Hans, prefix=von and ibn Sina}}
@collection{e, title = {Book}, subtitle = {Sub}, editor = {E, F}, year = {in press 1990}, shortjournal = {B.}}
@article{f, author = {others}, journaltitle = {First}, journalsubtitle = {Second}, year = {in press}}
@misc{g, author = {BRANDT, A. and O'Neil, B and d'Arc, J and de Gaulle}, title = {A < B}, year = 800}`);
});
