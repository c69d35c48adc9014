/**
 * Local government reorganisation as decided and proposed in 2025 and 2026: Surrey's two new councils, the three that
 * were rejected, and the areas of which only the decision is known. New councils get land only where a source tells
 * which districts they are made of.
 */

import type { Councils } from '#sources/england/councils.ts';
import type { Draft, EventDraft, SourceName } from '#sources/england/draft.ts';
import { columnOf, type InputFolder } from '#sources/england/read-input.ts';
import { isoDate } from '#std/iso-date.ts';

const surrey = 'E10000030';
const vestingDay = isoDate('2027-04-01');
const decisionDay = isoDate('2025-10-28');

/** Ids of the two ways to replace Surrey's councils. */
export const twoUnitaries = 'surrey-2027-two-unitaries';
export const threeUnitaries = 'surrey-2027-three-unitaries';

type NewCouncil = { readonly id: string; readonly name: string; readonly districts: readonly string[] };

// Elmbridge E07000207, Epsom and Ewell 208, Guildford 209, Mole Valley 210, Reigate and Banstead 211, Runnymede 212,
// Spelthorne 213, Surrey Heath 214, Tandridge 215, Waverley 216, Woking 217
const ofTwo: readonly NewCouncil[] = [
  {
    id: 'council-east-surrey',
    name: 'East Surrey Council',
    districts: ['E07000207', 'E07000208', 'E07000210', 'E07000211', 'E07000215'],
  },
  {
    id: 'council-west-surrey',
    name: 'West Surrey Council',
    districts: ['E07000209', 'E07000212', 'E07000213', 'E07000214', 'E07000216', 'E07000217'],
  },
];
const ofThree: readonly NewCouncil[] = [
  {
    id: 'council-three-east-surrey',
    name: 'East Surrey (of three)',
    districts: ['E07000208', 'E07000210', 'E07000211', 'E07000215'],
  },
  {
    id: 'council-three-north-surrey',
    name: 'North Surrey (of three)',
    districts: ['E07000207', 'E07000212', 'E07000213'],
  },
  {
    id: 'council-three-west-surrey',
    name: 'West Surrey (of three)',
    districts: ['E07000209', 'E07000214', 'E07000216', 'E07000217'],
  },
];

/** Areas of which the decision of March 2026 is known and the new councils' land is not. */
const elsewhere: readonly {
  readonly id: string;
  readonly title: string;
  readonly counties: readonly string[];
  readonly status: 'decided' | 'under-challenge';
  readonly note: string;
}[] = [
  {
    id: 'essex-2026-decision',
    title: 'Essex is to have five unitary councils (under challenge)',
    counties: ['E10000012'],
    status: 'under-challenge',
    note: 'Five unitaries: seen as a headline only. Essex County Council agreed in June 2026 to issue judicial review proceedings.',
  },
  {
    id: 'suffolk-2026-decision',
    title: 'Suffolk is to have three unitary councils',
    counties: ['E10000029'],
    status: 'decided',
    note: 'Suffolk County Council was considering a challenge in June 2026.',
  },
  {
    id: 'norfolk-2026-decision',
    title: 'Norfolk is to have new unitary councils',
    counties: ['E10000020'],
    status: 'decided',
    note: 'How many was not seen.',
  },
  {
    id: 'hampshire-2026-decision',
    title: 'Hampshire is to have new unitary councils',
    counties: ['E10000014'],
    status: 'decided',
    note: 'How many was not seen.',
  },
  {
    id: 'sussex-2026-decision',
    title: 'East Sussex and West Sussex are to have new unitary councils',
    counties: ['E10000011', 'E10000032'],
    status: 'decided',
    note: 'How many was not seen.',
  },
];

/** Write Surrey's reorganisation and the decisions elsewhere, for councils that the pack holds. */
export function addReorganisation2027(draft: Draft, folder: InputFolder, councils: Councils): void {
  addSurrey(draft, folder, councils);
  for (const { id, title, counties, status, note } of elsewhere) {
    const bodies = counties.map((code) => councils.bodyOf.get(code) ?? `council-${code}`);
    if (!bodies.every((body) => draft.has(body))) continue;
    draft.event({
      id,
      kind: 'divide',
      title,
      day: null,
      status,
      evidence: 'uncertain',
      source: 'lgr-decisions-2026',
      note: `Announced in March 2026. ${note} Which districts go to which council and the day were not seen, so nothing changes by it here.`,
      bodies: bodies.map((body) => [body, 'subject']),
    });
  }
}

function addSurrey(draft: Draft, folder: InputFolder, councils: Councils): void {
  const table = folder.table('lsoa21-2024');
  const lads = columnOf(table, 'lad');
  const areas = columnOf(table, 'lsoa');
  const areasOf = (district: string) => areas.filter((_, row) => lads[row] === district);
  const bodyOf = (code: string) => councils.bodyOf.get(code) ?? `council-${code}`;
  const codes = [surrey, ...ofTwo.flatMap((one) => one.districts)];
  if (!codes.every((code) => draft.has(bodyOf(code))) || lads.length === 0) return;
  const style = 'Its GSS code was not seen. The name follows the decision; the council may choose its style.';
  for (const one of ofTwo) addCouncil(draft, one, 'surrey-councils', style);
  for (const one of ofThree) addCouncil(draft, one, 'surrey-outcome', 'It exists only in the rejected proposal.');
  const write = (event: Omit<EventDraft, 'bodies'>, made: readonly NewCouncil[], source: SourceName) => {
    const evidence = event.evidence;
    const id = draft.event({
      ...event,
      bodies: [
        ...codes.map((code) => [bodyOf(code), 'predecessor'] as const),
        ...made.map((one) => [one.id, 'successor'] as const),
      ],
    });
    for (const { id: to, districts } of made) {
      for (const code of districts) draft.land(id, { from: bodyOf(code), to, blocks: null, evidence, source });
      const blocks = { geography: 'lsoa21', areas: districts.flatMap(areasOf) };
      draft.land(id, { from: bodyOf(surrey), to, blocks, evidence, source });
    }
  };
  write(
    {
      id: twoUnitaries,
      kind: 'divide',
      title: 'East Surrey and West Surrey replace Surrey County Council and its 11 districts',
      day: vestingDay,
      status: 'in-law',
      announced: decisionDay,
      instrument: 'Surrey (Structural Changes) Order 2026',
      evidence: 'published',
      source: 'surrey-order-debate',
      note: 'Decided on 28 October 2025 (gov.uk, consultation outcome). The Order was laid on 14 January 2026 and debated on 25 February 2026; the Order as made was not seen. Shadow elections 7 May 2026; vesting day 1 April 2027. Published for East Surrey are 556,150 people, for West Surrey 672,500.',
    },
    ofTwo,
    'surrey-councils',
  );
  write(
    {
      id: threeUnitaries,
      kind: 'divide',
      title: 'Three unitary councils replace Surrey County Council and its 11 districts (rejected)',
      day: vestingDay,
      status: 'proposed',
      evidence: 'inferred',
      source: 'surrey-outcome',
      note: 'The alternative that was rejected on 28 October 2025: East; North (Elmbridge, Runnymede, Spelthorne); West. The districts of East and West, and the day, are inferred from the decision taken.',
    },
    ofThree,
    'surrey-outcome',
  );
}

function addCouncil(draft: Draft, { id, name }: NewCouncil, source: SourceName, note: string): void {
  draft.organisation({ id, name, source, note });
  draft.role(id, 'unitary-council', vestingDay, null, source);
}
