/**
 * Councils of the area: districts, counties and unitaries, with their codes, the blocks they serve when the
 * record begins, and which district lies in which county. What became of them is in `council-events.ts`.
 */

import { blocks, codesOfBlocks } from '#sample/blocks.ts';
import { places } from '#sample/event-piece.ts';
import { joinPieces, makeRow, makeRows, type Piece } from '#sample/row.ts';

/** Id of the council whose first GSS code this is. */
export function councilId(gss: string): string {
  return `council-${gss}`;
}

// GSS code, code of the Office for National Statistics before 2011, county, name
const districts: readonly (readonly [string, string, string, string])[] = [
  ['E07000004', '11UB', 'E10000002', 'Aylesbury Vale District Council'],
  ['E07000005', '11UC', 'E10000002', 'Chiltern District Council'],
  ['E07000006', '11UE', 'E10000002', 'South Bucks District Council'],
  ['E07000007', '11UF', 'E10000002', 'Wycombe District Council'],
  ['E07000061', '21UC', 'E10000011', 'Eastbourne Borough Council'],
  ['E07000062', '21UD', 'E10000011', 'Hastings Borough Council'],
  ['E07000063', '21UF', 'E10000011', 'Lewes District Council'],
  ['E07000064', '21UG', 'E10000011', 'Rother District Council'],
  ['E07000065', '21UH', 'E10000011', 'Wealden District Council'],
  ['E07000084', '24UB', 'E10000014', 'Basingstoke and Deane Borough Council'],
  ['E07000085', '24UC', 'E10000014', 'East Hampshire District Council'],
  ['E07000086', '24UD', 'E10000014', 'Eastleigh Borough Council'],
  ['E07000087', '24UE', 'E10000014', 'Fareham Borough Council'],
  ['E07000088', '24UF', 'E10000014', 'Gosport Borough Council'],
  ['E07000089', '24UG', 'E10000014', 'Hart District Council'],
  ['E07000090', '24UH', 'E10000014', 'Havant Borough Council'],
  ['E07000091', '24UJ', 'E10000014', 'New Forest District Council'],
  ['E07000092', '24UL', 'E10000014', 'Rushmoor Borough Council'],
  ['E07000093', '24UN', 'E10000014', 'Test Valley Borough Council'],
  ['E07000094', '24UP', 'E10000014', 'Winchester City Council'],
  ['E07000177', '38UB', 'E10000025', 'Cherwell District Council'],
  ['E07000178', '38UC', 'E10000025', 'Oxford City Council'],
  ['E07000179', '38UD', 'E10000025', 'South Oxfordshire District Council'],
  ['E07000180', '38UE', 'E10000025', 'Vale of White Horse District Council'],
  ['E07000181', '38UF', 'E10000025', 'West Oxfordshire District Council'],
  ['E07000207', '43UB', 'E10000030', 'Elmbridge Borough Council'],
  ['E07000208', '43UC', 'E10000030', 'Epsom and Ewell Borough Council'],
  ['E07000209', '43UD', 'E10000030', 'Guildford Borough Council'],
  ['E07000210', '43UE', 'E10000030', 'Mole Valley District Council'],
  ['E07000211', '43UF', 'E10000030', 'Reigate and Banstead Borough Council'],
  ['E07000212', '43UG', 'E10000030', 'Runnymede Borough Council'],
  ['E07000213', '43UH', 'E10000030', 'Spelthorne Borough Council'],
  ['E07000214', '43UJ', 'E10000030', 'Surrey Heath Borough Council'],
  ['E07000215', '43UK', 'E10000030', 'Tandridge District Council'],
  ['E07000216', '43UL', 'E10000030', 'Waverley Borough Council'],
  ['E07000217', '43UM', 'E10000030', 'Woking Borough Council'],
  ['E07000223', '45UB', 'E10000032', 'Adur District Council'],
  ['E07000224', '45UC', 'E10000032', 'Arun District Council'],
  ['E07000225', '45UD', 'E10000032', 'Chichester District Council'],
  ['E07000226', '45UE', 'E10000032', 'Crawley Borough Council'],
  ['E07000227', '45UF', 'E10000032', 'Horsham District Council'],
  ['E07000228', '45UG', 'E10000032', 'Mid Sussex District Council'],
  ['E07000229', '45UH', 'E10000032', 'Worthing Borough Council'],
];

const counties: readonly (readonly [string, string, string])[] = [
  ['E10000002', '11', 'Buckinghamshire County Council'],
  ['E10000011', '21', 'East Sussex County Council'],
  ['E10000014', '24', 'Hampshire County Council'],
  ['E10000025', '38', 'Oxfordshire County Council'],
  ['E10000030', '43', 'Surrey County Council'],
  ['E10000032', '45', 'West Sussex County Council'],
];

const unitaries: readonly (readonly [string, string, string])[] = [
  ['E06000036', '00MA', 'Bracknell Forest Council'],
  ['E06000037', '00MB', 'West Berkshire Council'],
  ['E06000038', '00MC', 'Reading Borough Council'],
  ['E06000039', '00MD', 'Slough Borough Council'],
  ['E06000040', '00ME', 'Royal Borough of Windsor and Maidenhead'],
  ['E06000041', '00MF', 'Wokingham Borough Council'],
  ['E06000043', '00ML', 'Brighton and Hove City Council'],
  ['E06000044', '00MR', 'Portsmouth City Council'],
  ['E06000045', '00MS', 'Southampton City Council'],
  ['E06000046', '00MW', 'Isle of Wight Council'],
];

const countyOf = new Map(districts.map(([gss, , county]) => [gss, county]));

/** GSS codes of the districts of a county, in order of code. */
export function districtsOf(county: string): string[] {
  return districts.filter((row) => row[2] === county).map((row) => row[0]);
}

/** Codes of the blocks of those districts or unitaries. */
export function blocksOfCouncils(gssCodes: readonly string[]): string[] {
  return codesOfBlocks((block) => gssCodes.includes(block.council));
}

/** GSS code of the upper-tier council of 2019 that serves the blocks of this district or unitary. */
export function upperTierOf(gss: string): string {
  return countyOf.get(gss) ?? gss;
}

/** The rows of the councils, of the South East region and of Surrey's health and wellbeing board area. */
export function councilPiece(): Piece {
  return joinPieces([
    ...districts.map(([gss, old, , name]) => onePiece(gss, old, name, 'district-council', blocksOfCouncils([gss]))),
    ...counties.map(([gss, old, name]) =>
      onePiece(gss, old, name, 'county-council', blocksOfCouncils(districtsOf(gss))),
    ),
    ...unitaries.map(([gss, old, name]) => onePiece(gss, old, name, 'unitary-council', blocksOfCouncils([gss]))),
    linesToCounties(),
    regionPiece(),
    hwbPiece(),
  ]);
}

function onePiece(
  gss: string,
  old: string,
  name: string,
  role: 'district-council' | 'county-council' | 'unitary-council',
  areas: readonly string[],
): Piece {
  const organisation = councilId(gss);
  return {
    organisations: [makeRow('organisations', { id: organisation, name, source: 'mysociety-councils' })],
    identifiers: makeRows('identifiers', [
      { organisation, scheme: 'gss', value: gss, from: '2009-01-01', source: 'ons-code-history' },
      { organisation, scheme: 'ons-2001', value: old, source: 'ons-district-names' },
    ]),
    roles: [makeRow('roles', { organisation, role, source: 'mysociety-councils' })],
    memberships: makeRows(
      'memberships',
      areas.map((area) => ({
        organisation,
        geography: places,
        area,
        evidence: 'published',
        source: 'ons-lsoa11-lookups',
      })),
    ),
  };
}

function linesToCounties(): Piece {
  const note = 'It ends with the district or the county, whichever ends first.';
  return {
    relationships: makeRows(
      'relationships',
      districts.map(([gss, , county]) => ({
        organisation: councilId(gss),
        kind: 'part-of',
        target: councilId(county),
        status: 'stated',
        source: 'ons-district-names',
        note,
      })),
    ),
  };
}

function regionPiece(): Piece {
  const organisation = 'region-E12000008';
  const source = 'ons-district-names';
  return {
    organisations: [makeRow('organisations', { id: organisation, name: 'South East', source })],
    identifiers: [makeRow('identifiers', { organisation, scheme: 'gss', value: 'E12000008', source })],
    roles: [makeRow('roles', { organisation, role: 'region', source })],
    memberships: makeRows(
      'memberships',
      blocks.map(({ code }) => ({ organisation, geography: places, area: code, evidence: 'published', source })),
    ),
    extents: [
      makeRow('extents', {
        organisation,
        extent: 'partial',
        source,
        note: 'Kent, Medway and Milton Keynes are not in this sample.',
      }),
    ],
  };
}

function hwbPiece(): Piece {
  const organisation = 'hwb-surrey';
  const source = 'opencouncil-surrey';
  const areas = blocksOfCouncils(districtsOf('E10000030'));
  const begun =
    'Health and wellbeing boards began on 1 April 2013 (Health and Social Care Act 2012); that day is general knowledge, not read in the source.';
  const unresolved =
    'Which board or boards follow when the county council ends was not seen. Before April 2026 the area met two integrated care boards, after it one.';
  return {
    organisations: [
      makeRow('organisations', {
        id: organisation,
        name: 'Surrey health and wellbeing board area',
        from: '2013-04-01',
        source,
        note: begun,
      }),
    ],
    roles: [makeRow('roles', { organisation, role: 'hwb-area', source })],
    memberships: makeRows(
      'memberships',
      areas.map((area) => ({ organisation, geography: places, area, evidence: 'published', source })),
    ),
    relationships: makeRows('relationships', [
      {
        organisation,
        kind: 'accountable-to',
        target: councilId('E10000030'),
        from: '2013-04-01',
        to: '2027-04-01',
        status: 'stated',
        source,
      },
      { organisation, kind: 'accountable-to', from: '2027-04-01', status: 'unresolved', source, note: unresolved },
    ]),
  };
}
