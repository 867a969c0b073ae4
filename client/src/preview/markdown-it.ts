/** The part of markdown-it, which VS Code's preview runs, that is used here; written out since it brings no types. */

export interface Token {
  type: string;
  tag: string;
  attrs: [string, string][] | null;
  /** The first line and the one after the last. */
  map: [number, number] | null;
  nesting: -1 | 0 | 1;
  children: Token[] | null;
  content: string;
  info: string;
  meta: unknown;
  block: boolean;
  hidden: boolean;
  attrSet(name: string, value: string): void;
  attrJoin(name: string, value: string): void;
  attrGet(name: string): string | null;
}

export type TokenConstructor = new (type: string, tag: string, nesting: -1 | 0 | 1) => Token;

export interface CoreState {
  tokens: Token[];
  readonly Token: TokenConstructor;
}

export interface BlockState {
  readonly src: string;
  readonly bMarks: number[];
  readonly eMarks: number[];
  readonly tShift: number[];
  readonly sCount: number[];
  blkIndent: number;
  line: number;
  lineMax: number;
  parentType: string;
  readonly md: { readonly block: { tokenize(state: BlockState, start: number, end: number): void } };
  push(type: string, tag: string, nesting: -1 | 0 | 1): Token;
}

export interface InlineState {
  readonly src: string;
  pos: number;
  posMax: number;
  pending: string;
  /** Set by the usual plugin for footnotes. */
  readonly env: { readonly footnotes?: unknown };
  readonly tokens: Token[];
  readonly md: { readonly inline: { tokenize(state: InlineState): void } };
  push(type: string, tag: string, nesting: -1 | 0 | 1): Token;
}

export interface Ruler<Rule> {
  before(known: string, name: string, rule: Rule, options?: { alt: string[] }): void;
  after(known: string, name: string, rule: Rule): void;
  push(name: string, rule: Rule): void;
}

export interface RenderEnvironment {
  /** The document's URI; none where a text is rendered that is no file's. */
  readonly currentDocument?: { toString(): string } | undefined;
}

export interface Renderer {
  readonly rules: Record<string, RenderRule | undefined>;
  render(tokens: Token[], options: unknown, environment: RenderEnvironment): string;
  renderAttrs(token: Token): string;
  renderToken(tokens: Token[], place: number, options: unknown): string;
}

export type RenderRule = (
  tokens: Token[],
  place: number,
  options: unknown,
  environment: RenderEnvironment,
  renderer: Renderer,
) => string;

export interface MarkdownIt {
  readonly core: { readonly ruler: Ruler<(state: CoreState) => void> };
  readonly block: {
    readonly ruler: Ruler<(state: BlockState, start: number, end: number, silent: boolean) => boolean>;
  };
  readonly inline: { readonly ruler: Ruler<(state: InlineState, silent: boolean) => boolean> };
  readonly renderer: Renderer;
}
