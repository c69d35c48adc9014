/** What became of the councils: Buckinghamshire in 2020, and Surrey in 2027 as decided and as rejected. */

import { blocksOfCouncils, councilId, districtsOf } from '#sample/councils.ts';
import { type EventSpec, eventPieces } from '#sample/event-piece.ts';
import { joinPieces, makeRow, type Piece } from '#sample/row.ts';

const surrey = 'E10000030';
const buckinghamshire = 'E10000002';

/** GSS codes of Elmbridge, Epsom and Ewell, Mole Valley, Reigate and Banstead, Tandridge. */
export const eastSurrey = ['E07000207', 'E07000208', 'E07000210', 'E07000211', 'E07000215'] as const;
/** GSS codes of Guildford, Runnymede, Spelthorne, Surrey Heath, Waverley, Woking. */
export const westSurrey = ['E07000209', 'E07000212', 'E07000213', 'E07000214', 'E07000216', 'E07000217'] as const;

const northOfThree = ['E07000207', 'E07000212', 'E07000213'];
const eastOfThree = ['E07000208', 'E07000210', 'E07000211', 'E07000215'];
const westOfThree = ['E07000209', 'E07000214', 'E07000216', 'E07000217'];

/** Ids of the two ways to replace Surrey's councils. */
export const twoUnitaries = 'surrey-2027-two-unitaries';
export const threeUnitaries = 'surrey-2027-three-unitaries';

/** The rows of the new councils and of the events that make them. */
export function councilEventPiece(): Piece {
  const rejected = 'It exists only in the rejected proposal.';
  return joinPieces([
    newUnitary('council-E06000060', 'Buckinghamshire Council', 'ons-code-history', null, 'E06000060'),
    newUnitary(
      'council-east-surrey',
      'East Surrey Council',
      'polimapper-surrey',
      'Its GSS code was not seen. The name follows the decision; the council may choose its style.',
    ),
    newUnitary(
      'council-west-surrey',
      'West Surrey Council',
      'polimapper-surrey',
      'Its GSS code was not seen. The name follows the decision; the council may choose its style.',
    ),
    newUnitary('council-three-east-surrey', 'East Surrey (of three)', 'gov-surrey-outcome', rejected),
    newUnitary('council-three-north-surrey', 'North Surrey (of three)', 'gov-surrey-outcome', rejected),
    newUnitary('council-three-west-surrey', 'West Surrey (of three)', 'gov-surrey-outcome', rejected),
    eventPieces([buckinghamshire2020(), surreyTwo(), surreyThree()]),
  ]);
}

function newUnitary(organisation: string, name: string, source: string, note: string | null, gss?: string): Piece {
  return {
    organisations: [makeRow('organisations', { id: organisation, name, source, note })],
    roles: [makeRow('roles', { organisation, role: 'unitary-council', source })],
    identifiers:
      gss === undefined
        ? []
        : [makeRow('identifiers', { organisation, scheme: 'gss', value: gss, from: '2020-04-01', source })],
  };
}

function buckinghamshire2020(): EventSpec {
  return {
    event: {
      id: 'buckinghamshire-2020',
      kind: 'merge',
      title: 'Buckinghamshire Council replaces the county and its four districts',
      status: 'in-effect',
      legal: '2020-04-01',
      operational: '2020-04-01',
      evidence: 'published',
      source: 'mysociety-councils',
    },
    predecessors: [buckinghamshire, ...districtsOf(buckinghamshire)].map(councilId),
    successors: ['council-E06000060'],
  };
}

function surreyTwo(): EventSpec {
  return {
    event: {
      id: twoUnitaries,
      kind: 'divide',
      title: 'East Surrey and West Surrey replace Surrey County Council and its 11 districts',
      status: 'in-law',
      announced: '2025-10-28',
      legal: '2027-04-01',
      operational: '2027-04-01',
      instrument: 'Surrey (Structural Changes) Order 2026',
      evidence: 'published',
      source: 'surrey-order-debate',
      note: 'Decided on 28 October 2025 (gov.uk, consultation outcome). The Order was laid on 14 January 2026 and debated on 25 February 2026; the Order as made was not seen. Shadow elections 7 May 2026; vesting day 1 April 2027.',
    },
    ...replacement(
      [
        { council: 'council-east-surrey', districts: eastSurrey },
        { council: 'council-west-surrey', districts: westSurrey },
      ],
      'published',
      'polimapper-surrey',
    ),
  };
}

function surreyThree(): EventSpec {
  return {
    event: {
      id: threeUnitaries,
      kind: 'divide',
      title: 'Three unitary councils replace Surrey County Council and its 11 districts (rejected)',
      status: 'proposed',
      legal: '2027-04-01',
      evidence: 'inferred',
      source: 'gov-surrey-outcome',
      note: 'The alternative that was rejected on 28 October 2025: East; North (Elmbridge, Runnymede, Spelthorne); West. The districts of East and West, and the day, are inferred from the decision taken.',
    },
    ...replacement(
      [
        { council: 'council-three-east-surrey', districts: eastOfThree },
        { council: 'council-three-north-surrey', districts: northOfThree },
        { council: 'council-three-west-surrey', districts: westOfThree },
      ],
      'inferred',
      'gov-surrey-outcome',
    ),
  };
}

type Share = { readonly council: string; readonly districts: readonly string[] };

/** Each district passes whole; the county's land is named block by block. */
function replacement(
  shares: readonly Share[],
  evidence: 'published' | 'inferred',
  source: string,
): Omit<EventSpec, 'event'> {
  return {
    predecessors: [surrey, ...districtsOf(surrey)].map(councilId),
    successors: shares.map((share) => share.council),
    moves: shares.flatMap(({ council, districts }) => [
      ...districts.map((gss) => ({ from: councilId(gss), to: council, evidence, source })),
      { from: councilId(surrey), to: council, areas: blocksOfCouncils(districts), evidence, source },
    ]),
  };
}
