/** The extension's commands. Each may be called with arguments, from a key binding or another extension. */
import { commands, type ExtensionContext, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { insertCitation } from "./insert-citation.ts";
import { insertFormattedReference } from "./insert-formatted-reference.ts";
import { insertSupportingCitation } from "./insert-supporting-citation.ts";
import { lookUpTerm, registerTermPages } from "./look-up-term.ts";
import { newReviewArticle } from "./new-review-article.ts";

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
  registerTermPages(context, client);
  register("insertCitation", (given?: { keys?: readonly string[] }) => insertCitation(client, given?.keys));
  register("insertFormattedReference", (given?: { key?: string; style?: string }) =>
    insertFormattedReference(client, given?.key, given?.style),
  );
  register("insertSupportingCitation", (given?: { key?: string }) => insertSupportingCitation(client, given?.key));
  register("lookUpTerm", (given?: { query?: string }) => lookUpTerm(client, given?.query));
  register("newReviewArticle", (given?: Parameters<typeof newReviewArticle>[1]) =>
    newReviewArticle(context.extensionUri, given),
  );
}
