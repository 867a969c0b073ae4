/** What LaTeX commands print: accents, letters, symbols, fonts and units. */

/** Combining characters of the accent commands. */
export const accents: Readonly<Record<string, string>> = {
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
  f: "\u0311",
  h: "\u0309",
  G: "\u030f",
  U: "\u030e",
  textcommabelow: "\u0326",
  textogonekcentered: "\u0328",
};

/** Combining characters of the accents of maths. */
export const mathAccents: Readonly<Record<string, string>> = {
  grave: "\u0300",
  acute: "\u0301",
  hat: "\u0302",
  widehat: "\u0302",
  tilde: "\u0303",
  widetilde: "\u0303",
  bar: "\u0304",
  overline: "\u0305",
  breve: "\u0306",
  dot: "\u0307",
  ddot: "\u0308",
  mathring: "\u030a",
  check: "\u030c",
  vec: "\u20d7",
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
  "prime ′ hbar ℏ ell ℓ perp ⊥ parallel ∥ mid ∣ vert | oplus ⊕ otimes ⊗ emptyset ∅ lbrace { rbrace } textbraceleft { textbraceright } textquotesingle ' checkmark ✓ " +
  "textpm ± texttimes × textdiv ÷ textminus − textonesuperior ¹ texttwosuperior ² textthreesuperior ³ textthreequarters ¾ " +
  "textcelsius °C textohm Ω textcent ¢ textsterling £ textyen ¥ textsection § textparagraph ¶ textdagger † textdaggerdbl ‡ " +
  "textperthousand ‰ textleftarrow ← textrightarrow → textasteriskcentered * textasciiacute ´ textasciigrave ` " +
  "textasciidieresis ¨ textasciimacron ¯ textschwa ə textnumero № textbardbl ‖ cprime ʹ cdprime ʺ hyphen - angstrom Å aleph ℵ " +
  "LaTeX LaTeX TeX TeX BibTeX BibTeX slash / textvisiblespace ␣";

function pairs(table: string): [string, string][] {
  const words = table.split(" ");
  const found: [string, string][] = [];
  for (let index = 0; index + 1 < words.length; index += 2) found.push([words[index] ?? "", words[index + 1] ?? ""]);
  return found;
}

export const symbols: ReadonlyMap<string, string> = new Map([
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

/** Operators of maths, which print their names. */
export const operators: ReadonlySet<string> = new Set(
  "log ln lg exp sin cos tan sinh cosh tanh lim max min sup inf det dim ker gcd arg deg Pr".split(" "),
);

/** Commands of one argument that print it in CSL's markup. */
export const markup: Readonly<Record<string, readonly [string, string]>> = {
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
export const declarations: Readonly<Record<string, readonly [string, string]>> = {
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

/** Commands whose argument is not printed: those that BibTeX users define to sort an entry, and those that set space. */
export const silentCommands: ReadonlySet<string> = new Set(
  "noopsort SortNoop noop hspace vspace phantom hphantom vphantom label".split(" "),
);

const unitNames =
  "meter m metre m gram g kilogram kg second s minute min hour h day d liter L litre L mole mol molar M kelvin K ampere A " +
  "candela cd hertz Hz newton N pascal Pa joule J watt W volt V ohm Ω tesla T coulomb C farad F siemens S becquerel Bq " +
  "gray Gy sievert Sv dalton Da electronvolt eV angstrom Å bar bar degree ° degreeCelsius °C celsius °C percent % " +
  "deca da hecto h kilo k mega M giga G tera T deci d centi c milli m micro µ nano n pico p femto f per / square ² cubic ³";

/** Commands of units and their prefixes, as `\\SI` and `\\si` take them. */
export const units: ReadonlyMap<string, string> = new Map([...pairs(unitNames), ["squared", "²"], ["cubed", "³"]]);
