/** Real England: building and importing it, its register on a day, and a question to its API. */

import { makeShelves } from '#actions/arrangement-shelf.ts';
import { RegisterShelf } from '#actions/load-register.ts';
import { makeServer } from '#api/server.ts';
import { englandHome } from '#bench/england-home.ts';
import { percentile95 } from '#bench/timing.ts';
import type { Prepared, Workload } from '#bench/workload.ts';
import { bodiesOn, zonesServed } from '#core/register/as-of.ts';
import { foldEvents } from '#core/register/fold.ts';
import { makeWorld } from '#core/register/world.ts';
import { dateOfDayNumber, dayNumber, isoDate } from '#std/iso-date.ts';
import { loadFacts } from '#store/load-facts.ts';
import { openStore } from '#store/open.ts';
import { hasSharedData } from '#tests/support/shared-data.ts';

const missing = { skipped: 'the England data is not there' };

export const workloads: readonly Workload[] = [
  { name: 'England: files to pack to store', prepare: async () => (hasSharedData() ? packAndImport() : missing) },
  {
    name: 'England: the register on a day, from the store',
    prepare: async () => (hasSharedData() ? register() : missing),
  },
  { name: 'England: the API over HTTP', prepare: async () => (hasSharedData() ? api() : missing) },
];

function packAndImport(): Prepared {
  const { build, import: imported } = englandHome();
  const bounds = [
    { kind: 'milliseconds', atMost: 60_000 },
    { kind: 'megabytes', atMost: 1500 },
  ] as const;
  return {
    notes: ['whole commands, start-up included; memory is the peak of the program, without PostgreSQL'],
    lines: [
      { name: 'coterminous pack build england', run: () => build, once: true, bounds },
      { name: 'coterminous import', run: () => imported, once: true, bounds },
    ],
  };
}

async function register(): Promise<Prepared> {
  const store = await openStore({ home: englandHome().home });
  const shelf = new RegisterShelf(store);
  const opened = await shelf.open({});
  if (!opened.ok) throw new Error(opened.refusal.detail);
  const { world, scenario } = { world: opened.value.world, scenario: opened.value.timeline.scenario };
  const first = dayNumber(isoDate('2006-01-01'));
  let step = 0;
  const everyBody = async () => {
    const answer = await shelf.open({});
    if (!answer.ok) throw new Error(answer.refusal.detail);
    const { timeline } = answer.value;
    const day = dateOfDayNumber(first + ((step++ * 97) % 6900));
    let bodies = 0;
    for (const tier of timeline.world.membersOfTier.keys()) bodies += bodiesOn(timeline, tier, day).length;
    return bodies;
  };
  const day = isoDate('2015-04-01');
  const counted = [...world.membersOfTier.keys()].reduce(
    (sum, tier) => sum + bodiesOn(opened.value.timeline, tier, day).length,
    0,
  );
  const oneBody = world.organisations.find((one) => one.row.id === 'icb-QHM') ?? world.organisations[0];
  return {
    notes: [
      `${world.organisations.length} bodies, ${world.events.length} events, ${world.land.partCount} parts, ${world.zones.count} zones; ${counted} bodies on ${day}, a unitary council counted in each of its tiers`,
    ],
    lines: [
      {
        name: 'load every fact from PostgreSQL (cold)',
        run: () => loadFacts(store, opened.value.pack.name),
        once: true,
      },
      { name: 'make the world: parts, zones, populations (cold)', run: () => makeWorld(world.facts), once: true },
      { name: 'fold every event', run: () => foldEvents(world, scenario) },
      {
        name: 'every body on a day, with name and code (warm)',
        run: everyBody,
        bounds: [{ kind: 'milliseconds', atMost: 20 }],
      },
      {
        name: 'the footprint of one body on a day (warm)',
        run: () => (oneBody === undefined ? [] : zonesServed(opened.value.timeline, oneBody, isoDate('2023-01-01'))),
      },
    ],
    close: () => store.close(),
  };
}

async function api(): Promise<Prepared> {
  const store = await openStore({ home: englandHome().home });
  const app = await makeServer({
    shelves: makeShelves(store),
    hosts: ['127.0.0.1'],
    today: () => isoDate('2024-01-01'),
    now: () => '2024-01-01T12:00:00.000Z',
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const ask = async (path: string) => {
    const response = await fetch(`${address}${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.text()).length;
  };
  await ask('/api/measure?bodies=icb&councils=ltla&on=2022-07-01');
  return {
    notes: ['each answer whole over loopback, one after another; the 95th percentile of 300'],
    lines: [
      {
        name: 'measure, boards and districts, a day each time (p95)',
        run: () =>
          percentile95(300, (at) => ask(`/api/measure?bodies=icb&councils=ltla&on=${dateOfDayNumber(19_180 + at)}`)),
        once: true,
        bounds: [{ kind: 'milliseconds', atMost: 40 }],
      },
      {
        name: 'one body with lineage and footprint (p95)',
        run: () => percentile95(100, (at) => ask(`/api/organisations/E06000060?on=${dateOfDayNumber(19_180 + at)}`)),
        once: true,
      },
    ],
    close: async () => {
      await app.close();
      await store.close();
    },
  };
}
