/** The part of citeproc-js that is used here; it brings no types. Read off its source, version 2.4.63. */
declare module "citeproc" {
  export interface System {
    retrieveLocale(language: string): string;
    retrieveItem(id: string): object;
  }

  /** Prints one list of names; `author`, `editor`, … are the variables it joins. */
  export interface NameOutput {
    readonly Item: { readonly authorsIncomplete?: boolean };
    /** By variable; `freeters` are names without an affiliation, that is all of them here. */
    readonly freeters_count: Record<string, number>;
    etal_use_last: boolean;
    truncatePersonalNameLists(): void;
  }

  export interface Engine {
    readonly opt: {
      readonly development_extensions: Record<string, boolean>;
      readonly "initialize-with-hyphen"?: boolean;
    };
    setOutputFormat(name: string): void;
    updateItems(ids: readonly string[]): void;
    makeBibliography(): [{ entry_ids: string[][] }, string[]] | false;
    makeCitationCluster(items: readonly { id: string }[]): string;
    getTerm(name: string): string;
  }

  /** `keepFull` normalises the initials there are and leaves full names. */
  export interface NameFunctions {
    initializeWith(engine: Engine, given: string, terminator: string, keepFull?: boolean): string;
  }

  export type Decorate = (engine: Engine, text: string | undefined) => string;

  export type OutputFormats = Record<string, Record<string, Decorate | string | ((text: string) => string)>>;

  const CSL: {
    readonly Engine: new (system: System, style: string) => Engine;
    readonly NameOutput: { readonly prototype: NameOutput };
    readonly Util: { readonly Names: NameFunctions };
    readonly Output: { readonly Formats: OutputFormats };
    debug: (message: string) => void;
  };
  export default CSL;
}
