/** How much printing with a style takes, told before anything is compiled. */
import { StyleError } from "./errors.ts";
import type { Element } from "./xml.ts";

/** Elements that an entry passes through, each macro counted wherever it is called; styles in use have up to some thousands. */
const mostElements = 200_000;

/** Elements in elements, with the macros that they call; styles in use nest some thirty deep. */
const deepest = 400;

interface Extent {
  /** How many elements there are with those of the macros that they call, and how deep they nest. */
  readonly size: number;
  readonly height: number;
}

/**
 * Throws a `StyleError` where a macro calls itself, or where macros that call each other come to more than any style needs:
 * thirty that call the next one twice would print for a day.
 */
export function checkMacros(root: Element, macros: ReadonlyMap<string, Element>, xml: string): void {
  const known = new Map<Element, Extent>();
  const open = new Set<Element>();
  const extentOf = (element: Element, depth: number): Extent => {
    const fail = (message: string): never => {
      throw new StyleError(message, xml, element.start);
    };
    if (depth > deepest) fail("Macros call each other too deep.");
    let size = 1;
    let height = 0;
    const add = (extent: Extent): void => {
      size += extent.size;
      height = Math.max(height, extent.height + 1);
    };
    for (const child of element.children) add(extentOf(child, depth + 1));
    const name = element.name === "text" || element.name === "key" ? element.attributes.get("macro") : undefined;
    const macro = name === undefined ? undefined : macros.get(name);
    if (macro) {
      if (open.has(macro)) fail(`The macro "${name}" calls itself.`);
      open.add(macro);
      const extent = known.get(macro) ?? extentOf(macro, depth + 1);
      open.delete(macro);
      known.set(macro, extent);
      add(extent);
    }
    if (depth + height > deepest) fail("Macros call each other too deep.");
    if (size > mostElements) fail(`This <${element.name}> goes on too long.`);
    return { size, height };
  };
  for (const area of root.children) if (area.name === "citation" || area.name === "bibliography") extentOf(area, 0);
}
