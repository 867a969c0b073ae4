import * as vscode from "vscode";
import { expectEqual, expectParts } from "./expect.ts";
import { applyFix, codeOf, diagnosticsOf, openManuscript, textUntil, untilEvent } from "./manuscript.ts";

const own = "@article{peinado2017pre,\n  title = {Pre-metastatic niches},\n  year = {2017}\n}\n";

suite("Diagnostics", () => {
  test("an unknown key is reported and the nearest key is the fix", async () => {
    const { document } = await openManuscript({
      "review.md": "---\nbibliography: own.bib\n---\n\nNiches form [@peinado2017prx].\n",
      "own.bib": own,
    });
    const [finding] = await diagnosticsOf(document.uri, (findings) => findings.length === 1);
    expectEqual(finding && codeOf(finding), "unknown-citation", "the finding");
    expectEqual(finding && document.getText(finding.range), "peinado2017prx", "the range");
    await applyFix(document.uri, finding?.range ?? new vscode.Range(0, 0, 0, 0), "peinado2017pre");
    await textUntil(document, (text) => text.includes("[@peinado2017pre]"));
    await diagnosticsOf(document.uri, (findings) => findings.length === 0);
  });

  test("a key that only the bundled set has is added to the bibliography by its fix", async () => {
    const { document, folder } = await openManuscript({
      "review.md": "---\nbibliography: own.bib\n---\n\nNiches form [@brodt2016role].\n",
      "own.bib": own,
    });
    const [finding] = await diagnosticsOf(document.uri, (findings) => findings.length === 1);
    expectEqual(finding && codeOf(finding), "bundled-only-citation", "the finding");
    await applyFix(document.uri, finding?.range ?? new vscode.Range(0, 0, 0, 0), "brodt2016role");
    const bibliography = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, "own.bib"));
    const text = await textUntil(bibliography, (now) => now.includes("brodt2016role"));
    expectParts(text, ["peinado2017pre", "Brodt"], "the bibliography");
    // Not saved: what the editor holds of the bibliography counts at once.
    await diagnosticsOf(document.uri, (findings) => findings.length === 0);
  });

  test("a citation of a retracted work is a warning that says when and by which notice, and leads to the entry", async () => {
    const { document } = await openManuscript({
      "review.md": "---\nbibliography: own.bib\n---\n\nLysyl oxidase was implicated [@cox2015].\n",
      "own.bib": "@article{cox2015,\n  title = {The hypoxic cancer secretome},\n  doi = {10.1038/nature14492}\n}\n",
    });
    const [finding] = await diagnosticsOf(document.uri, (findings) => findings.length === 1);
    expectEqual(finding && codeOf(finding), "retracted-citation", "the finding");
    expectEqual(finding?.severity, vscode.DiagnosticSeverity.Warning, "the severity");
    expectEqual(finding && document.getText(finding.range), "cox2015", "the range");
    expectParts(finding?.message ?? "", ["retracted on 2023-04-17", "10.1038/s41586-023-06048-x"], "the message");
    expectParts(finding?.relatedInformation?.[0]?.location.uri.path ?? "", ["own.bib"], "the entry's file");
  });

  test("a bibliography that is missing is reported, in Markdown and in LaTeX", async () => {
    const markdown = await openManuscript({
      "review.md": "---\nbibliography: [own.bib, gone.bib]\n---\n\nNiches form [@peinado2017pre].\n",
      "own.bib": own,
    });
    const [inMarkdown] = await diagnosticsOf(markdown.document.uri, (findings) => findings.length === 1);
    expectEqual(inMarkdown && codeOf(inMarkdown), "missing-bibliography", "the finding in Markdown");
    const latex = await openManuscript({
      "review.tex": "\\begin{document}\n\\cite{peinado2017pre}\n\\bibliography{own,gone}\n\\end{document}\n",
      "own.bib": own,
    });
    const [inLatex] = await diagnosticsOf(latex.document.uri, (findings) => findings.length === 1);
    expectEqual(inLatex && codeOf(inLatex), "missing-bibliography", "the finding in LaTeX");
  });

  test("VS Code's own Markdown validation takes no citation for a broken link", async () => {
    const validation = vscode.workspace.getConfiguration("markdown.validate");
    await validation.update("enabled", true, vscode.ConfigurationTarget.Workspace);
    try {
      const { document } = await openManuscript({
        "review.md": "---\nbibliography: own.bib\n---\n\nNiches form [@peinado2017pre]. See [there](gone.md).\n",
        "own.bib": own,
      });
      // Its report of the missing file shows that it has looked.
      const reported = await untilEvent(
        vscode.languages.onDidChangeDiagnostics,
        () => {
          const found = vscode.languages.getDiagnostics(document.uri).map(({ range }) => document.getText(range));
          return found.includes("gone.md") ? found : undefined;
        },
        () => "VS Code's report of the missing file",
      );
      expectEqual(reported, ["gone.md"], "what is reported");
    } finally {
      await validation.update("enabled", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  test("a bibliography written to disk counts without reopening", async () => {
    const { document, folder } = await openManuscript({
      "review.md": "---\nbibliography: [own.bib, later.bib]\n---\n\nNiches form [@late2020].\n",
      "own.bib": own,
    });
    await diagnosticsOf(document.uri, (findings) => findings.some((it) => codeOf(it) === "missing-bibliography"));
    const entry = new TextEncoder().encode("@article{late2020,\n  title = {Late},\n  year = {2020}\n}\n");
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, "later.bib"), entry);
    await diagnosticsOf(document.uri, (findings) => findings.length === 0);
  });
});
