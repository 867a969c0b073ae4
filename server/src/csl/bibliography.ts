/** Entries of the bibliography. */
import { contextFor, type Disambiguation } from "./context.ts";
import type { Item } from "./items.ts";
import { type Branch, find, joined, type Node, plainText, replace } from "./nodes.ts";
import { print, type Rich } from "./print.ts";
import type { AreaStyle, CompiledStyle } from "./style.ts";

export interface RenderedEntry {
  readonly nodes: readonly Node[];
}

/** An entry before it is known what stands before it. */
export function renderEntry(
  style: CompiledStyle,
  bibliography: AreaStyle,
  item: Item,
  number: number,
  form: Disambiguation,
): RenderedEntry {
  const context = contextFor({ item, area: "bibliography", number, form, hasOwnYearSuffix: style.hasOwnYearSuffix });
  if (!bibliography.fields) {
    const nodes: Node[] = [];
    bibliography.render(context, nodes);
    return { nodes: joined(nodes, bibliography.delimiter) };
  }
  const [first, rest] = bibliography.fields.map((render) => {
    const nodes: Node[] = [];
    render(context, nodes);
    return nodes;
  });
  const inner = [
    ...((first?.length ?? 0) > 0 ? [{ children: first ?? [], formats: ["left-margin"] } satisfies Branch] : []),
    ...((rest?.length ?? 0) > 0 ? [{ children: rest ?? [], formats: ["right-inline"] } satisfies Branch] : []),
  ];
  return { nodes: inner };
}

/** The entry as it prints after another, whose names it may repeat. */
export function printEntry(
  style: CompiledStyle,
  bibliography: AreaStyle,
  item: Item,
  { nodes }: RenderedEntry,
  before: RenderedEntry | undefined,
): Rich {
  const substitute = style.subsequentAuthorSubstitute;
  const settled = substitute === undefined || !before ? nodes : withSubstitute(style, nodes, before.nodes, substitute);
  const context = contextFor({ item, area: "bibliography" });
  const whole = finishInside(settled, (inner) => bibliography.finish(inner, context));
  return print(whole, style.locale);
}

/** The layout's suffix belongs into the last of the blocks that an entry is made of. */
function finishInside(nodes: readonly Node[], finish: (nodes: readonly Node[]) => Node | undefined): readonly Node[] {
  const last = nodes.at(-1);
  const isBlock = typeof last === "object" && last.formats?.length === 1 && isDisplay(last.formats[0]);
  if (!isBlock || typeof last !== "object") {
    const whole = finish(nodes);
    return whole === undefined ? [] : [whole];
  }
  const whole = finish(last.children);
  return [...nodes.slice(0, -1), ...(whole === undefined ? [] : [{ ...last, children: [whole] }])];
}

function isDisplay(format: string | undefined): boolean {
  return format === "block" || format === "left-margin" || format === "right-inline" || format === "indent";
}

function withSubstitute(
  style: CompiledStyle,
  nodes: readonly Node[],
  before: readonly Node[],
  substitute: string,
): readonly Node[] {
  const names = find(nodes, "names");
  const earlier = find(before, "names");
  if (!names || !earlier) return nodes;
  const list = find([names], "name-list") ?? names;
  const earlierList = find([earlier], "name-list") ?? earlier;
  if (list.tag !== "name-list") {
    // A title that stands in for names.
    return plainText([list]) === plainText([earlierList]) ? replace(nodes, list, substitute || undefined) : nodes;
  }
  const own = namesIn(list);
  const others = namesIn(earlierList);
  const isWhole = plainText([list]) === plainText([earlierList]);
  const put = (old: Branch, by: Node | undefined): readonly Node[] => replace(nodes, old, by);
  const text: Node | undefined = substitute === "" ? undefined : substitute;
  switch (style.subsequentAuthorRule) {
    case "complete-each":
      return isWhole ? own.reduce((all, name) => replace(all, name, text), nodes) : nodes;
    case "partial-each":
    case "partial-first": {
      const most = style.subsequentAuthorRule === "partial-first" ? 1 : own.length;
      let result = nodes;
      for (const [place, name] of own.slice(0, most).entries()) {
        const other = others[place];
        if (!other || plainText([name]) !== plainText([other])) break;
        result = replace(result, name, text);
      }
      return result;
    }
    default:
      return isWhole ? put(substitute === "" ? names : list, text) : nodes;
  }
}

function namesIn(list: Branch): readonly Branch[] {
  return list.children.filter((child): child is Branch => typeof child !== "string" && child.tag === "name");
}
