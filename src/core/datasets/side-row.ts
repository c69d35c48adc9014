/**
 * Rows that stand in a file and are no rows of its table: notes and sources below it, units below the headings, names of
 * regions between groups of areas. They have neither the code of an area nor a number, so that nothing is lost without them.
 */

import { type AreaIndex, meaningOf, plainCode } from '#core/datasets/area-index.ts';
import { kindOfGssCode, nationOfCode, totalOfCode } from '#core/datasets/known-codes.ts';
import { parseNumber } from '#core/datasets/parse-number.ts';
import type { ProblemBook } from '#core/datasets/problem-book.ts';
import type { RowPlan } from '#core/datasets/row-plan.ts';

type Places = Pick<RowPlan, 'area' | 'values' | 'texts'>;

/** How notes begin; what follows may have figures in it that count nothing. */
const noteBeginning =
  /^(?:notes?\b|sources?\b|contact|copyright|©|crown|\(?\d{1,2}[.)\]]|\(?[a-z][.)]|\[|\*|†|this\b|these\b|data\b|figures\b|published|last updated|please)/i;

/** True when the text begins as notes and sources do, in several words. */
export function isNoteText(text: string): boolean {
  return noteBeginning.test(text) && /[\s:]/.test(text);
}

/** True when the row has no code of an area, nor what looks like one, and no number nor sign for a missing one. */
export function isSideRow(row: readonly string[], { area, values }: Places, index: AreaIndex): boolean {
  const text = (row[area] ?? '').trim();
  if (text !== '' && isLikeCode(text, index)) return false;
  const isNote = isNoteText(text);
  return values.every(({ at }) => isWithoutNumber(row[at] ?? '', isNote));
}

/** True when the heading is a code, so that a first row was taken for the headings. Words such as `icb` may be codes too. */
export function isCodeHeading(heading: string, index: AreaIndex): boolean {
  return /\d{4}/.test(heading) && meaningOf(index, heading) !== undefined;
}

/** A code of the register or by its form; or one word with a figure in it, which may be a code with a slip. */
function isLikeCode(text: string, index: AreaIndex): boolean {
  if (/^\S{3,12}$/.test(text) && /\d/.test(text)) return true;
  const plain = plainCode(text);
  return (
    meaningOf(index, plain) !== undefined ||
    totalOfCode(plain) !== null ||
    nationOfCode(plain) !== null ||
    kindOfGssCode(plain) !== null
  );
}

function isWithoutNumber(cell: string, isNote: boolean): boolean {
  const text = cell.trim();
  if (text === '') return true;
  if (parseNumber(text).kind !== 'none') return false;
  // `£000` is the unit of what stands below.
  return isNote || !/\d/.test(text.replace(/[£€$]\s?['’]?0{3}s?/, ''));
}

/**
 * The cell by which the row is known: that of its code, or, where that is empty, the name of a total or of what a person
 * leaves out. Empty: there is none.
 */
export function codeCell(
  row: readonly string[],
  { area, texts }: Places,
  isLeftOut: (plain: string) => boolean,
): string {
  const cell = row[area] ?? '';
  if (cell.trim() !== '') return cell;
  const at = texts.find((one) => {
    const plain = plainCode(row[one] ?? '');
    return plain !== '' && (totalOfCode(plain) !== null || isLeftOut(plain));
  });
  return at === undefined ? '' : (row[at] ?? '');
}

/** Which rows were left out; told once. */
export class SideRows {
  count = 0;
  #first = 0;
  #last = 0;
  #text = '';

  note(row: readonly string[], number: number): void {
    this.count++;
    this.#last = number;
    if (this.count > 1) return;
    this.#first = number;
    this.#text = row.filter((cell) => cell.trim() !== '').join(', ');
  }

  tell(problems: ProblemBook): void {
    if (this.count === 0) return;
    const [first, last, count] = [this.#first, this.#last, this.count];
    const which = count === 1 ? `row ${first}` : `${count} rows, from row ${first} to row ${last}`;
    const text = this.#text.length > 60 ? `${this.#text.slice(0, 60)}…` : this.#text;
    problems.warning('side-rows', { row: first }, () => ({
      message:
        'Rows without the code of an area and without a number were left out, as notes and units are. If one belongs to the table, give it its code.',
      found: `${which}, beginning "${text}"`,
    }));
  }
}
