/** Replace Identifiers with Keys: cites by key what the manuscript cites by DOI, PMID, PMCID or arXiv number. */
import { commands, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { importReferencesCommand } from "../../../server/src/protocol.ts";
import { applyEdits } from "../edits.ts";
import { ask } from "../requests.ts";
import { activeManuscript } from "./insert-citation.ts";

export async function replaceIdentifiers(client: BaseLanguageClient): Promise<void> {
  const uri = activeManuscript().document.uri.toString();
  const { edits, replaced, unknown, left } = await ask(client, "biomanuscript/replaceIdentifiers", { uri });
  if (replaced > 0) await applyEdits(edits, "Replace Identifiers with Keys");
  const sentences = [
    replaced === 0
      ? "No identifier was replaced."
      : `${replaced === 1 ? "One identifier" : `${replaced} identifiers`} replaced.`,
    unknown.length > 0 ? `In no bibliography: ${unknown.join(", ")}. Import References fetches them.` : "",
    ...left.map(
      ({ identifier, key }) => `${identifier} stays: “${key}” can’t be cited here, or is another work’s key.`,
    ),
  ].filter((sentence) => sentence !== "");
  // The message stays until it is read; the command has ended.
  if (sentences.length === 1) void window.showInformationMessage(sentences.join(" "));
  else void warn(sentences.join(" "), unknown, uri);
}

async function warn(message: string, unknown: readonly string[], uri: string): Promise<void> {
  const offered = unknown.length > 0 ? ["Import References"] : [];
  const chosen = await window.showWarningMessage(message, ...offered);
  if (chosen) await commands.executeCommand(importReferencesCommand, { text: unknown.join("\n"), uri });
}
