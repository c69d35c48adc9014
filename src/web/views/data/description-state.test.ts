import { describe, expect, it } from 'vitest';
import type { DataDescriptionWire } from '#wire/data-sets.ts';
import {
  breakdownText,
  columnUse,
  isLeftOut,
  lacksOf,
  otherSheets,
  parseBreakdown,
  parseDescription,
  parseList,
  withLeftOut,
  withMeasure,
  withNamedMeasure,
  withoutNamedMeasure,
  withUse,
} from './description-state.ts';

const guessed: DataDescriptionWire = {
  statement: {
    id: 'smokers',
    title: 'Smokers',
    publisher: 'A council',
    licence: 'internal use',
    vintage: '2024',
    method: 'survey',
    subject: 'counts-of-people',
    owner: null,
    seenBy: [],
    derivedFrom: [],
    breaks: [],
    note: null,
  },
  columns: { code: { as: 'area' }, other: { as: 'ignore' } },
  named: {},
  period: '2024',
  geography: null,
  absent: 'unknown',
  leaveOut: [],
};
const counted = withUse(guessed, 'smokers', 'value');

describe('the description of a file, changed by hand', () => {
  it('[WD8] a column becomes numbers called as its heading, and takes the guessed measure back when it had one', () => {
    expect(columnUse(counted, 'smokers')).toMatchObject({ as: 'value', measure: { title: 'smokers', kind: 'count' } });
    const renamed = withMeasure(counted, 'smokers', { title: 'People who smoke' });
    const guess = columnUse(renamed, 'smokers');
    const away = withUse(renamed, 'smokers', 'ignore', guess);
    expect(columnUse(withUse(away, 'smokers', 'value', guess), 'smokers')).toEqual(guess);
  });

  it('[WD8] there is one column of area codes: another one that was it is ignored', () => {
    const turned = withUse(guessed, 'other', 'area');
    expect(columnUse(turned, 'other').as).toBe('area');
    expect(columnUse(turned, 'code').as).toBe('ignore');
    expect(columnUse(guessed, 'code').as).toBe('area');
  });

  it('[WD9] a kind brings what goes with it, and lets go of what does not', () => {
    const rate = withMeasure(counted, 'smokers', { kind: 'rate' });
    expect(columnUse(rate, 'smokers')).toMatchObject({ measure: { kind: 'rate', multiplier: 100_000 } });
    const share = withMeasure(rate, 'smokers', { kind: 'proportion', denominator: 'adults', holds: 'numerator' });
    expect(columnUse(share, 'smokers')).toMatchObject({ measure: { multiplier: 100, denominator: 'adults' } });
    const back = withMeasure(share, 'smokers', { kind: 'count' });
    expect(columnUse(back, 'smokers')).toMatchObject({
      measure: { kind: 'count', multiplier: 1, denominator: null, holds: 'value' },
    });
  });

  it('[WD9] measures that a column names are told apart one by one', () => {
    const told = withNamedMeasure(guessed, 'spend', { kind: 'money' });
    expect(told.named['spend']).toMatchObject({ title: 'spend', kind: 'money' });
    expect(withoutNamedMeasure(told, 'spend').named).toEqual({});
  });

  it('[WD10] codes are left out and read again, each once', () => {
    const out = withLeftOut(withLeftOut(guessed, ['W01', 'E92'], true), ['E92'], true);
    expect(out.leaveOut).toEqual(['E92', 'W01']);
    expect(withLeftOut(out, ['W01'], false).leaveOut).toEqual(['E92']);
    const wales = { ...guessed, leaveOut: ['W*'] };
    expect(isLeftOut(wales, 'W01')).toBe(true);
    expect(isLeftOut(wales, 'E92')).toBe(false);
    expect(withLeftOut(wales, ['W01', 'E92'], true).leaveOut).toEqual(['E92', 'W*']);
    expect(withLeftOut(wales, ['W01'], false).leaveOut).toEqual([]);
  });

  it('[WD9] groups and lists are read as they are written', () => {
    expect(parseBreakdown('age: 65 and over; sex: female; nothing')).toEqual({ age: '65 and over', sex: 'female' });
    expect(breakdownText({ age: '65 and over', sex: 'female' })).toBe('age: 65 and over; sex: female');
    expect(parseList('a, b;c\n , d')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('[WD11] what is missing is told in the order of the screen, and nothing when nothing is', () => {
    expect(lacksOf(counted)).toEqual([]);
    const { statement } = guessed;
    const bare = { ...guessed, columns: {}, statement: { ...statement, title: ' ', id: 'Not an id' } };
    expect(lacksOf(bare).map(({ field }) => field)).toEqual(['columns', 'columns', 'title', 'id']);
    const timeless = { ...counted, period: null };
    expect(lacksOf(timeless).map(({ field }) => field)).toEqual(['period']);
    expect(lacksOf(withUse(timeless, 'year', 'period'))).toEqual([]);
    expect(lacksOf(withMeasure(timeless, 'smokers', { period: '2019' }))).toEqual([]);
    expect(lacksOf(withMeasure(counted, 'smokers', { title: '' })).map(({ field }) => field)).toEqual([
      'column smokers',
    ]);
  });

  it('[WD4] sheets of a workbook that were passed over are there to choose', () => {
    const passed = { code: 'sheet-not-read', where: { file: 'a.xlsx, sheet Notes, 2024' } };
    expect(otherSheets([passed, { code: 'other', where: { file: 'a.xlsx, sheet No' } }])).toEqual(['Notes, 2024']);
  });

  it('[WD12] a description that was saved is read again, and another file is refused in words', () => {
    expect(parseDescription(JSON.stringify(counted))).toEqual(counted);
    expect(parseDescription('code,value')).toMatch(/no JSON/);
    expect(parseDescription('{"statement": {}}')).toMatch(/no description/);
    expect(parseDescription('null')).toMatch(/no description/);
  });
});
