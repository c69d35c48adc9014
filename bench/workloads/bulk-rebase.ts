/** File in, file out: counts by small area and practice, of half a million to sixty million rows, to the boards of England. */

import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { boardsOf } from '#bench/boards-of-blocks.ts';
import type { Bound, Line, Prepared, Workload } from '#bench/workload.ts';
import { hasSharedData, sharedDataFolder } from '#tests/support/shared-data.ts';

const millions = [0.5, 5, 60] as const;
const practices = 6500;
const maps = 'readline and Maps, 0.5 million rows';

export const workloads: readonly Workload[] = [
  {
    name: `bulk rebase, CSV of 33,755 blocks by 6,500 practices to 42 boards by practice and in all, CSV out`,
    prepare: async () => (hasSharedData() ? await prepare() : { skipped: 'the England data is not there' }),
  },
];

async function prepare(): Promise<Prepared> {
  const folder = mkdtempSync(join(tmpdir(), 'coterminous-bulk-'));
  const lookup = join(sharedDataFolder(), 'lookups/lsoa21_sub_icb_icb_ward_ltla_2024.csv.gz');
  const fileOf = (size: number) => join(folder, `${size}-million.csv`);
  const close = () => rmSync(folder, { recursive: true, force: true });
  try {
    for (const size of millions) await makeUp(fileOf(size), lookup, size * 1e6);
    const rebased = (size: number) => rebase(fileOf(size), lookup, folder);
    rebased(0.5);
    const ours = readFileSync(join(folder, 'out.csv'), 'utf8');
    const agreed = agreement(ours, await byMaps(fileOf(0.5), lookup));
    const sizes = millions.map((size) => `${size} million rows: ${Math.round(statSync(fileOf(size)).size / 1e6)} MB`);
    return {
      notes: [sizes.join(', '), agreed, 'each rebase is a process of its own: start-up and writing are in its time'],
      lines: [
        { name: maps, once: true, run: async () => void (await byMaps(fileOf(0.5), lookup)) },
        ...millions.map((size) => scan(fileOf(size), size)),
        ...millions.map(
          (size): Line => ({
            name: `rebase, ${size} million rows`,
            once: true,
            run: () => rebased(size),
            per: { count: size * 1e6, unit: 'row' },
            bounds: bounds[size],
          }),
        ),
      ],
      close,
    };
  } catch (fault) {
    close();
    throw fault;
  }
}

const bounds: Readonly<Record<(typeof millions)[number], readonly Bound[]>> = {
  0.5: [{ kind: 'times-faster', than: maps }],
  5: [
    { kind: 'milliseconds', atMost: 5000 },
    { kind: 'megabytes', atMost: 1000 },
    { kind: 'times-as-long', as: scanName(5) },
  ],
  60: [
    { kind: 'milliseconds', atMost: 60_000 },
    { kind: 'megabytes', atMost: 1000 },
    { kind: 'times-as-long', as: scanName(60) },
  ],
};

/** Codes and practices fall anywhere, as if the file were in no order. */
async function makeUp(path: string, lookup: string, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB' });
  const connection = await instance.connect();
  await connection.run(`create table block as
select column0 as code, row_number() over () - 1 as place
from read_csv('${lookup}', header = false, skip = 1, all_varchar = true)`);
  await connection.run(`copy (
  select code as "LSOA_CODE", 'P' || lpad(((number.range * 7919 + 13) % ${practices})::varchar, 5, '0') as "PRACTICE_CODE",
    (number.range * 31) % 17 + 1 as "NUMBER_OF_PATIENTS"
  from range(${rows}) as number join block on place = (number.range * 104729) % 33755
) to '${path}' (format csv, header true)`);
  connection.closeSync();
  instance.closeSync();
}

/** In a process of its own, which tells its peak. */
function rebase(path: string, lookup: string, folder: string): { peakMegabytes: number } {
  const script = join(dirname(fileURLToPath(import.meta.url)), '..', 'rebase-file-with-peak.ts');
  const peak = join(folder, 'peak');
  const { status, stderr } = spawnSync(process.execPath, [script, path, lookup, join(folder, 'out.csv'), peak]);
  if (status !== 0) throw new Error(stderr.toString());
  return { peakMegabytes: Number(readFileSync(peak, 'utf8')) };
}

function scanName(size: number): string {
  return `DuckDB reads and counts the rows alone, ${size} million`;
}

/** The least that any answer costs. */
function scan(path: string, size: number): Line {
  return {
    name: scanName(size),
    once: true,
    run: async () => {
      const instance = await DuckDBInstance.create(':memory:');
      const connection = await instance.connect();
      await connection.run(`select count(*), sum(length("LSOA_CODE"))
from read_csv('${path}', header = true, all_varchar = true)`);
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** As one would write it first: line by line, a Map of practices with a Map of boards each. */
async function byMaps(path: string, lookup: string): Promise<Map<string, Map<string, number>>> {
  const { sourceCodes, targetCodes, crosswalk } = boardsOf(lookup);
  const boardOf = new Map(
    sourceCodes.map((code, at) => [code, targetCodes[crosswalk.targetOf[at] as number] as string]),
  );
  const found = new Map<string, Map<string, number>>([['', new Map()]]);
  let isHeading = true;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const [block = '', practice = '', people = ''] = line.split(',');
    const board = boardOf.get(block);
    if (!isHeading && board !== undefined) {
      for (const group of [practice, '']) {
        const sums = found.get(group) ?? new Map<string, number>();
        found.set(group, sums);
        sums.set(board, (sums.get(board) ?? 0) + Number(people));
      }
    }
    isHeading = false;
  }
  return found;
}

function agreement(csv: string, sums: Map<string, Map<string, number>>): string {
  const rows = csv.trimEnd().split('\r\n').slice(1);
  const wrong = rows.filter((row) => {
    const [area = '', practice = '', , value] = row.split(',');
    return Number(value) !== (sums.get(practice)?.get(area) ?? 0);
  });
  if (wrong.length > 0) throw new Error(`${wrong.length} cells differ, such as ${wrong[0]}`);
  return `the Maps give the same in each of ${rows.length.toLocaleString('en-GB')} cells`;
}
