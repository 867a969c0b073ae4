/** The styles that ship with the extension, by the names that the CSL project's repository gives them. */

/** Title by name. The first is the default. */
export const bundledStyles: Readonly<Record<string, string>> = {
  vancouver: "Vancouver",
  apa: "American Psychological Association 7th edition",
  harvard1: "Harvard (Cite Them Right)",
  "american-medical-association": "American Medical Association 11th edition (JAMA)",
  "biomed-central": "BioMed Central (BMC)",
  cell: "Cell",
  frontiers: "Frontiers (author-date)",
  ieee: "IEEE",
  nature: "Nature",
  plos: "PLOS (Public Library of Science)",
  science: "Science",
  "the-lancet": "The Lancet",
  "the-new-england-journal-of-medicine": "The New England Journal of Medicine",
};

export const defaultStyle = "vancouver";

/** Typst's names for styles that the repository has under another one: https://typst.app/docs/reference/model/bibliography/ */
const typstNames: Readonly<Record<string, string>> = {
  "american-psychological-association": "apa",
  "british-medical-journal": "bmj",
  "harvard-cite-them-right": "harvard1",
  "institute-of-electrical-and-electronics-engineers": "ieee",
  mla: "modern-language-association",
  "mla-8": "modern-language-association-8th-edition",
  "modern-language-association-8": "modern-language-association-8th-edition",
  "public-library-of-science": "plos",
};

/** A style that Typst brings, under its name in the repository. */
export function typstStyle(name: string): string {
  return typstNames[name] ?? name;
}
