/** Toggle Citation Hints: shows behind each citation what it prints as, or no longer. */
import { ConfigurationTarget, window, workspace } from "vscode";

export async function toggleCitationHints(): Promise<void> {
  const settings = workspace.getConfiguration("biomanuscript");
  const isShown = settings.get<boolean>("citationHints", false);
  const isOfWorkspace = settings.inspect("citationHints")?.workspaceValue !== undefined;
  const target = isOfWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await settings.update("citationHints", !isShown, target);
  const uri = window.activeTextEditor?.document.uri;
  if (!isShown && workspace.getConfiguration("editor", uri).get("inlayHints.enabled") === "off") {
    void window.showInformationMessage(
      "Citation hints are on, but the editor’s setting editor.inlayHints.enabled hides all hints.",
    );
  }
}
