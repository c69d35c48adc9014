/**
 * What codes are by their form alone: codes of nations, of totals, and kinds of area of the Government Statistical Service.
 * @source ONS, Register of Geographic Codes
 */

/** Codes and words that stand for several areas together, and what they are. */
const totals: ReadonlyMap<string, string> = new Map([
  ['E92000001', 'England'],
  ['W92000004', 'Wales'],
  ['S92000003', 'Scotland'],
  ['N92000002', 'Northern Ireland'],
  ['K02000001', 'the United Kingdom'],
  ['K03000001', 'Great Britain'],
  ['K04000001', 'England and Wales'],
  ['ENG', 'England'],
  ['ENGLAND', 'England'],
  ['WALES', 'Wales'],
  ['TOTAL', 'all areas'],
  ['GRAND TOTAL', 'all areas'],
  ['ALL', 'all areas'],
]);

/** Those that add up all areas of England. */
const nationalTotals = new Set(['E92000001', 'ENG', 'ENGLAND']);

const fileTotals = new Set(['TOTAL', 'GRAND TOTAL', 'ALL']);

/** Kinds of area that are never the areas of a data set here, only sums of them. */
const totalKinds: ReadonlyMap<string, string> = new Map([
  ['E11', 'a metropolitan county'],
  ['E13', 'inner or outer London'],
  ['E40', 'an NHS England region'],
]);

const kinds: ReadonlyMap<string, string> = new Map([
  ['E00', 'an output area'],
  ['E01', 'a lower layer super output area (LSOA)'],
  ['E02', 'a middle layer super output area (MSOA)'],
  ['E04', 'a parish'],
  ['E05', 'a ward'],
  ['E06', 'a unitary council'],
  ['E07', 'a district council'],
  ['E08', 'a metropolitan district'],
  ['E09', 'a London borough'],
  ['E10', 'a county council'],
  ['E12', 'a region'],
  ['E14', 'a parliamentary constituency'],
  ['E16', 'a primary care trust'],
  ['E17', 'a care trust'],
  ['E18', 'a strategic health authority'],
  ['E22', 'a community safety partnership'],
  ['E23', 'a police force area'],
  ['E26', 'a national park'],
  ['E31', 'a fire and rescue authority'],
  ['E33', 'a workplace zone'],
  ['E36', 'a census merged ward'],
  ['E37', 'a local enterprise partnership'],
  ['E38', 'a clinical commissioning group or sub-ICB location'],
  ['E39', 'an NHS England area team'],
  ['E47', 'a combined authority'],
  ['E54', 'an integrated care board or its forerunner'],
]);

/** What the plain code adds up, in words; null: it is no known total. */
export function totalOfCode(code: string): string | null {
  const known = totals.get(code);
  if (known !== undefined) return known;
  if (/^(?:GRAND |SUB[ -]?)?TOTALS?\b|\b(?:SUB[ -]?)?TOTALS?$/.test(code)) return 'several areas';
  return /^E\d{8}$/.test(code) ? (totalKinds.get(code.slice(0, 3)) ?? null) : null;
}

/** True when the plain code stands for all areas of England together. */
export function isNationalTotal(code: string): boolean {
  return nationalTotals.has(code);
}

/** True when the plain code says no more than that all rows of the file are added up. */
export function isTotalOfFile(code: string): boolean {
  return fileTotals.has(code);
}

/** The kind of area of England that the plain code has the form of, in words; null: no known one. */
export function kindOfGssCode(code: string): string | null {
  return /^E\d{8}$/.test(code) ? (kinds.get(code.slice(0, 3)) ?? 'some area of England') : null;
}

type Nation = {
  readonly why: 'wales' | 'scotland' | 'northern-ireland';
  readonly words: string;
  /** What leaves out all codes of its form. */
  readonly pattern: string;
};

/** The nation other than England whose code it is by its form; null: none. */
export function nationOfCode(code: string): Nation | null {
  if (/^W\d{8}$/.test(code)) return { why: 'wales', words: 'an area of Wales', pattern: 'W*' };
  if (/^S\d{8}$/.test(code)) return { why: 'scotland', words: 'an area of Scotland', pattern: 'S*' };
  if (/^(N\d{8}|95[A-Z0-9]{2,7})$/.test(code)) {
    return {
      why: 'northern-ireland',
      words: 'an area of Northern Ireland',
      pattern: code.startsWith('N') ? 'N*' : '95*',
    };
  }
  if (/^W9\d{4}$/.test(code)) return { why: 'wales', words: 'a practice in Wales', pattern: 'W9*' };
  return null;
}
