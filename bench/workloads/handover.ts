/**
 * The handover schedule of made-up arrangements on real England: from the store, after one change, as files, over HTTP
 * and in a browser; how the cost grows with their number; and how it stands to a plain query and to a slow second
 * implementation.
 */

import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { chromium } from '@playwright/test';
import { ArrangementShelf, makeShelves } from '#actions/arrangement-shelf.ts';
import { saveArrangement } from '#actions/save-arrangement.ts';
import { saveScenario } from '#actions/save-scenario.ts';
import { type ShownHandover, showHandover, sourceOf } from '#actions/show-handover.ts';
import { writeSheets } from '#actions/write-workbook.ts';
import { makeServer } from '#api/server.ts';
import { englandHome, runCommand } from '#bench/england-home.ts';
import { againstOthers } from '#bench/handover-baselines.ts';
import { arrangementsOf, at, author, days, type HandoverHome, handoverHome, lawOf } from '#bench/handover-home.ts';
import { median, percentile95 } from '#bench/timing.ts';
import type { Line, Prepared, Workload } from '#bench/workload.ts';
import { builtWorkbench } from '#cli/workbench-build.ts';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import { stateArrangement } from '#core/agreements/state-arrangement.ts';
import { englandRulebook } from '#core/handover/england-rulebook.ts';
import { HandoverSheet } from '#core/handover/handover-sheet.ts';
import type { EventId, ScenarioId } from '#core/pack/tables.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { isoDate } from '#std/iso-date.ts';
import { openStore } from '#store/open.ts';
import { chromiumPath } from '#tests/support/chromium.ts';
import { hasSharedData } from '#tests/support/shared-data.ts';
import { handoverCalendar } from '#wire/encode-calendar.ts';
import { encodeHandover } from '#wire/encode-handover.ts';
import { handoverCsv } from '#wire/handover-csv.ts';
import { handoverSheets } from '#wire/handover-sheets.ts';

const count = 20_000;
const title = { anywhere: 'all over England', changing: 'all of boards that change' } as const;
type Where = keyof typeof title;

export const workloads: readonly Workload[] = [
  ...(['anywhere', 'changing'] as const).map(
    (where): Workload => ({
      name: `handover: 20,000 made-up arrangements ${title[where]}, 31 March 2026 to 1 April 2027`,
      prepare: onEngland(() => withStore(where)),
    }),
  ),
  { name: 'handover: how the cost grows with the number of arrangements', prepare: onEngland(growth) },
  { name: 'handover: against a plain query and a slow second implementation', prepare: onEngland(againstOthers) },
];

function onEngland(prepare: () => Promise<Prepared>): Workload['prepare'] {
  return async () => (hasSharedData() ? prepare() : { skipped: 'the England data is not there' });
}

async function withStore(where: Where): Promise<Prepared> {
  const home = await handoverHome(count, where);
  const shown = await shownIn(home);
  const { totals } = shown.handover;
  const app = await makeServer({
    shelves: home.shelves,
    webFolder: await builtWorkbench(home.home, () => {}),
    hosts: ['127.0.0.1'],
    today: () => isoDate('2026-05-01'),
    now: () => at,
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    notes: [
      `${totals.touchedCount} arrangements are touched, ${totals.lineCount} lines, ${totals.actionCount} actions; saving all of them took ${Math.round(home.saveMilliseconds)} ms`,
      'memory is the peak of the program with all of England in it, without PostgreSQL',
    ],
    lines: [...scheduleLines(home), ...changeLines(home, shown.handover), ...fileLines(shown), ...faceLines(address)],
    close: async () => {
      await app.close();
      await home.close();
    },
  };
}

async function shownIn(
  { shelves }: Pick<HandoverHome, 'shelves'>,
  scenario = 'current-law',
  all = false,
): Promise<ShownHandover> {
  const shown = await showHandover(shelves, { scenario }, { ...days, all });
  if (!shown.ok) throw new Error(shown.refusal.detail);
  return shown.value;
}

function sheetOf(timeline: Timeline, includeUnaffected = false): HandoverSheet {
  return new HandoverSheet({ timeline, ...days, rulebook: englandRulebook, includeUnaffected });
}

function scheduleLines({ home, store, register, arrangements }: HandoverHome): Line[] {
  const { timeline, pack } = register;
  return [
    {
      name: 'coterminous handover --csv, the whole command (cold)',
      run: () => {
        const flags = ['--scenario', 'current-law', '--from', days.from, '--to', days.to];
        return runCommand(dirname(home), [
          '--home',
          home,
          'handover',
          ...flags,
          '--csv',
          join(dirname(home), 'lines.csv'),
        ]);
      },
      once: true,
      bounds: [{ kind: 'megabytes', atMost: 500 }],
    },
    {
      name: 'the schedule, arrangements read from PostgreSQL (process warm)',
      run: async () => {
        const set = await new ArrangementShelf(store).open(pack.name);
        return sheetOf(timeline).handover(set.arrangements).lines.length;
      },
      bounds: [{ kind: 'milliseconds', atMost: 2000 }],
    },
    {
      name: 'the schedule, arrangements in memory',
      run: () => sheetOf(timeline).handover(arrangements).lines.length,
      per: { count: arrangements.length, unit: 'arrangement' },
    },
    {
      name: 'the schedule with a line for every party, in memory',
      run: () => sheetOf(timeline, true).handover(arrangements).lines.length,
    },
  ];
}

/** What a person waits for who has changed one thing: saving it, and the schedule once more. */
function changeLines(home: HandoverHome, { lines }: ShownHandover['handover']): Line[] {
  const { shelves, register } = home;
  const touched = [...new Set(lines.map((line) => line.arrangement))].slice(0, 500);
  const { events } = register.world;
  const switched = register.timeline.holding.filter((number) => {
    const day = events[number]?.day ?? '';
    return day > days.from && day <= days.to;
  });
  let step = 0;
  let turn = 0;
  const change = async () => {
    step += 1;
    await saveChanged(home, touched[(step * 7) % touched.length] as Arrangement, step);
  };
  const planWithout = async (off: readonly EventId[]) => {
    step += 1;
    const id = `plan-${step}` as ScenarioId;
    const plan = { id, title: id, note: null, basedOn: null, statuses: null, on: [], off, drafts: [], ...days };
    const edit = { expectedVersion: null, author, at, reason: null };
    const made = await saveScenario(shelves.registers, undefined, plan, edit);
    if (!made.ok) throw new Error(made.refusal.detail);
    return id;
  };
  /** The schedule in the law as it stands, then the time to have it without one event: another each time. */
  const switchOne = async (isSaveTimed: boolean) => {
    await shownIn(home, await planWithout([]));
    const off = events[switched[turn++ % switched.length] ?? -1];
    if (off === undefined) throw new Error('nothing happens between the two days');
    const start = performance.now();
    const id = await planWithout([off.row.id]);
    const saved = performance.now();
    await shownIn(home, id);
    return { milliseconds: performance.now() - (isSaveTimed ? start : saved) };
  };
  const bounds = [{ kind: 'milliseconds', atMost: 100 }] as const;
  return [
    { name: 'one arrangement changed: save and recompute', run: () => change().then(() => shownIn(home)), bounds },
    {
      name: 'one arrangement changed: recompute alone',
      run: () => change().then(() => timed(() => shownIn(home))),
      bounds,
    },
    { name: 'one event switched: recompute alone', run: () => switchOne(false), bounds },
    { name: 'one event switched: save the scenario and recompute', run: () => switchOne(true) },
  ];
}

async function saveChanged({ shelves, register }: HandoverHome, one: Arrangement, step: number): Promise<void> {
  const changed = { ...one, title: `${one.title}, changed ${step}` };
  const set = await shelves.arrangements.open(register.pack.name);
  const expectedVersion = set.byId.get(one.id)?.version ?? null;
  const spec = stateArrangement(changed);
  const saved = await saveArrangement(shelves, {}, { spec, expectedVersion, author, at, reason: null });
  if (!saved.ok) throw new Error(saved.refusal.detail);
}

function fileLines(shown: ShownHandover): Line[] {
  const { handover } = shown;
  const source = sourceOf(shown);
  const today = isoDate('2026-05-01');
  return [
    {
      name: 'as an Excel workbook (median of 3)',
      run: () => medianOf(3, () => writeSheets(handoverSheets(handover, source))),
      once: true,
      bounds: [{ kind: 'milliseconds', atMost: 5000 }],
    },
    {
      name: 'as a calendar (median of 3)',
      run: () => medianOf(3, () => handoverCalendar(handover, source, 'Handover', today)),
      once: true,
    },
    { name: 'as CSV (median of 3)', run: () => medianOf(3, () => handoverCsv(handover, source)), once: true },
    {
      name: 'as JSON (median of 3)',
      run: () => medianOf(3, () => JSON.stringify(encodeHandover(handover, source))),
      once: true,
    },
  ];
}

function faceLines(address: string): Line[] {
  const question = `scenario=current-law&from=${days.from}&to=${days.to}`;
  const ask = async () => {
    const response = await fetch(`${address}/api/handover/table?${question}`);
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.text()).length;
  };
  return [
    { name: '/api/handover/table over loopback (p95 of 40)', run: () => percentile95(40, ask), once: true },
    {
      name: 'the table in a browser, from the address to rows on screen (median of 5)',
      run: () => paintTimes(`${address}/handover?${question}`),
      once: true,
      bounds: [{ kind: 'milliseconds', atMost: 1000 }],
    },
  ];
}

/** Each time in a new window that has kept nothing, of a browser that runs already; once before, unmeasured. */
async function paintTimes(address: string): Promise<{ milliseconds: number }> {
  const browser = await chromium.launch({
    executablePath: await chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  const open = async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const found = await timed(async () => {
      await page.goto(address);
      await page.getByRole('treegrid').locator('.grid-body [role=row]').nth(3).waitFor();
    });
    await page.close();
    return found.milliseconds;
  };
  try {
    await open();
    const times: number[] = [];
    for (let round = 0; round < 5; round++) times.push(await open());
    return { milliseconds: median(times) };
  } finally {
    await browser.close();
  }
}

async function growth(): Promise<Prepared> {
  const store = await openStore({ home: englandHome().home });
  const register = await lawOf(makeShelves(store));
  const sizes = [2_000, 20_000, 200_000];
  const nameOf = (size: number) => `${size.toLocaleString('en-GB')} arrangements`;
  const lines = sizes.map((size, at): Line => {
    const list = arrangementsOf(register, size, 'changing');
    const before = sizes[at - 1];
    return {
      name: nameOf(size),
      run: () => medianOf(5, () => sheetOf(register.timeline).handover(list)),
      once: true,
      per: { count: size, unit: 'arrangement' },
      bounds: before === undefined ? [] : [{ kind: 'times-as-long', as: nameOf(before) }],
    };
  });
  return {
    notes: [
      'all of boards that change, in memory; every fate, area and share worked out afresh each time; the median of 5',
    ],
    lines,
    close: () => store.close(),
  };
}

async function timed(run: () => unknown): Promise<{ milliseconds: number }> {
  const start = performance.now();
  await run();
  return { milliseconds: performance.now() - start };
}

async function medianOf(rounds: number, run: () => unknown): Promise<{ milliseconds: number }> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push((await timed(run)).milliseconds);
  return { milliseconds: median(times) };
}
