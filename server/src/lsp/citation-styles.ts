/** The formatter, with the styles and locales that manuscripts ask for added as they are needed. */
import { bundledStyles } from "../styles/bundled.ts";
import { createFormatter, type Formatter } from "../styles/formatter.ts";
import { localesFor, readStyle } from "../styles/style-file.ts";
import { folderOf } from "../text/uri.ts";
import type { ChosenStyle, StyleSource } from "../workspace/citation-style.ts";
import type { Host } from "./host.ts";

export interface CitationStyles {
  readonly formatter: () => Promise<Formatter>;
  /** The formatter's id for a style in a language; another one once the style's file has changed. */
  readonly idOf: (style: PrintedStyle) => Promise<string>;
  /** Prints with a style that is forgotten afterwards. */
  readonly printOnce: <Result>(
    style: PrintedStyle,
    print: (formatter: Formatter, id: string) => Result,
  ) => Promise<Result>;
}

export type PrintedStyle = Pick<ChosenStyle, "source" | "language">;

/** The locales that ship. What they lack is `en-US`. */
const bundledLocales = ["en-US", "en-GB"];

interface AddedStyle {
  readonly id: string;
  /** Of the text before: whoever has just been given it may still ask for it. */
  readonly previous: string | undefined;
  readonly source: StyleSource;
}

/**
 * @param folders where locales may stand besides a style's own folder, each with a folder `locales` beside it or in it
 */
export function createCitationStyles(
  host: Pick<Host, "asset" | "read">,
  folders: () => readonly string[],
): CitationStyles {
  let loading:
    | Promise<{ readonly formatter: Formatter; readonly styles: Readonly<Record<string, string>> }>
    | undefined;
  const load = () => {
    loading ??= loadFormatter(host);
    return loading;
  };
  const added = new Map<string, AddedStyle>();
  const locales = new Map<string, Promise<void>>();
  let count = 0;

  const readLocale = async (name: string, beside: readonly string[]): Promise<void> => {
    const places = [
      ...new Set([...beside, ...folders()].flatMap((it) => [`${folderOf(it)}/locales`, `${it}/locales`])),
    ];
    for (const place of places) {
      const xml = await host.read(`${place}/locales-${name}.xml`).catch(() => undefined);
      if (xml !== undefined && (await load()).formatter.addLocale(name, xml)) return;
    }
  };
  const addLocales = async (language: string, beside: readonly string[]): Promise<void> => {
    const wanted = localesFor(language).filter((name) => !bundledLocales.includes(name));
    for (const name of wanted) if (!locales.has(name)) locales.set(name, readLocale(name, beside));
    await Promise.all(wanted.map((name) => locales.get(name)));
  };

  /** The style's text, once its locales are there. */
  const prepared = async ({ source, language }: PrintedStyle): Promise<{ formatter: Formatter; xml: string }> => {
    const isBundled = typeof source === "string";
    const { formatter, styles } = await load();
    const asked = language ?? (isBundled ? undefined : readStyle(source).language);
    if (asked !== undefined) await addLocales(asked, isBundled ? [] : [folderOf(source.uri)]);
    return { formatter, xml: isBundled ? (styles[source] ?? "") : source.text };
  };

  return {
    formatter: async () => (await load()).formatter,
    printOnce: async (style, print) => {
      const { formatter, xml } = await prepared(style);
      const id = `once ${++count}`;
      formatter.addStyle(id, xml, style.language);
      try {
        return print(formatter, id);
      } finally {
        formatter.removeStyle(id);
      }
    },
    idOf: async ({ source, language }) => {
      const isBundled = typeof source === "string";
      if (isBundled && language === undefined) return source;
      const name = `${isBundled ? source : source.uri} ${language ?? ""}`;
      const known = added.get(name);
      if (known?.source === source) return known.id;
      const { formatter, xml } = await prepared({ source, language });
      const before = added.get(name);
      if (before?.source === source) return before.id;
      // An id stands for one text, so that nobody goes on printing with the one before.
      const id = `${name} ${++count}`;
      formatter.addStyle(id, xml, language);
      if (before?.previous !== undefined) formatter.removeStyle(before.previous);
      added.set(name, { id, source, previous: before?.id });
      return id;
    },
  };
}

async function loadFormatter(host: Pick<Host, "asset">) {
  const assets = async (names: readonly string[], file: (name: string) => string) =>
    Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await host.asset(`styles/${file(name)}`)] as const)),
    );
  const styles = await assets(Object.keys(bundledStyles), (style) => `${style}.csl`);
  const locales = await assets(bundledLocales, (language) => `locales-${language}.xml`);
  return { formatter: createFormatter({ styles, locales }), styles };
}
