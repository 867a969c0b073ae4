/** The part of citeproc-js that evaluations and benches use; it brings no types. Read off its source, version 2.4.63. */
declare module "citeproc" {
  export interface System {
    retrieveLocale(language: string): string;
    retrieveItem(id: string): object;
  }

  export interface Engine {
    readonly opt: { readonly development_extensions: Record<string, boolean> };
    updateItems(ids: readonly string[]): void;
    makeBibliography(): [{ entry_ids: string[][] }, string[]] | false;
    makeCitationCluster(items: readonly { id: string }[]): string;
  }

  const CSL: {
    readonly Engine: new (system: System, style: string) => Engine;
    debug: (message: string) => void;
  };
  export default CSL;
}
