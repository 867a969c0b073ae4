/** Manuscripts as the preview shows them: the server's facts and the plugin, in the markdown-it that VS Code has. */
import MarkdownIt from "markdown-it";
import type { BlockState } from "../../../client/src/preview/markdown-it.ts";
import { extendMarkdownIt } from "../../../client/src/preview/plugin.ts";
import { readStyleSources } from "../../../scripts/styles.mjs";
import { renderedManuscript } from "../../../server/src/lsp/preview.ts";
import type { RenderedManuscript } from "../../../server/src/protocol.ts";
import { createFormatter } from "../../../server/src/styles/formatter.ts";
import { fixture } from "../fixture.ts";

const formatter = createFormatter(readStyleSources());

formatter.addStyle(
  "notes",
  `<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note">
  <info><title>Notes</title><id>notes</id><updated>2026-01-01T00:00:00Z</updated></info>
  <citation><layout delimiter="; "><text variable="title"/></layout></citation>
</style>`,
);

export interface Previewed {
  readonly html: string;
  readonly facts: RenderedManuscript;
}

/** @param text a fixture; its first manuscript is shown */
export function previewed(text: string, style = "apa"): Previewed {
  const { snapshot, manuscript } = fixture(text);
  const facts = renderedManuscript(snapshot, manuscript, { formatter, style });
  return { html: markdownIt(facts).render(manuscript.text, { currentDocument: manuscript.uri }), facts };
}

/** The HTML of a text, of which the server has said this. */
export function renderedWith(text: string, facts: RenderedManuscript | undefined): string {
  return markdownIt(facts).render(text, { currentDocument: "file:///project/review.md" });
}

/** Elements of a text with their lines, from 0, as VS Code notes them to scroll preview and text in step. */
export function linesOf(text: string): readonly string[] {
  const md = markdownIt(undefined);
  md.core.ruler.push("lines", ({ tokens }) => {
    for (const token of tokens) if (token.map && token.type !== "inline") token.attrSet("data-line", `${token.map[0]}`);
  });
  const elements = md.render(text, {}).matchAll(/<(\w+)[^>]* data-line="(\d+)"/g);
  return Array.from(elements, ([, tag, line]) => `${tag} ${line}`);
}

function markdownIt(facts: RenderedManuscript | undefined): MarkdownIt {
  const md = new MarkdownIt({ html: true, linkify: true });
  md.block.ruler.before("fence", "front_matter", readFrontMatter);
  return extendMarkdownIt(md, () => facts);
}

/** As VS Code's own plugin: the block is a token that shows nothing. */
function readFrontMatter(state: BlockState, start: number, end: number, silent: boolean): boolean {
  const line = (at: number) => state.src.slice(state.bMarks[at], state.eMarks[at]);
  if (start > 0 || line(0) !== "---") return false;
  let last = 1;
  while (last < end && line(last) !== "---") last++;
  if (!silent) state.push("front_matter", "", 0).map = [0, last + 1];
  state.line = last + 1;
  return true;
}
