import assert from "node:assert/strict";
import { test } from "node:test";
import { readStyleSources } from "../../../scripts/styles.mjs";
import { hoverAt } from "../../../server/src/features/hover.ts";
import { toMarkdownText } from "../../../server/src/lsp/convert.ts";
import { createFormatter } from "../../../server/src/styles/formatter.ts";
import { fixture } from "../fixture.ts";

const style = { formatter: createFormatter(readStyleSources()), style: "vancouver" };

/** The hovered text and the hover's Markdown. */
function hover(text: string): { over: string; shown: string } | undefined {
  const { snapshot, manuscript, offset } = fixture(text);
  const found = hoverAt(snapshot, manuscript, offset, style);
  return (
    found && {
      over: manuscript.text.slice(found.span.start, found.span.end),
      shown: found.descriptions.map(toMarkdownText).join("\n\n---\n\n"),
    }
  );
}

test("a term shows its definition, synonyms, parents, linked identifiers and references", () => {
  const found = hover("Resident Kupf<|>fer cells patrol.");
  assert.equal(found?.over, "Kupffer cells");
  assert.match(found.shown, /\*\*Kupffer cell\*\* · cell type/);
  assert.match(found.shown, /\*Identifiers\*: \[CL:0000091\]\(<http:\/\/purl\.obolibrary\.org\/obo\/CL_0000091>\)/);
  assert.match(found.shown, /\*Is a\*: /);
});

test("a name broken over a line, in another spelling or plural is one symbol", () => {
  assert.equal(hover("Hepatic\nstel<|>late cells")?.over, "Hepatic\nstellate cells");
  assert.match(hover("tumor associated macro<|>phages")?.shown ?? "", /\*\*tumour-associated macrophage\*\*/);
  assert.match(hover("liver metas<|>tases")?.shown ?? "", /\*\*liver metastasis\*\*/);
});

test("the longest name wins", () => {
  assert.equal(hover("activated hepatic stell<|>ate cells")?.over, "activated hepatic stellate cells");
});

test("an ambiguous abbreviation shows every meaning until the text defines it", () => {
  assert.equal(hover("HSC<|>s expand")?.shown.split("\n---\n").length, 2);
  const defined = hover("Hepatic stellate cells (HSCs) awaken. HSC<|>s expand.");
  assert.equal(defined?.over, "HSCs");
  assert.match(defined.shown, /^\*\*hepatic stellate cell\*\*/);
  assert.equal(defined.shown.split("\n---\n").length, 1);
});

test("an abbreviation in mixed capitals has a plural", () => {
  assert.equal(hover("Many Tre<|>gs expand.")?.over, "Tregs");
});

test("Greek letters of a symbol may be written by name", () => {
  assert.equal(hover("Blocking TGF-be<|>ta works")?.over, "TGF-beta");
});

test("a symbol is not read across a line break", () => {
  assert.equal(hover("Chicago, I<|>L\n1 Department of Biology"), undefined);
});

test("ordinary words are not the symbols that share their letters", () => {
  assert.equal(hover("The goals were met<|> at the end."), undefined);
});

test("a citation shows how it prints and the formatted reference, over its key alone", () => {
  const found = hover(`--- review.md
As shown [see @zhou<|>2022, p. 3].
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Stellate cells}, journal = {Gut}, year = 2022, doi = {10.1000/x}}
`);
  assert.equal(found?.over, "zhou2022");
  assert.match(found.shown, /^\*Prints as\* \(see 1\)\n\nZhou L\. Stellate cells\. Gut\. 2022/);
  assert.match(found.shown, /\[DOI 10\.1000\/x\]\(<https:\/\/doi\.org\/10\.1000\/x>\)/);
  assert.match(found.shown, /in refs\.bib/);
});

test("an incomplete list of authors is said to be so", () => {
  const found = hover("[@aceto<|>2014circulating]");
  assert.match(found?.shown ?? "", /Aceto N et al\./);
  assert.match(found?.shown ?? "", /Only the first author is recorded/);
});

test("nothing is shown beside a symbol", () => {
  assert.equal(hover("A plain <|>sentence."), undefined);
});

const library = `--- review.md
As shown [@zhou2022; @part] and @zhou2022.
--- refs.bib
`;

test("an entry's key shows the reference and how often it is cited", () => {
  const found = hover(`${library}@article{zhou<|>2022, author = {Zhou, Li}, title = {Stellate cells}, year = 2022}`);
  assert.equal(found?.over, "zhou2022");
  assert.match(found.shown, /^Zhou L\. Stellate cells\. 2022/);
  assert.match(found.shown, /cited 2 times$/);
});

test("a crossref shows the parent, an xdata what it lends", () => {
  const parent = "@proceedings{conf, title = {Meeting on Examples}, year = 2020}";
  const found = hover(`${library}${parent}\n@inproceedings{part, crossref = {co<|>nf}}`);
  assert.equal(found?.over, "conf");
  assert.match(found.shown, /Meeting on Examples/);
  assert.doesNotMatch(found.shown, /cited/);
  const lent = hover(`${library}@xdata{pub, publisher = {Example Press}}\n@book{part, xdata = {p<|>ub}}`);
  assert.match(lent?.shown ?? "", /Example Press/);
});

test("a field's name and a type show what they are for", () => {
  const field = hover(`${library}@article{k, JOUR<|>NALTITLE = {J}}`);
  assert.equal(field?.over, "JOURNALTITLE");
  assert.match(field.shown, /^\*\*journaltitle\*\* · The journal's name\.$/);
  assert.match(hover(`${library}@art<|>icle{k, title = {T}}`)?.shown ?? "", /^\*\*article\*\* · An article/);
  assert.equal(hover(`${library}@article{k, title = {T<|>}}`), undefined);
  assert.equal(hover(`${library}@article{k, my-own<|> = {T}}`), undefined);
});

test("a string's name shows its value, among other parts too", () => {
  const strings = "@string{jex = {Journal of Examples}}\n";
  assert.equal(hover(`${library}${strings}@article{k, journal = j<|>ex}`)?.shown, "Journal of Examples");
  const joined = hover(`${library}${strings}@article{k, journal = {The } # je<|>x # { B}}`);
  assert.equal(joined?.over, "jex");
  assert.equal(joined.shown, "Journal of Examples");
});
