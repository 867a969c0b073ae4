import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

/** A snippet as VS Code reads it from a snippets file. */
interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: string | readonly string[];
}

/** A snippet's text with every placeholder's default and every first choice taken, and the numbers of its tab stops. */
interface Expansion {
  readonly text: string;
  readonly stops: readonly number[];
  readonly choices: readonly (readonly string[])[];
}

const variables = new Set(["CURRENT_YEAR", "CURRENT_MONTH", "CURRENT_DATE"]);

/** Reads the part of VS Code's snippet syntax that the snippets use; throws on anything it would read differently. */
function expand(body: string): Expansion {
  const stops: number[] = [];
  const choices: string[][] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const sticky = new RegExp(pattern.source, "y");
    sticky.lastIndex = at;
    const match = sticky.exec(body) ?? undefined;
    if (match) at = sticky.lastIndex;
    return match;
  };
  const variable = (name: string): string => {
    if (!variables.has(name)) throw new Error(`unknown variable ${name}`);
    return "2026";
  };
  const read = (insidePlaceholder: boolean): string => {
    let text = "";
    while (at < body.length) {
      const escaped = take(/\\([$}\\])/);
      if (escaped) {
        text += escaped[1] ?? "";
        continue;
      }
      if (insidePlaceholder && take(/\}/)) return text;
      const plain = take(/\$(?:(\d+)|([A-Z_]+))/);
      if (plain) {
        if (plain[1] !== undefined) stops.push(Number(plain[1]));
        else text += variable(plain[2] ?? "");
        continue;
      }
      const choice = take(/\$\{(\d+)\|((?:\\.|[^|\\])+)\|\}/);
      if (choice) {
        stops.push(Number(choice[1]));
        const options = (choice[2] ?? "").split(/(?<!\\),/).map((option) => option.replace(/\\([,|\\])/g, "$1"));
        choices.push(options);
        text += options[0] ?? "";
        continue;
      }
      const placeholder = take(/\$\{(\d+):/);
      if (placeholder) {
        stops.push(Number(placeholder[1]));
        text += read(true);
        continue;
      }
      if (body[at] === "$") throw new Error(`a dollar that starts no tab stop: ${body.slice(at, at + 20)}`);
      text += body[at] ?? "";
      at += 1;
    }
    if (insidePlaceholder) throw new Error("a placeholder is not closed");
    return text;
  };
  return { text: read(false), stops, choices };
}

function snippetsOf(language: "markdown" | "latex"): [string, Snippet, Expansion][] {
  const file = new URL(`../../../snippets/${language}.json`, import.meta.url);
  const snippets: Record<string, Snippet> = JSON.parse(readFileSync(file, "utf8"));
  return Object.entries(snippets).map(([name, snippet]) => {
    const body = typeof snippet.body === "string" ? snippet.body : snippet.body.join("\n");
    try {
      return [name, snippet, expand(body)];
    } catch (error) {
      throw new Error(`${language}: ${name}: ${String(error)}`);
    }
  });
}

/** The opening and closing marks that nest in the text, in order, must pair. */
function unpaired(text: string, opening: RegExp, closing: RegExp): string | undefined {
  const marks = [...text.matchAll(new RegExp(`(?:${opening.source})|(?:${closing.source})`, "g"))];
  const open: string[] = [];
  for (const mark of marks) {
    const name = mark[1];
    if (name !== undefined) open.push(name);
    else if (open.pop() !== mark[2]) return mark[0];
  }
  return open.at(-1);
}

const essentials = [
  ["rev-title", "rev-authors", "rev-abstract", "rev-abstract-plain", "rev-graphical-abstract", "rev-keywords"],
  ["rev-key-points", "rev-plain-summary", "rev-abbreviations", "rev-search", "rev-prisma", "rev-table-criteria"],
  ["rev-intro", "rev-aim", "rev-mechanism", "rev-pathway", "rev-cell-type", "rev-contrast", "rev-table-mechanisms"],
  ["rev-table-trials", "rev-table-cells", "rev-figure", "rev-figure-panels", "rev-box", "rev-box-definitions"],
  ["rev-controversies", "rev-open-questions", "rev-clinical", "rev-table-targets", "rev-biomarkers", "rev-resistance"],
  ["rev-limitations", "rev-outlook", "rev-conclusions", "rev-credit", "rev-interests", "rev-funding", "rev-data"],
  ["rev-ethics", "rev-acknowledgements", "rev-ai", "rev-supplement", "rev-cite", "rev-cite-group"],
  ["rev-cite-locator", "rev-ref", "rev-footnote", "rev-cover-letter", "rev-enquiry", "rev-reply", "rev-reply-point"],
  ["rev-revision"],
].flat();

for (const language of ["markdown", "latex"] as const) {
  describe(`${language} snippets`, () => {
    const all = snippetsOf(language);

    it("cover a review from the title page to the reply to reviewers", () => {
      const prefixes = new Set(all.map(([, snippet]) => snippet.prefix));
      assert.deepEqual(
        essentials.filter((prefix) => !prefixes.has(prefix)),
        [],
      );
      assert.ok(all.length >= 40, `${all.length} snippets`);
    });

    it("have prefixes of one scheme, each used once, and a description", () => {
      const prefixes = all.map(([, snippet]) => snippet.prefix);
      assert.equal(new Set(prefixes).size, prefixes.length);
      for (const [name, snippet] of all) {
        assert.match(snippet.prefix, /^rev(-[a-z]+)+$/, name);
        assert.match(snippet.description, /^[A-Z].+\.$/, name);
      }
    });

    it("number their tab stops from 1 without a gap and end at $0", () => {
      for (const [name, , { stops }] of all) {
        const numbers = [...new Set(stops)].sort((a, b) => a - b);
        assert.deepEqual(numbers, [...numbers.keys()], name);
        assert.equal(stops.filter((stop) => stop === 0).length, 1, name);
        assert.equal(stops.at(-1), 0, name);
      }
    });

    it("offer choices that differ and are not empty", () => {
      for (const [name, , { choices }] of all) {
        for (const options of choices) {
          assert.ok(options.length > 1, name);
          assert.equal(new Set(options).size, options.length, name);
          assert.ok(!options.includes(""), name);
        }
      }
    });

    it("offer the fourteen CRediT roles", () => {
      const credit = all.find(([, snippet]) => snippet.prefix === "rev-credit");
      assert.ok(credit);
      const ampersand = language === "latex" ? "\\&" : "&";
      for (const roles of credit[2].choices) {
        assert.equal(roles.length, 14);
        assert.ok(roles.includes("Conceptualization"));
        assert.ok(roles.includes(`Writing – review ${ampersand} editing`), roles.join());
      }
    });
  });
}

describe("markdown snippets, expanded", () => {
  for (const [name, snippet, { text }] of snippetsOf("markdown")) {
    it(`${name} is sound Pandoc Markdown`, () => {
      const fences = text.match(/^:::.*$/gm) ?? [];
      assert.equal(fences.filter((fence) => fence.includes("{")).length * 2, fences.length, "fenced divs pair");
      assert.equal((text.match(/^---$/gm) ?? []).length % 2, 0, "front matter closes");
      for (const [group] of text.matchAll(/\[[^[\]]*@[^[\]]*\]/g)) {
        assert.match(group, /^\[(see )?-?@key(, p\. 33)?(; @key)*\]$/, group);
      }
      const rows = text.match(/^\|.*\|$/gm) ?? [];
      const columns = new Set(rows.map((row) => row.split("|").length));
      assert.ok(columns.size <= 1, "every row of a table has the same columns");
      if (snippet.prefix.startsWith("rev-table")) assert.match(text, /^: .+ \{#tbl-[a-z]+\}$/m);
    });
  }
});

describe("LaTeX snippets, expanded", () => {
  for (const [name, , { text }] of snippetsOf("latex")) {
    it(`${name} is sound LaTeX`, () => {
      assert.equal(unpaired(text, /\\begin\{(\w+\*?)\}/, /\\end\{(\w+\*?)\}/), undefined);
      assert.equal((text.match(/\{/g) ?? []).length, (text.match(/\}/g) ?? []).length, "braces pair");
      for (const [, argument] of text.matchAll(/\\[a-z]*cite[a-z]*(?:\[[^\]]*\])*(.{0,20})/g)) {
        assert.match(argument ?? "", /^\{key(,key)*\}/);
      }
      for (const row of text.match(/^.* & .*$/gm) ?? []) assert.match(row, / \\\\$/, "a table row ends with \\\\");
      assert.doesNotMatch(text, /(?<![\\{}])%|(?<!\\)[#_^]/, "no character that TeX would take for markup");
    });
  }
});
