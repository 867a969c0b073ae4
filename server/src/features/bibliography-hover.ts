/** What stands under the cursor of a bibliography: an entry, one that another names, a field, a string. */
import { bibtexFileOf } from "../syntax/bibliography.ts";
import { referenceAt } from "../syntax/bibtex.ts";
import { fieldSpansOf, findEntry as findPlace, placeBefore, spanOf, textOf } from "../syntax/bibtex-file.ts";
import { entryTypeNamed, fieldNamed } from "../syntax/bibtex-model.ts";
import { partsOf } from "../syntax/bibtex-value.ts";
import type { Reference } from "../syntax/reference.ts";
import { contains, type Document, type Span } from "../text/document.ts";
import { citedFrom } from "../workspace/citations.ts";
import { entriesOf } from "../workspace/occurrences.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { type KeySymbol, writtenKeyOf } from "../workspace/symbols.ts";
import { type Block, bold, paragraph, text } from "./blocks.ts";
import { citationsOfEntry } from "./citation-lenses.ts";
import { type Description, describeReference, type ReferenceStyle } from "./description.ts";
import type { Hover } from "./hover.ts";

/** An entry's key shows the reference and how often it is cited; where another entry names it, the reference. */
export function entryHover(
  snapshot: Snapshot,
  document: Document,
  symbol: KeySymbol,
  style: ReferenceStyle,
): Hover | undefined {
  const { key, span } = writtenKeyOf(symbol);
  const [location] = entriesOf(snapshot, document, symbol);
  const holder = location && snapshot.documents.get(location.uri);
  const described = holder && describeEntry(snapshot, holder, key, style);
  if (!described) return undefined;
  const counted: Block[] =
    symbol.kind === "entry" ? [paragraph(text(citationsOfEntry(snapshot, document, key).title))] : [];
  return { span, descriptions: [[...described, ...counted]] };
}

function describeEntry(
  snapshot: Snapshot,
  document: Document,
  key: string,
  style: ReferenceStyle,
): Description | undefined {
  const cited = citedFrom(snapshot, document, key);
  if (cited) return describeReference(cited, style);
  const lent = lentReference(document, key);
  return lent && [paragraph(...style.formatter.reference(lent, style.style))];
}

/** An `@xdata` entry can't be cited, but what it lends prints like any other. */
function lentReference(document: Document, key: string): Reference | undefined {
  const file = bibtexFileOf(document);
  const place = file && findPlace(file, key);
  return place && referenceAt(file, place);
}

/** Types and fields tell what they are for, a string's name in a value what it stands for. */
export function bibtexHover(document: Document, offset: number): Hover | undefined {
  const file = bibtexFileOf(document);
  const place = file && placeBefore(file, offset);
  if (!place || !contains(spanOf(file, place, "entry"), offset)) return undefined;
  const type = spanOf(file, place, "type");
  if (contains(type, offset))
    return purposeHover(type, textOf(file, type), entryTypeNamed(textOf(file, type))?.purpose);
  for (const { name, value } of fieldSpansOf(file, place)) {
    const written = textOf(file, name);
    if (contains(name, offset)) return purposeHover(name, written, fieldNamed(written)?.purpose);
    if (!contains(value, offset)) continue;
    const used = partsOf(file.text, value).find((part) => part.isName && contains(part, offset));
    const meant = used && file.strings.get(textOf(file, used).toLowerCase());
    return used && meant !== undefined ? { span: used, descriptions: [[paragraph(text(meant))]] } : undefined;
  }
  return undefined;
}

function purposeHover(span: Span, name: string, purpose: string | undefined): Hover | undefined {
  if (purpose === undefined) return undefined;
  return { span, descriptions: [[paragraph(bold(name.toLowerCase()), text(` · ${purpose}`))]] };
}
