/** Behind a code lens over an entry: shows the citations that it counts, as Find All References does. */
import { commands, Location, Position, Range, Uri } from "vscode";
import type { CitationsCommand } from "../../../server/src/protocol.ts";

export async function showCitations(...[uri, position, citations]: CitationsCommand): Promise<void> {
  const locations = citations.map(({ uri: file, range: { start, end } }) => {
    return new Location(Uri.parse(file), new Range(start.line, start.character, end.line, end.character));
  });
  const place = new Position(position.line, position.character);
  await commands.executeCommand("editor.action.showReferences", Uri.parse(uri), place, locations);
}
