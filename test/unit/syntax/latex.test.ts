import assert from "node:assert/strict";
import { test } from "node:test";
import { readManuscript } from "../../../server/src/syntax/manuscript.ts";
import { createDocument } from "../../../server/src/text/document.ts";
import { citationSlot } from "./citation-slot.ts";

function read(text: string, citationCommands: readonly string[] = []) {
  const document = createDocument("file:///review.tex", text);
  assert.ok(document);
  const facts = readManuscript({ ...document, citationCommands });
  for (const { citations, span } of facts.clusters) {
    for (const { key, keySpan } of citations) {
      assert.equal(text.slice(keySpan.start, keySpan.end), key);
      assert.ok(span.start < keySpan.start && keySpan.end <= span.end);
    }
  }
  return facts;
}

function keys(text: string, citationCommands?: readonly string[]): string {
  return read(text, citationCommands)
    .clusters.flatMap(({ citations }) => citations.map(({ key }) => key))
    .join(" ");
}

function prose(text: string): string[] {
  return read(text).prose.map(({ start, end }) => text.slice(start, end));
}

test("natbib and biblatex commands cite, whatever their case, star and notes", () => {
  for (const command of [
    "cite citep citet citealp citealt citeauthor citeyear citeyearpar citenum Citet Citep Citeauthor fullcite footcite",
    "parencite Parencite textcite Textcite autocite Autocite smartcite supercite footcitetext footfullcite nocite",
    "citetitle citeurl citedate notecite pnotecite onlinecite bibentry citeauthor* parencite* autocite* citet* cite*",
  ].flatMap((list) => list.split(" "))) {
    assert.equal(keys(`x \\${command}{a,b} y`), "a b", command);
    assert.equal(keys(`x \\${command}[see][p.~3]{a} y`), "a", command);
  }
});

test("a command that a writer names after cite cites", () => {
  const text = "\\newcommand{\\citeauthorandlink}[1]{\\citeauthor*{#1} \\cite{#1}}\n\\citeauthorandlink{ludwig_2021} x";
  assert.equal(keys(text), "ludwig_2021");
});

test("a command that the settings or the file define as one that cites does", () => {
  assert.equal(keys("\\paper[p.~3]{a} \\seealso{b} \\other{c}", ["paper", "seealso"]), "a b");
  assert.equal(
    keys(
      "\\newcommand{\\paper}[1]{\\textsuperscript{\\cite{#1}}}\\newcommand\\see[1]{see \\citep[see][]{#1}}\n\\see{a}",
    ),
    "a",
  );
  assert.equal(
    keys("\\newcommand{\\see}[2][]{\\citep[#1]{#2}} \\see[p. 3]{a}\\newcommand{\\no}[2]{#1 \\cite{#2}}\\no{b}{c}"),
    "a",
  );
  assert.equal(keys("\\DeclareCiteCommand{\\paper}{a}{b}{c}{d} \\paper{e}"), "e");
});

test("csquotes and apacite cite in their own ways", () => {
  assert.equal(
    keys("\\textcquote[p. 3]{a}{Text} \\foreigntextcquote{german}[see][]{b}{Text} \\blockcquote{c}[.]{Text}"),
    "a b c",
  );
  assert.equal(keys("\\begin{displaycquote}[see][3]{a}Text\\end{displaycquote}"), "a");
  assert.equal(keys("\\begin{foreigndisplaycquote}{german}{a}Text\\end{foreigndisplaycquote}"), "a");
  assert.equal(keys("\\citeA<see>[p.3]{a} \\shortciteNP{b} \\fullciteA{c} \\nocitemeta{d} \\shortcite{e}"), "a b c e");
  assert.equal(keys("\\volcites(x)[see]{2}[p. 4]{a}{3}{b} \\Pvolcite{1}{c} \\fvolcite{IV}[5]{d}"), "a b c d");
});

test("settings with cite in their name cite nothing", () => {
  assert.equal(
    keys("\\citestyle{nature}\\setcitestyle{square}\\AtEveryCite{x}\\DeclareCiteCommand{\\cite}{a}{b}{c}{d}"),
    "",
  );
  assert.equal(keys("\\nocite{*}\\cref{fig:a}\\excited{b}"), "");
});

test("multiple citations are one cluster", () => {
  const text = "x \\cites(see)(end)[1][2]{a}[3]{b, c}\\textcites{d}{e} \\autocites[p. 1]{f}{g} {h}";
  const facts = read(text);
  assert.deepEqual(
    facts.clusters.map(({ citations }) => citations.map(({ key }) => key).join()),
    ["a,b,c", "d,e", "f,g,h"],
  );
  assert.equal(keys("\\volcite{2}[p. 4]{a}"), "a");
});

test("key lists run over lines and comments", () => {
  assert.equal(keys("\\cite{%\n  a, % first\n  % b,\n  c,\n  d%\n}"), "a c d");
  assert.equal(keys("\\cite\n  [p.~3]\n  {a}"), "a");
  assert.equal(keys("\\cite[{[sic]}, 100\\%]{a}"), "a");
});

test("notes may cite in turn", () => {
  assert.equal(keys("\\cite[see \\citet{b}][]{a}"), "a b");
  assert.equal(keys("\\begin{displayquote}[Docs \\cite{a}] x \\caption[Short \\cite{b}]{Long \\cite{c}}"), "a b c");
});

test("comments, verbatim text and definitions hold no citations", () => {
  const text = [
    "% \\cite{a}",
    "100\\% \\cite{b} % \\cite{c}",
    "\\verb|\\cite{d}| \\lstinline{\\cite{e}}",
    "\\begin{verbatim}\n\\cite{f}\n\\end{verbatim}",
    "\\begin{comment}\\cite{g}\\end{comment}",
    "\\iffalse \\cite{h} \\fi",
    "\\begin{equation}\\text{\\cite{i}}\\end{equation}",
    "\\end{document}\\cite{after}",
  ].join("\n");
  assert.equal(keys(text), "b i after");
  assert.equal(keys(`\\begin{document}${text}`), "b i");
});

test("an unclosed key list hides nothing after it", () => {
  assert.equal(keys("\\cite{smi\n\nText \\cite{a}, \\emph{b \\cite{c}"), "a c");
  assert.equal(keys("\\cite[see {a} \\cite{b}"), "b");
});

test("the mode says how the author prints", () => {
  const modes = ["cite", "citep", "citet", "textcite", "citeauthor", "citeyear", "parencite*"].map(
    (command) => read(`\\${command}{a}`).clusters[0]?.citations[0]?.mode,
  );
  assert.deepEqual(modes, [
    "normal",
    "normal",
    "author-in-text",
    "author-in-text",
    "author-in-text",
    "suppress-author",
    "suppress-author",
  ]);
});

test("prose is the text between the commands", () => {
  const text = [
    "\\documentclass{article}",
    "\\usepackage{natbib}",
    "\\title{Kupffer cells in \\emph{liver} metastasis}",
    "\\newcommand{\\x}{no}",
    "\\begin{document}",
    "\\section[short]{Stellate \\textbf{cells}}\\label{sec:a}",
    "Hepatic stellate",
    "cells~\\citep{a} and $x^2$ cells\\footnote{A note.} in \\ref{sec:a}, 5\\% of % comment",
    "all.",
    "",
    "\\begin{table}[ht]\\caption{A caption}",
    "\\begin{tabular}{ll} one & two \\\\[2mm] three \\end{tabular}\\end{table}",
    "\\includegraphics[width=3cm]{figure.png} \\url{https://x.org} \\begin{equation} no \\end{equation}",
    "\\end{document}",
    "after",
  ].join("\n");
  assert.deepEqual(prose(text), [
    "Kupffer cells in",
    "liver",
    "metastasis",
    "Stellate",
    "cells",
    "Hepatic stellate\ncells~",
    "and",
    "cells",
    "A note.",
    "in",
    ", 5\\% of",
    "all.",
    "A caption",
    "one",
    "two",
    "three",
  ]);
});

test("a part without a document class is all text, a file of packages is none", () => {
  assert.deepEqual(prose("Kupffer cells.\n\n\\section{More}\nText"), ["Kupffer cells.", "More", "Text"]);
  assert.deepEqual(prose("\\usepackage{x}\n\\setlength{\\parindent}{0pt} stray"), []);
});

test("headings count from the highest that the file has", () => {
  const levels = (text: string) => read(text).headings.map(({ level, text: title }) => `${level} ${title}`);
  assert.deepEqual(levels("\\section{A \\emph{b}}\\subsection*{C}\\section[s]{D}"), ["1 A b", "2 C", "1 D"]);
  assert.deepEqual(levels("\\chapter{A}\\section{B}"), ["1 A", "2 B"]);
});

test("bibliographies and parts are found with their places", () => {
  const text = [
    "\\providecommand{\\relativeRoot}{../..}",
    "\\bibliography{refs, more}",
    "\\addbibresource[location=local]{\\relativeRoot/all.bib}",
    "\\input{intro} \\include{methods.tex} \\input plain",
    "\\subfile{\\subfix{../box.tex}} \\import{parts}{end} % \\input{no}",
    "\\addbibresource[location=remote]{library} \\addbibresource[label=x]{named.bib}",
  ].join("\n");
  const facts = read(text);
  assert.deepEqual(
    facts.bibliographies.map(({ path }) => path),
    ["refs", "more", "../../all.bib", "named.bib"],
  );
  assert.deepEqual(
    facts.includes.map(({ path }) => path),
    ["intro", "methods.tex", "plain", "../box.tex", "parts/end"],
  );
  assert.deepEqual(
    facts.bibliographies.map(({ span }) => text.slice(span.start, span.end)),
    ["refs", "more", "\\relativeRoot/all.bib", "named.bib"],
  );
});

test("a subfile's class and a root comment name the main file", () => {
  const text = "% !TeX root = ../main.tex\n\\documentclass[../other.tex]{subfiles}\n\\documentclass[12pt]{article}";
  const { includes } = read(text);
  assert.deepEqual(
    includes.map(({ path, span }) => [path, text.slice(span.start, span.end)]),
    [
      ["../main.tex", "../main.tex"],
      ["../other.tex", "../other.tex"],
    ],
  );
});

test("\\bibitem gives the document keys of its own; labels are references apart", () => {
  const facts = read(
    "\\cref{fig:a,tab:b}\\begin{thebibliography}{9}\\bibitem[X(2020)]{x} A. \\bibitem{y}\\end{thebibliography}",
  );
  assert.deepEqual(facts.ownKeys, ["x", "y"]);
  assert.deepEqual(
    facts.crossReferences.map(({ key }) => key),
    ["fig:a", "tab:b"],
  );
});

const slot = (marked: string) => citationSlot(marked, "review.tex");

test("a key is being written inside the braces, closed or not", () => {
  assert.equal(slot("\\cite{<|>"), "||");
  assert.equal(slot("\\cite{a, smi<|>"), "smi|smi|a");
  assert.equal(slot("\\parencite[p.~3]{x<|>"), "x|x|");
  assert.equal(slot("\\cite{a,<|>b, c} d"), "b||a,c");
  assert.equal(slot("\\cite{smith 20<|> more"), "smith 20|smith 20|");
  assert.equal(slot("\\cite{\n  a, % x, y\n  b<|>\n}"), "b|b|a");
  assert.equal(slot("\\cites[1]{a}[2]{b<|>}"), "b|b|a");
  assert.equal(slot("Text \\textcite*[see][p. 3]{a<|>}"), "a|a|");
});

test("comments, verbatim text, notes and other commands take none", () => {
  for (const text of [
    "% \\cite{<|>",
    "\\begin{verbatim}\\cite{a<|>}\\end{verbatim}",
    "\\cite[see<|>]{a}",
    "\\cite{a}<|>",
    "\\emph{<|>}",
    "\\ref{a<|>}",
    "\\cite{a\n\ntext<|>",
    "text<|>",
  ]) {
    assert.equal(slot(text), "none", text);
  }
});
