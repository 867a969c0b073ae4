/** Completion inside BibTeX files: entry types, fields, names of strings and months, keys, journals, closed lists. */

import { authorYear } from "../references/author-year.ts";
import {
  journalFormOf,
  journalNamesIn,
  journalNamesOf,
  type NameForm,
  searchJournalNames,
} from "../references/journal-names.ts";
import { fold } from "../references/words.ts";
import { bibtexFileOf, lendingKeysIn } from "../syntax/bibliography.ts";
import { type BibtexFile, eachField, placeBefore, valueAt } from "../syntax/bibtex-file.ts";
import {
  canonicalName,
  type DataModel,
  type EntryType,
  entryTypeNamed,
  entryTypes,
  type Field,
  fieldNamed,
  fields,
  fieldsOfType,
  monthMacros,
} from "../syntax/bibtex-model.ts";
import { stringsIn } from "../syntax/bibtex-places.ts";
import { type BibtexSlot, bibtexSlotAt } from "../syntax/bibtex-slot.ts";
import type { Document, Span } from "../text/document.ts";
import { searchBibliography } from "../workspace/reference-search.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Completion } from "./completion.ts";

type SlotOf<Kind extends BibtexSlot["kind"]> = Extract<BibtexSlot, { kind: Kind }>;

/** What can be completed at an offset, best first and at most `limit`. */
export function bibliographyCompletions(
  snapshot: Snapshot,
  document: Document,
  offset: number,
  limit: number,
): readonly Completion[] {
  const slot = bibtexSlotAt(document.text, offset);
  const file = slot && bibtexFileOf(document);
  if (!file) return [];
  const query = document.text.slice(slot.replace.start, offset);
  switch (slot.kind) {
    case "type":
      return matching(entryTypes, query).map((type) => typeCompletion(type, slot, dataModelAt(file, offset)));
    case "field":
      // A list that comes up right after a field's comma would take the Enter that was to begin the next line.
      if (query === "" && document.text.charAt(offset - 1) === ",") return [];
      return matching(fieldsFor(slot, dataModelAt(file, offset)), query)
        .slice(0, limit)
        .map((field) => fieldCompletion(field, slot));
    case "value":
      return valueCompletions(snapshot, { document, file, slot, query, limit });
  }
}

/** Those that begin with the query, then those that hold it. */
function matching<Named extends { readonly name: string }>(all: readonly Named[], query: string): Named[] {
  const lower = query.toLowerCase();
  const begins = all.filter(({ name }) => name.toLowerCase().startsWith(lower));
  return [...begins, ...all.filter((it) => !begins.includes(it) && it.name.toLowerCase().includes(lower))];
}

/** The fields of biblatex alone that most of its bibliographies use. */
const biblatexNames: ReadonlySet<string> = new Set(["date", "journaltitle", "location", "urldate", "eprinttype"]);

/** What the entries around a place are written with. */
function dataModelAt(file: BibtexFile, offset: number): DataModel {
  const place = placeBefore(file, offset);
  let model: DataModel = "bibtex";
  for (let number = place?.number ?? -1; place && number >= 0 && model === "bibtex"; number--) {
    eachField(file, { block: place.block, number }, (start, end) => {
      if (biblatexNames.has(file.text.slice(start, end).toLowerCase())) model = "biblatex";
    });
  }
  return model;
}

function typeCompletion(type: EntryType, { replace, hasBody }: SlotOf<"type">, model: DataModel): Completion {
  const named = fieldsOfType(type, model).required.map((group) => preferredOf(group, model));
  const lines = named.map((name, number) => `\t${name} = {$${number + 2}},\n`);
  return {
    kind: "entry-type",
    label: type.name,
    detail: "",
    replace,
    insert: type.name,
    ...(!hasBody && { snippet: `${type.name}{\${1:key},\n${lines.join("")}}$0` }),
    subject: { kind: "entry-type", name: type.name },
  };
}

function preferredOf(group: readonly string[], model: DataModel): string {
  return (model === "biblatex" && group.includes("date") ? "date" : group[0]) ?? "";
}

interface OfferedField extends Field {
  readonly need: "required" | "optional" | "";
}

/** The type's own fields first, then those that may stand in any entry; none that is there under either of its names. */
function fieldsFor({ type, present }: SlotOf<"field">, model: DataModel): OfferedField[] {
  const entryType = entryTypeNamed(type) ?? entryTypeNamed("misc");
  if (!entryType) return [];
  const { required, optional } = fieldsOfType(entryType, model);
  const other = fieldsOfType(entryType, model === "bibtex" ? "biblatex" : "bibtex");
  const there = new Set([...present].map(canonicalName));
  const isMet = (group: readonly string[]) => group.some((name) => there.has(canonicalName(name)));
  const ranked: [readonly string[], OfferedField["need"]][] = [
    [required.filter((group) => !isMet(group)).flat(), "required"],
    [required.filter(isMet).flat(), "optional"],
    [optional, "optional"],
    [[...other.required.flat(), ...other.optional], "optional"],
    [fields.map(({ name }) => name), ""],
  ];
  const offered = new Map<string, OfferedField>();
  for (const [names, need] of ranked) {
    for (const name of names) {
      const field = fieldNamed(name);
      if (field && !there.has(canonicalName(name)) && !offered.has(name)) offered.set(name, { ...field, need });
    }
  }
  return [...offered.values()];
}

function fieldCompletion({ name, need }: OfferedField, { replace, hasValue }: SlotOf<"field">): Completion {
  return {
    kind: "field",
    label: name,
    detail: need,
    replace,
    insert: hasValue ? name : `${name} = `,
    ...(!hasValue && { snippet: `${name} = {$1},$0` }),
    subject: { kind: "field", name },
  };
}

interface ValueQuestion {
  readonly document: Document;
  readonly file: BibtexFile;
  readonly slot: SlotOf<"value">;
  readonly query: string;
  readonly limit: number;
}

function valueCompletions({ bundled }: Snapshot, question: ValueQuestion): readonly Completion[] {
  const { file, slot, query, limit } = question;
  const { field, isDelimited } = slot;
  const found: Completion[] = isDelimited ? [] : macroCompletions(question);
  const datatype = fieldNamed(field)?.datatype;
  const form = journalFormOf(field);
  // Without braces a query of nothing would bring up all journals where a string's name is meant.
  if (form && (isDelimited || query !== "")) found.push(...journalCompletions(bundled, file, question, form));
  else if (isDelimited && (datatype === "entry" || datatype === "entries") && field !== "ids")
    found.push(...keyCompletions(question, field));
  const values = (fieldNamed(canonicalName(field))?.values ?? []).map((name) => ({ name }));
  const closed = matching(values, query).map(({ name }) => valueCompletion(name, slot));
  return [...found, ...closed].slice(0, limit);
}

function valueCompletion(value: string, { replace, isDelimited }: SlotOf<"value">): Completion {
  return { kind: "value", label: value, detail: "", replace, insert: isDelimited ? value : `{${value}}` };
}

/** The names of strings, found by name or by the words of their values, and in `month` those of the months. */
function macroCompletions({ file, slot, query, limit }: ValueQuestion): Completion[] {
  const { replace, field } = slot;
  const wanted = fold(query);
  const item = (name: string, detail: string): Completion => {
    return { kind: "string", label: name, detail, replace, insert: name };
  };
  const months = field === "month" ? monthMacros.filter((name) => name.startsWith(wanted)) : [];
  const byName: Completion[] = [];
  const byValue: Completion[] = [];
  for (const { key, value } of stringsIn(file)) {
    if (byName.length === limit) break;
    const text = valueAt(file, value);
    if (key.toLowerCase().startsWith(query.toLowerCase())) byName.push(item(key, text));
    else if (byValue.length < limit && text.split(/\s+/).some((part) => fold(part).startsWith(wanted)))
      byValue.push(item(key, text));
  }
  return [...months.map((name) => item(name, "month")), ...byName, ...byValue];
}

/** The same name in another case is another one: capitals tell journals apart in no list. */
function journalCompletions(
  bundled: Snapshot["bundled"],
  file: BibtexFile,
  { document, slot, query, limit }: ValueQuestion,
  form: NameForm,
): Completion[] {
  const written = document.text.slice(slot.replace.start, slot.replace.end).trim();
  const lists = [...journalNamesIn(file, form), journalNamesOf(bundled, form)];
  return searchJournalNames(lists, query, limit + 1)
    .filter((name) => name !== written)
    .map((name) => ({ ...valueCompletion(name, slot), kind: "journal" }));
}

/** Entries by key, author, title, year and journal, as where a manuscript cites; the entry itself is left out. */
function keyCompletions({ document, slot, query, limit }: ValueQuestion, field: string): Completion[] {
  const { replace, before, others } = partAt(document.text, slot.replace, query.length, field);
  const isOffered = (key: string) => key !== slot.key && !others.has(key);
  const item = (key: string, detail: string): Completion => {
    const subject = { kind: "reference" as const, key, uri: document.uri };
    return { kind: "reference", label: key, detail, replace, insert: key, subject };
  };
  if (field === "xdata") {
    const keys = lendingKeysIn(document).map(({ key }) => ({ name: key }));
    return matching(keys, before).flatMap(({ name }) => (isOffered(name) ? [item(name, "xdata")] : []));
  }
  const found = searchBibliography(document, before, limit + others.size + 1);
  return found.filter(({ id }) => isOffered(id)).map((reference) => item(reference.id, authorYear(reference)));
}

/** The key among several with commas between that the cursor, `length` into the value, is in. */
function partAt(text: string, value: Span, length: number, field: string) {
  const written = text.slice(value.start, value.end);
  const isList = fieldNamed(field)?.datatype === "entries";
  const comma = isList ? written.lastIndexOf(",", length - 1) : -1;
  const next = isList ? written.indexOf(",", length) : -1;
  const blank = written.slice(comma + 1).search(/\S|$/);
  const start = Math.min(value.start + comma + 1 + blank, value.start + length);
  const end = Math.max(next < 0 ? value.end : value.start + next, value.start + length);
  const others = isList ? `${written.slice(0, comma + 1)}${next < 0 ? "" : written.slice(next)}` : "";
  return {
    replace: { start, end },
    before: text.slice(start, value.start + length),
    others: new Set(others.split(",").map((key) => key.trim())),
  };
}
