/**
 * LaTeX text to Unicode with CSL's markup (`<i>`, `<b>`, `<sub>`, `<sup>`, small capitals), and back.
 * Covers what stands in titles and names: accents, letters, symbols, fonts, simple maths.
 */

/** Combining characters of the accent commands. */
const accents: Readonly<Record<string, string>> = {
  "`": "\u0300",
  "'": "\u0301",
  "^": "\u0302",
  "~": "\u0303",
  "=": "\u0304",
  u: "\u0306",
  ".": "\u0307",
  '"': "\u0308",
  r: "\u030a",
  H: "\u030b",
  v: "\u030c",
  d: "\u0323",
  c: "\u0327",
  k: "\u0328",
  b: "\u0331",
  t: "\u0361",
};

const greekNames =
  "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω";

const symbolNames =
  "ss ß SS ẞ o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ dh ð DH Ð dj đ DJ Đ th þ TH Þ ng ŋ NG Ŋ " +
  'textendash – textemdash — textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” textquotedbl " quotedblbase „ quotesinglbase ‚ ' +
  "guillemotleft « guillemotright » guillemetleft « guillemetright » guilsinglleft ‹ guilsinglright › flqq « frqq » " +
  "textquestiondown ¿ textexclamdown ¡ textbackslash \\ textasciitilde ~ textasciicircum ^ textunderscore _ textbar | textless < textgreater > textdollar $ " +
  "textregistered ® texttrademark ™ copyright © textcopyright © textdegree ° degree ° textmu µ micro µ textonehalf ½ textonequarter ¼ textordfeminine ª textordmasculine º " +
  "dag † ddag ‡ S § P ¶ pounds £ texteuro € euro € textperiodcentered · textbullet • dots … ldots … textellipsis … cdots ⋯ " +
  "pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ sim ∼ simeq ≃ equiv ≡ propto ∝ infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ sqrt √ " +
  "to → rightarrow → leftarrow ← Rightarrow ⇒ leftrightarrow ↔ uparrow ↑ downarrow ↓ in ∈ notin ∉ subset ⊂ cup ∪ cap ∩ forall ∀ exists ∃ langle ⟨ rangle ⟩ lt < gt > ll ≪ gg ≫ " +
  "prime ′ hbar ℏ ell ℓ perp ⊥ parallel ∥ mid ∣ vert | oplus ⊕ otimes ⊗ emptyset ∅ lbrace { rbrace } textquotesingle ' checkmark ✓ " +
  "LaTeX LaTeX TeX TeX BibTeX BibTeX slash / textvisiblespace ␣";

function pairs(table: string): [string, string][] {
  const words = table.split(" ");
  const found: [string, string][] = [];
  for (let index = 0; index + 1 < words.length; index += 2) found.push([words[index] ?? "", words[index + 1] ?? ""]);
  return found;
}

const symbols: ReadonlyMap<string, string> = new Map([
  ...pairs(greekNames).flatMap(([name, letter]): [string, string][] => [
    [name, letter],
    [`text${name}`, letter],
    [`up${name}`, letter],
  ]),
  ...pairs(symbolNames),
  ["quad", " "],
  ["qquad", " "],
  ["space", " "],
  ["nobreakspace", "\u00a0"],
]);

/** Commands of one argument that print it in CSL's markup. */
const markup: Readonly<Record<string, readonly [string, string]>> = {
  emph: ["<i>", "</i>"],
  textit: ["<i>", "</i>"],
  mkbibemph: ["<i>", "</i>"],
  textsl: ["<i>", "</i>"],
  mathit: ["<i>", "</i>"],
  textbf: ["<b>", "</b>"],
  mkbibbold: ["<b>", "</b>"],
  mathbf: ["<b>", "</b>"],
  textsuperscript: ["<sup>", "</sup>"],
  mkbibsuperscript: ["<sup>", "</sup>"],
  textsubscript: ["<sub>", "</sub>"],
  mkbibsubscript: ["<sub>", "</sub>"],
  textsc: ['<span style="font-variant:small-caps;">', "</span>"],
  mkbibquote: ["“", "”"],
  enquote: ["“", "”"],
};

/** Declarations that change the font to the end of their group. */
const declarations: Readonly<Record<string, readonly [string, string]>> = {
  it: ["<i>", "</i>"],
  itshape: ["<i>", "</i>"],
  em: ["<i>", "</i>"],
  sl: ["<i>", "</i>"],
  slshape: ["<i>", "</i>"],
  bf: ["<b>", "</b>"],
  bfseries: ["<b>", "</b>"],
  sc: ['<span style="font-variant:small-caps;">', "</span>"],
  scshape: ['<span style="font-variant:small-caps;">', "</span>"],
};

/** Commands that BibTeX users define to print nothing: their argument only sorts the entry. */
const sortingCommands: ReadonlySet<string> = new Set(["noopsort", "SortNoop", "noop"]);

const plain = /^[^\\{}$~\-`'\n\r\t%^_]*$/;

/**
 * The Unicode text of a LaTeX value. Braces go, runs of blanks become one space, unknown commands leave their arguments.
 * `text` is a whole value: what is left open in it ends with it.
 */
export function latexToText(text: string): string {
  if (plain.test(text)) return text.replace(/ {2,}/g, " ").trim();
  return new LatexReader(text)
    .read()
    .replace(/[ \n\r\t]+/g, " ")
    .trim();
}

/** Groups nested deeper than this are no text anyone wrote; their braces are dropped, so that the stack lasts. */
const deepestGroup = 200;

class LatexReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

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
      if (char === "\\") {
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
    if (!math && char === "`") return this.#ligature("`", ["‘", "“"]);
    if (!math && char === "'") return this.#ligature("'", ["'", "”"]);
    return char;
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
    const end = this.#text.indexOf("\\)", this.#at);
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
    const accent = name.length === 1 ? accents[name] : undefined;
    if (accent !== undefined) return this.#accented(accent);
    const tags = markup[name];
    if (tags) return tags[0] + this.#argument(math && name.startsWith("math")) + tags[1];
    if (name === "href") {
      this.#argument(false);
      return this.#argument(false);
    }
    if (sortingCommands.has(name)) {
      this.#argument(false);
      return "";
    }
    this.#skipCommandBlanks();
    // An unknown command leaves what it is applied to: \ensuremath{α}, \mathrm{d}, \uppercase{x}, \url{…}.
    return this.#text.charAt(this.#at) === "{" ? this.#simple("{", math || name === "ensuremath") : "";
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

/**
 * Unicode text with CSL's markup as LaTeX: Unicode letters stay, TeX's special characters are escaped.
 * Tags that do not pair stay as text, so that braces always balance.
 */
export function textToLatex(text: string): string {
  return text.replace(count(text, openingTag) === count(text, closingTag) ? specialOrTag : special, (found) => {
    if (found.startsWith("</")) return "}";
    if (found.startsWith("-") || found.startsWith("'")) return found.split("").join("{}");
    return commandOfTag[found] ?? escapes[found] ?? found;
  });
}
