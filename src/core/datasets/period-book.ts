/** The periods of a file by number, as they come, and the codes that have rows in each. */

import type { Period } from '#core/datasets/data-set.ts';
import { isPeriod, parsePeriod } from '#core/datasets/parse-period.ts';

export class PeriodBook {
  readonly periods: Period[] = [];
  /** 1 for each code that a row of the period speaks of. @shape periods, each as long as the highest such code */
  readonly codes: Uint8Array[] = [];
  readonly #byId = new Map<string, number>();
  readonly #byText = new Map<string, number>();
  #lastText = '';
  #last = -2;

  numberOf(period: Period): number {
    const known = this.#byId.get(period.id);
    if (known !== undefined) return known;
    this.#byId.set(period.id, this.periods.length);
    this.codes.push(new Uint8Array(256));
    return this.periods.push(period) - 1;
  }

  /** The number of the period that the text names; -1: it names none. Rows of a period mostly stand together. */
  numberOfText(text: string): number {
    if (text === this.#lastText && this.#last > -2) return this.#last;
    let found = this.#byText.get(text);
    if (found === undefined) {
      const parsed = parsePeriod(text);
      found = isPeriod(parsed) ? this.numberOf(parsed) : -1;
      this.#byText.set(text, found);
    }
    this.#lastText = text;
    this.#last = found;
    return found;
  }

  /** What a text that names no period should have been. */
  expectedFor(text: string): string {
    const parsed = parsePeriod(text);
    return isPeriod(parsed) ? '' : parsed.expected;
  }

  /** Notes that a row of the period speaks of the code. */
  note(period: number, code: number): void {
    let codes = this.codes[period] as Uint8Array;
    if (code >= codes.length) {
      const grown = new Uint8Array(Math.max(codes.length * 2, code + 1));
      grown.set(codes);
      codes = grown;
      this.codes[period] = grown;
    }
    codes[code] = 1;
  }

  /** Numbers of the periods that have rows, in order of time. */
  inOrder(): number[] {
    const at = (number: number) => this.periods[number] as Period;
    return [...this.periods.keys()]
      .filter((number) => this.codes[number]?.includes(1) === true)
      .sort((a, b) => (sortKey(at(a)) < sortKey(at(b)) ? -1 : 1));
  }
}

function sortKey({ from, id }: Period): string {
  return `${from} ${id}`;
}
