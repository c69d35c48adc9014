/** scratch */
import { openStore } from '#store/open.ts';
import { makeShelves } from '#actions/arrangement-shelf.ts';
import { showHandover } from '#actions/show-handover.ts';
import { handoverCalendar } from '#wire/encode-calendar.ts';
const store = await openStore({ home: '/tmp/hf/home-eng' } as never);
const time = async <T>(what: string, f: () => Promise<T> | T): Promise<T> => { const t = performance.now(); const c = process.cpuUsage(); const v = await f(); const d = process.cpuUsage(c); console.log(what.padEnd(44), (performance.now() - t).toFixed(0), 'ms wall', ((d.user + d.system) / 1000).toFixed(0), 'ms cpu', (process.memoryUsage().rss / 1e6).toFixed(0)); return v; };
try {
  const shelves = makeShelves(store);
  const ask = async () => { const s = await showHandover(shelves, { scenario: 'icbs-april-2026' }, { from: '2026-03-31' as never, to: '2028-04-01' as never }); if (!s.ok) throw new Error(JSON.stringify(s.refusal)); return s.value; };
  await time('ground', () => shelves.registers.ground({}));
  await time('open', () => shelves.registers.open({ scenario: 'icbs-april-2026' }));
  await time('arr', () => shelves.arrangements.open('england'));
  const first = await time('handover', ask);
  for (let i = 0; i < 5; i++) await time('again', ask);
  console.log(first.handover.lines.length, first.handover.totals.actionCount);
  const src = { register: 'england', timeline: first.register.timeline, from: first.from, to: first.to, rulebook: first.rulebook };
  const c = await time('ics', () => handoverCalendar(first.handover, src, 't', '2026-11-21' as never));
  console.log(c.length / 1e6);
} finally { await store.close(); }
