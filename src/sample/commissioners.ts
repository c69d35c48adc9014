/**
 * Health bodies of the area before 2022: strategic health authorities, primary care trusts and clinical
 * commissioning groups. What became of them is in `commissioner-events.ts`.
 */

import type { RoleName } from '#core/register/tiers.ts';
import { codesOfBlocks } from '#sample/blocks.ts';
import { places } from '#sample/event-piece.ts';
import { joinPieces, makeRow, makeRows, type Piece } from '#sample/row.ts';

// ODS code and name of each trust of 1 October 2006 (without "PCT"), and the strategic health authority over it
export const trusts: readonly (readonly [string, string, 'Q37' | 'Q38'])[] = [
  ['5P5', 'Surrey', 'Q37'],
  ['5P6', 'West Sussex', 'Q37'],
  ['5P7', 'East Sussex Downs and Weald', 'Q37'],
  ['5P8', 'Hastings and Rother', 'Q37'],
  ['5LQ', 'Brighton and Hove City', 'Q37'],
  ['5QC', 'Hampshire', 'Q38'],
  ['5FE', 'Portsmouth City Teaching', 'Q38'],
  ['5L1', 'Southampton City', 'Q38'],
  ['5QT', 'Isle of Wight National Health Service', 'Q38'],
  ['5QF', 'Berkshire West', 'Q38'],
  ['5QG', 'Berkshire East', 'Q38'],
  ['5QD', 'Buckinghamshire', 'Q38'],
  ['5QE', 'Oxfordshire', 'Q38'],
  ['5CQ', 'Milton Keynes', 'Q38'],
];

/** Trusts that met the area from outside: Swindon serves one block, Northamptonshire took part of Cherwell Vale. */
const outerTrusts: readonly (readonly [string, string])[] = [
  ['5K3', 'Swindon'],
  ['5PD', 'Northamptonshire Teaching'],
];

/** Trusts that carried on through 1 October 2006 and whose land is known before it. */
const lastingTrusts = ['5LQ', '5FE', '5L1', '5QT', '5CQ', '5K3'];

// Trusts that ended on 1 October 2006, by the trust that took over: ODS code, name (without "PCT")
export const endedTrusts: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  '5P5': [
    ['5KP', 'East Elmbridge and Mid Surrey'],
    ['5KQ', 'East Surrey'],
    ['5L5', 'Guildford and Waverley'],
    ['5L6', 'North Surrey'],
    ['5L7', 'Woking Area'],
  ],
  '5P6': [
    ['5FK', 'Mid-Sussex'],
    ['5L8', 'Adur, Arun and Worthing'],
    ['5L9', 'Western Sussex'],
    ['5MA', 'Crawley'],
    ['5MC', 'Horsham and Chanctonbury'],
  ],
  '5P7': [
    ['5LR', 'Eastbourne Downs'],
    ['5LT', 'Sussex Downs and Weald'],
  ],
  '5P8': [
    ['5FH', 'Bexhill and Rother'],
    ['5FJ', 'Hastings and St Leonards'],
  ],
  '5QC': [
    ['5A1', 'New Forest'],
    ['5DF', 'North Hampshire'],
    ['5E9', 'Mid-Hampshire'],
    ['5FD', 'East Hampshire'],
    ['5G6', 'Blackwater Valley and Hart'],
    ['5LX', 'Fareham and Gosport'],
    ['5LY', 'Eastleigh and Test Valley South'],
  ],
  '5QF': [
    ['5DK', 'Newbury and Community'],
    ['5DL', 'Reading'],
    ['5DN', 'Wokingham'],
  ],
  '5QG': [
    ['5DM', 'Slough'],
    ['5G2', 'Bracknell Forest'],
    ['5G3', 'Windsor, Ascot and Maidenhead'],
  ],
  '5QD': [
    ['5DP', 'Vale of Aylesbury'],
    ['5G4', 'Chiltern and South Bucks'],
    ['5G5', 'Wycombe'],
  ],
  '5QE': [
    ['5DT', 'North East Oxfordshire'],
    ['5DW', 'Oxford City'],
    ['5DX', 'South East Oxfordshire'],
    ['5DY', 'South West Oxfordshire'],
  ],
  '5PD': [
    ['5AC', 'Daventry and South Northamptonshire'],
    ['5LV', 'Northamptonshire Heartlands'],
    ['5LW', 'Northampton'],
  ],
};

/** Groups that served blocks of the area when groups began, ODS code and name. */
export const groupsOf2013: readonly (readonly [string, string])[] = [
  ['09L', 'NHS East Surrey CCG'],
  ['09N', 'NHS Guildford and Waverley CCG'],
  ['09Y', 'NHS North West Surrey CCG'],
  ['99H', 'NHS Surrey Downs CCG'],
  ['10C', 'NHS Surrey Heath CCG'],
  ['99M', 'NHS North East Hampshire and Farnham CCG'],
  ['10G', 'NHS Bracknell and Ascot CCG'],
  ['10T', 'NHS Slough CCG'],
  ['11C', 'NHS Windsor, Ascot and Maidenhead CCG'],
  ['10M', 'NHS Newbury and District CCG'],
  ['10N', 'NHS North & West Reading CCG'],
  ['10W', 'NHS South Reading CCG'],
  ['11D', 'NHS Wokingham CCG'],
  ['10H', 'NHS Chiltern CCG'],
  ['10Y', 'NHS Aylesbury Vale CCG'],
  ['10Q', 'NHS Oxfordshire CCG'],
  ['10J', 'NHS North Hampshire CCG'],
  ['10K', 'NHS Fareham and Gosport CCG'],
  ['10L', 'NHS Isle of Wight CCG'],
  ['10R', 'NHS Portsmouth CCG'],
  ['10V', 'NHS South Eastern Hampshire CCG'],
  ['10X', 'NHS Southampton CCG'],
  ['11A', 'NHS West Hampshire CCG'],
  ['09D', 'NHS Brighton and Hove CCG'],
  ['09F', 'NHS Eastbourne, Hailsham and Seaford CCG'],
  ['09P', 'NHS Hastings and Rother CCG'],
  ['99K', 'NHS High Weald Lewes Havens CCG'],
  ['09G', 'NHS Coastal West Sussex CCG'],
  ['09H', 'NHS Crawley CCG'],
  ['09X', 'NHS Horsham and Mid Sussex CCG'],
  ['04F', 'NHS Milton Keynes CCG'],
  ['12D', 'NHS Swindon CCG'],
];

/** Groups outside the area that later merged with one that served a block of it. */
export const outerGroups: readonly (readonly [string, string])[] = [
  ['06F', 'NHS Bedfordshire CCG'],
  ['06P', 'NHS Luton CCG'],
  ['11E', 'NHS Bath and North East Somerset CCG'],
  ['99N', 'NHS Wiltshire CCG'],
];

/** Groups made by merging: ODS code, name, the day, and the groups that they replaced. */
export const mergedGroups: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['15D', 'NHS East Berkshire CCG', '2018-04-01', ['10G', '10T', '11C']],
  ['14Y', 'NHS Buckinghamshire CCG', '2018-04-01', ['10H', '10Y']],
  ['15A', 'NHS Berkshire West CCG', '2018-04-01', ['10M', '10N', '10W', '11D']],
  ['92A', 'NHS Surrey Heartlands CCG', '2020-04-01', ['09L', '09N', '09Y', '99H']],
  ['97R', 'NHS East Sussex CCG', '2020-04-01', ['09F', '09P', '99K']],
  ['70F', 'NHS West Sussex CCG', '2020-04-01', ['09G', '09H', '09X']],
  ['92G', 'NHS Bath and North East Somerset, Swindon and Wiltshire CCG', '2020-04-01', ['11E', '12D', '99N']],
  ['D4U1Y', 'NHS Frimley CCG', '2021-04-01', ['15D', '99M', '10C']],
  [
    'D9Y0V',
    'NHS Hampshire, Southampton and Isle of Wight CCG',
    '2021-04-01',
    ['10J', '10K', '10L', '10V', '10X', '11A'],
  ],
  ['M1J4Y', 'NHS Bedfordshire, Luton and Milton Keynes CCG', '2021-04-01', ['04F', '06F', '06P']],
];

const outsideNote = 'The rest of its land lies outside this sample.';
const unknownNote =
  'Which districts, or parts of districts, it served is not in the sources used here; it is not guessed.';

/** The rows of the bodies, of their codes and roles, and of the land known when the record begins. */
export function commissionerPiece(): Piece {
  const ended = [...Object.values(endedTrusts).flat(), ['5DV', 'Cherwell Vale'] as const];
  return joinPieces([
    ...['Q16', 'Q17', 'Q18', 'Q19'].map((code) =>
      authority(code, `Strategic health authority ${code} (name not in the sources)`, 'unknown'),
    ),
    authority('Q37', 'South East Coast Strategic Health Authority', 'partial'),
    authority('Q38', 'South Central Strategic Health Authority', 'partial'),
    ...[...trusts, ...outerTrusts].map(([code, name]) =>
      trust(code, name, ['5CQ', '5K3'].includes(code) ? 'partial' : code === '5PD' ? 'unknown' : null),
    ),
    ...ended.map(([code, name]) => trust(code, name, 'unknown')),
    isleOfWightNames(),
    linesToAuthorities(),
    ...[...groupsOf2013, ...outerGroups, ...mergedGroups].map(([code, name]) => group(code, name)),
  ]);
}

function authority(code: string, name: string, extent: 'partial' | 'unknown'): Piece {
  return body(`sha-${code}`, name, 'strategic-health-authority', code, 'ods-sha-2006', extent);
}

function trust(code: string, name: string, extent: 'partial' | 'unknown' | null): Piece {
  const organisation = `pct-${code}`;
  const areas = lastingTrusts.includes(code) ? codesOfBlocks((block) => block.pct === code) : [];
  const held = makeRows(
    'memberships',
    areas.map((area) => ({ organisation, geography: places, area, evidence: 'best-fit', source: 'pct-best-fit' })),
  );
  const known = body(organisation, `${name} PCT`, 'primary-care-trust', code, 'ods-pct-2006', extent);
  return code === '5QT' ? { ...known, identifiers: [], memberships: held } : { ...known, memberships: held };
}

function group(code: string, name: string): Piece {
  const outside = outerGroups.some(([outer]) => outer === code);
  const extent = outside ? 'unknown' : ['04F', '12D', '92G', 'M1J4Y'].includes(code) ? 'partial' : null;
  return body(`ccg-${code}`, name, 'clinical-commissioning-group', code, 'ods-ccg-successors', extent);
}

function body(
  organisation: string,
  name: string,
  role: RoleName,
  ods: string,
  source: string,
  extent: 'partial' | 'unknown' | null,
): Piece {
  const note = extent === 'partial' ? outsideNote : unknownNote;
  return {
    organisations: [makeRow('organisations', { id: organisation, name, source })],
    identifiers: [makeRow('identifiers', { organisation, scheme: 'ods', value: ods, source })],
    roles: [makeRow('roles', { organisation, role, source })],
    extents: extent === null ? [] : [makeRow('extents', { organisation, extent, source, note })],
  };
}

function isleOfWightNames(): Piece {
  const organisation = 'pct-5QT';
  const source = 'ods-pct-2006';
  return {
    names: makeRows('names', [
      { organisation, name: 'Isle of Wight PCT', to: '2006-10-01', source },
      { organisation, name: 'Isle of Wight National Health Service PCT', from: '2006-10-01', source },
    ]),
    identifiers: makeRows('identifiers', [
      { organisation, scheme: 'ods', value: '5DG', to: '2006-10-01', source },
      { organisation, scheme: 'ods', value: '5QT', from: '2006-10-01', source },
    ]),
  };
}

function linesToAuthorities(): Piece {
  return {
    relationships: makeRows(
      'relationships',
      trusts.map(([code, , sha]) => ({
        organisation: `pct-${code}`,
        kind: 'performance-managed-by',
        target: `sha-${sha}`,
        from: '2006-10-01',
        to: '2013-04-01',
        status: 'stated',
        source: 'ods-pct-register',
      })),
    ),
  };
}
