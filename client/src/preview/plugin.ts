/**
 * The plugin of markdown-it that makes VS Code's Markdown preview show a manuscript as it will print. It is synchronous and
 * knows no editor: what the server has to say of a document is looked up when it is rendered, and until it is known, citations
 * stand as they are written.
 */
import type { RenderedManuscript } from "../../../server/src/protocol.ts";
import { useAttributes } from "./attributes.ts";
import { useBlocks } from "./blocks.ts";
import { useCitations } from "./citations.ts";
import type { FactsOf } from "./facts.ts";
import type { MarkdownIt } from "./markdown-it.ts";
import { useNotes } from "./notes.ts";
import { useTerms } from "./terms.ts";

/** @param factsAt what is known of the document with a URI; called with each rendering */
export function extendMarkdownIt<Extended extends MarkdownIt>(
  md: Extended,
  factsAt: (uri: string) => RenderedManuscript | undefined,
): Extended {
  const factsOf: FactsOf = ({ currentDocument }) => currentDocument && factsAt(currentDocument.toString());
  useNotes(md);
  useAttributes(md);
  useCitations(md, factsOf);
  useBlocks(md, factsOf);
  useTerms(md, factsOf);
  return md;
}
