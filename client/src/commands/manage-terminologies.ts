/** Manage Terminologies: what is installed, to update, turn on and off, or remove. */
import { Disposable, type QuickInputButton, type QuickPickItem, ThemeIcon, type Uri, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { megabytes } from "../download.ts";
import { discardFile, installedTerminologies, saveTerminologies, type Terminology } from "../terminologies.ts";
import { addRelease, releases, tellServer } from "./add-terminology.ts";

const actions = {
  update: { iconPath: new ThemeIcon("cloud-download"), tooltip: "Update: download the current release" },
  turnOn: { iconPath: new ThemeIcon("circle-large-outline"), tooltip: "Turn on" },
  turnOff: { iconPath: new ThemeIcon("circle-slash"), tooltip: "Turn off" },
  remove: { iconPath: new ThemeIcon("trash"), tooltip: "Remove" },
} as const satisfies Record<string, QuickInputButton>;

type Action = keyof typeof actions;

/** What to do with which terminology; the writer is asked where it isn't given. */
export interface ManageTerminologies {
  readonly action: Action;
  /** A known release's own name, or the URI of the file that was added. */
  readonly id: string;
}

interface Pick extends QuickPickItem {
  readonly terminology: Terminology;
  readonly buttons: readonly QuickInputButton[];
}

/** @throws with the reason where an action failed */
export async function manageTerminologies(
  client: BaseLanguageClient,
  folder: Uri,
  given?: ManageTerminologies,
): Promise<void> {
  if (given) {
    const terminology = (await installedTerminologies(folder)).find(({ id }) => id === given.id);
    if (!terminology) throw new Error(`No terminology “${given.id}” is installed.`);
    await act(client, folder, given.action, terminology);
    return;
  }
  for (;;) {
    const list = await installedTerminologies(folder);
    if (list.length === 0) {
      window.showInformationMessage("No terminology is installed; “BioManuscript: Add Terminology” adds one.");
      return;
    }
    const chosen = await choose(list);
    if (!chosen) return;
    if (chosen.action !== "remove" || (await isSure(chosen.terminology))) {
      await act(client, folder, chosen.action, chosen.terminology);
    }
  }
}

/** Accepting an entry turns it on or off; its buttons do the rest. `undefined` when the pick was dismissed. */
function choose(list: readonly Terminology[]): Promise<{ action: Action; terminology: Terminology } | undefined> {
  const input = window.createQuickPick<Pick>();
  input.title = "Manage Terminologies";
  input.placeholder = "Choose one to turn it on or off; its buttons update and remove it";
  input.matchOnDescription = true;
  input.items = list.map(pickOf);
  return new Promise((resolve) => {
    const finish = (action: Action | undefined, terminology: Terminology | undefined): void => {
      resolve(action && terminology && { action, terminology });
      input.hide();
    };
    const listeners = Disposable.from(
      input,
      input.onDidTriggerItemButton(({ item, button }) => {
        const action = (Object.keys(actions) as Action[]).find((name) => actions[name] === button);
        finish(action, item.terminology);
      }),
      input.onDidAccept(() => {
        const terminology = input.activeItems[0]?.terminology;
        finish(terminology?.enabled ? "turnOff" : "turnOn", terminology);
      }),
      input.onDidHide(() => {
        resolve(undefined);
        listeners.dispose();
      }),
    );
    input.show();
  });
}

function pickOf(terminology: Terminology): Pick {
  const { id, name, version, installed, enabled, terms, size, address } = terminology;
  const facts = [
    enabled ? "on" : "off",
    `${terms.toLocaleString("en")} terms`,
    ...(size === undefined ? [] : [`${megabytes(size)} MB`]),
    ...(version ? [`release ${version}`] : []),
    `installed ${installed.slice(0, 10)}`,
  ];
  return {
    terminology,
    label: `$(${enabled ? "pass-filled" : "circle-large-outline"}) ${name}`,
    description: facts.join(" · "),
    detail: address,
    buttons: [
      // What is turned off isn't read, and so an update of it could not be checked.
      ...(enabled && releases.some((release) => release.id === id) ? [actions.update] : []),
      enabled ? actions.turnOff : actions.turnOn,
      actions.remove,
    ],
  };
}

async function isSure({ name }: Terminology): Promise<boolean> {
  const detail = "It is deleted from the editor's storage. The file that it was added from stays.";
  return (await window.showWarningMessage(`Remove ${name}?`, { modal: true, detail }, "Remove")) === "Remove";
}

async function act(client: BaseLanguageClient, folder: Uri, action: Action, terminology: Terminology): Promise<void> {
  if (action === "update") {
    const release = releases.find(({ id }) => id === terminology.id);
    if (!release) throw new Error(`${terminology.name} was added from a file; add the file again to update it.`);
    await addRelease(client, folder, release);
    return;
  }
  const before = await installedTerminologies(folder);
  if (action === "turnOn") {
    const after = before.map((other) => (other.id === terminology.id ? { ...other, enabled: true } : other));
    await tellServer(client, folder, after);
    await saveTerminologies(folder, after);
    return;
  }
  const others = before.filter(({ id }) => id !== terminology.id);
  // Saved first: one whose file can't be read any more must be possible to take out of use.
  await saveTerminologies(folder, action === "remove" ? others : [...others, { ...terminology, enabled: false }]);
  if (action === "remove") await discardFile(folder, terminology, others);
  await tellServer(client, folder, others);
}
