import type { Emphasis, Inline, RichText } from "./rich-text.ts";

/** LaTeX that compiles with pdfLaTeX, XeLaTeX and LuaLaTeX alike; links need the `hyperref` package. */
export function toLatex(rich: RichText): string {
  return rich.map(latexOf).join("");
}

const commands: Readonly<Record<Emphasis, string>> = {
  italic: "\\textit",
  bold: "\\textbf",
  "small-caps": "\\textsc",
  superscript: "\\textsuperscript",
  subscript: "\\textsubscript",
};

function latexOf(node: Inline): string {
  switch (node.kind) {
    case "text":
      return escapeLatex(node.text);
    case "link":
      return `\\href{${escapeTarget(node.target)}}{${toLatex(node.content)}}`;
    default:
      return `${commands[node.kind]}{${toLatex(node.content)}}`;
  }
}

/** What `hyperref` can't take as it is in an address that may stand in another command's argument. */
function escapeTarget(target: string): string {
  return target.replace(/[\\{}^]/g, encodeURIComponent).replace(/[%#&_]/g, "\\$&");
}

const replacements: ReadonlyMap<string, string> = new Map([
  ["\\", "\\textbackslash{}"],
  ["{", "\\{"],
  ["}", "\\}"],
  ["$", "\\$"],
  ["&", "\\&"],
  ["#", "\\#"],
  ["_", "\\_"],
  ["%", "\\%"],
  ["^", "\\textasciicircum{}"],
  ["~", "\\textasciitilde{}"],
  ["<", "\\textless{}"],
  [">", "\\textgreater{}"],
  ["|", "\\textbar{}"],
  ['"', "\\textquotedbl{}"],
  ["\u00a0", "~"],
  ["\u2009", "\\,"],
  ["\u202f", "\\,"],
  ["\u2010", "-"],
  ["\u2011", "-"],
  ["\u2212", "\\ensuremath{-}"],
  ["≤", "\\ensuremath{\\leq}"],
  ["≥", "\\ensuremath{\\geq}"],
  ["≈", "\\ensuremath{\\approx}"],
  ["→", "\\ensuremath{\\rightarrow}"],
  ["×", "\\ensuremath{\\times}"],
  ["±", "\\ensuremath{\\pm}"],
  ["∞", "\\ensuremath{\\infty}"],
  ...greek(),
  ...raised("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", "\\textsuperscript"),
  ...raised("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-", "\\textsubscript"),
]);

/** Greek letters, which pdfLaTeX has in mathematics only. Capitals that look Latin have no command. */
function greek(): [string, string][] {
  const small =
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi o pi rho varsigma sigma tau upsilon phi chi psi omega";
  const capital = "A B Gamma Delta E Z H Theta I K Lambda M N Xi O Pi P - Sigma T Upsilon Phi X Psi Omega";
  const letters = (first: string, names: string) =>
    names.split(" ").map((name, index): [string, string] => {
      const letter = String.fromCodePoint((first.codePointAt(0) ?? 0) + index);
      return [letter, name.length > 1 ? `\\ensuremath{\\${name}}` : name];
    });
  return [
    ...letters("α", small),
    ...letters("Α", capital).filter(([, name]) => name !== "-"),
    ["µ", "\\ensuremath{\\mu}"],
  ];
}

function raised(characters: string, plain: string, command: string): [string, string][] {
  return [...characters].map((character, index) => [character, `${command}{${plain.charAt(index)}}`]);
}

function escapeLatex(text: string): string {
  const escaped = Array.from(text, (character) => replacements.get(character) ?? character).join("");
  // Two hyphens in a row would be set as a dash.
  return escaped.replace(/-(?=-)/g, "-{}");
}
