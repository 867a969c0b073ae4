/** Writes the documentation of the checks into docs/checks, and that of the bundled list of retracted works beside it. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkPages } from "./check-pages.ts";
import { retractionsPage } from "./retractions-page.ts";

const folder = join(import.meta.dirname, "../docs/checks");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of checkPages()) writeFileSync(join(folder, name), text);
writeFileSync(join(folder, "../retractions.md"), retractionsPage());
