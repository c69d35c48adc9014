/**
 * Three tables of numbers about Surrey and its neighbours, to show how numbers move between areas: people by block, money by
 * council, a share by district. All numbers are made up from the count of residents by a fixed rule and say so.
 */

import type { GeographyUse } from '#core/datasets/data-set.ts';
import type { ColumnUse, DataDescription, MeasureUse } from '#core/datasets/description.ts';
import type { RowSource } from '#core/datasets/row-source.ts';
import type { GeographyId } from '#core/pack/tables.ts';
import { type Block, blocks } from '#sample/blocks.ts';
import { upperTierOf } from '#sample/councils.ts';
import { places } from '#sample/event-piece.ts';
import { isoDate } from '#std/iso-date.ts';

/** A table as a person would have it in a file, and how it is read. */
export type SampleTable = RowSource & { readonly description: DataDescription };

const years = ['2022-23', '2023-24', '2024-25', '2025-26'] as const;
const lastTwo = [2, 3] as const;
const lastThree = [1, 2, 3] as const;

/** Buckinghamshire took the place of its county and four districts in 2020; blocks name the councils of 2019. */
const buckinghamshire = 'E06000060';
const beforeBuckinghamshire = ['E10000002', 'E07000004', 'E07000005', 'E07000006', 'E07000007'];

function since2020(gss: string): string {
  return beforeBuckinghamshire.includes(gss) ? buckinghamshire : gss;
}

/** A number from 0 up to 1 that depends on nothing but its words (Fowler, Noll and Vo, 1a, 32 bits). */
function wobble(...words: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const letter of words.join(' ')) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return (hash >>> 0) / 2 ** 32;
}

/** Residents aged 65 and over: 15 to 26 in a hundred, one more in a hundred of them each year. @units persons */
function olderPeople({ code, census2021 }: Block, year: number): number {
  return Math.round(census2021 * (0.15 + 0.11 * wobble(code, 'older')) * (1 + 0.01 * (year + 2)));
}

/** About one in eight of the older. @units persons */
function oldestPeople(block: Block, year: number): number {
  return Math.round(olderPeople(block, year) * (0.1 + 0.05 * wobble(block.code, 'oldest')));
}

function share(of: number, low: number, high: number, ...words: readonly string[]): number {
  return Math.round(of * (low + (high - low) * wobble(...words)));
}

const licence = 'Made up for this sample; free to use';
const method =
  'Made up from the residents of Census 2021 by a fixed rule, to show the program. Nothing was counted: read nothing about a place from it.';

function illustrative(
  statement: Pick<DataDescription['statement'], 'id' | 'title' | 'subject'>,
  more: Partial<DataDescription['statement']> = {},
): DataDescription['statement'] {
  return {
    publisher: 'Coterminous sample',
    licence,
    vintage: 'Made up in 2026',
    method,
    owner: null,
    seenBy: [],
    derivedFrom: [],
    breaks: [],
    note: 'Illustrative.',
    ...statement,
    ...more,
    title: `${statement.title} (illustrative)`,
  };
}

function use(title: string, kind: MeasureUse['kind'], unit: string, more: Partial<MeasureUse> = {}): ColumnUse {
  const plain = { denominator: null, multiplier: 1, holds: 'value', scale: 1, breakdown: {}, period: null } as const;
  return { as: 'value', measure: { title, kind, unit, ...plain, ...more } };
}

type Table = {
  readonly file: string;
  readonly geography: GeographyUse;
  readonly statement: DataDescription['statement'];
  readonly columns: Readonly<Record<string, ColumnUse>>;
  readonly rows: readonly (readonly (string | number)[])[];
};

function tableOf({ file, geography, statement, columns, rows }: Table): SampleTable {
  return {
    file,
    description: { statement, columns, named: {}, period: null, geography, absent: 'unknown', leaveOut: [] },
    heading: Object.keys(columns),
    batches: async function* () {
      yield { firstRow: 2, rows: rows.map((row) => row.map(String)) };
    },
  };
}

const older = 'People aged 65 and over';
const reablement = 'People who received reablement';

/** Counts of people, on the blocks; those of 85 and over are small in some. */
function reablementTable(): SampleTable {
  const rows = lastThree.flatMap((year) =>
    blocks.map((block) => {
      const all = olderPeople(block, year);
      const oldest = oldestPeople(block, year);
      const young = share(all - oldest, 0.003, 0.008, block.code, 'reablement', String(year));
      const old = share(oldest, 0.008, 0.02, block.code, 'reablement of the oldest', String(year));
      return [block.code, years[year], all, young + old, young, old, young + old];
    }),
  );
  return tableOf({
    file: 'reablement.csv',
    geography: { kind: 'blocks', geography: places as GeographyId },
    statement: illustrative({
      id: 'reablement',
      title: 'People aged 65 and over who received a reablement service',
      subject: 'counts-of-people',
    }),
    columns: {
      block: { as: 'area' },
      year: { as: 'period' },
      residents_65_and_over: use(older, 'count', 'people'),
      received: use(reablement, 'count', 'people'),
      received_65_to_84: use(reablement, 'count', 'people', { breakdown: { age: '65 to 84' } }),
      received_85_and_over: use(reablement, 'count', 'people', { breakdown: { age: '85 and over' } }),
      received_per_1000: use('Reablement for each 1,000 people aged 65 and over', 'rate', 'per 1,000', {
        denominator: 'residents_65_and_over',
        multiplier: 1000,
        holds: 'numerator',
      }),
    },
    rows,
  });
}

/** The blocks by what a function says of them, by first seen. */
function groupsOf(key: (block: Block) => string): [string, Block[]][] {
  const groups = new Map<string, Block[]>();
  for (const block of blocks) groups.set(key(block), [...(groups.get(key(block)) ?? []), block]);
  return [...groups];
}

function total(of: readonly Block[], count: (block: Block) => number): number {
  return of.reduce((sum, block) => sum + count(block), 0);
}

/** Money, on the councils with social care; in whole thousands of pounds. */
function spendingTable(): SampleTable {
  const councils = groupsOf((block) => since2020(upperTierOf(block.council)));
  const rows = years.flatMap((label, year) =>
    councils.map(([gss, own]) => {
      const rise = 1.055 ** year;
      const people = total(own, ({ census2021 }) => census2021);
      const adults = share(people * rise, 0.17, 0.21, gss, 'adults', label);
      const old = share(total(own, (block) => olderPeople(block, year)) * rise, 0.95, 1.2, gss, 'older', label);
      const clients = share(old, 0.28, 0.36, gss, 'clients', label);
      const health = share(adults + old, 0.05, 0.11, gss, 'health', label);
      return [gss, label, adults, old, clients, health, adults + old - clients - health];
    }),
  );
  const thousands = (title: string, breakdown: Readonly<Record<string, string>> = {}) =>
    use(title, 'money', 'pounds', { scale: 1000, breakdown });
  return tableOf({
    file: 'social-care-spending.csv',
    geography: { kind: 'tier', tier: 'utla', on: isoDate('2025-04-01') },
    statement: illustrative(
      { id: 'social-care-spending', title: 'Spending on adult social care by council', subject: 'not-people' },
      {
        breaks: [
          {
            period: '2024-25',
            reason: 'Made up, to show a break: from this year support for carers counts by the age of the carer.',
          },
        ],
      },
    ),
    columns: {
      council: { as: 'area' },
      year: { as: 'period' },
      gross_18_to_64: thousands('Gross spending', { age: '18 to 64' }),
      gross_65_and_over: thousands('Gross spending', { age: '65 and over' }),
      client_contributions: thousands('Contributions of clients'),
      nhs_income: thousands('Income from the NHS'),
      net: thousands('Net spending'),
    },
    rows,
  });
}

/** A proportion with its numerator and denominator, on the districts. */
function atHomeTable(): SampleTable {
  const districts = groupsOf((block) => since2020(block.council));
  const rows = lastTwo.flatMap((year) =>
    districts.map(([gss, own]) => {
      const label = years[year];
      const discharged = share(
        total(own, (block) => olderPeople(block, year)),
        0.011,
        0.02,
        gss,
        'discharged',
        label,
      );
      return [gss, label, discharged, share(discharged, 0.74, 0.91, gss, 'at home', label)];
    }),
  );
  return tableOf({
    file: 'still-at-home.csv',
    geography: { kind: 'tier', tier: 'ltla', on: isoDate('2025-04-01') },
    statement: illustrative({
      id: 'still-at-home',
      title: 'Older people still at home 91 days after they left hospital with reablement',
      subject: 'counts-of-people',
    }),
    columns: {
      district: { as: 'area' },
      year: { as: 'period' },
      discharged: use('People who left hospital with reablement', 'count', 'people'),
      still_at_home: use('Still at home 91 days later', 'proportion', 'per cent', {
        denominator: 'discharged',
        multiplier: 100,
        holds: 'numerator',
      }),
    },
    rows,
  });
}

/** The tables that come with the sample. The same on every call. */
export function sampleDataSets(): readonly SampleTable[] {
  return [reablementTable(), spendingTable(), atHomeTable()];
}
