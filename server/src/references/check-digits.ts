/** Check digits of the identifiers that have one. */

/** Ten digits of an ISBN, the last of which may be `X` for ten (ISO 2108, before 2007). */
export function isIsbn10(digits: string): boolean {
  return /^\d{9}[\dX]$/i.test(digits) && weighted(digits, 10) % 11 === 0;
}

/** Thirteen digits of an ISBN (ISO 2108). */
export function isIsbn13(digits: string): boolean {
  if (!/^97[89]\d{10}$/.test(digits)) return false;
  return [...digits].reduce((sum, digit, place) => sum + Number(digit) * (place % 2 === 0 ? 1 : 3), 0) % 10 === 0;
}

/** Eight digits of an ISSN without the hyphen (ISO 3297). */
export function isIssn(digits: string): boolean {
  return /^\d{7}[\dX]$/i.test(digits) && weighted(digits, 8) % 11 === 0;
}

/** An ORCID iD with or without its hyphens: ISO 7064, MOD 11-2. */
export function isOrcid(text: string): boolean {
  const digits = text.replaceAll("-", "");
  if (!/^\d{15}[\dX]$/i.test(digits)) return false;
  const total = [...digits.slice(0, -1)].reduce((sum, digit) => (sum + Number(digit)) * 2, 0);
  return (12 - (total % 11)) % 11 === worthOf(digits.slice(-1));
}

/** The sum of the digits times their weights, which count down to 1. */
function weighted(digits: string, first: number): number {
  return [...digits].reduce((sum, digit, place) => sum + worthOf(digit) * (first - place), 0);
}

function worthOf(digit: string): number {
  return /x/i.test(digit) ? 10 : Number(digit);
}
