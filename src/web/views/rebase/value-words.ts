/** Numbers of a measure as people read them, and how sure they are, in words. */

import type { DataMeasureWire } from '#wire/data-sets.ts';
import type { RebasedCellWire } from '#wire/rebase.ts';
import { indexText, numberText, percentText } from '../../words.ts';

type Kind = Pick<DataMeasureWire, 'kind' | 'unit' | 'multiplier'>;

const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });
const wholePounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP', maximumFractionDigits: 0 });
/** Digits on an axis, at most. */
const mostDigits = 8;
const oneDecimal = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const twoDecimals = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** True of proportions, rates and means: they have a denominator, and all areas together are something to compare with. */
export function isRatio({ kind }: Pick<DataMeasureWire, 'kind'>): boolean {
  return kind === 'proportion' || kind === 'rate' || kind === 'mean';
}

/** Whether a measure can be moved as it stands, or with counts of people in place of the denominators that it lacks. */
export function isMovable(measure: DataMeasureWire, hasDenominator: boolean): boolean {
  return measure.notMovable === null || (hasDenominator && lacksDenominator(measure));
}

/** True of a ratio that came without denominators. */
export function lacksDenominator(measure: Pick<DataMeasureWire, 'kind' | 'denominator'>): boolean {
  return isRatio(measure) && measure.denominator === null;
}

/** `1,234`, `£1,234.50`, `12.3%`: the number in a table; null is a dash. */
export function valueText(measure: Kind, value: number | null): string {
  if (value === null) return '–';
  switch (measure.kind) {
    case 'count':
      return Number.isInteger(value) || Math.abs(value) >= 100 ? numberText(value) : oneDecimal.format(value);
    case 'money':
      return (value === 0 || Math.abs(value) >= 10_000_000 ? wholePounds : pounds).format(value / 100);
    case 'proportion':
      return isPercent(measure) ? percentText(value / 100) : ratioText(value);
    case 'rate':
    case 'mean':
    case 'index':
      return ratioText(value);
    default:
      return measure.kind satisfies never;
  }
}

/** The same to the penny, or to the decimals that a fraction of a person has. */
function fullValueText(measure: Kind, value: number): string {
  if (measure.kind === 'money') return pounds.format(value / 100);
  if (measure.kind === 'count' && !Number.isInteger(value)) return twoDecimals.format(value);
  return valueText(measure, value);
}

/**
 * `1.2m`: numbers on an axis or in a legend of little room, with three digits, or as many more as it takes to tell
 * different ones apart.
 */
export function axisTexts(measure: Kind, values: readonly number[]): string[] {
  const different = new Set(values).size;
  for (let digits = 3; ; digits++) {
    const texts = values.map((value) => axisText(measure, value, digits));
    if (digits >= mostDigits || new Set(texts).size === different) return texts;
  }
}

function axisText(measure: Kind, value: number, digits: number): string {
  const short = { notation: 'compact', maximumSignificantDigits: digits } as const;
  if (measure.kind === 'money') {
    return new Intl.NumberFormat('en-GB', { ...short, style: 'currency', currency: 'GBP' }).format(value / 100);
  }
  const text = new Intl.NumberFormat('en-GB', short).format(value);
  return measure.kind !== 'count' && isPercent(measure) ? `${text}%` : text;
}

/** What the numbers are numbers of: `people`, `pounds`, `per 100,000`. */
export function unitText(measure: Kind): string {
  const { kind, unit, multiplier } = measure;
  if (kind === 'rate' && !/\bper\b/.test(unit)) return `${unit} per ${numberText(multiplier)}`;
  if (isPercent(measure)) return 'per cent';
  return kind === 'money' ? 'pounds' : unit;
}

/** `1,234 people`, `£1,234.50`, `12.3%`, `4.5 per 1,000`. */
export function amountText(measure: Kind, value: number): string {
  return withUnit(measure, valueText(measure, value));
}

/** The same in full, for the evidence of a number. */
export function fullAmountText(measure: Kind, value: number): string {
  return withUnit(measure, fullValueText(measure, value));
}

/** Pounds and per cent have their sign already. */
function withUnit(measure: Kind, text: string): string {
  return measure.kind === 'money' || isPercent(measure) ? text : `${text} ${unitText(measure)}`;
}

/** `Exact`, `Estimated: 12.3% of it`, `Not known`. */
export function surenessText({
  value,
  exact,
  estimatedProportion,
}: Pick<RebasedCellWire, 'value' | 'exact' | 'estimatedProportion'>): string {
  if (value === null) return 'Not known';
  if (exact) return 'Exact';
  return estimatedProportion === null ? 'Estimated' : `Estimated: ${percentText(estimatedProportion)} of it`;
}

/** `1,200 to 1,400`; open ends are said. */
export function spanOfValues(measure: Kind, lower: number | null, upper: number | null): string {
  if (lower === null && upper === null) return 'no bounds';
  if (lower === null) return `at most ${valueText(measure, upper)}`;
  if (upper === null) return `at least ${valueText(measure, lower)}`;
  return `${valueText(measure, lower)} to ${valueText(measure, upper)}`;
}

/** A verdict in a word: what the numbers show, never what follows. */
export function verdictText(verdict: string | null): string {
  if (verdict === 'lower') return 'Lower';
  if (verdict === 'higher') return 'Higher';
  return verdict === 'similar' ? 'Not told apart' : '–';
}

/** A cell in one sentence, for who does not see the drawing. */
export function cellSentence(measure: Kind, cell: RebasedCellWire): string {
  const name = cell.areaName ?? cell.area;
  if (cell.value === null) return `${name}: not known`;
  const bounds = cell.exact ? '' : `, bounds: ${spanOfValues(measure, cell.lower, cell.upper)}`;
  return `${name}: ${amountText(measure, cell.value)}, ${surenessText(cell).toLowerCase()}${bounds}`;
}

/** Its values are from 0 to 100. */
function isPercent({ kind, multiplier }: Kind): boolean {
  return kind === 'proportion' && multiplier === 100;
}

function ratioText(value: number): string {
  return Math.abs(value) >= 1000 ? numberText(value) : indexText(value);
}
