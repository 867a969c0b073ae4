/** Add Terminology: an ontology, a nomenclature or a table of terms, from a file or from where it is published. */
import { type QuickPickItem, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { download, reasonOf } from "../download.ts";
import { ask } from "../requests.ts";
import {
  discardFile,
  forServer,
  installedTerminologies,
  type Source,
  saveTerminologies,
  storeFile,
  type Terminology,
} from "../terminologies.ts";

interface Release {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly extension: string;
  readonly description: string;
  /** Brings what is published into a format that the server reads, and leaves other species out. */
  readonly convert?: (text: string) => string;
}

/** Published terminologies, each at the address that its makers give for the current release. */
export const releases: readonly Release[] = [
  {
    id: "cl",
    name: "Cell Ontology",
    address: "https://purl.obolibrary.org/obo/cl/cl-basic.obo",
    extension: "obo",
    description: "cell types",
  },
  {
    id: "go",
    name: "Gene Ontology",
    address: "https://purl.obolibrary.org/obo/go/go-basic.obo",
    extension: "obo",
    description: "processes, functions and parts of cells",
  },
  {
    id: "pw",
    name: "Pathway Ontology",
    address: "https://purl.obolibrary.org/obo/pw.obo",
    extension: "obo",
    description: "pathways",
  },
  {
    id: "doid",
    name: "Human Disease Ontology",
    address: "https://purl.obolibrary.org/obo/doid.obo",
    extension: "obo",
    description: "diseases",
  },
  {
    id: "uberon",
    name: "Uberon",
    address: "https://purl.obolibrary.org/obo/uberon/basic.obo",
    extension: "obo",
    description: "anatomy",
  },
  {
    id: "hgnc",
    name: "HGNC",
    address: "https://storage.googleapis.com/public-download-files/hgnc/tsv/tsv/hgnc_complete_set.txt",
    extension: "txt",
    description: "human gene symbols",
  },
  {
    id: "reactome",
    name: "Reactome",
    address: "https://reactome.org/download/current/ReactomePathways.txt",
    extension: "tsv",
    description: "human pathways",
    convert: humanPathwaysOfReactome,
  },
  {
    id: "wikipathways",
    name: "WikiPathways",
    address: "https://www.wikipathways.org/json/getPathwayInfo.json",
    extension: "tsv",
    description: "human pathways",
    convert: humanPathwaysOfWikiPathways,
  },
];

export interface AddTerminology {
  /** The URI of a file. */
  readonly file?: string;
  /** The identifier of a known release: `cl`, `go`, `pw`, `doid`, `uberon`, `hgnc`, `reactome` or `wikipathways`. */
  readonly release?: string;
}

const extensions = ["obo", "json", "tsv", "csv", "txt", "yaml", "yml"];

/**
 * @returns what was installed; `undefined` where the writer gave up
 * @throws with the reason where nothing was installed; what was installed before is then unchanged
 */
export async function addTerminology(
  client: BaseLanguageClient,
  folder: Uri,
  given: AddTerminology = {},
): Promise<Terminology | undefined> {
  const chosen = given.file ? Uri.parse(given.file) : given.release ? releaseOf(given.release) : await choose();
  if (!chosen) return undefined;
  return chosen instanceof Uri ? addFile(client, folder, chosen) : addRelease(client, folder, chosen);
}

/** Downloads a release and installs it, in place of an older one of its own. */
export async function addRelease(
  client: BaseLanguageClient,
  folder: Uri,
  { id, name, address, extension, convert }: Release,
): Promise<Terminology | undefined> {
  const downloaded = await download(name, address);
  if (!downloaded) return undefined;
  const { bytes, modified } = downloaded;
  const version = versionIn(bytes) ?? modified;
  const source = { id, name, address, extension, ...(version && { version }) };
  return install(client, folder, convert ? converted(bytes, source, convert) : bytes, source);
}

/** Tells the server which terminologies are in use, and resolves to what it read of each that is turned on. */
export function tellServer(client: BaseLanguageClient, folder: Uri, list: readonly Terminology[]) {
  return ask(client, "biomanuscript/setTerminologies", { terminologies: forServer(folder, list) });
}

async function choose(): Promise<Uri | Release | undefined> {
  interface Choice extends QuickPickItem {
    readonly release?: Release;
  }
  const choices: Choice[] = [
    { label: "$(file) From a file…", description: "OBO, OBO Graphs JSON, a table, HGNC or YAML" },
    ...releases.map((release) => ({
      label: `$(cloud-download) ${release.name}`,
      description: release.description,
      detail: release.address,
      release,
    })),
  ];
  const choice = await window.showQuickPick(choices, { title: "Add Terminology", matchOnDescription: true });
  if (!choice || choice.release) return choice?.release;
  const files = await window.showOpenDialog({ title: "Add Terminology", filters: { Terminologies: extensions } });
  return files?.[0];
}

function releaseOf(id: string): Release {
  const release = releases.find((candidate) => candidate.id === id);
  if (!release) throw new Error(`“${id}” is no known release; use ${releases.map((known) => known.id).join(", ")}.`);
  return release;
}

async function addFile(client: BaseLanguageClient, folder: Uri, uri: Uri): Promise<Terminology> {
  const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
  const extension = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  if (!extensions.includes(extension)) {
    throw new Error(
      `${name} can't be added: its name must end in ${extensions.map((known) => `.${known}`).join(", ")}.`,
    );
  }
  const bytes = await workspace.fs.readFile(uri).then(undefined, (error: unknown) => {
    throw new Error(`${uri.path} can't be read: ${reasonOf(error)}. Nothing was changed.`);
  });
  const version = versionIn(bytes);
  const address = uri.toString();
  return install(client, folder, bytes, { id: address, name, address, extension, ...(version && { version }) });
}

/** The index changes last, once the server has read terms from the file. */
async function install(client: BaseLanguageClient, folder: Uri, bytes: Uint8Array, source: Source) {
  const before = await installedTerminologies(folder);
  const stored = await storeFile(folder, bytes, source);
  const after = [...before.filter(({ id }) => id !== source.id), stored];
  try {
    // The new one is the last of those that the server answers about.
    const read = (await tellServer(client, folder, after)).at(-1);
    const problems = problemsIn(read?.problems ?? []);
    if (!read || read.terms === 0) {
      throw new Error(
        `${source.name} (${source.address}) has no term that can be read${problems}. Nothing was changed.`,
      );
    }
    const version = source.version ?? read.release;
    const size = bytes.length + read.size;
    const added = { ...stored, ...(version && { version }), terms: read.terms, size };
    await saveTerminologies(folder, [...after.slice(0, -1), added]);
    const replaced = before.filter(({ id }) => id === source.id);
    for (const old of replaced) await discardFile(folder, old, after);
    // Told again, the server deletes what it had compiled of a file that is gone.
    if (replaced.length > 0) await tellServer(client, folder, after);
    tell(`${source.name}: ${countOf(read.terms)}${problems}.`, problems !== "");
    return added;
  } catch (error) {
    await discardFile(folder, stored, before);
    await tellServer(client, folder, before).then(undefined, () => undefined);
    throw error;
  }
}

function countOf(terms: number): string {
  return terms === 1 ? "one term is ready" : `${terms.toLocaleString("en")} terms are ready`;
}

function tell(message: string, isWarning: boolean): void {
  if (isWarning) window.showWarningMessage(message);
  else window.showInformationMessage(message);
}

/** As a part of a sentence: the first problem, and how many more there are. */
function problemsIn(problems: readonly { readonly line: number; readonly message: string }[]): string {
  const [first, ...others] = problems;
  if (!first) return "";
  const more = others.length > 0 ? `; and ${others.length.toLocaleString("en")} more` : "";
  return ` (line ${first.line}: ${first.message.replace(/\.$/, "")}${more})`;
}

/** The release that an OBO file names in its head. */
function versionIn(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder().decode(bytes.subarray(0, 4096));
  return /^data-version:[ \t]*(\S.*)$/m.exec(head)?.[1]?.trim();
}

function converted(bytes: Uint8Array, { name, address }: Source, convert: (text: string) => string): Uint8Array {
  try {
    return new TextEncoder().encode(convert(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new Error(`${name} from ${address} is not in the expected format: ${reasonOf(error)}. Nothing was changed.`);
  }
}

/** Reactome's table has identifier, name and species, and no heading; the same pathway is there for every species. */
function humanPathwaysOfReactome(text: string): string {
  const rows = text.split(/\r?\n/).filter((line) => line.startsWith("R-HSA-"));
  return tableOf(rows.map((row) => row.split("\t").slice(0, 2)));
}

function humanPathwaysOfWikiPathways(text: string): string {
  const { pathwayInfo } = JSON.parse(text) as { pathwayInfo?: readonly Readonly<Record<string, unknown>>[] };
  if (!Array.isArray(pathwayInfo)) throw new Error("it has no list “pathwayInfo”");
  const human = pathwayInfo.filter(({ species }) => species === "Homo sapiens");
  return tableOf(human.map(({ id, name, description }) => [id, name, description].map((cell) => String(cell ?? ""))));
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const quoted = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join("\t"));
  return ["id\tname\tdescription", ...quoted, ""].join("\n");
}
