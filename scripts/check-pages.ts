/** The documentation of the checks, made from the checks themselves. */
import { allChecks } from "../server/src/checks/all.ts";
import type { Check, Example } from "../server/src/checks/check.ts";
import { settingsTable } from "../server/src/workspace/settings.ts";

/** The pages by file name: one a check, and a table of all. */
export function checkPages(): ReadonlyMap<string, string> {
  const sorted = allChecks.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  return new Map([
    ["README.md", overview(sorted)],
    ...sorted.map((check): [string, string] => [`${check.code}.md`, page(check)]),
  ]);
}

function overview(checks: readonly Check[]): string {
  const rows = checks.map(({ code, subject, setting }) => {
    const { description, default: level } = settingsTable[setting];
    return `| [${code}](${code}.md) | ${description} | ${subject} | ${level} |`;
  });
  return `# Checks

[What they look like](../checking-citations.md), and [how often each was right](../checks-evaluation.md).

The level of a check is the setting \`biomanuscript.check.…\` named on its page. A finding is silenced

- for a line by a comment on it: \`<!-- biomanuscript-disable-line CODE -->\`, in LaTeX \`% biomanuscript-disable-line CODE\`;
- for an entry of a .bib file by a line before it: \`% biomanuscript-disable-next-entry CODE\`;
- for a file by a comment anywhere in it: \`biomanuscript-disable-file CODE\`;
- for a project by its setting, set to \`off\` in the workspace.

| code | what it reports | looks at | level |
|---|---|---|---|
${rows.join("\n")}
`;
}

function page({ code, setting, subject, explanation, examples }: Check): string {
  const { description, default: level } = settingsTable[setting];
  return `# ${code}

${description}

Looks at: ${subject === "manuscript" ? "manuscripts" : "bibliographies"}. Setting: \`biomanuscript.${setting}\`, by default \`${level}\`.

${explanation}

${examples.map(exampleText).join("\n")}`;
}

function exampleText({ bad, good }: Example): string {
  return `Reported:

\`\`\`\`text
${bad.trim()}
\`\`\`\`

Not reported:

\`\`\`\`text
${good.trim()}
\`\`\`\`
`;
}
