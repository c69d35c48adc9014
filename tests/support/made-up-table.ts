/** For tests of data sets: a small register with codes that change, tables of text as sources of rows, descriptions. */

import { type AreaIndex, makeAreaIndex } from '#core/datasets/area-index.ts';
import type { DataSetStatement } from '#core/datasets/data-set.ts';
import type { ColumnUse, DataDescription, MeasureUse } from '#core/datasets/description.ts';
import type { RowSource } from '#core/datasets/row-source.ts';
import { bodies, events, factsOf, foldOf, together } from '#tests/support/tiny-register.ts';

/**
 * Blocks E01000001 to E01000004 of 2011, of which the third is split in two in 2021. Alpha and Beta (districts of county Old)
 * become Gamma on 1 April 2019; Delta has another code from 1 April 2013 on; Epsilon begins in 2023 on no land. Two practices.
 */
export function changingRegister(): AreaIndex {
  const blocks = ['E01000001', 'E01000002', 'E01000003', 'E01000004'];
  const later = ['E01000001', 'E01000002', 'E01000031', 'E01000032', 'E01000004'];
  const facts = together(
    factsOf({
      geographies: [
        { id: 'lsoa11', title: '2011 LSOAs', vintage: '2011-03-27' },
        { id: 'lsoa21', title: '2021 LSOAs', vintage: '2021-03-21' },
      ],
      areas: [
        ...blocks.map((code) => ({ geography: 'lsoa11', code })),
        ...later.map((code) => ({ geography: 'lsoa21', code })),
      ],
      links: later.map((code) => ({
        from_geography: 'lsoa11',
        from_area: code.startsWith('E0100003') ? 'E01000003' : code,
        to_geography: 'lsoa21',
        to_area: code,
        change: code.startsWith('E0100003') ? 'split' : 'unchanged',
      })),
      memberships: [
        ['alpha', 0],
        ['beta', 1],
        ['delta', 2],
        ['delta', 3],
        ['old', 0],
        ['old', 1],
        ['new', 2],
        ['new', 3],
      ].map(([organisation, at]) => ({
        organisation: organisation ?? '',
        geography: 'lsoa11',
        area: blocks[Number(at)] ?? '',
        evidence: 'published',
      })),
      identifiers: [
        { organisation: 'alpha', scheme: 'gss', value: 'E07000001' },
        { organisation: 'beta', scheme: 'gss', value: 'E07000002' },
        { organisation: 'gamma', scheme: 'gss', value: 'E06000010' },
        { organisation: 'delta', scheme: 'gss', value: 'E07000003', to: '2013-04-01' },
        { organisation: 'delta', scheme: 'gss', value: 'E07000030', from: '2013-04-01' },
        { organisation: 'epsilon', scheme: 'gss', value: 'E07000005' },
        { organisation: 'old', scheme: 'gss', value: 'E10000001' },
        { organisation: 'new', scheme: 'gss', value: 'E10000002' },
        { organisation: 'first-reuse', scheme: 'ods', value: '5AA' },
        { organisation: 'second-reuse', scheme: 'ods', value: '5AA' },
        { organisation: 'surgery', scheme: 'ods', value: 'A81001' },
        { organisation: 'clinic', scheme: 'ods', value: 'A81002' },
      ],
    }),
    bodies([
      ['alpha', 'district-council'],
      ['beta', 'district-council'],
      ['gamma', 'unitary-council'],
      ['delta', 'district-council'],
      ['epsilon', 'district-council'],
      ['old', 'county-council'],
      ['new', 'county-council'],
      ['first-reuse', 'primary-care-trust'],
      ['second-reuse', 'primary-care-trust'],
      ['surgery', 'gp-practice'],
      ['clinic', 'gp-practice'],
    ]),
    events([
      {
        id: 'merger',
        kind: 'merge',
        day: '2019-04-01',
        predecessors: 'alpha beta old',
        successors: 'gamma',
        moves: ['alpha', 'beta', 'old'].map((from) => [from, 'gamma', '*'] as const),
      },
      { id: 'birth', kind: 'establish', day: '2023-04-01', subjects: 'epsilon' },
      { id: 'reuse', kind: 'merge', day: '2006-10-01', predecessors: 'first-reuse', successors: 'second-reuse' },
    ]),
  );
  return makeAreaIndex(foldOf(facts));
}

const statement: DataSetStatement = {
  id: 'test',
  title: 'Test',
  publisher: 'Nobody',
  licence: 'None',
  vintage: 'First',
  method: 'Made up',
  subject: 'published',
  owner: null,
  seenBy: [],
  derivedFrom: [],
  breaks: [],
  note: null,
};

/** A measure that counts people, but for what is given. */
export function measured(over: Partial<MeasureUse> = {}): MeasureUse {
  const plain = { denominator: null, multiplier: 1, holds: 'value', scale: 1, breakdown: {}, period: null } as const;
  return { title: 'People', kind: 'count', unit: 'people', ...plain, ...over };
}

/** A column of values. */
export function values(over: Partial<MeasureUse> = {}): ColumnUse {
  return { as: 'value', measure: measured(over) };
}

/** A description of these columns, of 2015 unless something else is given. */
export function described(
  columns: Readonly<Record<string, ColumnUse>>,
  over: Partial<DataDescription> = {},
): DataDescription {
  return { statement, columns, named: {}, period: '2015', geography: null, absent: 'unknown', leaveOut: [], ...over };
}

/** Lines of cells with commas between, the heading first, a few rows a batch; `|` stands for a comma within a cell. */
export function tableOf(text: string, rowsInBatch = 3): RowSource {
  const [heading = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split(',').map((cell) => cell.replaceAll('|', ',')));
  return sourceOf(heading, rows, rowsInBatch);
}

/** The rows as a source. */
export function sourceOf(heading: readonly string[], rows: readonly (readonly string[])[], rowsInBatch = 3): RowSource {
  return {
    file: 'test.csv',
    heading,
    batches: async function* () {
      for (let at = 0; at < rows.length; at += rowsInBatch)
        yield { firstRow: at + 2, rows: rows.slice(at, at + rowsInBatch) };
    },
  };
}
