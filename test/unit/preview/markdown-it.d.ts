/** What tests use of markdown-it, which brings no types. */
declare module "markdown-it" {
  type Extended = import("../../../client/src/preview/markdown-it.ts").MarkdownIt;

  interface MarkdownIt extends Extended {
    render(text: string, environment: object): string;
  }

  const MarkdownIt: new (options: { html: boolean; linkify: boolean }) => MarkdownIt;
  export default MarkdownIt;
}
