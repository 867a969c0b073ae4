/** HTML as Pandoc's Markdown knows it: which tags end a paragraph, and which keep their content raw. */

/** Tags that Pandoc never reads inside a paragraph. */
export const blockTags: ReadonlySet<string> = new Set(
  (
    "address article aside blockquote body canvas caption center col colgroup dd details dir div dl dt fieldset " +
    "figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html isindex legend li main " +
    "menu meta nav noframes ol optgroup option output p section source summary table tbody td tfoot th thead title " +
    "tr track ul"
  ).split(" "),
);

/** Tags whose content up to the closing tag is no Markdown. */
export const verbatimTags: ReadonlySet<string> = new Set(["pre", "script", "style", "textarea"]);

/** What was opened but never closed in a document: looked for once. */
export type NeverClosed = Set<string>;

/** The end of the comment `<!-- … -->` at `at`, or -1. Blank lines do not end a comment. */
export function commentEnd(text: string, at: number, end: number, neverClosed: NeverClosed): number {
  if (!text.startsWith("<!--", at) || neverClosed.has("-->")) return -1;
  const close = text.indexOf("-->", at + 4);
  if (close === -1) neverClosed.add("-->");
  return close === -1 || close + 3 > end ? -1 : close + 3;
}

/** The end of a verbatim element, its closing tag included, or -1 where it is never closed. */
export function verbatimEnd(text: string, name: string, from: number, end: number, neverClosed: NeverClosed): number {
  if (neverClosed.has(name)) return -1;
  const close = new RegExp(`</${name}\\s*>`, "gi");
  close.lastIndex = from;
  const found = close.exec(text);
  if (!found) neverClosed.add(name);
  return found && close.lastIndex <= end ? close.lastIndex : -1;
}
