/** One citation: its cites in order, grouped and collapsed. */
import { type Context, contextFor, type Disambiguation, type Place } from "./context.ts";
import type { Cite, Item } from "./items.ts";
import { readAffix } from "./markup.ts";
import { find, type Node, plainText } from "./nodes.ts";
import { print, type Rich } from "./print.ts";
import { comparerFor, sorted, sortValuesOf } from "./sorting.ts";
import type { CompiledStyle } from "./style.ts";

/** A cite with all that decides how it prints. */
export interface PreparedCite {
  readonly item: Item;
  readonly cite: Cite;
  readonly place: Place;
  readonly number: number | undefined;
  readonly form: Disambiguation;
}

interface RenderedCite {
  readonly prepared: PreparedCite;
  readonly nodes: readonly Node[];
  /** The characters of its names, by which cites are grouped. */
  readonly names: string;
}

/** What is left out of a rendered cite. */
type Hidden = "nothing" | "names";

export function renderCitation(style: CompiledStyle, cites: readonly PreparedCite[], isComposite: boolean): Rich {
  // The one whose names are in the text stays the first.
  const [inText, ...others] = cites;
  const sortedCites = inStyleOrder(style, isComposite ? others : cites);
  const inOrder = isComposite && inText ? [inText, ...sortedCites] : sortedCites;
  const [first] = inOrder;
  if (!first) return [];
  if (inOrder.length === 1 && first.cite.mode === "author-only") return print(authorOf(style, first), style.locale);
  const rendered = inOrder.map((prepared, place) =>
    renderedCite(style, prepared, isComposite && place === 0 ? "names" : "nothing", place === 0),
  );
  const body = collapsed(style, rendered);
  const context = contextFor({ item: first.item, area: "citation" });
  const whole = style.citation.finish(body, context);
  // A style of numbers has no names for the text.
  const author = isComposite ? namesOf(style, first) : [];
  if (whole === undefined) return print(author, style.locale);
  return print(author.length > 0 ? [...author, " ", whole] : [whole], style.locale);
}

/** As the style sorts them; "see also" speaks of what stands before it, so where a later cite has a prefix all stay. */
function inStyleOrder(style: CompiledStyle, cites: readonly PreparedCite[]): readonly PreparedCite[] {
  if (cites.slice(1).some(({ cite }) => cite.prefix)) return cites;
  return sorted(
    cites,
    (cite) => sortValuesOf({ ...cite, area: "citation", hasOwnYearSuffix: style.hasOwnYearSuffix }),
    style.citation,
    comparerFor(style.locale.language),
  );
}

/** The first names of a cite alone, without the affixes of the layout; where it has none, all of it. */
function authorOf(style: CompiledStyle, prepared: PreparedCite): readonly Node[] {
  const names = namesOf(style, prepared);
  return names.length > 0 ? names : nodesOf(style, prepared, "nothing");
}

function namesOf(style: CompiledStyle, prepared: PreparedCite): readonly Node[] {
  const names = find(nodesOf(style, prepared, "nothing"), "names");
  return names ? [names] : [];
}

function renderedCite(style: CompiledStyle, prepared: PreparedCite, hides: Hidden, isFirst: boolean): RenderedCite {
  const { cite } = prepared;
  const hidden = cite.mode === "suppress-author" || (isFirst && hides === "names") ? "names" : "nothing";
  const nodes = nodesOf(style, prepared, hidden);
  const begun = capitalisedStart(nodes, style.info.isNote && startsSentence(cite.prefix ?? "", isFirst));
  return { prepared, nodes: withOwnAffixes(begun, cite), names: plainText(find(nodes, "names")?.children ?? []) };
}

function nodesOf(style: CompiledStyle, prepared: PreparedCite, hides: Hidden): readonly Node[] {
  const context: Context = contextFor({
    ...prepared,
    area: "citation",
    hasOwnYearSuffix: style.hasOwnYearSuffix,
    hidesNames: hides === "names",
  });
  const nodes: Node[] = [];
  style.citation.render(context, nodes);
  return nodes;
}

/** Text around a cite is kept from it by a space, but for punctuation. */
function withOwnAffixes(nodes: readonly Node[], { prefix = "", suffix = "" }: Cite): readonly Node[] {
  const before = /[\p{L}\p{N}.,:;)\]]$/u.test(prefix) && prefix !== "" ? `${prefix} ` : prefix;
  const after = /^[\p{L}\p{N}([]/u.test(suffix) ? ` ${suffix}` : suffix;
  return before + after === "" ? nodes : [...readAffix(before), ...nodes, ...readAffix(after)];
}

function startsSentence(prefix: string, isFirst: boolean): boolean {
  return prefix === "" ? isFirst : /[.?!]\s*$/.test(prefix);
}

/** A term that begins a note or a sentence in it begins with a capital. */
function capitalisedStart(nodes: readonly Node[], isStart: boolean): readonly Node[] {
  if (!isStart) return nodes;
  const [first, ...rest] = nodes;
  if (first === undefined || typeof first === "string") return nodes;
  if (first.tag === "term") {
    const [text] = first.children;
    if (typeof text !== "string") return nodes;
    return [{ ...first, children: [text.charAt(0).toUpperCase() + text.slice(1)] }, ...rest];
  }
  if (first.tag === "names" || first.isQuoted) return nodes;
  return [{ ...first, children: capitalisedStart(first.children, true) }, ...rest];
}

function collapsed(style: CompiledStyle, cites: readonly RenderedCite[]): readonly Node[] {
  const { collapse, groupDelimiter } = style.options;
  const { delimiter } = style.citation;
  if (collapse === "citation-number") return collapsedNumbers(cites, delimiter, style);
  if (collapse === undefined && groupDelimiter === undefined) {
    return joinedCites(
      cites.map(({ nodes }) => nodes),
      () => delimiter,
    );
  }
  return collapsedYears(style, grouped(cites, style.citation.sort.length > 0));
}

function joinedCites(cites: readonly (readonly Node[])[], delimiterAfter: (place: number) => string): readonly Node[] {
  const result: Node[] = [];
  let last = -1;
  for (const [place, nodes] of cites.entries()) {
    if (nodes.length === 0) continue;
    const delimiter = last < 0 ? "" : delimiterAfter(last);
    if (delimiter !== "") result.push(delimiter);
    result.push(...nodes);
    last = place;
  }
  return result;
}

/** Three and more numbers that follow one another become a range. */
function collapsedNumbers(cites: readonly RenderedCite[], delimiter: string, style: CompiledStyle): readonly Node[] {
  const { afterCollapseDelimiter = delimiter } = style.options;
  const parts: { nodes: readonly Node[]; isRange: boolean }[] = [];
  for (let from = 0; from < cites.length; ) {
    let to = from;
    while (follows(cites[to], cites[to + 1])) to++;
    const first = cites[from]?.nodes ?? [];
    const last = cites[to]?.nodes ?? [];
    if (to - from >= 2) parts.push({ nodes: [...first, "–", ...last], isRange: true });
    else for (const cite of cites.slice(from, to + 1)) parts.push({ nodes: cite.nodes, isRange: false });
    from = to + 1;
  }
  return joinedCites(
    parts.map(({ nodes }) => nodes),
    (place) => (parts[place]?.isRange ? afterCollapseDelimiter : delimiter),
  );
}

function follows(one: RenderedCite | undefined, next: RenderedCite | undefined): boolean {
  if (!one || !next || !isBare(one) || !isBare(next)) return false;
  const number = (cite: RenderedCite): number => Number(plainText(find(cite.nodes, "citation-number")?.children ?? []));
  return number(next) === number(one) + 1;
}

function isBare({ prepared: { cite } }: RenderedCite): boolean {
  return !cite.locator && !cite.prefix && !cite.suffix;
}

/** Cites with the same names that follow one another; where cites are sorted, all of them, at the first. */
function grouped(cites: readonly RenderedCite[], moves: boolean): readonly (readonly RenderedCite[])[] {
  const groups: RenderedCite[][] = [];
  const byNames = new Map<string, RenderedCite[]>();
  for (const cite of cites) {
    const known = cite.names === "" ? undefined : byNames.get(cite.names);
    if (known && (moves || known === groups.at(-1))) known.push(cite);
    else {
      const group = [cite];
      groups.push(group);
      if (cite.names !== "") byNames.set(cite.names, group);
    }
  }
  return groups.map((group) => group.toSorted(byLetter));
}

/** Of the same year, in the order of the letters. */
function byLetter(a: RenderedCite, b: RenderedCite): number {
  if (!sharesYear(a, b)) return 0;
  return a.prepared.form.yearSuffix < b.prepared.form.yearSuffix ? -1 : 1;
}

function collapsedYears(style: CompiledStyle, groups: readonly (readonly RenderedCite[])[]): readonly Node[] {
  const { collapse, groupDelimiter, afterCollapseDelimiter } = style.options;
  const { delimiter } = style.citation;
  const inGroup = groupDelimiter ?? (style.info.isNote ? delimiter : ", ");
  const parts = groups.map((group) => {
    const [first, ...rest] = group;
    if (!first) return [];
    if (rest.length === 0) return first.nodes;
    if (collapse === undefined)
      return joinedCites(
        group.map(({ nodes }) => nodes),
        () => inGroup,
      );
    return collapsedGroup(style, group, inGroup);
  });
  const isCollapsed = (place: number): boolean => collapse !== undefined && (groups[place]?.length ?? 0) > 1;
  return joinedCites(parts, (place) => (isCollapsed(place) ? (afterCollapseDelimiter ?? delimiter) : delimiter));
}

/** The names once, then years; with a style that wants it, a year once, then letters. */
function collapsedGroup(style: CompiledStyle, group: readonly RenderedCite[], inGroup: string): readonly Node[] {
  const { collapse, addsYearSuffix, yearSuffixDelimiter, groupDelimiter, afterCollapseDelimiter } = style.options;
  const betweenLetters = yearSuffixDelimiter ?? groupDelimiter ?? style.citation.delimiter;
  const collapsesLetters = addsYearSuffix && (collapse === "year-suffix" || collapse === "year-suffix-ranged");
  const result: Node[] = [];
  let run: RenderedCite[] = [];
  const endRun = (): void => {
    if (run.length === 0) return;
    result.push(...letterRun(run, betweenLetters, collapse === "year-suffix-ranged"));
    run = [];
  };
  for (const [place, cite] of group.entries()) {
    const before = group[place - 1];
    const isLetter = collapsesLetters && before !== undefined && sharesYear(before, cite);
    if (isLetter) {
      run.push(cite);
      continue;
    }
    endRun();
    const nodes = place === 0 ? cite.nodes : withOwnAffixes(nodesOf(style, cite.prepared, "names"), cite.prepared.cite);
    // Behind a locator a comma would seem to go on with it.
    if (place > 0) result.push(before && isBare(before) ? inGroup : (afterCollapseDelimiter ?? inGroup));
    const next = group[place + 1];
    if (collapsesLetters && next && sharesYear(cite, next)) run.push({ ...cite, nodes });
    else result.push(...nodes);
  }
  endRun();
  return result;
}

function sharesYear(one: RenderedCite, next: RenderedCite): boolean {
  const year = (cite: RenderedCite): string => plainText(find(cite.nodes, "year")?.children ?? []);
  return (
    one.prepared.form.yearSuffix !== "" &&
    next.prepared.form.yearSuffix !== "" &&
    year(one) === year(next) &&
    isBare(one) &&
    isBare(next)
  );
}

/** The first cite whole, of the others the letter alone, those that follow one another as a range. */
function letterRun(run: readonly RenderedCite[], delimiter: string, hasRanges: boolean): readonly Node[] {
  const result: Node[] = [];
  for (let from = 0; from < run.length; ) {
    let to = from;
    while (hasRanges && run[to + 1] && letterOf(run[to]) + 1 === letterOf(run[to + 1])) to++;
    if (to - from < 2) to = from;
    if (from > 0) result.push(delimiter);
    const nodes = run[from]?.nodes ?? [];
    result.push(...(from === 0 ? nodes : only(nodes, "year-suffix")));
    if (to > from) result.push("–", ...only(run[to]?.nodes ?? [], "year-suffix"));
    from = to + 1;
  }
  return result;
}

function letterOf(cite: RenderedCite | undefined): number {
  return cite?.prepared.form.yearSuffix.charCodeAt(0) ?? 0;
}

/** The branches with the tag in the formats around them, and nothing else. */
function only(nodes: readonly Node[], tag: string): readonly Node[] {
  return nodes.flatMap((node): readonly Node[] => {
    if (typeof node === "string") return [];
    if (node.tag === tag) return [node];
    const children = only(node.children, tag);
    return children.length === 0 ? [] : [{ children, formats: node.formats }];
  });
}
