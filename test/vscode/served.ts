/** A served VS Code with a page open on it: for the suites, the scripted writer and the screenshots. */
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { serveFiles } from "../../scripts/file-server.mjs";
import { cache, root } from "../../scripts/run.mjs";
import { installExtension, pageAddress, type Release, startServer } from "../../scripts/vscode-server.mjs";

export interface ServedOptions {
  /** Begins the name of the run's folder. */
  readonly name: string;
  readonly release: Release;
  readonly browser: Browser;
  /** The web-worker extension host instead of Node's. */
  readonly web?: boolean;
  /** A packaged extension to install; without one the checkout is run as it is. */
  readonly vsix?: string;
  /** The module whose run() the extension host calls. */
  readonly tests?: string;
  readonly settings?: Record<string, unknown>;
  readonly page?: BrowserContextOptions;
  readonly say: (line: string) => void;
}

export interface Served {
  readonly page: Page;
  /** A copy of the example that may be changed. */
  readonly workspace: string;
  /** Opens VS Code in the page; what happens from the first script on can be listened to before. */
  readonly open: () => Promise<void>;
  readonly serverLog: () => string;
}

/** Runs `use` on a VS Code with a new profile and ends everything afterwards. */
export async function withServed<T>(options: ServedOptions, use: (served: Served) => Promise<T>): Promise<T> {
  const { release, say } = options;
  const home = await makeHome(options.name);
  const data = path.join(home, "profile");
  const workspace = path.join(home, "workspace");
  await cp(path.join(root, "examples", "liver-metastasis-review"), workspace, { recursive: true });
  if (options.vsix !== undefined) await installExtension({ release, data, vsix: options.vsix, say });
  const server = await startServer({ release, data, extraSettings: options.settings ?? {}, say });
  const files = await serveFiles(root);
  const context = await options.browser.newContext({
    viewport: { width: 1280, height: 800 },
    // The served page lets extensions be fetched from https alone.
    bypassCSP: options.web === true,
    ...options.page,
  });
  try {
    const page = await context.newPage();
    const address = pageAddress(server.address, {
      folder: workspace,
      ...(options.web || options.vsix !== undefined ? {} : { extension: root }),
      ...(options.web || options.tests === undefined ? {} : { tests: options.tests }),
    });
    if (options.web) await addWebExtension(page, files.address, options.tests);
    return await use({
      page,
      workspace,
      open: async () => void (await page.goto(address)),
      serverLog: () => server.log,
    });
  } finally {
    await context.close();
    await files.stop();
    await server.stop();
    await rm(home, { recursive: true, force: true });
  }
}

/**
 * Puts an extension, and its tests, into the web-worker host. VS Code takes such a one only from http, as vscode.dev
 * does, and the page's parameters can name none such: its configuration can, which VS Code reads from the page.
 */
async function addWebExtension(page: Page, files: string, tests: string | undefined): Promise<void> {
  const authority = new URL(files).host;
  const uri = (file: string) => ({
    scheme: "http",
    authority,
    path: `/${path.relative(root, file).split(path.sep).join("/")}`,
  });
  const added = { extensions: [uri(root)], ...(tests === undefined ? {} : { extensionTestsPath: uri(tests) }) };
  await page.addInitScript((options) => {
    const read = Element.prototype.getAttribute;
    Element.prototype.getAttribute = function (name) {
      const value = read.call(this, name);
      if (this.id !== "vscode-workbench-web-configuration" || name !== "data-settings" || value === null) return value;
      const configuration = JSON.parse(value);
      configuration.developmentOptions = { ...configuration.developmentOptions, ...options };
      return JSON.stringify(configuration);
    };
  }, added);
}

/** A folder of this run's own, so that two runs at once do not meet. */
async function makeHome(name: string): Promise<string> {
  const parent = path.join(cache, "vscode-tests");
  await mkdir(parent, { recursive: true });
  return mkdtemp(path.join(parent, `${name}-`));
}
