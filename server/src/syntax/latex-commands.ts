/**
 * What LaTeX commands do with their arguments, as far as a reader of citations and prose must know.
 * Sources: the manuals of natbib, biblatex, apacite, csquotes, glossaries and the LaTeX kernel.
 */
import type { CitationMode } from "./facts.ts";

function names(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}

/** Commands with `cite` in their name that cite nothing. */
const notCitations = names(
  "citestyle citereset citesetup setcitestyle citetext defcitealias citation bibcite AtEveryCite AtEveryCitekey " +
    "DeclareCiteCommand DeclareMultiCiteCommand RenewCiteCommand citepunct citedash citemid citeleft citeright " +
    "citedefault citesinglepage excite recite",
);

const otherCitations = names(
  "bibentry footcitetext footfullcitetext textcquote blockcquote foreigntextcquote foreignblockcquote hyphentextcquote " +
    "hyphenblockcquote hybridblockcquote",
);

/** natbib's and biblatex's names, and apacite's `\shortciteA`. */
const citeWord = /^(?:[Cc]ite|(?:short|full|mask)cite|[a-zA-Z]*[Cc]ites?$|[a-zA-Z]*citetexts?$)/;

/** Whether a command's braces hold citation keys: a package's, one named after `\cite`, or one of `own`. */
export function isCitationCommand(name: string, own: ReadonlySet<string>): boolean {
  return own.has(name) || (!notCitations.has(name) && (otherCitations.has(name) || citeWord.test(name)));
}

/** biblatex's `\cites(pre)(post)[pre][post]{key}[pre][post]{key}…`. */
export function isMultiCitation(name: string): boolean {
  return /cites$|citetexts$/.test(name);
}

/**
 * Commands whose first braces hold no key: biblatex's `\volcite[pre]{volume}[pages]{key}` and csquotes'
 * `\foreigntextcquote{language}[pre][post]{key}`.
 */
export function isSecondBraceCitation(name: string): boolean {
  return /volcites?$/i.test(name) || /^(?:foreign|hyphen|hybrid)\w*cquote$/.test(name);
}

/** Environments of csquotes that cite in their arguments, and how many braces stand before the key. */
export const citingEnvironments: Readonly<Record<string, 0 | 1>> = {
  displaycquote: 0,
  foreigndisplaycquote: 1,
  hyphendisplaycquote: 1,
};

export function citationMode(name: string, starred: boolean): CitationMode {
  if (/^(?:[Cc]ite(?:year|date|yearpar)|citenum)/.test(name)) return "suppress-author";
  if (/^(?:[Cc]ite(?:t|alt|author|fullauthor|talias)$|[Tt]extcites?$|onlinecite$)/.test(name)) return "author-in-text";
  return starred && /^(?:[Cc]ite|[Pp]arencite|[Aa]utocite)s?$/.test(name) ? "suppress-author" : "normal";
}

/** Commands that refer to a label. */
export const referenceCommands = names(
  "ref pageref eqref autoref nameref cref Cref vref Vref vpageref cpageref labelcref fref Fref subref hyperref",
);

/** How many braced arguments of a command hold no prose. What is not listed here has prose in its braces. */
const codeArguments: Readonly<Record<string, number>> = Object.fromEntries(
  [
    "1 label ref pageref eqref autoref nameref cref Cref vref Vref vpageref cpageref labelcref fref Fref subref",
    "1 url path nolinkurl includegraphics includesvg includepdf graphicspath usepackage RequirePackage documentclass",
    "1 documentstyle LoadClass PassOptionsToPackage usetikzlibrary input include includeonly subfile subfileinclude",
    "1 InputIfFileExists bibliography bibliographystyle nobibliography addbibresource addglobalbib addsectionbib",
    "1 ExecuteBibliographyOptions citestyle setcitestyle vspace hspace hypersetup geometry sisetup captionsetup lstset",
    "1 pagestyle thispagestyle pagenumbering selectlanguage foreignlanguage begin end gls Gls GLS glspl Glspl GLSpl",
    "1 glsdesc acrshort acrlong acrfull Acrshort Acrlong Acrfull acrshortpl acrlongpl acrfullpl Acrlongpl ac Ac acs acl",
    "1 acf acp acsp aclp acfp newacronym acrodef DeclareAcronym newglossaryentry loadglsentries printbibliography",
    "1 faIcon color textcolor colorbox cellcolor rowcolor columncolor href hyperlink hypertarget hyperref num si unit",
    "1 ang ce cline cmidrule bibitem newcounter stepcounter refstepcounter arabic roman Roman alph Alph value",
    "1 bookmarksetup tikzset pgfplotsset newtheorem theoremstyle newtoggle toggletrue togglefalse subfix texttt",
    "1 lstinputlisting verbatiminput phantom hphantom vphantom ensuremath scalebox rotatebox orcidID email ead corref",
    "2 setlength addtolength setcounter addtocounter SI qty SIrange inputminted definecolor import subimport",
    "2 includefrom inputfrom resizebox multicolumn multirow DeclareMathOperator rule numberwithin newglossary",
    "2 newcommand renewcommand providecommand DeclareRobustCommand newrobustcmd let newlength counterwithin bibcite",
    "3 newenvironment renewenvironment NewDocumentCommand RenewDocumentCommand ProvideDocumentCommand addcontentsline",
    "3 DeclareDocumentCommand DeclareCiteCommand titleformat",
    "4 NewDocumentEnvironment",
  ].flatMap((row) => {
    const [count, ...commands] = row.split(" ");
    return commands.map((command) => [command, Number(count)] as const);
  }),
);

export function codeArgumentsOf(name: string): number {
  return Object.hasOwn(codeArguments, name) ? (codeArguments[name] ?? 0) : 0;
}

/** Commands whose arguments define something: a `\cite` in them is a pattern, not a citation. */
export const definitions = names(
  "newcommand renewcommand providecommand DeclareRobustCommand newrobustcmd newenvironment renewenvironment " +
    "NewDocumentCommand RenewDocumentCommand ProvideDocumentCommand DeclareDocumentCommand NewDocumentEnvironment " +
    "DeclareCiteCommand DeclareMathOperator",
);

/** Commands that name one bibliography, or several between commas. */
export const bibliographyCommands = names("bibliography nobibliography addbibresource addglobalbib addsectionbib");

/** Commands that take another file in. */
export const inputCommands = names("input include subfile subfileinclude InputIfFileExists");

/** Commands that take a file in from a folder: `\import{folder}{file}`. */
export const importCommands = names("import subimport includefrom inputfrom subinputfrom subincludefrom");

/** How deep a sectioning command stands in the document. */
export const headingDepth: Readonly<Record<string, number>> = {
  part: -1,
  chapter: 0,
  section: 1,
  subsection: 2,
  subsubsection: 3,
  paragraph: 4,
  subparagraph: 5,
};

/** Environments that are all mathematics. */
export const mathsEnvironments = names(
  "math displaymath equation equation* align align* alignat alignat* flalign flalign* gather gather* multline " +
    "multline* eqnarray eqnarray* dmath dmath* IEEEeqnarray IEEEeqnarray* subequations",
);

/** Environments that are no prose, though commands in them are commands. */
export const drawingEnvironments = names("tikzpicture pgfpicture picture axis algorithmic forest chemfigure");

/** How many braced arguments an environment takes before its text. */
export const environmentArguments: Readonly<Record<string, number>> = {
  tabular: 1,
  "tabular*": 2,
  tabularx: 2,
  tabulary: 2,
  longtable: 1,
  xltabular: 2,
  tblr: 1,
  longtblr: 1,
  array: 1,
  minipage: 1,
  multicols: 1,
  wrapfigure: 2,
  wraptable: 2,
  subfigure: 1,
  subtable: 1,
  adjustbox: 1,
  thebibliography: 1,
  list: 2,
  spacing: 1,
  otherlanguage: 1,
  adjustwidth: 2,
  textblock: 1,
};
