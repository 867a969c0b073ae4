/** The extension's commands. Each may be called with arguments, from a key binding or another extension. */
import { commands, type ExtensionContext, Uri, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { ImportReferences } from "../../../server/src/protocol.ts";
import { registerCitationEdits } from "../citation-edits.ts";
import { registerImportEdits } from "../import-edits.ts";
import { styleFolder } from "../styles.ts";
import { terminologyFolder } from "../terminologies.ts";
import { type AddTerminology, addTerminology } from "./add-terminology.ts";
import { type ChooseStyle, chooseCitationStyle } from "./choose-citation-style.ts";
import { convertCitationSyntax } from "./convert-citation-syntax.ts";
import { copyAsFormatted } from "./copy-as-formatted.ts";
import { importReferences } from "./import-references.ts";
import { insertCitation } from "./insert-citation.ts";
import { insertFormattedCitation } from "./insert-formatted-citation.ts";
import { insertFormattedReference } from "./insert-formatted-reference.ts";
import { insertSupportingCitation } from "./insert-supporting-citation.ts";
import { lookUpTerm, registerTermPages } from "./look-up-term.ts";
import { type ManageTerminologies, manageTerminologies } from "./manage-terminologies.ts";
import { mergeDuplicates } from "./merge-duplicates.ts";
import { newReviewArticle } from "./new-review-article.ts";
import { removeUnusedEntries } from "./remove-unused-entries.ts";
import { replaceIdentifiers } from "./replace-identifiers.ts";
import { replacePastedCitations } from "./replace-pasted-citations.ts";
import { showCitations } from "./show-citations.ts";
import { sortBibliography } from "./sort-bibliography.ts";
import { toggleCitationHints } from "./toggle-citation-hints.ts";
import { updateBibliography } from "./update-bibliography.ts";
import { type UpdateRetractions, updateRetractions } from "./update-retractions.ts";
import { convertBibliography, extractReferences, type WriteBibliography } from "./write-bibliography.ts";

export function registerCommands(context: ExtensionContext, client: BaseLanguageClient): void {
  const register = <Arguments extends unknown[]>(name: string, run: (...given: Arguments) => Promise<void>) =>
    context.subscriptions.push(
      commands.registerCommand(`biomanuscript.${name}`, async (...given: Arguments) => {
        try {
          await run(...given);
        } catch (error) {
          // The message stays until it is read; the command has ended.
          void window.showErrorMessage(error instanceof Error ? error.message : String(error));
        }
      }),
    );
  /** A caller that gives arguments gets the answer, or the error; the writer is shown the error. */
  const registerAnswering = <Given>(name: string, run: (given?: Given) => Promise<unknown>) =>
    context.subscriptions.push(
      commands.registerCommand(`biomanuscript.${name}`, async (given?: Given) => {
        if (given) return run(given);
        try {
          return await run();
        } catch (error) {
          window.showErrorMessage(error instanceof Error ? error.message : String(error));
          return undefined;
        }
      }),
    );
  registerTermPages(context, client);
  context.subscriptions.push(registerImportEdits(client), registerCitationEdits(client));
  registerAnswering("importReferences", (given?: ImportReferences) => importReferences(client, given));
  register("insertCitation", (given?: { keys?: readonly string[] }) => insertCitation(client, given?.keys));
  register("insertFormattedReference", (given?: { key?: string; style?: string }) =>
    insertFormattedReference(client, given?.key, given?.style),
  );
  register("insertFormattedCitation", (given?: { keys?: readonly string[]; format?: string }) =>
    insertFormattedCitation(client, given?.keys, given?.format),
  );
  register("copyAsFormatted", (given?: { format?: string }) => copyAsFormatted(client, given?.format));
  register("updateBibliography", () => updateBibliography(client));
  register("toggleCitationHints", toggleCitationHints);
  register("insertSupportingCitation", (given?: { key?: string }) => insertSupportingCitation(client, given?.key));
  register("lookUpTerm", (given?: { query?: string }) => lookUpTerm(client, given?.query));
  register("newReviewArticle", (given?: Parameters<typeof newReviewArticle>[1]) =>
    newReviewArticle(context.extensionUri, given),
  );
  register("showCitations", showCitations);
  registerAnswering("chooseCitationStyle", (given?: ChooseStyle) =>
    chooseCitationStyle(client, styleFolder(context.globalStorageUri), given),
  );
  register("sortBibliography", () => sortBibliography(client));
  register("removeUnusedEntries", (given?: { keys?: readonly string[] }) => removeUnusedEntries(client, given?.keys));
  register("mergeDuplicates", (given?: { keys?: readonly string[] }) => mergeDuplicates(client, given?.keys));
  register("replaceIdentifiers", () => replaceIdentifiers(client));
  register("convertCitationSyntax", (given?: { target?: string }) => convertCitationSyntax(client, given?.target));
  register("replacePastedCitations", (given?: { isConfirmed?: boolean }) => replacePastedCitations(client, given));
  const notes = window.createOutputChannel("BioManuscript: Bibliographies");
  context.subscriptions.push(notes);
  register("extractReferences", (given?: Uri | WriteBibliography, selected?: readonly Uri[]) =>
    extractReferences(client, notes, fromExplorer(given, selected)),
  );
  register("convertBibliography", (given?: Uri | WriteBibliography) =>
    convertBibliography(client, notes, fromExplorer(given)),
  );
  const terminologies = terminologyFolder(context.globalStorageUri);
  registerAnswering("addTerminology", (given?: AddTerminology) => addTerminology(client, terminologies, given));
  registerAnswering("updateRetractions", (given?: UpdateRetractions) =>
    updateRetractions(client, context.globalStorageUri, given),
  );
  registerAnswering("manageTerminologies", (given?: ManageTerminologies) =>
    manageTerminologies(client, terminologies, given),
  );
}

/** The explorer calls a command with the file that was clicked and all that are selected, the editor's menu with its own. */
function fromExplorer(
  given: Uri | WriteBibliography | undefined,
  selected?: readonly Uri[],
): WriteBibliography | undefined {
  return given instanceof Uri ? { uris: (selected ?? [given]).map((uri) => uri.toString()) } : given;
}
