/** What is used of markdown-it, which brings no types. */
declare module "markdown-it" {
  type Extended = import("./preview/markdown-it.ts").MarkdownIt;

  interface MarkdownIt extends Extended {
    render(text: string, environment: object): string;
    disable(rules: readonly string[]): MarkdownIt;
  }

  const MarkdownIt: new (options: { html: boolean; linkify: boolean; typographer?: boolean }) => MarkdownIt;
  export default MarkdownIt;
}
