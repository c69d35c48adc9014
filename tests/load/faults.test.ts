import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { loadSample } from '#actions/load-sample.ts';
import { placeIn } from '#store/embedded-cluster.ts';
import { servingProcess } from '#store/embedded-postmaster.ts';
import { listJournal, verifyJournal } from '#store/journal.ts';
import { openStore, type Store } from '#store/open.ts';
import { makeRng } from '#tests/golden/random.ts';
import { isDatabaseGone, killWorkbench, startWorkbench, stopWorkbench } from '#tests/golden/run-workbench.ts';
import { makeTestFolder } from '#tests/support/database.ts';
import { surrey } from '#tests/support/made-up-proposal.ts';
import { makePartners, missingFrom, ownId, PartnersAtWork } from '#tests/support/partners-at-work.ts';
import { type DoorServer, startDoorServer, type TestPerson } from '#tests/support/signed-in.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const everything = { limit: 100_000 };

async function expectSoundChain(store: Store): Promise<void> {
  expect((await verifyJournal(store)).faults).toEqual([]);
}

describe('a server with accounts', () => {
  const rounds = 6;
  it(`[LF10] [LF11] killed ${rounds} times while partners write keeps every answer it gave`, async () => {
    const folder = makeTestFolder();
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    const home = join(folder, 'home');
    let store = await openStore({ home });
    await loadSample(store, new Date().toISOString());
    const partners = await makePartners(store);
    await store.close();
    const moments = makeRng(20_061_001);
    const all = { saved: 0, proposed: 0, made: 0 };
    for (let round = 0; round < rounds; round++) {
      const workbench = await startWorkbench(home, ['--api-only', '--accounts']);
      const work = new PartnersAtWork(workbench.address ?? '', partners, round);
      const lost = work.workUntilLost();
      // Long enough for a proposal to be agreed to, and then wherever they happen to be.
      await expect.poll(() => work.heard.made.length, { timeout: 30_000, interval: 10 }).toBeGreaterThan(0);
      await pause(moments() * 400);
      // Every other time PostgreSQL is killed first, under the server that writes to it.
      const server = servingProcess(placeIn(home));
      if (round % 2 === 1 && server !== null) {
        process.kill(server, 'SIGKILL');
        await pause(moments() * 50);
      }
      await killWorkbench(workbench);
      await lost;
      store = await openStore({ home });
      await expectSoundChain(store);
      const { heard } = work;
      const entries = await listJournal(store, everything);
      expect(missingFrom(entries, heard)).toEqual([]);
      expect(missingFrom(entries, { ...heard, saved: ['never'], proposed: ['never'] })).toHaveLength(2);
      expect(heard.strange, `round ${round}`).toEqual([]);
      await store.close();
      all.saved += heard.saved.length;
      all.proposed += heard.proposed.length;
      all.made += heard.made.length;
    }
    expect(Math.min(all.saved, all.proposed, all.made)).toBeGreaterThanOrEqual(rounds);
    const last = await startWorkbench(home, ['--api-only', '--accounts']);
    expect((await stopWorkbench(last)).run.exitCode).toBe(0);
    expect(await isDatabaseGone(home, 8_000)).toBe(true);
  }, 300_000);

  it('[LF12] whose readers are cut off in the middle keeps whole changes, and goes on answering', async () => {
    const { server, ann } = await serverWithOwn();
    const { store } = server.shelves.registers;
    const chance = makeRng(7);
    for (let turn = 0; turn < 40; turn++) {
      const text = await editOf(server, ann, `cut ${turn}`);
      const head = requestHead(server, ann, Buffer.byteLength(text));
      // Half of them end within what is sent, half after it and before the answer.
      const sent = turn % 2 === 0 ? `${head}${text.slice(0, Math.floor(chance() * text.length))}` : `${head}${text}`;
      await sendAndCut(server.port, sent, chance() * 30);
    }
    const last = await server.askAs(ann.cookie, `/api/arrangements/${ownId}`, {
      method: 'PUT',
      body: JSON.parse(await editOf(server, ann, 'not cut')),
    });
    expect(last.status, last.text).toBe(200);
    await expectSoundChain(store);
    const entries = (await listJournal(store, everything)).filter(({ id }) => id === ownId);
    const titles = entries.map(({ after }) => (after as { title: string }).title).filter((title) => /cut/.test(title));
    // What was cut within a request was never begun.
    expect(titles.filter((title) => /^cut \d*[02468]$/.test(title))).toEqual([]);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.length).toBeGreaterThan(1);
    expect(store.pool.waitingCount).toBe(0);
  }, 120_000);

  it('[LF13] whose clock is set back goes on: nobody is locked out, and the journal stays in order', async () => {
    const { server, ann } = await serverWithOwn();
    const { store } = server.shelves.registers;
    const save = async (title: string) => {
      const body = JSON.parse(await editOf(server, ann, title));
      return server.askAs(ann.cookie, `/api/arrangements/${ownId}`, { method: 'PUT', body });
    };
    expect((await save('before')).status).toBe(200);
    const then = server.clock.now;
    for (const hours of [1, 9]) {
      server.clock.now = new Date(Date.parse(then) - hours * 3_600_000).toISOString();
      const saved = await save(`${hours} hours earlier`);
      expect(saved.status, saved.text).toBe(200);
    }
    server.clock.now = then;
    expect((await save('after')).status).toBe(200);
    const moments = (await listJournal(store, everything)).map(({ seq, at }) => [seq, Date.parse(at)] as const);
    const inOrder = moments.toSorted(([a], [b]) => a - b);
    expect(inOrder.every(([, at], index) => index === 0 || at >= (inOrder[index - 1]?.[1] ?? 0))).toBe(true);
    await expectSoundChain(store);
  }, 60_000);
});

/** A server with an arrangement of Surrey's own, and Ann who edits it. */
async function serverWithOwn(): Promise<{ readonly server: DoorServer; readonly ann: TestPerson }> {
  const server = await startDoorServer();
  closing.push(() => server.close());
  await makePartners(server.shelves.registers.store);
  const roles = ['editor', 'finance'] as const;
  const ann = await server.makePerson({ name: 'Another Ann', organisation: surrey, roles });
  return { server, ann };
}

/** The body of a request that gives the arrangement another title. */
async function editOf(server: DoorServer, { cookie }: TestPerson, title: string): Promise<string> {
  const heard = await server.askAs(cookie, `/api/arrangements/${ownId}`);
  const { arrangement, version } = JSON.parse(heard.text) as { arrangement: object; version: number };
  const by = { name: 'Ann', actingFor: surrey };
  return JSON.stringify({ arrangement: { ...arrangement, title }, expectedVersion: version, by, reason: null });
}

function requestHead({ origin }: DoorServer, { cookie }: TestPerson, length: number): string {
  const headers = [`host: ${new URL(origin).host}`, `origin: ${origin}`, `cookie: ${cookie}`];
  const body = ['content-type: application/json', `content-length: ${length}`];
  return [`PUT /api/arrangements/${ownId} HTTP/1.1`, ...headers, ...body, '', ''].join('\r\n');
}

/** Sends the text, and breaks the connection off after so many milliseconds. */
async function sendAndCut(port: number, text: string, afterMs: number): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.on('error', () => {});
  await new Promise<void>((done) => socket.write(text, () => done()));
  await pause(afterMs);
  socket.resetAndDestroy();
}
