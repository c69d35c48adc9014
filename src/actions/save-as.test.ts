import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeShelves, type Shelves } from '#actions/arrangement-shelf.ts';
import { exportArrangements } from '#actions/export-arrangements.ts';
import { importArrangements } from '#actions/import-arrangements.ts';
import { sampleName } from '#actions/load-register.ts';
import { loadSample } from '#actions/load-sample.ts';
import { removeArrangement } from '#actions/remove-arrangement.ts';
import { saveArrangement } from '#actions/save-arrangement.ts';
import { authorAs, saveAs } from '#actions/save-as.ts';
import { saveRulebook } from '#actions/save-rulebook.ts';
import { showArrangement } from '#actions/show-arrangement.ts';
import {
  answered,
  authorOf,
  giveRoles,
  grantRecord,
  keep,
  minute,
  refusalOf,
  shelvesOf,
  today,
} from '#actions/test-askers.ts';
import type { VerbGroup } from '#core/access/vocabulary.ts';
import type { ArrangementId, ArrangementSpec } from '#core/agreements/arrangement.ts';
import { stateArrangement } from '#core/agreements/state-arrangement.ts';
import { englandRulebook } from '#core/handover/england-rulebook.ts';
import { pence } from '#std/pence.ts';
import { verifyJournal } from '#store/journal.ts';
import { loadRecords, type StoredRecord } from '#store/record-rows.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

const surrey = 'council-E10000030';
const heartlands = 'icb-QXU';
const sussex = 'council-E10000032';
const own = 'SAMPLE-PANEL-COUNTY';
const joint = 'SAMPLE-CHILDREN';

let database: TestDatabase;
let shelves: Shelves;
let clock = 10;

beforeAll(async () => {
  database = await makeTestDatabase();
  await loadSample(database.store, '2026-01-01T09:00:00.000Z');
  await giveRoles(
    database.store,
    sampleName,
    [
      `ed ${surrey} editor`,
      `fin ${surrey} finance`,
      `both ${surrey} editor`,
      `both ${surrey} finance`,
      `view ${surrey} viewer`,
      `other ${sussex} editor`,
      `two ${surrey} viewer`,
      `two ${sussex} editor`,
    ].join(', '),
  );
});
beforeEach(() => {
  shelves = makeShelves(database.store);
  clock += 1;
});
afterAll(() => database.close());

async function stored(id: string) {
  const [record] = await loadRecords(database.store, sampleName, ['arrangement'], { ids: [id] });
  return record;
}
const proposals = () => loadRecords(database.store, sampleName, ['proposal']);

type Edit = {
  readonly change?: Partial<ArrangementSpec>;
  readonly version?: number | null;
  readonly actingFor?: string | null;
  readonly reason?: string | null;
  readonly scopes?: readonly VerbGroup[] | null;
};

/** What is there with another title, or as said, saved by somebody. */
async function edit(account: string, id: string, given: Edit = {}) {
  const kept = (await shelves.arrangements.open(sampleName)).byId.get(id as ArrangementId);
  const { change = { title: `Title ${clock}` }, version = kept?.version ?? null } = given;
  const { actingFor = surrey, reason = 'It is better', scopes = null } = given;
  const like = kept ?? (await shelves.arrangements.open(sampleName)).byId.get(own as ArrangementId);
  if (like === undefined) throw new Error('no arrangement');
  const spec = { ...stateArrangement(like.arrangement), id, ...change };
  const author = authorOf('whoever', actingFor);
  const request = { spec, expectedVersion: version, author, reason, at: minute(clock) };
  return saveArrangement(shelvesOf(shelves, account, scopes), {}, request);
}

const amounts = (value: bigint): ArrangementSpec['amounts'] => [
  { what: 'annual-value', nature: 'revenue', pence: pence(value), party: null, location: null, year: null },
];

describe('saving for somebody', () => {
  it('[AS30] what one body owns is saved at once, under the name of the account and for the body by its id', async () => {
    const saved = answered(await edit('ed', own, { actingFor: 'E10000030' }));
    expect(saved.kept.changedBy).toBe('ED');
    const shown = answered(
      await showArrangement(shelvesOf(shelves, 'ed'), {}, { id: own as ArrangementId, on: today }),
    );
    const [newest] = shown.history;
    expect(newest?.entry).toMatchObject({ who: 'ED', actingFor: surrey, account: 'ed', session: 's-ed' });
    expect(await stored(own)).toMatchObject({ version: 2, sight: { owners: [surrey], regions: ['region-E12000008'] } });
    expect(await authorAs(shelvesOf(shelves, 'ed'), sampleName, authorOf('Mallory', 'e10000030'))).toEqual({
      name: 'ED',
      actingFor: surrey,
    });
    expect(await authorAs(shelves, sampleName, authorOf('Mallory', 'E10000030'))).toEqual({
      name: 'Mallory',
      actingFor: 'E10000030',
    });
  });

  it('[AS31] what several own becomes a proposal to them with exactly the change, and nothing else changes', async () => {
    const before = await stored(joint);
    const count = (await proposals()).length;
    const refusal = refusalOf(await edit('ed', joint));
    expect(refusal).toMatchObject({
      kind: 'became-proposal',
      proposals: [{ parties: ['Surrey County Council', expect.stringContaining('Surrey Heartlands')] }],
    });
    expect(await stored(joint)).toEqual(before);
    const made = (await proposals()).slice(0);
    expect(made).toHaveLength(count + 1);
    const id = refusal.kind === 'became-proposal' ? refusal.proposals[0]?.id : '';
    const [proposal] = await loadRecords(database.store, sampleName, ['proposal'], { ids: [id ?? ''] });
    expect(proposal?.sight.owners).toEqual([surrey, heartlands]);
    expect(proposal?.body).toMatchObject({
      verb: 'save-arrangement',
      baseVersion: before?.version,
      reason: 'It is better',
      proposedBy: { account: 'ed', name: 'ED', actingFor: surrey },
      content: { changes: [{ kind: 'arrangement', id: joint, body: { title: `Title ${clock}` } }] },
    });
    expect(refusalOf(await edit('ed', joint, { reason: null })).kind).toBe('bad-question');
    expect(await proposals()).toHaveLength(count + 1);
    const removal = { id: joint as ArrangementId, expectedVersion: 1, author: authorOf('', surrey), reason: 'Over' };
    const removed = await removeArrangement(shelvesOf(shelves, 'ed'), {}, { ...removal, at: minute(clock) });
    expect(refusalOf(removed).kind).toBe('became-proposal');
    expect((await stored(joint))?.body).not.toBeNull();
  });

  it('[AS32] money is stated by finance and the rest by editors', async () => {
    const why = async (...given: Parameters<typeof edit>) => {
      const result = await edit(...given);
      return result.ok ? 'saved' : result.refusal.kind === 'not-permitted' ? result.refusal.why : result.refusal.kind;
    };
    expect(await why('ed', own, { change: { amounts: amounts(100n) } })).toBe('no-role');
    expect(await why('fin', own, { change: { amounts: amounts(200n) } })).toBe('saved');
    expect(await why('fin', own, { change: { title: 'By finance' } })).toBe('no-role');
    expect(await why('fin', own, { change: { title: 'Both', amounts: amounts(300n) } })).toBe('no-role');
    expect(await why('both', own, { change: { title: 'Both', amounts: amounts(300n) } })).toBe('saved');
    expect(await why('ed', 'NEW-WITH-MONEY', { change: { amounts: amounts(1n) } })).toBe('no-role');
    expect(await why('ed', 'NEW-WITHOUT', { change: { title: 'Without money', amounts: [] } })).toBe('saved');
  });

  it('[AS33] who has no role for it is told why, and nothing is kept', async () => {
    const head = (await verifyJournal(database.store)).head;
    const why = async (...given: Parameters<typeof edit>) => {
      const refusal = refusalOf(await edit(...given));
      return refusal.kind === 'not-permitted' ? refusal.why : refusal.kind;
    };
    expect(await why('view', own)).toBe('no-role');
    expect(await why('ed', own, { actingFor: null })).toBe('acts-for-nobody');
    expect(await why('ed', own, { actingFor: sussex })).toBe('not-its-owner');
    expect(await why('ed', own, { actingFor: 'nowhere' })).toBe('not-its-owner');
    expect(await why('two', own, { actingFor: surrey })).toBe('no-role');
    expect(await why('two', own, { actingFor: sussex })).toBe('not-its-owner');
    expect(await why('ed', own, { scopes: ['read'] })).toBe('out-of-scope');
    expect(await why('ed', own, { scopes: ['edit'] })).toBe('out-of-scope');
    expect(await why('nobody', own)).toBe('no-register');
    const rulebook = { ...englandRulebook, id: 'ours' };
    const change = { expectedVersion: null, author: authorOf('', surrey), at: minute(clock), reason: null };
    const { registers } = shelvesOf(shelves, 'view');
    expect(refusalOf(await saveRulebook(registers, undefined, 'ours', rulebook, change)).kind).toBe('not-permitted');
    expect((await verifyJournal(database.store)).head).toBe(head);
  });

  it('[AS34] nothing in a refusal tells of what is not seen', async () => {
    const hidden = refusalOf(await edit('other', joint, { actingFor: sussex, version: 1 }));
    const missing = refusalOf(await edit('other', 'SAMPLE-MISSING', { actingFor: sussex, version: 1 }));
    const renamed = JSON.parse(JSON.stringify(missing).replaceAll('SAMPLE-MISSING', joint));
    expect({ ...hidden, detail: hidden.detail }).toEqual(renamed);
    const parties = [{ organisation: sussex, role: 'partner', share: null, signedOn: null }] as const;
    const mine = { change: { parties, amounts: [], negotiated: [] }, actingFor: sussex };
    const taken = refusalOf(await edit('other', joint, { ...mine, version: null }));
    expect(taken).toMatchObject({ kind: 'changed-meanwhile', current: null });
    expect(taken.detail).not.toContain('Surrey');
    const stale = refusalOf(await edit('other', joint, { ...mine, version: 1 }));
    const never = refusalOf(await edit('other', 'SAMPLE-MISSING', { ...mine, version: 1 }));
    expect(stale).toEqual(JSON.parse(JSON.stringify(never).replaceAll('SAMPLE-MISSING', joint)));
    const removal = { expectedVersion: 1, author: authorOf('', sussex), reason: null, at: minute(clock) };
    const removed = await removeArrangement(
      shelvesOf(shelves, 'other'),
      {},
      { id: joint as ArrangementId, ...removal },
    );
    expect(refusalOf(removed).kind).toBe('unknown-arrangement');
  });

  it('[AS35] what others overtook is told with what is there now, also before it is proposed', async () => {
    const present = await stored(joint);
    const count = (await proposals()).length;
    const refusal = refusalOf(await edit('ed', joint, { version: 7 }));
    expect(refusal).toMatchObject({ kind: 'changed-meanwhile', current: { version: present?.version, id: joint } });
    expect(refusalOf(await edit('ed', own, { version: 1 }))).toMatchObject({
      kind: 'changed-meanwhile',
      current: { version: (await stored(own))?.version },
    });
    expect(await proposals()).toHaveLength(count);
  });

  it('[AS36] of an import what is theirs is saved and the rest proposed at the same moment; with one refused, nothing is', async () => {
    const csv = Buffer.from(answered(await exportArrangements(shelvesOf(shelves, 'both'), {}, 'csv')).bytes).toString();
    const imported = (text: string, account: string, isDryRun = false) =>
      importArrangements(
        shelvesOf(shelves, account),
        {},
        {
          bytes: Buffer.from(text),
          fileName: 'ours.csv',
          author: authorOf('', surrey),
          at: minute(clock),
          isDryRun,
        },
      );
    expect(answered(await imported(csv, 'both'))).toMatchObject({ added: 0, changed: 0, proposed: 0 });
    const title = titleOf(await stored(own));
    const jointTitle = titleOf(await stored(joint));
    const text = csv.replaceAll(title, 'Imported title').replaceAll(jointTitle, 'Imported joint title');
    expect(answered(await imported(text, 'both', true))).toMatchObject({ stored: false, changed: 2, proposed: 0 });
    const refused = refusalOf(await imported(text, 'view'));
    expect(refused.kind).toBe('not-permitted');
    const count = (await proposals()).length;
    const report = answered(await imported(text, 'both'));
    expect(report).toMatchObject({ stored: true, changed: 2, proposed: 1, proposals: [{ parties: { length: 2 } }] });
    expect((await stored(own))?.body).toMatchObject({ title: 'Imported title' });
    expect((await stored(joint))?.body).toMatchObject({ title: jointTitle });
    const made = await proposals();
    expect(made).toHaveLength(count + 1);
    const newest = made.toSorted((a, b) => b.seq - a.seq)[0];
    expect(newest?.changedAt).toBe((await stored(own))?.changedAt);
    expect(answered(await imported(text, 'both'))).toMatchObject({ stored: true, changed: 1, proposed: 1 });
  });

  it('[AS41] what the database refuses is refused, whatever the actions say', async () => {
    const { pool } = database.store;
    const where = `kind = 'grant' and id = 'ed ${surrey} editor'`;
    await pool.query(`update work.records set body = jsonb_set(body, '{role}', '"viewer"') where ${where}`);
    const before = await stored(own);
    expect(refusalOf(await edit('ed', own))).toMatchObject({ kind: 'not-permitted', why: 'not-its-owner' });
    expect(await stored(own)).toEqual(before);
    await pool.query(`update work.records set body = jsonb_set(body, '{role}', '"editor"') where ${where}`);
    expect((await edit('ed', own)).ok).toBe(true);
  });

  it('[AS42] the owner of the installation changes everything at once, and records know whose they are', async () => {
    const spec = { ...stateArrangement((await arrangementNamed(joint)).arrangement), title: 'By the owner' };
    const at = minute(clock);
    const request = { spec, expectedVersion: null, author: authorOf('Owner', null), reason: null, at };
    expect(answered(await saveArrangement(shelves, {}, { ...request, expectedVersion: 1 })).kept.version).toBe(2);
    const made = answered(await saveArrangement(shelves, {}, { ...request, spec: { ...spec, id: 'OWNED' } }));
    expect(made.kept.owners).toEqual([surrey, heartlands]);
    expect((await stored('OWNED'))?.sight).toEqual({
      owners: [surrey, heartlands],
      seenBy: [],
      regions: ['region-E12000008'],
    });
  });

  it('[AS43] an arrangement whose owners took over from its parties stays theirs when it is changed', async () => {
    const heir = 'icb-surrey-and-sussex';
    const { arrangement, version } = await arrangementNamed('OWNED');
    const record = await stored('OWNED');
    const sight = { owners: [surrey, heir], seenBy: [], regions: [] };
    await keep(database.store, sampleName, [
      { kind: 'arrangement', id: 'OWNED', expectedVersion: version, body: record?.body ?? null, reason: null, sight },
    ]);
    const spec = { ...stateArrangement(arrangement), title: 'Changed since' };
    const request = { author: authorOf('Owner', null), reason: null, at: minute(clock) };
    answered(await saveArrangement(shelves, {}, { ...request, spec, expectedVersion: version + 1 }));
    expect((await stored('OWNED'))?.sight.owners).toEqual([surrey, heir]);
    const joined = { organisation: sussex, role: 'partner', share: null, signedOn: null } as const;
    const wider = { ...spec, parties: [...spec.parties, joined] };
    answered(await saveArrangement(shelves, {}, { ...request, spec: wider, expectedVersion: version + 2 }));
    expect((await stored('OWNED'))?.sight.owners).toEqual([surrey, sussex, heir].sort());
  });

  it('[AS44] changes of any kind go by the verb and the owners that are stated', async () => {
    const admin = shelvesOf(shelves, 'boss');
    await keep(database.store, sampleName, [grantRecord(`boss ${surrey} administrator`)]);
    const give = (words: string, actingFor: string) =>
      saveAs(admin, {
        register: sampleName,
        verb: 'give-grant',
        author: authorOf('', actingFor),
        at: minute(clock),
        changes: [{ ...grantRecord(words), expectedVersion: null }],
      });
    const saved = answered(await give(`zoe ${surrey} viewer`, surrey));
    expect(saved).toMatchObject({ versions: [1], proposals: [] });
    expect(refusalOf(await give(`boss ${surrey} approver`, surrey))).toMatchObject({ why: 'about-oneself' });
    expect(refusalOf(await give(`zoe ${sussex} viewer`, surrey))).toMatchObject({ why: 'not-its-owner' });
    expect((await verifyJournal(database.store)).isSound).toBe(true);
  });
});

async function arrangementNamed(id: string) {
  const kept = (await shelves.arrangements.open(sampleName)).byId.get(id as ArrangementId);
  if (kept === undefined) throw new Error(`no ${id}`);
  return kept;
}

function titleOf(record: StoredRecord | undefined): string {
  return (record?.body as { readonly title?: string } | undefined)?.title ?? '';
}
