import { beforeAll, describe, expect, it } from 'vitest';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import { englandRulebook } from '#core/handover/england-rulebook.ts';
import { HandoverSheet } from '#core/handover/handover-sheet.ts';
import type { HandoverLine } from '#core/handover/line.ts';
import { amountOf, arrangementOf, day } from '#core/handover/test-arrangement.ts';
import type { EventId } from '#core/pack/tables.ts';
import { foldEvents } from '#core/register/fold.ts';
import { scenarioNamed } from '#core/register/scenario.ts';
import { makeWorld, type World } from '#core/register/world.ts';
import { surreySample } from '#sample/surrey.ts';

let world: World;
beforeAll(() => {
  world = makeWorld(surreySample().facts);
});

function linesOf(scenario: string, from: string, to: string, arrangement: Arrangement): readonly HandoverLine[] {
  const chosen = scenarioNamed(world.facts, scenario);
  if (chosen === undefined) throw new Error(`no scenario ${scenario}`);
  const timeline = foldEvents(world, chosen);
  return new HandoverSheet({ timeline, from: day(from), to: day(to), rulebook: englandRulebook }).linesOf(arrangement);
}

const namesOf = (line: HandoverLine | undefined) =>
  line?.successors.map((one) => world.organisations[one.organisation]?.row.name);

describe('Surrey on 1 April 2027', () => {
  const pool = arrangementOf('council-E10000030 host, icb-surrey-and-sussex partner', {
    amounts: [amountOf(100_000_000)],
  });
  const lines = (scenario: string) => linesOf(scenario, '2026-04-01', '2027-04-01', pool);

  it('[HO80] a pooled fund of the county goes to East and West at 556,150 : 672,500', () => {
    const [line, none] = lines('surrey-two-unitaries');
    expect(none).toBeUndefined();
    expect(namesOf(line)).toEqual(['East Surrey Council', 'West Surrey Council']);
    expect(line).toMatchObject({ disposition: 'apportion', basis: 'resident-population', vesting: '2027-04-01' });
    expect(line?.bases.find((one) => one.basis === 'resident-population')?.weights).toEqual([556_150, 672_500]);
    expect(line?.money).toMatchObject([
      { what: 'balance', inPence: 100_000_000n, outPence: [45_265_128n, 54_734_872n] },
    ]);
    expect(line?.findings).toMatchObject({ hwbMatch: 'lost', regime: 'local-government', areaIsDivided: true });
  });

  it('[HO80] under the rejected proposal to three, with pence conserved; unchanged, nothing happens', () => {
    const [line] = lines('surrey-three-unitaries');
    expect(namesOf(line)).toHaveLength(3);
    expect(line?.money[0]?.outPence?.reduce((a, b) => a + b, 0n)).toBe(100_000_000n);
    expect(line?.bases.find((one) => one.basis === 'resident-population')?.weights?.reduce((a, b) => a + b, 0)).toBe(
      1_228_650,
    );
    expect(lines('surrey-unchanged')).toEqual([]);
  });

  it('[HO19, HO41] a district has one successor, and the area stays in one board area when it lies in one council', () => {
    const [line] = linesOf(
      'current-law',
      '2026-04-01',
      '2027-04-01',
      arrangementOf('council-E07000216 host, icb-surrey-and-sussex partner'),
    );
    expect(namesOf(line)).toEqual(['West Surrey Council']);
    expect(line?.findings).toMatchObject({ fate: 'ends-one-successor', hwbMatch: 'kept' });
  });
});

describe('Frimley on 1 April 2026', () => {
  const lines = (parties: string) =>
    linesOf('current-law', '2026-03-31', '2026-04-01', arrangementOf(parties, { kind: 'lead-commissioning' }));

  it('[HO81] with Surrey one NHS successor, with Hampshire another, over all of Frimley three', () => {
    const [surrey] = lines('icb-QNQ lead-commissioner, council-E10000030 partner');
    expect(namesOf(surrey)).toEqual(['NHS Surrey and Sussex Integrated Care Board']);
    expect(surrey).toMatchObject({
      disposition: 'transfer',
      findings: { fate: 'ends-one-successor', regime: 'nhs', successorExistedBefore: false },
    });
    const [hampshire] = lines('icb-QNQ lead-commissioner, council-E10000014 partner');
    expect(namesOf(hampshire)).toEqual(['NHS Hampshire and Isle of Wight Integrated Care Board']);
    expect(hampshire?.findings.successorExistedBefore).toBe(true);
    const [whole] = lines('icb-QNQ lead-commissioner');
    expect(namesOf(whole)).toHaveLength(3);
    expect(whole?.disposition).toBe('apportion');
  });
});

describe('a cluster', () => {
  it('[HO82] has no day in law, so nothing happens; with a day it is told as one and changes nothing', () => {
    const pool = arrangementOf('icb-QOX host, council-E07000180 partner', { amounts: [amountOf(5)] });
    expect(linesOf('current-law', '2026-03-31', '2027-04-01', pool)).toEqual([]);
    const id = 'cluster-bath-dorset-and-somerset' as EventId;
    const facts = {
      ...world.facts,
      events: world.facts.events.map((row) => (row.id === id ? { ...row, operational: day('2026-05-01') } : row)),
    };
    const dated = makeWorld(facts);
    const law = scenarioNamed(facts, 'current-law');
    if (law === undefined) throw new Error('no law');
    const timeline = foldEvents(dated, { ...law, on: new Set([id]) });
    const sheet = new HandoverSheet({
      timeline,
      from: day('2026-04-01'),
      to: day('2027-04-01'),
      rulebook: englandRulebook,
    });
    const [line, other] = sheet.linesOf(pool);
    expect(other).toBeUndefined();
    expect(line).toMatchObject({
      disposition: 'no-change',
      findings: { fate: 'clustered', areaIsDivided: false },
      successors: [{ share: 1 }],
    });
    expect(line?.money).toMatchObject([{ inPence: 5n, outPence: [5n] }]);
  });
});
