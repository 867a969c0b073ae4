import assert from "node:assert/strict";
import { test } from "node:test";
import { allChecks, type Finding, findingsOf } from "../../../server/src/checks/all.ts";
import { silencingFixes } from "../../../server/src/checks/silence.ts";
import type { Document } from "../../../server/src/text/document.ts";
import type { Edit } from "../../../server/src/workspace/edit.ts";
import { textAfter } from "../../../server/src/workspace/edit.ts";
import { type Snapshot, withFile } from "../../../server/src/workspace/snapshot.ts";
import { fixture } from "../fixture.ts";

/** Every check at a level that shows. */
const everyCheck = {
  check: Object.fromEntries(allChecks.map(({ setting }) => [setting.slice("check.".length), "warning"])),
};

const examples = allChecks.flatMap(({ code, examples }) => examples.map(({ bad }) => ({ code, bad })));

/** The snapshot after an edit; files that it creates are there. */
function after(snapshot: Snapshot, { create, edits }: Edit): Snapshot {
  let next = snapshot;
  for (const uri of new Set([...create, ...edits.map((edit) => edit.uri)])) {
    const before = snapshot.documents.get(uri);
    if (!before && !create.includes(uri)) throw new Error(`${uri} is edited but is not there`);
    const own = edits.filter((edit) => edit.uri === uri);
    const text = textAfter(before?.text ?? "", own);
    const document: Document = before ? { ...before, text } : { uri, format: "bibtex", dialect: "pandoc", text };
    next = withFile(next, uri, document);
  }
  return { ...next, files: [...new Set([...next.files, ...create])] };
}

/** Findings as they stand in their file, without the place, which an edit may move. */
function findingsIn(snapshot: Snapshot): Map<string, Finding & { readonly document: Document }> {
  const found = new Map<string, Finding & { readonly document: Document }>();
  for (const document of snapshot.documents.values()) {
    for (const finding of findingsOf(snapshot, document)) {
      const name = `${document.uri} ${finding.code} ${finding.message}`;
      const count = [...found.keys()].filter((key) => key.startsWith(name)).length;
      found.set(`${name} #${count}`, { ...finding, document });
    }
  }
  return found;
}

for (const { code, bad } of examples) {
  test(`${code}: each fix settles its finding, brings no other, and is done after once`, () => {
    const { snapshot } = fixture(bad, everyCheck);
    const before = findingsIn(snapshot);
    for (const [name, finding] of before) {
      for (const { title, edit } of [
        ...finding.fixes(),
        ...silencingFixes(finding.document, finding.code, finding.span),
      ]) {
        const fixed = after(snapshot, edit);
        const now = findingsIn(fixed);
        assert.ok(!now.has(name), `“${title}” leaves: ${name}`);
        const fresh = [...now.keys()].filter((key) => !before.has(key));
        assert.deepEqual(fresh, [], `“${title}” brings another finding`);
      }
    }
  });
}
