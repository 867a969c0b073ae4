/** The stylesheet of an exported page, for the screen and for paper. */
export const pageStyle = `body { max-width: 42em; margin: 3em auto; padding: 0 1.2em; font: 1.05em/1.55 Georgia, "Times New Roman", serif; color: #1a1a1a; background: #fff; }
h1, h2, h3, h4, h5, h6 { margin: 1.6em 0 0.5em; line-height: 1.25; }
h1 { font-size: 1.5em; }
h2 { font-size: 1.25em; }
h3, h4, h5, h6 { font-size: 1.05em; }
.bm-title { margin: 0 0 0.4em; font-size: 1.9em; font-weight: bold; line-height: 1.2; }
.bm-authors { margin: 0 0 2em; color: #444; }
.abstract { margin: 2em 0; padding: 0.1em 1.2em; border-left: 3px solid #bbb; font-size: 0.95em; }
a { color: #1a5276; text-decoration: none; }
a:hover { text-decoration: underline; }
.bm-citation b { color: #a93226; }
.bm-entry { margin: 0 0 0.6em; padding-left: 2em; text-indent: -2em; overflow-wrap: anywhere; }
.bm-entry:target { background: #fdf6d8; }
figure { margin: 1.6em 0; }
img { max-width: 100%; height: auto; }
figcaption, .bm-caption { margin: 0.5em 0 1.5em; font-size: 0.9em; color: #333; }
.bm-number { font-weight: bold; }
.bm-note { display: flex; gap: 0.7em; font-size: 0.9em; }
.bm-inline-note { font-size: 0.9em; color: #444; }
.bm-inline-note::before { content: "["; }
.bm-inline-note::after { content: "]"; }
table { margin: 1.2em 0; border-collapse: collapse; border-top: 2px solid; border-bottom: 2px solid; font-size: 0.92em; }
th, td { padding: 0.3em 0.8em; text-align: left; vertical-align: top; }
thead { border-bottom: 1px solid; }
pre { padding: 0.8em; overflow-x: auto; background: #f5f5f5; }
code { font-size: 0.9em; }
blockquote { margin: 1em 0; padding-left: 1em; border-left: 3px solid #ccc; color: #444; }
.display { display: block; margin: 1em 0; text-align: center; }
sup, sub { line-height: 0; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } figure, .bm-entry { break-inside: avoid; } }
`;
