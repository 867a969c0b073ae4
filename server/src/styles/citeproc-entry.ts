/**
 * The formatter's own bundle, loaded on first use: `dist/node/styles.cjs` exports `createFormatter`; in
 * `dist/web/styles.js`, a classic script, exports go nowhere and the worker finds it as `biomanuscriptStyles`.
 */
import { createFormatter } from "./citeproc.ts";
import type { CreateFormatter } from "./formatter.ts";

export interface StylesGlobal {
  readonly biomanuscriptStyles?: { readonly createFormatter: CreateFormatter };
}

Object.assign(globalThis, { biomanuscriptStyles: { createFormatter } } satisfies StylesGlobal);

export { createFormatter };
