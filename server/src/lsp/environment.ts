/** The places to look for files that the machine's environment variables name. */
import { folderOf, resolvePath } from "../text/uri.ts";
import type { Environment } from "../workspace/snapshot.ts";
import type { Host } from "./host.ts";

type SearchedHost = Pick<Host, "environment" | "list">;

/**
 * Reads `HOME`, `BIBINPUTS` and `TEXINPUTS` as Kpathsea does (https://tug.org/texinfohtml/kpathsea.html): folders between
 * colons or semicolons, `//` at the end of one for all folders below it too. The bibliographies of the personal TeX tree,
 * which Kpathsea searches without being told, come last.
 */
export async function readEnvironment(host: SearchedHost, folders: readonly string[]): Promise<Environment> {
  const { HOME, USERPROFILE, BIBINPUTS = "", TEXINPUTS = "", TEXMFHOME } = host.environment;
  const home = HOME ?? USERPROFILE;
  const homeFolder = home === undefined ? undefined : resolvePath("file://", home);
  const tree = TEXMFHOME ?? (home === undefined ? undefined : "~/texmf");
  const search = async (paths: readonly string[], extension: string) => {
    const found = await Promise.all(paths.map((path) => foldersOf(host, path, homeFolder, folders, extension)));
    return [...new Set(found.flat())];
  };
  return {
    home: homeFolder,
    bibFolders: await search([...split(BIBINPUTS), ...(tree === undefined ? [] : [`${tree}/bibtex/bib//`])], "bib"),
    texFolders: await search(split(TEXINPUTS), "tex"),
    styleFolders: stylePlaces(host.environment, homeFolder),
    thisYear: new Date().getFullYear(),
  };
}

/**
 * Pandoc's data folder (https://pandoc.org/MANUAL.html#option--data-dir), Zotero's, and where Debian's package
 * `citation-style-language-styles` puts its files. A server in a browser reaches none of them.
 */
function stylePlaces({ XDG_DATA_HOME }: Host["environment"], home: string | undefined): readonly string[] {
  if (home === undefined) return [];
  const data = XDG_DATA_HOME ? resolvePath("file://", XDG_DATA_HOME) : `${home}/.local/share`;
  const system = "file:///usr/share/citation-style-language/styles";
  return [
    ...[`${data}/pandoc/csl`, `${home}/.pandoc/csl`, `${home}/.csl`],
    ...[`${home}/Zotero/styles`, `${home}/Zotero/styles/hidden`],
    ...[system, `${system}/dependent`],
  ];
}

/** The folders of a search path; the present folder is searched anyhow. */
function split(value: string): string[] {
  const isWindows = value.includes(";") || /^[A-Za-z]:[\\/]/.test(value);
  return value.split(isWindows ? ";" : ":").filter((path) => path !== "" && path !== ".");
}

async function foldersOf(
  host: SearchedHost,
  path: string,
  home: string | undefined,
  folders: readonly string[],
  extension: string,
): Promise<readonly string[]> {
  const written = path.replace(/^!!/, "").replace(/^\$HOME\b/, "~");
  const bare = written.replace(/[\\/]+$/, "");
  const isAtHome = bare.startsWith("~");
  if (isAtHome && home === undefined) return [];
  const bases = isAtHome && home !== undefined ? [home] : folders.length > 0 ? folders : ["file://"];
  const found = [...new Set(bases.map((base) => resolvePath(base, bare.replace(/^~[\\/]*/, ""))))];
  if (!/(?:\/\/|\\\\)$/.test(written)) return found;
  const files = await Promise.all(found.map((folder) => host.list(folder, [extension], true)));
  return [...found, ...new Set(files.flat().map(folderOf))];
}
