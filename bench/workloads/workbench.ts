/** The workbench in a real browser on real England: from a step of the date to the next paint. */

import { performance } from 'node:perf_hooks';
import { chromium } from '@playwright/test';
import { makeShelves } from '#actions/arrangement-shelf.ts';
import { showMap } from '#actions/show-map.ts';
import { makeServer } from '#api/server.ts';
import { englandHome } from '#bench/england-home.ts';
import type { Prepared, Workload } from '#bench/workload.ts';
import { builtWorkbench } from '#cli/workbench-build.ts';
import { isoDate } from '#std/iso-date.ts';
import { openStore } from '#store/open.ts';
import { chromiumPath } from '#tests/support/chromium.ts';
import { hasSharedData } from '#tests/support/shared-data.ts';

export const workloads: readonly Workload[] = [
  {
    name: 'England: the map in a browser',
    prepare: async () => (hasSharedData() ? prepareMap() : { skipped: 'the England data is not there' }),
  },
];

const steps = 20;

async function prepareMap(): Promise<Prepared> {
  const { home } = englandHome();
  const store = await openStore({ home });
  const shelves = makeShelves(store);
  const webFolder = await builtWorkbench(home, () => {});
  const app = await makeServer({
    shelves,
    webFolder,
    hosts: ['127.0.0.1'],
    today: () => isoDate('2024-01-01'),
    now: () => '2024-01-01T12:00:00.000Z',
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  await showMap(shelves.registers, {});
  const browser = await chromium.launch({
    executablePath: await chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const open = async () => {
    const start = performance.now();
    await page.goto(`${address}/?on=2024-01-01&bodies=icb&councils=ltla`);
    await page.getByRole('table').first().waitFor();
    return { milliseconds: performance.now() - start };
  };
  return {
    notes: [
      `${steps} steps back from event to event, district level; a step is timed in the page from the click to the first task after the next paint`,
    ],
    lines: [
      { name: 'first view of the map, table included', run: open, once: true },
      {
        name: 'a date step to paint (p95 of 20)',
        run: async () => {
          await open();
          const times = await page.evaluate(stepsInPage, steps);
          times.sort((a, b) => a - b);
          return { milliseconds: times[Math.floor(0.95 * (steps - 1))] ?? Number.NaN };
        },
        once: true,
        bounds: [{ kind: 'milliseconds', atMost: 100 }],
      },
    ],
    close: async () => {
      await browser.close();
      await app.close();
      await store.close();
    },
  };
}

/** Runs in the page, so it names nothing from outside itself. */
async function stepsInPage(count: number): Promise<number[]> {
  type Page = {
    document: { querySelectorAll(selector: string): Iterable<{ textContent: string | null; click(): void }> };
  };
  const { document, requestAnimationFrame } = globalThis as unknown as Page & {
    requestAnimationFrame(run: () => void): void;
  };
  const times: number[] = [];
  for (let at = 0; at < count; at++) {
    const back = [...document.querySelectorAll('button')].find((one) => one.textContent?.includes('Previous event'));
    if (back === undefined) throw new Error('the map has no button to the previous event');
    const start = performance.now();
    back.click();
    // A frame's callback runs before its paint, a task asked for there after it.
    await new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    times.push(performance.now() - start);
    // The answers that a step asks the server for are let in before the next one.
    await new Promise((done) => setTimeout(done, 150));
  }
  return times;
}
