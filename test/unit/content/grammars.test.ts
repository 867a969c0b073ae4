import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import type { IGrammar, IRawGrammar } from "vscode-textmate";

const require = createRequire(import.meta.url);
const textmate: typeof import("vscode-textmate") = require("vscode-textmate");
const oniguruma: typeof import("vscode-oniguruma") = require("vscode-oniguruma");

type Scoped = readonly [text: string, kind: string];

const raw = (json: unknown): IRawGrammar => textmate.parseRawGrammar(JSON.stringify(json), "grammar.json");
const injection = (name: string): IRawGrammar => {
  const file = new URL(`../../../syntaxes/citations.${name}.injection.json`, import.meta.url);
  return textmate.parseRawGrammar(readFileSync(file, "utf8"), "grammar.json");
};

/** Stand-ins for the grammars of VS Code and Quarto: the few rules beside which the injections must live. */
const markdownHost = (scopeName: string, suffix: string) => ({
  scopeName,
  patterns: [{ include: "#frontMatter" }, { include: "#fence" }, { include: "#definition" }, { include: "#paragraph" }],
  repository: {
    frontMatter: { begin: "\\A-{3}\\s*$", end: "^-{3}$", contentName: "meta.embedded.block.frontmatter" },
    fence: { begin: "^```.*$", end: "^```$", name: `markup.fenced_code.block.${suffix}` },
    definition: { match: "^\\[[^\\]]+\\]:\\s*\\S+$", name: `meta.link.reference.def.${suffix}` },
    paragraph: {
      begin: "^(?=\\S)",
      while: "^(?=\\S)",
      name: `meta.paragraph.${suffix}`,
      patterns: [{ include: "#inline" }],
    },
    inline: {
      patterns: [
        { include: "#raw" },
        { match: "<!--.*?-->", name: "comment.block.html" },
        { match: "\\$[^$]+\\$", name: `markup.math.inline.${suffix}` },
        { match: "<[^<>\\s]*[:@][^<>\\s]*>", name: `meta.link.inet.${suffix}` },
        { match: "!?\\[[^\\[\\]]*\\]\\([^)]*\\)", name: `meta.link.inline.${suffix}` },
        { match: "\\[[^\\s\\[\\]]+\\]", name: `string.other.link.title.${suffix}` },
        { match: "-?@[\\w.-]+", name: "keyword.control.import.reference" },
      ],
    },
    raw: { match: "`[^`]+`", name: `markup.inline.raw.string.${suffix}` },
  },
});

const latexHost = {
  scopeName: "text.tex.latex",
  patterns: [
    { match: "%.*$", name: "comment.line.percentage.tex" },
    { match: "\\\\verb\\|[^|]*\\|", name: "meta.function.verb.latex" },
    { match: "\\\\url\\{[^}]*\\}", name: "meta.function.link.url.latex" },
    { begin: "\\\\begin\\{verbatim\\}", end: "\\\\end\\{verbatim\\}", name: "meta.function.verbatim.latex" },
    { begin: "\\$", end: "\\$", name: "meta.math.block.tex support.class.math.block.tex" },
    { begin: "\\\\cite\\{", end: "\\}", name: "meta.citation.latex" },
  ],
};

const grammars = new Map<string, IRawGrammar>([
  ["text.html.markdown", raw(markdownHost("text.html.markdown", "markdown"))],
  ["text.html.markdown.rmarkdown", raw(markdownHost("text.html.markdown.rmarkdown", "markdown"))],
  ["text.html.quarto", raw(markdownHost("text.html.quarto", "quarto"))],
  ["text.tex.latex", raw(latexHost)],
  ["biomanuscript.citations.markdown", injection("markdown")],
  ["biomanuscript.citations.latex", injection("latex")],
]);

async function registry() {
  const wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  return new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => grammars.get(scope) ?? null,
    getInjections: (scope) => [`biomanuscript.citations.${scope.startsWith("text.tex") ? "latex" : "markdown"}`],
  });
}

const loaded = registry();

async function tokens(scope: string, text: string): Promise<{ text: string; scopes: string[] }[]> {
  const grammar: IGrammar | null = await (await loaded).loadGrammar(scope);
  assert.ok(grammar);
  let state = textmate.INITIAL;
  return text.split("\n").flatMap((line) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    return result.tokens.map((token) => ({
      text: line.slice(token.startIndex, token.endIndex),
      scopes: token.scopes,
    }));
  });
}

const kinds: readonly [pattern: RegExp, kind: string][] = [
  [/^variable\.other\.constant\.citation-key\./, "key"],
  [/^keyword\.control\.citation\.suppress-author\./, "minus"],
  [/^keyword\.control\.citation\.markdown$/, "at"],
  [/^keyword\.control\.cite\.latex$/, "command"],
  [/^punctuation\.separator\.citation\./, "separator"],
  [/^keyword\.other\.locator-label\./, "label"],
  [/^constant\.numeric\.locator\./, "locator"],
  [/^entity\.name\.label\.cross-reference\./, "cross-reference"],
  [/^variable\.parameter\.citation\.(?:prenote|postnote|overall-note)\./, "note"],
];

/** What a reader sees coloured: each token with the innermost scope that this extension gives. */
async function coloured(scope: string, text: string): Promise<Scoped[]> {
  return (await tokens(scope, text)).flatMap((token) => {
    const known = token.scopes.flatMap((name) =>
      kinds.filter(([pattern]) => pattern.test(name)).map(([, kind]) => kind),
    );
    const kind = known.at(-1);
    return kind === undefined || kind === "at" ? [] : ([[token.text, kind]] satisfies Scoped[]);
  });
}

const keys = async (scope: string, text: string): Promise<string[]> =>
  (await coloured(scope, text)).filter(([, kind]) => kind === "key").map(([key]) => key);

const markdown = "text.html.markdown";
const latex = "text.tex.latex";

describe("colours of citations in Markdown", () => {
  it("tells keys, separators, the minus and locators of a group apart", async () => {
    assert.deepEqual(await coloured(markdown, "Seen [see @a, pp. 33-35; also -@b:c, ch. 1; @d]."), [
      ["a", "key"],
      ["pp.", "label"],
      ["33-35", "locator"],
      [";", "separator"],
      ["-", "minus"],
      ["b:c", "key"],
      ["ch.", "label"],
      ["1", "locator"],
      [";", "separator"],
      ["d", "key"],
    ]);
  });

  it("reads the locator of an author in the sentence, and what follows in the brackets", async () => {
    assert.deepEqual(await coloured(markdown, "As @a [p. 3; @b] show."), [
      ["a", "key"],
      ["p.", "label"],
      ["3", "locator"],
      [";", "separator"],
      ["b", "key"],
    ]);
  });

  it("reads locators in braces, without a label, roman, and with signs", async () => {
    assert.deepEqual(await coloured(markdown, "[@a{ii, A}, x; @b, 33; @c, p. iv; @d, §3]"), [
      ["a", "key"],
      ["ii, A", "locator"],
      [";", "separator"],
      ["b", "key"],
      ["33", "locator"],
      [";", "separator"],
      ["c", "key"],
      ["p.", "label"],
      ["iv", "locator"],
      [";", "separator"],
      ["d", "key"],
      ["§", "label"],
      ["3", "locator"],
    ]);
  });

  it("does not take a number in the words after a key for a locator", async () => {
    assert.deepEqual(await coloured(markdown, "[@a, in mice of 12 weeks]"), [["a", "key"]]);
  });

  it("goes on over a line break and stops at a blank line", async () => {
    assert.deepEqual(await keys(markdown, "Seen [see @a;\n@b, p. 2] and [@c"), ["a", "b", "c"]);
    assert.deepEqual(await coloured(markdown, "[@a;\n\np. 3; b"), [
      ["a", "key"],
      [";", "separator"],
    ]);
  });

  const readAs: readonly [text: string, keys: readonly string[]][] = [
    ["As @Smith2023. And @a: so @b, then @c?", ["Smith2023", "a", "b", "c"]],
    ["@a:b.c#d$e%f&g-h+i?j<k>l~m/n", ["a:b.c#d$e%f&g-h+i?j<k>l~m/n"]],
    ["@{https://x.org/?id=X} but @https://x.org/?id=X", ["https://x.org/?id=X", "https://x.org"]],
    ["@a--b and @c..d", ["a", "c"]],
    ["mail review@example.org, word@key, 5@k", []],
    ["an escaped \\@a", []],
    ["@_a and @é1 but @.b and @-c", ["_a", "é1"]],
    ["*@a* and (@b) and “@c” and —@d", ["a", "b", "c", "d"]],
    ["^[note on @a, p. 3]", ["a"]],
    ["[^1]: @ref.", ["ref"]],
    ["[@a]", ["a"]],
    ["[see @a [fig. 2]; @b]", ["a", "b"]],
    ["(@good) An example, as @a says", ["a"]],
    ["see https://x.org/@user and @a", ["a"]],
  ];
  for (const [text, expected] of readAs) {
    it(`finds ${expected.join(", ") || "nothing"} in ${text}`, async () => {
      assert.deepEqual(await keys(markdown, text), expected);
    });
  }

  const silent = [
    "`@a and [@b]`",
    "$x_{@a}$",
    "<https://x.org/@a>",
    "<a.b@x.org>",
    "<!-- [@a] -->",
    "![a @a figure](b@2.png)",
    "[the @a site](https://x.org)",
    "```r\nx@slot [@a]\n```",
    "---\nauthor: '@a'\n---",
  ];
  for (const text of silent) {
    it(`leaves ${JSON.stringify(text)} alone`, async () => {
      assert.deepEqual(await coloured(markdown, text), []);
    });
  }

  it("colours cross-references of Quarto as labels", async () => {
    assert.deepEqual(await coloured(markdown, "See @fig-cells and [@tbl-a-b; @fig]."), [
      ["fig-cells", "cross-reference"],
      ["tbl-a-b", "cross-reference"],
      [";", "separator"],
      ["fig", "key"],
    ]);
  });

  for (const scope of ["text.html.quarto", "text.html.markdown.rmarkdown"]) {
    it(`works in ${scope}`, async () => {
      assert.deepEqual(await keys(scope, "See [@a, p. 3; -@b] and @c. In `@d` and\n\n```{r}\nx@y\n```"), [
        "a",
        "b",
        "c",
      ]);
    });
  }
});

describe("colours of citations in LaTeX", () => {
  it("tells prenote, postnote and keys apart", async () => {
    assert.deepEqual(await coloured(latex, "Text~\\citep[see][p.~33]{a, b}."), [
      ["\\", "command"],
      ["citep", "command"],
      ["see", "note"],
      ["p.", "label"],
      ["~", "note"],
      ["33", "locator"],
      ["a", "key"],
      [",", "separator"],
      ["b", "key"],
    ]);
  });

  it("takes a single note for a postnote", async () => {
    assert.deepEqual((await coloured(latex, "\\parencite[33--35]{a}")).slice(2), [
      ["33--35", "locator"],
      ["a", "key"],
    ]);
  });

  it("follows a multicite command from key to key and no further", async () => {
    assert.deepEqual((await coloured(latex, "\\parencites(see)()[12]{a}[cf.][]{b_c} then [13]{d}")).slice(2), [
      ["see", "note"],
      ["12", "locator"],
      ["a", "key"],
      ["cf.", "note"],
      ["b_c", "key"],
    ]);
  });

  it("reads keys over several lines with comments between them", async () => {
    assert.deepEqual(await keys(latex, "\\cite{a,% why, not\n  b:c-d,\n  e}\nf"), ["a", "b:c-d", "e"]);
  });

  const commands = [
    ["citet", "citet*", "Citet", "citep", "citealt", "citealp", "citeauthor", "citeyear", "citeyearpar", "nocite"],
    ["parencite", "Parencite", "textcite", "Textcite", "autocite", "footcite", "smartcite", "supercite", "fullcite"],
    ["cites", "parencites", "textcites", "autocites", "footcites", "cite"],
  ].flat();
  for (const command of commands) {
    it(`knows \\${command}`, async () => {
      assert.deepEqual(await keys(latex, `A \\${command}{k} b`), ["k"]);
    });
  }

  for (const text of [
    "% \\citep{a}",
    "\\verb|\\citep{a}|",
    "\\url{https://x.org/\\citep{a}}",
    "$\\citep{a}$",
    "\\begin{verbatim}\n\\citep{a}\n\\end{verbatim}",
    "\\citestyle{nature} \\citetext{priv.\\ comm.} \\defcitealias{a}{b}",
  ]) {
    it(`leaves ${JSON.stringify(text)} alone`, async () => {
      assert.deepEqual(await coloured(latex, text), []);
    });
  }
});

it("no scope of a citation keeps VS Code from offering completions", async () => {
  const written = [
    ...(await tokens(markdown, "[see @a, pp. 33; -@b{x}] and @c [p. 3] and @{d} and @fig-x")),
    ...(await tokens(latex, "\\citep[see][p.~3]{a,b}\\parencites(x)(y)[1]{c}")),
  ];
  for (const token of written) {
    for (const scope of token.scopes) assert.doesNotMatch(scope, /\b(?:comment|string|regex)\b/, token.text);
  }
});
