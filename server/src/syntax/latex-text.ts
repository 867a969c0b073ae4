/**
 * LaTeX text to Unicode with CSL's markup (`<i>`, `<b>`, `<sub>`, `<sup>`, small capitals), and back.
 * Covers what stands in titles and names: accents, letters, symbols, fonts, simple maths.
 */

import {
  accents,
  declarations,
  markup,
  mathAccents,
  operators,
  silentCommands,
  symbols,
  units,
} from "./latex-symbols.ts";

/** What makes a value more than text in braces: commands, maths, ties, and ligatures of dashes and quotes. */
const needsReader = /[\\$~`]|--|''/;
const longBlank = /[\n\r\t]| {2}/;
const run = /[^\\{}$~`'-]+/y;

/**
 * The Unicode text of a LaTeX value. Braces go, runs of blanks become one space, unknown commands leave their arguments.
 * `text` is a whole value: what is left open in it ends with it.
 */
export function latexToText(text: string): string {
  const read = needsReader.test(text)
    ? new LatexReader(text).read()
    : text.includes("{") || text.includes("}")
      ? text.replace(/[{}]+/g, "")
      : text;
  return (longBlank.test(read) ? read.replace(/[ \n\r\t]+/g, " ") : read).trim();
}

/** Commands that set text within maths. */
const textInMaths = /^(?:text(?:rm|up|normal|sf|tt|md)?|mbox|hbox)$/;

/** A formula of mhchem's `\\ce`: digits after an element are subscripts, what follows `^` is a superscript. */
function chemistry(formula: string): string {
  return formula
    .replace(
      /\^(?:\{([^{}]*)\}|([+-]|\d+[+-]?))/g,
      (_, group?: string, charge?: string) => `<sup>${group ?? charge}</sup>`,
    )
    .replace(
      /(?<=[\p{L})\]])_?(?:\{(\d+)\}|(\d+))/gu,
      (_, group?: string, digits?: string) => `<sub>${group ?? digits}</sub>`,
    )
    .replace(/->/g, "→")
    .replace(/[{}$]/g, "");
}

/** Units of siunitx: `\\micro\\meter` is µm. */
function unitText(latex: string): string {
  return latexToText(latex.replace(/\\([A-Za-z]+)\s*/g, (command, name: string) => units.get(name) ?? command));
}

/** Groups nested deeper than this are no text anyone wrote; their braces are dropped, so that the stack lasts. */
const deepestGroup = 200;

class LatexReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;
  /** Whether a single opening quote waits for its closing one. */
  #quoted = false;
  /** Whether a `\\(` is known to have no end. */
  #mathIsOpen = false;

  constructor(text: string) {
    this.#text = text;
  }

  read(): string {
    let out = "";
    // A closing brace without its opening one is dropped.
    while (this.#at < this.#text.length) {
      out += this.#group(false);
      this.#at++;
    }
    return out;
  }

  /** Reads to the brace that closes the group, or to the end; leaves `#at` on the brace. */
  #group(math: boolean): string {
    let out = "";
    let closing = "";
    while (this.#at < this.#text.length) {
      const char = this.#text.charAt(this.#at);
      if (char === "}") break;
      run.lastIndex = this.#at;
      if (!math && run.test(this.#text)) {
        out += this.#text.slice(this.#at, run.lastIndex);
        this.#at = run.lastIndex;
      } else if (char === "\\") {
        const declaration = this.#declaration();
        if (declaration) {
          out += declaration[0];
          closing = declaration[1] + closing;
        } else out += this.#command(math);
      } else out += this.#simple(char, math);
    }
    return out + closing;
  }

  #declaration(): readonly [string, string] | undefined {
    const match = /\\(it|itshape|em|sl|slshape|bf|bfseries|sc|scshape)(?![A-Za-z])\s*/y;
    match.lastIndex = this.#at;
    const found = match.exec(this.#text);
    if (!found) return undefined;
    this.#at += found[0].length;
    return declarations[found[1] ?? ""];
  }

  /** A piece that is no command: a group, maths, a ligature, a script, or one character. */
  #simple(char: string, math: boolean): string {
    if (char === "{") {
      this.#at++;
      if (this.#depth >= deepestGroup) return "";
      this.#depth++;
      const inner = this.#group(math);
      this.#depth--;
      this.#at++;
      return inner;
    }
    this.#at++;
    if (char === "$") return this.#math();
    if (char === "~") return "\u00a0";
    if (math && (char === "^" || char === "_")) {
      const tag = char === "^" ? "sup" : "sub";
      const argument = this.#argument(true);
      return argument === "∘" ? "°" : argument === "′" ? argument : `<${tag}>${argument}</${tag}>`;
    }
    if (math && char === "-") return "−";
    if (math && /\s/.test(char)) return "";
    if (!math && char === "-") return this.#ligature("-", ["-", "–", "—"]);
    if (!math && char === "`") return this.#openingQuote();
    if (!math && char === "'") return this.#closingQuote();
    return math && char === "'" ? "′" : char;
  }

  #openingQuote(): string {
    const quote = this.#ligature("`", ["‘", "“"]);
    if (quote === "‘") this.#quoted = true;
    return quote;
  }

  /** One that stands before a letter is an apostrophe, also within quotes. */
  #closingQuote(): string {
    const quote = this.#ligature("'", ["'", "”"]);
    if (quote === "”" || !this.#quoted || /[\p{L}\p{N}]/u.test(this.#text.charAt(this.#at))) return quote;
    this.#quoted = false;
    return "’";
  }

  #ligature(char: string, forms: readonly string[]): string {
    let length = 1;
    while (length < forms.length && this.#text.charAt(this.#at) === char) {
      length++;
      this.#at++;
    }
    return forms[length - 1] ?? char;
  }

  /** Maths between dollars. A dollar that is never closed is a dollar. */
  #math(): string {
    const end = this.#text.indexOf("$", this.#at);
    if (end < 0) return "$";
    const inner = new LatexReader(this.#text.slice(this.#at, end)).#readMath();
    this.#at = end + 1;
    return inner;
  }

  #readMath(): string {
    let out = "";
    while (this.#at < this.#text.length) {
      out += this.#group(true);
      this.#at++;
    }
    return out;
  }

  /** What a command applies to: a group, a command or one character, after blanks. */
  #argument(math: boolean): string {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at++;
    const char = this.#text.charAt(this.#at);
    if (char === "" || char === "}" || this.#depth >= deepestGroup) return "";
    if (char === "\\") {
      this.#depth++;
      const inner = this.#command(math);
      this.#depth--;
      return inner;
    }
    if (char === "{") return this.#simple(char, math);
    const whole = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0);
    this.#at += whole.length;
    return whole;
  }

  #command(math: boolean): string {
    const match = /\\(?:([A-Za-z]+)\*?|([\s\S]?))/y;
    match.lastIndex = this.#at;
    const found = match.exec(this.#text);
    this.#at += found?.[0].length ?? 1;
    const name = found?.[1];
    return name === undefined ? this.#controlSymbol(found?.[2] ?? "", math) : this.#controlWord(name, math);
  }

  #controlSymbol(symbol: string, math: boolean): string {
    if (symbol === "(") return this.#inlineMath();
    const accent = accents[symbol];
    if (accent !== undefined && !math) return this.#accented(accent);
    if (symbol === "-" || symbol === "/" || symbol === "!" || symbol === ")") return "";
    if (symbol === "," || symbol === ";" || symbol === ":") return "\u202f";
    return symbol === "\\" || symbol === "" || /\s/.test(symbol) ? " " : symbol;
  }

  #inlineMath(): string {
    const end = this.#mathIsOpen ? -1 : this.#text.indexOf("\\)", this.#at);
    this.#mathIsOpen = end < 0;
    if (end < 0) return "(";
    const inner = new LatexReader(this.#text.slice(this.#at, end)).#readMath();
    this.#at = end + 2;
    return inner;
  }

  #controlWord(name: string, math: boolean): string {
    const symbol = symbols.get(name);
    if (symbol !== undefined) {
      this.#skipCommandBlanks();
      return symbol;
    }
    if (operators.has(name)) return this.#operator(name);
    const accent = accents[name];
    if (accent !== undefined) return this.#accented(accent);
    const tags = markup[name];
    if (tags) return tags[0] + this.#argument(math && name.startsWith("math")) + tags[1];
    const special = this.#specialCommand(name, math);
    if (special !== undefined) return special;
    this.#skipCommandBlanks();
    // An unknown command leaves what it is applied to: \ensuremath{α}, \mathrm{d}, \uppercase{x}, \url{…}.
    const mathInside = name === "ensuremath" || (math && !textInMaths.test(name));
    return this.#text.charAt(this.#at) === "{" ? this.#simple("{", mathInside) : "";
  }

  /** An operator of maths stands apart from the letters and numbers beside it. */
  #operator(name: string): string {
    let before = this.#at - name.length - 2;
    while (/\s/.test(this.#text.charAt(before))) before--;
    this.#skipCommandBlanks();
    const space = /[A-Za-z0-9)]/.test(this.#text.charAt(before)) ? " " : "";
    return space + name + (/[A-Za-z0-9\\]/.test(this.#text.charAt(this.#at)) ? " " : "");
  }

  /** What commands print that do more with their arguments than to print them; `undefined` for another command. */
  #specialCommand(name: string, math: boolean): string | undefined {
    const over = mathAccents[name];
    if (over !== undefined) return [...this.#argument(math)].map((char) => (char + over).normalize("NFC")).join("");
    if (silentCommands.has(name)) {
      this.#argument(false);
      return "";
    }
    switch (name) {
      case "href":
        this.#argument(false);
        return this.#argument(false);
      case "url":
      case "path":
      case "nolinkurl":
        return this.#rawArgument();
      case "frac":
      case "tfrac":
      case "dfrac":
        return `${this.#argument(math)}/${this.#argument(math)}`;
      case "char":
      case "symbol":
        return this.#character();
      case "ce":
        return chemistry(this.#rawArgument());
      case "SI":
      case "qty":
        return `${latexToText(this.#rawArgument())}\u202f${unitText(this.#rawArgument())}`;
      case "si":
      case "unit":
        return unitText(this.#rawArgument());
      case "ang":
        return `${this.#argument(false)}°`;
      default:
        return undefined;
    }
  }

  /** A group's text as it is written, without its braces; empty where no group follows. */
  #rawArgument(): string {
    const found = /\s*\{((?:[^{}]|\{[^{}]*\})*)\}/y;
    found.lastIndex = this.#at;
    const match = found.exec(this.#text);
    this.#at += match?.[0].length ?? 0;
    return match?.[1] ?? "";
  }

  /** `\\char"E9`, `\\char'351`, `\\char233`, `\\symbol{233}`. */
  #character(): string {
    const number = /\s*\{?(?:"([0-9A-F]+)|'([0-7]+)|(\d+))\}?/y;
    number.lastIndex = this.#at;
    const found = number.exec(this.#text);
    if (!found) return "";
    this.#at += found[0].length;
    const [, hexadecimal, octal, decimal = ""] = found;
    const code = hexadecimal ? Number.parseInt(hexadecimal, 16) : octal ? Number.parseInt(octal, 8) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : "";
  }

  /** TeX drops the blanks after a command word; `{}` after it ends it. */
  #skipCommandBlanks(): void {
    if (this.#text.startsWith("{}", this.#at)) this.#at += 2;
    else while (/\s/.test(this.#text.charAt(this.#at))) this.#at++;
  }

  #accented(accent: string): string {
    const base = this.#argument(false).replace(/^ı/, "i").replace(/^ȷ/, "j");
    if (base === "") return accent === "\u0303" ? "~" : accent === "\u0302" ? "^" : "";
    const first = String.fromCodePoint(base.codePointAt(0) ?? 0);
    if (first === " ") return base;
    return (first + accent).normalize("NFC") + base.slice(first.length);
  }
}

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  "%": "\\%",
  "&": "\\&",
  $: "\\$",
  "#": "\\#",
  _: "\\_",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "\u00a0": "~",
  "`": "\\textquoteleft{}",
};

const commandOfTag: Readonly<Record<string, string>> = {
  "<i>": "\\textit{",
  "<b>": "\\textbf{",
  "<sub>": "\\textsubscript{",
  "<sup>": "\\textsuperscript{",
  '<span style="font-variant:small-caps;">': "\\textsc{",
  '<span style="font-variant: small-caps;">': "\\textsc{",
  '<span class="nocase">': "{",
};

const openingTag = /<(?:i|b|sub|sup)>|<span (?:style="font-variant: ?small-caps;"|class="nocase")>/g;
const closingTag = /<\/(?:i|b|sub|sup|span)>/g;
const special = /-{2,}|'{2,}|[\\{}%&$#_~^`\u00a0]/g;
const specialOrTag = new RegExp(`${openingTag.source}|${closingTag.source}|${special.source}`, "g");

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Whether each brace of the text has its partner. */
export function balances(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === "{") depth++;
    else if (char === "}" && --depth < 0) return false;
  }
  return depth === 0;
}

/**
 * Unicode text with CSL's markup as LaTeX: Unicode letters stay, TeX's special characters are escaped.
 * Tags that do not pair stay as text, so that braces always balance.
 */
export function textToLatex(text: string): string {
  // BibTeX counts a brace after a backslash as well.
  const bracesBalance = balances(text);
  return text.replace(count(text, openingTag) === count(text, closingTag) ? specialOrTag : special, (found) => {
    if (found.startsWith("</")) return "}";
    if (found.startsWith("-") || found.startsWith("'")) return found.split("").join("{}");
    if (!bracesBalance && (found === "{" || found === "}"))
      return found === "{" ? "\\textbraceleft{}" : "\\textbraceright{}";
    return commandOfTag[found] ?? escapes[found] ?? found;
  });
}
