/** Whether a cite is its item's first, follows on itself, or stands near an earlier one. */
import type { Place } from "./context.ts";
import type { Citation, Cite } from "./items.ts";

/** For each cite of each citation, its place; citations are in the order of the text. */
export function placesOf(citations: readonly Citation[], nearNoteDistance: number): readonly (readonly Place[])[] {
  const lastNotes = new Map<string, number>();
  const firstNotes = new Map<string, number | undefined>();
  let before: Citation | undefined;
  let citesInNote = 0;
  return citations.map((citation) => {
    const places = citation.cites.map((cite, place): Place => {
      const isKnown = firstNotes.has(cite.id);
      const preceding = place > 0 ? citation.cites[place - 1] : onlyCite(before, citation, citesInNote);
      const lastNote = lastNotes.get(cite.id);
      const isNear =
        isKnown &&
        citation.note !== undefined &&
        lastNote !== undefined &&
        citation.note - lastNote <= nearNoteDistance;
      const firstNote = firstNotes.get(cite.id);
      if (!isKnown) firstNotes.set(cite.id, citation.note);
      if (citation.note !== undefined) lastNotes.set(cite.id, citation.note);
      return { position: isKnown ? laterPosition(cite, preceding) : "first", isNear, firstNote };
    });
    if (citation.cites.length > 0) {
      const goesOn = citation.note !== undefined && citation.note === before?.note;
      citesInNote = (goesOn ? citesInNote : 0) + citation.cites.length;
      before = citation;
    }
    return places;
  });
}

/** The cite of the citation before, where it is alone in it, and in its note, and no note stands between. */
function onlyCite(before: Citation | undefined, { note }: Citation, citesInNote: number): Cite | undefined {
  if (before?.cites.length !== 1) return undefined;
  const isNext = note === undefined || before.note === undefined || note - before.note <= 1;
  const isAlone = note === undefined || note === before.note || citesInNote <= 1;
  return isNext && isAlone ? before.cites[0] : undefined;
}

function laterPosition(cite: Cite, preceding: Cite | undefined): Place["position"] {
  if (preceding?.id !== cite.id) return "subsequent";
  const own = cite.locator ?? "";
  const other = preceding.locator ?? "";
  const isSame = own === other && (own === "" || (cite.label ?? "page") === (preceding.label ?? "page"));
  if (isSame) return "ibid";
  return own === "" ? "subsequent" : "ibid-with-locator";
}
