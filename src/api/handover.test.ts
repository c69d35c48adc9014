import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showHandover } from '#actions/show-handover.ts';
import { englandRulebook } from '#core/handover/england-rulebook.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';
import { startTestServer, type TestServer } from '#tests/golden/run-server.ts';
import type { ArrangementWire } from '#wire/arrangements.ts';
import {
  type HandoverWire,
  handoverLineDetailSchema,
  handoverSchema,
  handoverTableSchema,
  rulebookTrialSchema,
} from '#wire/handover.ts';
import { rulebookSchema, rulebooksSchema } from '#wire/rulebook.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const by = { name: 'Ann Archer', actingFor: null };
const surrey = 'scenario=surrey-two-unitaries';
const handover = (query = surrey) => server.json<HandoverWire>(`/api/handover?${query}`);
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** Saves an arrangement of the sample with something changed. */
async function change(id: string, edit: (spec: ArrangementWire['arrangement']) => object): Promise<void> {
  const { arrangement, version } = await server.json<ArrangementWire>(`/api/arrangements/${id}`);
  const body = { arrangement: { ...arrangement, ...edit(arrangement) }, expectedVersion: version, by };
  const saved = await server.send('PUT', `/api/arrangements/${id}`, body);
  if (saved.status !== 200) throw new Error(saved.text);
}

describe('the handover', () => {
  it('[HF23] has the shape that scripts were promised, and its money adds up', async () => {
    const whole = handoverSchema.strict().parse(await handover());
    expect([whole.scenario, whole.from, whole.to, whole.rulebook.id]).toEqual([
      'surrey-two-unitaries',
      '2026-04-01',
      '2027-04-01',
      'england',
    ]);
    for (const name of ['arrangement', 'kind', 'party', 'events', 'successors', 'disposition', 'legalGround'])
      expect(whole.lines[0]).toHaveProperty(name);
    const line = whole.lines.find((one) => one.arrangement === 'SAMPLE-BCF' && one.party === 'E10000030');
    expect(line?.successors).toMatchObject([
      { code: 'council-east-surrey', shareProportion: 556_150 / 1_228_650, basis: 'resident-population' },
      { code: 'council-west-surrey', shareProportion: 672_500 / 1_228_650, basis: 'resident-population' },
    ]);
    expect(line?.actions[0]).toMatchObject({
      what: expect.any(String),
      owner: expect.any(String),
      due: expect.any(String),
    });
    for (const { amounts } of whole.lines)
      for (const { inPence, outPence } of amounts)
        if (outPence !== null) expect(sum(outPence.map((one) => one.pence))).toBe(inPence);
    for (const { what, inPence, outPence, notSharedPence } of whole.totals.money) {
      const all = whole.lines
        .filter((one) => !one.isAlreadyDue)
        .flatMap((one) => one.amounts.filter((amount) => amount.what === what));
      expect(sum(all.map((amount) => amount.inPence))).toBe(inPence);
      expect(outPence + notSharedPence).toBe(inPence);
    }
    expect(whole.totals.lines).toBe(whole.lines.length);
    expect(sum(Object.values(whole.totals.byDisposition)) + whole.totals.alreadyDue).toBe(whole.lines.length);
    expect(whole.totals.touched + whole.totals.untouched).toBe(whole.totals.arrangements);
    expect(whole.assumptions.join(' ')).toContain('illustrative');
  });

  it('[HF23] says the same as columns, and as a file', async () => {
    const [whole, table] = [await handover(), await server.json(`/api/handover/table?${surrey}`)];
    const columns = handoverTableSchema.strict().parse(table);
    const lines = columns.keys.map((key, at) => ({
      key,
      party: columns.bodies[columns.partyOf[at] ?? -1]?.code,
      disposition: columns.dispositions[columns.dispositionOf[at] ?? -1],
      successors: columns.successorsOf[at]?.map((one) => columns.bodies[one]?.code),
      flags: columns.flagsOf[at]?.map((one) => columns.flags[one]),
      careGroups: columns.careGroupsOf[at]?.map((one) => columns.careGroups[one]),
      due: columns.dueOf[at],
      pence: columns.penceOf[at],
    }));
    expect(lines).toEqual(
      whole.lines.map((line) => ({
        key: line.key,
        party: line.party,
        disposition: line.disposition,
        successors: line.successors.map((one) => one.code),
        flags: line.flags.map((one) => one.code),
        careGroups: line.careGroups,
        due: line.actions.map((one) => one.due).sort()[0] ?? null,
        pence: line.money?.inPence ?? null,
      })),
    );
    expect(columns.sharesOf.flatMap((one) => (one === null ? [] : [Math.abs(sum(one) - 10_000) < 3]))).not.toContain(
      false,
    );
    expect(columns.totals).toEqual(whole.totals);
    const csv = await server.ask(`/api/handover?${surrey}&format=csv`);
    expect(csv.headers['content-disposition']).toContain('handover-surrey-two-unitaries-2026-04-01-to-2027-04-01.csv');
    expect(csv.text.split('\r\n')).toHaveLength(whole.lines.length + 2);
    const xlsx = await server.ask(`/api/handover?${surrey}&format=xlsx`);
    expect(xlsx.bytes.subarray(0, 2).toString()).toBe('PK');
  });

  it('[HF20] is asked between the days of its scenario, or those that are given', async () => {
    const scenario = {
      id: 'mine',
      title: 'Mine',
      note: null,
      basedOn: 'icbs-april-2026',
      statuses: null,
      on: [],
      off: [],
    };
    await server.send('PUT', '/api/scenarios/mine', {
      scenario: { ...scenario, drafts: [], from: null, to: null },
      expectedVersion: null,
      by,
    });
    const days = async (query: string) => {
      const { from, to } = await handover(query);
      return [from, to];
    };
    expect(await days('scenario=mine')).toEqual(['2026-03-31', '2026-04-01']);
    expect(await days('scenario=mine&from=2020-01-01')).toEqual(['2020-01-01', '2026-04-01']);
    expect((await server.ask('/api/handover?from=2027-04-01&to=2026-04-01')).status).toBe(400);
    expect((await server.ask('/api/handover?scenario=nope')).status).toBe(404);
    expect((await server.ask('/api/handover?rulebook=nope')).status).toBe(404);
    expect((await server.ask('/api/handover?party=nope')).status).toBe(404);
  });

  it('[HF21] is narrowed to a party or a care group, with totals over what is shown', async () => {
    const whole = await handover();
    const ofParty = await handover(`${surrey}&party=E10000030`);
    expect(ofParty.lines).toEqual(whole.lines.filter((line) => line.party === 'E10000030'));
    expect(ofParty.totals.lines).toBe(ofParty.lines.length);
    expect(ofParty.totals.arrangements).toBeLessThan(whole.totals.arrangements);
    const ofCarers = await handover(`${surrey}&careGroup=carers`);
    expect(ofCarers.lines).toEqual(
      whole.lines.filter((line) => line.careGroups.some((group) => ['carers', 'all'].includes(group))),
    );
    expect(ofCarers.lines.length).toBeGreaterThan(0);
    const all = await handover(`${surrey}&all=true`);
    expect(all.lines.length).toBeGreaterThan(whole.lines.length);
  });

  it('[HF22] works out again only what a change touches', async () => {
    const shown = async () => {
      const answer = await showHandover(server.shelves, { scenario: 'surrey-two-unitaries' }, {});
      if (!answer.ok) throw new Error(answer.refusal.detail);
      return new Map(answer.value.handover.lines.map((line) => [line.key, line]));
    };
    const before = await shown();
    await change('SAMPLE-BCF', () => ({ title: '=HYPERLINK("http://example.org","Fund")' }));
    const after = await shown();
    const changed = [...after].filter(([key, line]) => before.get(key) !== line).map(([key]) => key);
    expect(changed).toEqual([...after.keys()].filter((key) => key.startsWith('SAMPLE-BCF ')));
    expect(changed.length).toBeGreaterThan(0);
  });

  it('[HF24] tells all about one line', async () => {
    const { lines } = await handover();
    for (const line of lines) {
      const path = `/api/handover/line?${surrey}&key=${encodeURIComponent(line.key)}`;
      const detail = handoverLineDetailSchema.strict().parse(await server.json(path));
      expect(detail.line).toEqual(line);
      const used = detail.bases.find((one) => one.isUsed);
      if (line.successors.length > 1 && line.successors[0]?.shareProportion !== null) {
        expect(used?.shares?.map((one) => one.share)).toEqual(line.successors.map((one) => one.shareProportion));
        expect(used?.amounts).toEqual(line.amounts);
      }
      const fired = detail.trace.filter((one) => one.fired).map((one) => one.rule);
      expect(fired[0]).toBe(line.rule);
      expect(fired).toHaveLength(1 + line.flags.length);
      for (const one of detail.trace) if (one.fired) expect(one.why.every((part) => part.holds)).toBe(true);
      expect(detail.findings.every((one) => one.meaning !== '' && one.value !== 'undefined')).toBe(true);
    }
    const first = await server.json<{ area: object; bases: { basis: string }[]; rule: { citations: object[] } }>(
      `/api/handover/line?${surrey}&key=${encodeURIComponent('SAMPLE-BCF council-E10000030 host')}`,
    );
    expect(first.area).toMatchObject({ persons: 1_228_650, population: expect.any(String) });
    expect(first.bases.map((one) => one.basis)).toEqual([
      'negotiated',
      'budget-by-location',
      'resident-population',
      'registered-population',
      'equal',
    ]);
    expect(first.rule.citations.length).toBeGreaterThan(0);
    expect((await server.ask(`/api/handover/line?${surrey}&key=nothing`)).status).toBe(404);
  });
});

/** Properties of an iCalendar file by event, unfolded (RFC 5545 3.1); text stays escaped. */
function eventsOf(text: string): Map<string, string>[] {
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const lines = text.replaceAll('\r\n ', '').split('\r\n');
  expect([lines[0], lines.at(-2), lines.at(-1)]).toEqual(['BEGIN:VCALENDAR', 'END:VCALENDAR', '']);
  const events: Map<string, string>[] = [];
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') events.push(new Map());
    const at = line.indexOf(':');
    expect(line === '' || at > 0).toBe(true);
    events.at(-1)?.set(line.slice(0, at), line.slice(at + 1));
  }
  return events;
}

describe('files', () => {
  it('[HF25] a calendar has one all-day event for each action, and the same UID again', async () => {
    await change('SAMPLE-CARERS', () => ({ title: 'Carers; one, two \\ three' }));
    const whole = await handover();
    const answer = await server.ask(`/api/handover?${surrey}&format=ics`);
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
    const events = eventsOf(answer.text);
    expect(events).toHaveLength(whole.totals.actions);
    expect(events.map((one) => one.get('DTSTART;VALUE=DATE'))).toEqual(
      whole.lines.flatMap((line) => line.actions.map((action) => action.due.replaceAll('-', ''))),
    );
    const uids = events.map((one) => one.get('UID') ?? '');
    expect(new Set(uids).size).toBe(uids.length);
    const carers = events.find((one) => one.get('UID')?.includes('SAMPLE-CARERS'));
    expect(carers?.get('SUMMARY')).toContain('[Carers\\; one\\, two \\\\ three]');
    expect(carers?.get('DESCRIPTION')).toContain('Legal ground: ');
    await change('SAMPLE-CARERS', () => ({ title: 'Carers' }));
    const again = eventsOf((await server.ask(`/api/handover?${surrey}&format=ics`)).text);
    expect(again.map((one) => one.get('UID'))).toEqual(uids);
    expect(again[0]?.get('DTSTAMP')).toBe('20261121T000000Z');
  });

  it('[HF26] text that begins as a formula stays text', async () => {
    await change('SAMPLE-BCF', () => ({ title: '=1+1' }));
    const csv = await server.ask(`/api/handover?${surrey}&format=csv`);
    expect(csv.text).toContain("SAMPLE-BCF,'=1+1,");
    const xlsx = await server.ask(`/api/handover?${surrey}&format=xlsx`);
    const { sheets } = await readXlsx(xlsx.bytes);
    expect(sheets).toHaveLength(6);
    const texts = sheets.flatMap((sheet) => sheet.rows.flat()).filter((cell) => typeof cell === 'string');
    expect(texts.filter((text) => text.startsWith('=1+1'))).not.toEqual([]);
    const cells = sheets.flatMap((sheet) => [...(sheet.cells?.values() ?? [])]);
    expect(cells.filter((cell) => cell.formula !== undefined)).toEqual([]);
  });
});

describe('rulebooks', () => {
  /** Where the program says apportion, this one says renegotiate. */
  const other: Rulebook = {
    ...englandRulebook,
    id: 'mine',
    dispositions: englandRulebook.dispositions.map((rule) =>
      rule.disposition === 'apportion' ? { ...rule, disposition: 'renegotiate' } : rule,
    ),
  };
  const attempt = (rulebook: unknown) => server.send('POST', `/api/handover/try-rulebook?${surrey}`, { rulebook });

  it('[HF27] another is tried without changing anything', async () => {
    const before = await handover();
    const same = rulebookTrialSchema.strict().parse((await attempt(englandRulebook)).json);
    expect(same).toEqual({ problems: [], lines: before.lines.length, changed: [] });
    const trial = rulebookTrialSchema.strict().parse((await attempt(other)).json);
    const divided = before.lines.filter((line) => line.disposition === 'apportion');
    expect(trial.changed.map((one) => one.key)).toEqual(divided.map((line) => line.key));
    expect(trial.changed[0]?.changes).toEqual(['disposition: renegotiate, was apportion']);
    const faulty = rulebookTrialSchema.parse((await attempt({ ...other, dispositions: [] })).json);
    expect(faulty.problems.length).toBeGreaterThan(0);
    expect((await handover()).lines).toEqual(before.lines);
    expect(rulebooksSchema.parse(await server.json('/api/rulebooks')).rulebooks).toHaveLength(1);
  });

  it('[HF28] another is kept and used by its id; that of the program stays', async () => {
    const put = (id: string, rulebook: unknown, expectedVersion: number | null = null) =>
      server.send('PUT', `/api/rulebooks/${id}`, { rulebook, expectedVersion, by });
    const saved = await put('mine', other);
    expect(rulebookSchema.strict().parse(saved.json)).toMatchObject({ id: 'mine', origin: 'kept', recordVersion: 1 });
    expect((await put('mine', other)).status).toBe(409);
    expect((await put('yours', other)).status).toBe(422);
    expect((await put('england', englandRulebook)).status).toBe(422);
    expect((await put('bad', { ...other, id: 'bad', flags: 7 })).status).toBe(422);
    const mine = await handover(`${surrey}&rulebook=mine`);
    expect(mine.rulebook.id).toBe('mine');
    expect(Object.keys(mine.totals.byDisposition)).not.toContain('apportion');
    expect((await handover()).totals.byDisposition['apportion']).toBeGreaterThan(0);
    const england = rulebookSchema.strict().parse(await server.json('/api/rulebooks/england'));
    expect(england.dispositions.every((rule) => rule.text.length > 1)).toBe(true);
    expect(england.document).toEqual(JSON.parse(JSON.stringify(englandRulebook)));
    expect((await server.ask('/api/rulebooks/nope')).status).toBe(404);
  });
});
