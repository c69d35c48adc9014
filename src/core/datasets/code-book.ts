/** The codes of a column by number, as they come: how the file writes each, where it first stood, and how many rows it has. */

import { plainCode } from '#core/datasets/area-index.ts';

export class CodeBook {
  /** As first written, without spaces around it. */
  readonly texts: string[] = [];
  readonly plains: string[] = [];
  readonly firstRows: number[] = [];
  readonly rowCounts: number[] = [];
  /** True for codes that a person stated are to be left out. */
  readonly isLeftOut: boolean[] = [];
  readonly #byText = new Map<string, number>();
  readonly #byPlain = new Map<string, number>();
  /** Whether a person stated that the plain code is to be left out. */
  readonly leavesOut: (plain: string) => boolean;

  /** `leaveOut`: codes, or beginnings of codes that end in `*`. */
  constructor(leaveOut: readonly string[]) {
    const plain = leaveOut.map(plainCode);
    const whole = new Set(plain.filter((code) => !code.endsWith('*')));
    const beginnings = plain.filter((code) => code.endsWith('*')).map((code) => code.slice(0, -1));
    this.leavesOut = (code) => whole.has(code) || beginnings.some((beginning) => code.startsWith(beginning));
  }

  /** True when the cell was met before, written just so. */
  has(cell: string): boolean {
    return this.#byText.has(cell);
  }

  /** The number of the code in a cell of the row; -1: the cell is empty. */
  numberOf(cell: string, row: number): number {
    const number = this.#byText.get(cell) ?? this.#numberOfNew(cell, row);
    if (number >= 0) this.rowCounts[number] = (this.rowCounts[number] as number) + 1;
    return number;
  }

  #numberOfNew(cell: string, row: number): number {
    const plain = plainCode(cell);
    if (plain === '') return -1;
    const known = this.#byPlain.get(plain);
    const number = known ?? this.texts.length;
    this.#byText.set(cell, number);
    if (known !== undefined) return known;
    this.#byPlain.set(plain, number);
    this.texts.push(cell.trim());
    this.plains.push(plain);
    this.firstRows.push(row);
    this.rowCounts.push(0);
    this.isLeftOut.push(this.leavesOut(plain));
    return number;
  }
}
