/** The arrangements of the sample against the register of the sample. */

import { describe, expect, it } from 'vitest';
import type { Arrangement } from '#core/agreements/arrangement.ts';
import { checkArrangement } from '#core/agreements/check-arrangement.ts';
import { leadershipOf } from '#core/agreements/leadership.ts';
import { lifecycleOf } from '#core/agreements/lifecycle.ts';
import { noticeCodes } from '#core/agreements/notices.ts';
import { makePlaces } from '#core/agreements/places.ts';
import { resolveArrangement } from '#core/agreements/resolve-arrangement.ts';
import { statuses } from '#core/agreements/status.ts';
import { arrangementKindNames, careGroupNames } from '#core/agreements/vocabulary.ts';
import { zonesServed } from '#core/register/as-of.ts';
import { foldEvents } from '#core/register/fold.ts';
import { currentLaw } from '#core/register/scenario.ts';
import { makeWorld } from '#core/register/world.ts';
import { sampleArrangements } from '#sample/arrangements.ts';
import { surreySample } from '#sample/surrey.ts';
import { isoDate } from '#std/iso-date.ts';

const world = makeWorld(surreySample().facts);
const places = makePlaces(world);
const timeline = foldEvents(world, currentLaw);
const today = isoDate('2026-11-22');
const resolutions = sampleArrangements.map((spec) => resolveArrangement(spec, places));
const arrangements = resolutions.flatMap((one) => (one.arrangement === null ? [] : [one.arrangement]));

function named(id: string): Arrangement {
  const found = arrangements.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no arrangement ${id}`);
  return found;
}
const endOf = (id: string) => timeline.lives[world.organisations.findIndex((one) => one.row.id === id)]?.to;

describe('the arrangements of the sample', () => {
  it('[SA20] every kind and care group is there, each marked as illustrative', () => {
    expect(new Set(sampleArrangements.map((one) => one.kind))).toEqual(new Set(arrangementKindNames));
    expect(new Set(sampleArrangements.flatMap((one) => one.careGroups))).toEqual(new Set(careGroupNames));
    expect(new Set(sampleArrangements.map((one) => one.id)).size).toBe(sampleArrangements.length);
    for (const { title, evidence } of sampleArrangements) {
      expect(title).toMatch(/^[A-Z].* \(illustrative\)$/);
      expect(evidence).toBe('illustrative');
    }
  });

  it('[SA21] all resolve and pass the check without a problem', () => {
    expect(resolutions.flatMap((one) => one.problems)).toEqual([]);
    expect(arrangements).toHaveLength(sampleArrangements.length);
    expect(arrangements.flatMap((one) => checkArrangement(one, places))).toEqual([]);
  });

  it('[SA22] they show every notice and the statuses of a working year', () => {
    const standings = arrangements.map((one) => lifecycleOf(one, timeline, today));
    const notices = new Set(standings.flatMap((one) => one.notices.map((notice) => notice.code)));
    expect(noticeCodes.filter((code) => !notices.has(code))).toEqual(['party-not-in-scenario']);
    const found = new Set(standings.map((one) => one.status));
    expect(statuses.filter((status) => !found.has(status))).toEqual(['signed', 'ended']);
  });

  it('[SA23] the county-wide pooled fund lives through the end of its host', () => {
    const fund = named('SAMPLE-BCF');
    expect(fund.serviceArea).toEqual([{ kind: 'body', organisation: 'council-E10000030' }]);
    expect(
      ['2026-03-31', '2027-03-31', '2027-04-01'].map((on) => lifecycleOf(fund, timeline, isoDate(on)).status),
    ).toEqual(['in-force', 'in-force', 'in-force']);
    expect(fund.parties.map((party) => [party.role, party.organisation, endOf(party.organisation)])).toEqual([
      ['host', 'council-E10000030', '2027-04-01'],
      ['partner', 'icb-QXU', '2026-04-01'],
      ['partner', 'icb-QNQ', '2026-04-01'],
    ]);
    const gone = lifecycleOf(fund, timeline, isoDate('2027-04-01')).notices.find((one) => one.on === '2027-04-01');
    expect(gone?.says).toBe(
      'Surrey County Council ended on 1 April 2027. Taken over by: East Surrey Council; West Surrey Council.',
    );
  });

  it('[SA24] two contracts of the county are renewed in the shadow year, above and below the threshold', () => {
    const renewed = arrangements.filter(
      (one) =>
        one.kind === 'service-contract' &&
        one.renewsOn !== null &&
        one.renewsOn > '2026-05-07' &&
        one.renewsOn < '2027-04-01',
    );
    expect(renewed.map((one) => one.amounts.map((amount) => [amount.what, amount.pence]))).toEqual([
      [['whole-life-value', 15_000_000n]],
      [['whole-life-value', 9_000_000n]],
    ]);
    for (const one of renewed) expect(one.parties[0]?.organisation).toBe('council-E10000030');
  });

  it('[SA25] a legacy body leads for learning disability in Surrey', () => {
    const zonesOf = ({ serviceArea }: Arrangement) =>
      serviceArea.flatMap((area) => {
        const body = world.organisations.find((one) => area.kind === 'body' && one.row.id === area.organisation);
        return body === undefined ? [] : zonesServed(timeline, body, today);
      });
    const rows = leadershipOf(arrangements, timeline, today, zonesOf);
    const surrey = rows.filter(
      (row) =>
        row.careGroup === 'learning-disability' && world.organisations[row.place]?.row.id === 'council-E10000030',
    );
    expect(surrey.flatMap((row) => row.leads)).toMatchObject([
      { arrangement: { id: 'SAMPLE-LEARNING-DISABILITY' }, isLegacy: true },
    ]);
    expect(world.organisations[surrey[0]?.leads[0]?.body ?? -1]?.row.id).toBe('ccg-09N');
  });

  it('[SA26] Frimley with each county and over all, a budget by district, and negotiated shares', () => {
    const bodies = (id: string) => named(id).parties.map((party) => party.organisation);
    expect(bodies('SAMPLE-FRIMLEY-SURREY')).toEqual(['icb-QNQ', 'council-E10000030']);
    expect(bodies('SAMPLE-FRIMLEY-HAMPSHIRE')).toEqual(['council-E10000014', 'icb-QNQ']);
    expect(named('SAMPLE-FRIMLEY-ALL').serviceArea).toEqual([{ kind: 'body', organisation: 'icb-QNQ' }]);
    const places = named('SAMPLE-REABLEMENT').amounts.map((amount) => amount.location);
    expect(places).toHaveLength(11);
    expect(places[0]).toEqual({ kind: 'body', organisation: 'council-E07000207' });
    expect(named('SAMPLE-EQUIPMENT').negotiated.map((one) => one.successor)).toEqual([
      'council-east-surrey',
      'council-west-surrey',
    ]);
  });
});
