/**
 * Integrated care boards: the 42 of July 2022 with their codes, and the six of April 2026. Only those of the
 * area have land here. What became of them is in `board-events.ts`.
 */

import { blocks } from '#sample/blocks.ts';
import { joinPieces, makeRow, makeRows, type Piece } from '#sample/row.ts';

// ODS code, GSS code of July 2022, name without "NHS" and "Integrated Care Board"
export const boardsOf2022: readonly (readonly [string, string, string])[] = [
  ['QYG', 'E54000008', 'Cheshire and Merseyside'],
  ['QNC', 'E54000010', 'Staffordshire and Stoke-on-Trent'],
  ['QOC', 'E54000011', 'Shropshire, Telford and Wrekin'],
  ['QJM', 'E54000013', 'Lincolnshire'],
  ['QK1', 'E54000015', 'Leicester, Leicestershire and Rutland'],
  ['QWU', 'E54000018', 'Coventry and Warwickshire'],
  ['QGH', 'E54000019', 'Herefordshire and Worcestershire'],
  ['QMM', 'E54000022', 'Norfolk and Waveney'],
  ['QJG', 'E54000023', 'Suffolk and North East Essex'],
  ['QHG', 'E54000024', 'Bedfordshire, Luton and Milton Keynes'],
  ['QM7', 'E54000025', 'Hertfordshire and West Essex'],
  ['QH8', 'E54000026', 'Mid and South Essex'],
  ['QRV', 'E54000027', 'North West London'],
  ['QMJ', 'E54000028', 'North Central London'],
  ['QMF', 'E54000029', 'North East London'],
  ['QKK', 'E54000030', 'South East London'],
  ['QWE', 'E54000031', 'South West London'],
  ['QKS', 'E54000032', 'Kent and Medway'],
  ['QNQ', 'E54000034', 'Frimley'],
  ['QT6', 'E54000036', 'Cornwall and the Isles of Scilly'],
  ['QJK', 'E54000037', 'Devon'],
  ['QSL', 'E54000038', 'Somerset'],
  ['QUY', 'E54000039', 'Bristol, North Somerset and South Gloucestershire'],
  ['QOX', 'E54000040', 'Bath and North East Somerset, Swindon and Wiltshire'],
  ['QVV', 'E54000041', 'Dorset'],
  ['QRL', 'E54000042', 'Hampshire and Isle of Wight'],
  ['QR1', 'E54000043', 'Gloucestershire'],
  ['QU9', 'E54000044', 'Buckinghamshire, Oxfordshire and Berkshire West'],
  ['QE1', 'E54000048', 'Lancashire and South Cumbria'],
  ['QHM', 'E54000050', 'North East and North Cumbria'],
  ['QOQ', 'E54000051', 'Humber and North Yorkshire'],
  ['QXU', 'E54000052', 'Surrey Heartlands'],
  ['QNX', 'E54000053', 'Sussex'],
  ['QWO', 'E54000054', 'West Yorkshire'],
  ['QHL', 'E54000055', 'Birmingham and Solihull'],
  ['QUE', 'E54000056', 'Cambridgeshire and Peterborough'],
  ['QOP', 'E54000057', 'Greater Manchester'],
  ['QJ2', 'E54000058', 'Derby and Derbyshire'],
  ['QPM', 'E54000059', 'Northamptonshire'],
  ['QT1', 'E54000060', 'Nottingham and Nottinghamshire'],
  ['QF7', 'E54000061', 'South Yorkshire'],
  ['QUA', 'E54000062', 'Black Country'],
];

/** The new GSS codes of 1 April 2023, when a boundary moved, by ODS code. */
const recoded: Readonly<Record<string, string>> = { QXU: 'E54000063', QNX: 'E54000064' };

// id, name, GSS code where seen
const boardsOf2026: readonly (readonly [string, string, string | null])[] = [
  ['icb-norfolk-and-suffolk', 'Norfolk and Suffolk', null],
  ['icb-essex', 'Essex', 'E54000066'],
  ['icb-central-east', 'Central East', null],
  ['icb-surrey-and-sussex', 'Surrey and Sussex', null],
  ['icb-thames-valley', 'Thames Valley', null],
  ['icb-west-and-north-london', 'West and North London', null],
];

/** Boards of 2022 whose whole land is in the sample. */
const boardsOfTheArea = ['QNQ', 'QNX', 'QRL', 'QU9', 'QXU'] as const;

const elsewhere = 'It lies outside this sample, which knows the board but not its land.';
const partly = 'One block of it lies in this sample; the rest of its land does not.';

/** The rows of the boards, their codes and how much of their land is known. */
export function boardPiece(): Piece {
  return joinPieces([
    ...boardsOf2022.map(([ods, gss, name]) => boardOf2022(ods, gss, name)),
    ...boardsOf2026.map(([id, name, gss]) => boardOf2026(id, name, gss)),
  ]);
}

function boardOf2022(ods: string, gss: string, name: string): Piece {
  const organisation = `icb-${ods}`;
  const source = 'ons-icb-names';
  const later = recoded[ods];
  const codes =
    later === undefined
      ? [{ organisation, scheme: 'gss', value: gss, source }]
      : [
          { organisation, scheme: 'gss', value: gss, to: '2023-04-01', source: 'ons-code-history' },
          { organisation, scheme: 'gss', value: later, from: '2023-04-01', source: 'ons-code-history' },
        ];
  const whole = (boardsOfTheArea as readonly string[]).includes(ods);
  const met = blocks.some((block) => block.icb === ods);
  return {
    organisations: [makeRow('organisations', { id: organisation, name: `NHS ${name} Integrated Care Board`, source })],
    identifiers: makeRows('identifiers', [{ organisation, scheme: 'ods', value: ods, source }, ...codes]),
    roles: [makeRow('roles', { organisation, role: 'integrated-care-board', source })],
    extents: whole
      ? []
      : [
          makeRow('extents', {
            organisation,
            extent: met ? 'partial' : 'unknown',
            source: 'ons-lsoa11-lookups',
            note: met ? partly : elsewhere,
          }),
        ],
  };
}

function boardOf2026(organisation: string, name: string, gss: string | null): Piece {
  const source = 'nhsbsa-icb-mergers';
  const whole = ['icb-surrey-and-sussex', 'icb-thames-valley'].includes(organisation);
  const met = organisation === 'icb-central-east';
  const unseen = gss === null ? 'Its GSS and ODS codes were not seen.' : 'Its ODS code was not seen.';
  return {
    organisations: [
      makeRow('organisations', { id: organisation, name: `NHS ${name} Integrated Care Board`, source, note: unseen }),
    ],
    identifiers: gss === null ? [] : [makeRow('identifiers', { organisation, scheme: 'gss', value: gss, source })],
    roles: [makeRow('roles', { organisation, role: 'integrated-care-board', source })],
    extents: whole
      ? []
      : [
          makeRow('extents', {
            organisation,
            extent: met ? 'partial' : 'unknown',
            source,
            note: met ? partly : elsewhere,
          }),
        ],
  };
}
