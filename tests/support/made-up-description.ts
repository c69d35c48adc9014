/** Descriptions of made-up files of numbers, and a store with the sample to import them into, for tests. */

import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { makeShelves, type Shelves } from '#actions/arrangement-shelf.ts';
import { type DataImportOptions, type DataImportReport, importData } from '#actions/import-data.ts';
import { loadSample } from '#actions/load-sample.ts';
import type { Refusal } from '#actions/refusal.ts';
import type { ColumnUse, DataDescription, MeasureUse } from '#core/datasets/description.ts';
import type { Result } from '#std/result.ts';
import { makeTestDatabase, makeTestFolder, type TestDatabase } from '#tests/support/database.ts';

/** A column of values. */
export function measure(title: string, kind: MeasureUse['kind'], more: Partial<MeasureUse> = {}): ColumnUse {
  const plain = { denominator: null, multiplier: 1, holds: 'value', scale: 1, breakdown: {}, period: null } as const;
  return { as: 'value', measure: { title, kind, unit: 'people', ...plain, ...more } };
}

/** Falls of people and of older people by area in 2024, but for what is given. */
export function describing(
  more: Partial<DataDescription['statement']> = {},
  rest: Partial<DataDescription> = {},
): DataDescription {
  return {
    statement: {
      id: 'falls',
      title: 'Falls',
      publisher: 'Surrey County Council',
      licence: 'OGL',
      vintage: '2024',
      method: 'Counted.',
      subject: 'counts-of-people',
      owner: null,
      seenBy: [],
      derivedFrom: [],
      breaks: [],
      note: null,
      ...more,
    },
    columns: { code: { as: 'area' }, falls: measure('Falls', 'count'), older: measure('Older people', 'count') },
    named: {},
    period: '2024',
    geography: null,
    absent: 'unknown',
    leaveOut: [],
    ...rest,
  };
}

export const ann = { name: 'Ann', actingFor: null };

/** How such a file is imported, but for what is given. */
export function importOptions(more: Partial<DataImportOptions> = {}): DataImportOptions {
  return { description: describing(), author: ann, at: '2026-11-21T10:00:00.000Z', isDryRun: false, ...more };
}

/** For each test of a file a store of its own with the sample, and for all of them a folder. Used once, at the top of the file. */
export class SampleStore {
  database!: TestDatabase;
  shelves!: Shelves;
  folder!: string;

  constructor() {
    beforeAll(() => {
      this.folder = makeTestFolder();
    });
    afterAll(() => rmSync(this.folder, { recursive: true, force: true }));
    beforeEach(async () => {
      this.database = await makeTestDatabase();
      await loadSample(this.database.store, '2026-11-21T09:00:00.000Z');
      this.shelves = makeShelves(this.database.store);
    });
    afterEach(() => this.database?.close());
  }

  /** Imports the text as a file. */
  imported(text: string, more: Partial<DataImportOptions> = {}): Promise<Result<DataImportReport, Refusal>> {
    const input = { bytes: Buffer.from(text), name: 'falls.csv' };
    return importData(this.shelves, {}, { input, fileName: 'falls.csv' }, importOptions(more));
  }
}
