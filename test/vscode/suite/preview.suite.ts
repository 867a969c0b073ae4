import MarkdownIt from "markdown-it";
import * as vscode from "vscode";
import { expectTrue } from "./expect.ts";
import { hoversAt, isWeb, longestWait, openManuscript, positionOf, untilEvent } from "./manuscript.ts";

const bibliography = `@article{brodt2016role,
  author = {Brodt, P},
  title = {Role of the microenvironment in liver metastasis: from pre- to prometastatic niches},
  journal = {Clinical Cancer Research},
  year = {2016},
  doi = {10.1158/1078-0432.CCR-16-0460}
}
`;

interface Extended {
  render(text: string, environment: { currentDocument: vscode.Uri }): string;
}

/** VS Code's own extension for Markdown is served for Node alone; in a web worker its markdown-it stands in for it. */
async function rendered(document: vscode.TextDocument): Promise<string> {
  if (!isWeb) return vscode.commands.executeCommand<string>("markdown.api.render", document);
  const extension = vscode.extensions.getExtension("biomanuscript.biomanuscript");
  const extended: Extended = extension?.exports.extendMarkdownIt(new MarkdownIt({ html: true, linkify: true }));
  return extended.render(document.getText(), { currentDocument: document.uri });
}

/** What the preview shows, as soon as it is as wanted: the server's answer comes after the first rendering. */
async function previewUntil(document: vscode.TextDocument, wanted: RegExp): Promise<string> {
  const deadline = performance.now() + longestWait;
  let html = "";
  while (!wanted.test(html)) {
    if (performance.now() > deadline) throw new Error(`${wanted} is not in the preview:\n${html}`);
    // Rendering never leaves this process; what is known for it comes from another.
    await hoversAt(document, new vscode.Position(0, 0));
    html = await rendered(document);
  }
  return html;
}

/** The preview of a document, once VS Code says that it is open. */
async function openPreview(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
  await untilEvent(
    vscode.window.tabGroups.onDidChangeTabs,
    () => (previewTabs().length > 0 ? true : undefined),
    () =>
      `a preview among ${JSON.stringify(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map((tab) => [tab.label, tab.input])))}`,
  );
}

function previewTabs(): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(
    ({ input }) => input instanceof vscode.TabInputWebview && /markdown\.preview/.test(input.viewType),
  );
}

suite("Preview", () => {
  teardown(async () => {
    await vscode.window.tabGroups.close(previewTabs());
  });

  test("VS Code's Markdown preview shows citations as they print, the reference list and terms", async () => {
    const { document } = await openManuscript({
      "review.md":
        "---\ntitle: Niches\nbibliography: own.bib\n---\n\nKupffer cells help [@brodt2016role].\n\n# References\n",
      "own.bib": bibliography,
    });
    await openPreview(document.uri);
    const html = await previewUntil(document, /bm-bibliography/);
    expectTrue(/<a href="#ref-brodt2016role">\(1\)<\/a>/.test(html), `no citation in ${html}`);
    expectTrue(/<p id="ref-brodt2016role"[^>]*>1\. Brodt P\. Role of the microenvironment/.test(html), html);
    expectTrue(html.includes('href="https://doi.org/10.1158/1078-0432.CCR-16-0460"'), `no DOI in ${html}`);
    expectTrue(/<abbr title="Kupffer cell: [^"]+">Kupffer cells<\/abbr>/.test(html), `no definition in ${html}`);
    if (isWeb) return;
    expectTrue(/<header[^>]*><p class="bm-title">Niches<\/p>/.test(html), `no title in ${html}`);
    expectTrue(/<p data-line="5" class="code-line"/.test(html), `no line of the paragraph in ${html}`);
    expectTrue(!/<table class="frontmatter"|bibliography: own/.test(html), `the front matter is in ${html}`);
  });

  test("the preview follows the style and unsaved edits of manuscript and bibliography", async () => {
    const { document, folder } = await openManuscript({
      "review.md": "---\nbibliography: own.bib\n---\n\nNiches form.\n",
      "own.bib": bibliography,
    });
    await openPreview(document.uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, positionOf(document, "form.", 4), " [@brodt2016role, p. 5971]");
    await vscode.workspace.applyEdit(edit);
    await previewUntil(document, />\(1\)<\/a>|>\(1 /);
    const settings = vscode.workspace.getConfiguration("biomanuscript");
    await settings.update("citationStyle", "apa", vscode.ConfigurationTarget.Workspace);
    try {
      await previewUntil(document, />\(Brodt, 2016, p\. 5971\)</);
      const bib = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, "own.bib"));
      const year = new vscode.WorkspaceEdit();
      const place = positionOf(bib, "{2016}", 1);
      year.replace(bib.uri, new vscode.Range(place, place.translate(0, 4)), "2017");
      await vscode.workspace.applyEdit(year);
      await previewUntil(document, />\(Brodt, 2017, p\. 5971\)</);
    } finally {
      await settings.update("citationStyle", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  test("a Quarto document is previewed too, its figures numbered", async () => {
    const { document } = await openManuscript({
      "review.qmd": "See @fig-a.\n\n![Cells](a.svg){#fig-a}\n",
    });
    await openPreview(document.uri);
    const html = await previewUntil(document, /figcaption/);
    expectTrue(/See <a class="bm-cross-reference" href="#fig-a">Figure\u00a01<\/a>\./.test(html), html);
    expectTrue(/<figure [^>]*id="fig-a"|<figure id="fig-a"/.test(html), html);
  });
});
