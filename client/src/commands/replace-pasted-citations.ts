/** Replace Pasted Citations with Keys: "[12]" and "(Zhou et al., 2022)" become citations of the references that the writer confirms. */
import { commands, Disposable, type QuickPickItem, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { importReferencesCommand, type NamedWorkItem } from "../../../server/src/protocol.ts";
import { applyEdits } from "../edits.ts";
import { ask } from "../requests.ts";
import { selectedRange } from "./convert-citation-syntax.ts";
import { activeManuscript } from "./insert-citation.ts";

const title = "Replace Pasted Citations with Keys";

interface WorkPick extends QuickPickItem {
  readonly chosen: { readonly name: string; readonly key: string };
}

/** Takes the list of references out that was pasted along. */
interface ListPick extends QuickPickItem {
  readonly chosen: undefined;
}

type Pick = WorkPick | ListPick;

/** @param given `isConfirmed`: takes what would be ticked without asking */
export async function replacePastedCitations(
  client: BaseLanguageClient,
  given?: { isConfirmed?: boolean },
): Promise<void> {
  const editor = activeManuscript();
  const place = { uri: editor.document.uri.toString(), ...selectedRange(editor) };
  const { works, listed } = await ask(client, "biomanuscript/pastedCitations", place);
  const items = picksOf(works, listed);
  const unmatched = works.filter(({ candidates }) => candidates.length === 0);
  if (!items.some(({ chosen }) => chosen)) {
    void warn(["No pasted citation was matched with a reference."], unmatched, place.uri);
    return;
  }
  const ticked = given?.isConfirmed ? items.filter(({ picked }) => picked) : await confirm(items);
  if (!ticked) return;
  const chosen = ticked.flatMap((it) => it.chosen ?? []);
  const removesList = ticked.some((it) => it.chosen === undefined);
  const { edits, replaced, left } = await ask(client, "biomanuscript/citePasted", { ...place, chosen, removesList });
  if (replaced > 0) await applyEdits(edits, title);
  const sentences = [
    replaced === 1 ? "One citation replaced." : `${replaced} citations replaced.`,
    ...(left.length > 0
      ? [`These stay, since not all of their works were chosen: ${[...new Set(left)].join(" ")}.`]
      : []),
  ];
  // The messages stay until they are read; the command has ended.
  if (left.length > 0) void warn(sentences, unmatched, place.uri);
  else void window.showInformationMessage(sentences.join(" "));
}

function picksOf(works: readonly NamedWorkItem[], listed: number): Pick[] {
  const picks = works.flatMap(({ name, places, candidates }) =>
    candidates.map(
      ({ reference, certainty }): WorkPick => ({
        chosen: { name, key: reference.key },
        picked: certainty !== "possible",
        label: `${name} → ${reference.authorYear}`,
        description: [
          certainty,
          reference.key,
          ...(reference.elsewhere ? [`$(package) ${reference.elsewhere}`] : []),
          ...(places > 1 ? [`cited ${places} times`] : []),
        ].join(" · "),
        detail: reference.container ? `${reference.title} · ${reference.container}` : reference.title,
      }),
    ),
  );
  if (listed === 0 || picks.length === 0) return picks;
  const isMatched = works.every(({ candidates: [best] }) => best && best.certainty !== "possible");
  const list: ListPick = {
    chosen: undefined,
    picked: isMatched,
    label: `$(trash) Remove the pasted list of ${listed === 1 ? "one reference" : `${listed} references`}`,
    description: isMatched ? "all works that it is cited for are matched" : "some works are not matched",
  };
  return [...picks, list];
}

/** What the writer leaves ticked; `undefined` where the pick was dismissed. Of one work's candidates one stays ticked, the last. */
function confirm(items: readonly Pick[]): Promise<readonly Pick[] | undefined> {
  const input = window.createQuickPick<Pick>();
  input.title = title;
  input.placeholder = "Cited as → reference. What stays ticked is cited by key.";
  input.canSelectMany = true;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  input.items = items;
  input.selectedItems = items.filter(({ picked }) => picked);
  let ticked: readonly Pick[] = input.selectedItems;
  return new Promise((resolve) => {
    const listeners = Disposable.from(
      input,
      input.onDidChangeSelection((selected) => {
        const added = selected.filter((it) => !ticked.includes(it)).map((it) => it.chosen?.name);
        const single = selected.filter((it) => !ticked.includes(it) || !it.chosen || !added.includes(it.chosen.name));
        ticked = single;
        if (single.length < selected.length) input.selectedItems = single;
      }),
      input.onDidAccept(() => {
        resolve(ticked);
        input.hide();
      }),
      input.onDidHide(() => {
        resolve(undefined);
        listeners.dispose();
      }),
    );
    input.show();
  });
}

/** Works of the pasted list that the library lacks can be fetched. */
async function warn(sentences: readonly string[], unmatched: readonly NamedWorkItem[], uri: string): Promise<void> {
  const listed = unmatched.map((work) => work.listed).filter((text) => text !== "");
  const names = unmatched.map(({ name }) => name).join("; ");
  const message = [...sentences, ...(unmatched.length > 0 ? [`In no bibliography: ${names}.`] : [])].join(" ");
  const chosen = await window.showWarningMessage(message, ...(listed.length > 0 ? ["Import References"] : []));
  if (chosen) await commands.executeCommand(importReferencesCommand, { text: listed.join("\n"), uri });
}
