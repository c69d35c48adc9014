/**
 * The building blocks: districts, and parts of districts where a health body has ever cut through one. A
 * part is the set of 2011 lower layer super output areas (LSOAs) that the look-ups of the Office for
 * National Statistics (ONS) give to one commissioner; its figures are sums over those LSOAs.
 */

import { places } from '#sample/event-piece.ts';
import { makeRow, makeRows, type Piece } from '#sample/row.ts';

export type Block = {
  readonly code: string;
  /** Two letters that stand for the block on the drawn map. */
  readonly sign: string;
  readonly name: string;
  /** GSS code of the district or unitary council of 2019. */
  readonly council: string;
  /** ODS code of its primary care trust from October 2006. */
  readonly pct: string;
  /** ODS code of its clinical commissioning group of 2013. */
  readonly ccg: string;
  /** ODS code of its integrated care board of July 2022. */
  readonly icb: string;
  /** @units persons */
  readonly mid2019: number;
  /** @units persons */
  readonly census2021: number;
};

// code, sign on the map, name, council of 2019, PCT of October 2006, CCG of 2013, ICB of July 2022,
// people mid-2019, people Census 2021
const table: readonly (readonly [string, string, string, string, string, string, string, number, number])[] = [
  ['bracknell-forest', 'Bf', 'Bracknell Forest', 'E06000036', '5QG', '10G', 'QNQ', 122549, 124598],
  ['west-berkshire-newbury', 'Wb', 'West Berkshire: rest', 'E06000037', '5QF', '10M', 'QU9', 108765, 110306],
  ['west-berkshire-reading', 'We', 'West Berkshire: by Reading', 'E06000037', '5QF', '10N', 'QU9', 49685, 51141],
  ['reading-north-west', 'Rn', 'Reading: north and west', 'E06000038', '5QF', '10N', 'QU9', 48360, 52591],
  ['reading-south', 'Rs', 'Reading: south', 'E06000038', '5QF', '10W', 'QU9', 113420, 121635],
  ['slough', 'Sl', 'Slough', 'E06000039', '5QG', '10T', 'QNQ', 149539, 158493],
  ['windsor-ascot', 'Wa', 'Windsor and Maidenhead: Ascot', 'E06000040', '5QG', '10G', 'QNQ', 18464, 18653],
  ['windsor-maidenhead', 'Wm', 'Windsor and Maidenhead: rest', 'E06000040', '5QG', '11C', 'QNQ', 132958, 134857],
  ['wokingham', 'Wk', 'Wokingham', 'E06000041', '5QF', '11D', 'QU9', 171119, 177489],
  ['brighton-and-hove', 'Bh', 'Brighton and Hove', 'E06000043', '5LQ', '09D', 'QNX', 290885, 277113],
  ['portsmouth', 'Po', 'Portsmouth', 'E06000044', '5FE', '10R', 'QRL', 214905, 207961],
  ['southampton', 'So', 'Southampton', 'E06000045', '5L1', '10X', 'QRL', 252520, 248901],
  ['isle-of-wight', 'Iw', 'Isle of Wight', 'E06000046', '5QT', '10L', 'QRL', 141771, 140463],
  ['aylesbury-vale-east', 'Am', 'Aylesbury Vale: by Milton Keynes', 'E07000004', '5CQ', '04F', 'QHG', 6425, 6993],
  ['aylesbury-vale-rest', 'Av', 'Aylesbury Vale: rest', 'E07000004', '5QD', '10Y', 'QU9', 196794, 197124],
  ['chiltern', 'Ch', 'Chiltern', 'E07000005', '5QD', '10H', 'QU9', 96046, 96668],
  ['south-bucks', 'Sb', 'South Bucks', 'E07000006', '5QD', '10H', 'QU9', 70440, 71612],
  ['wycombe-south', 'Wy', 'Wycombe: rest', 'E07000007', '5QD', '10H', 'QU9', 158946, 164099],
  ['wycombe-aylesbury', 'Wn', 'Wycombe: Aylesbury Vale CCG', 'E07000007', '5QD', '10Y', 'QU9', 15322, 16578],
  ['eastbourne', 'Eb', 'Eastbourne', 'E07000061', '5P7', '09F', 'QNX', 103745, 101683],
  ['hastings', 'Ha', 'Hastings', 'E07000062', '5P8', '09P', 'QNX', 92661, 90996],
  ['lewes-seaford', 'Ls', 'Lewes: Seaford', 'E07000063', '5P7', '09F', 'QNX', 24639, 23868],
  ['lewes-rest', 'Le', 'Lewes: rest', 'E07000063', '5P7', '99K', 'QNX', 78629, 76037],
  ['rother', 'Ro', 'Rother', 'E07000064', '5P8', '09P', 'QNX', 96080, 93116],
  ['wealden-hailsham', 'Ww', 'Wealden: Hailsham', 'E07000065', '5P7', '09F', 'QNX', 65212, 65948],
  ['wealden-high-weald', 'Wh', 'Wealden: High Weald', 'E07000065', '5P7', '99K', 'QNX', 96263, 94207],
  ['basingstoke-rest', 'Ba', 'Basingstoke and Deane: rest', 'E07000084', '5QC', '10J', 'QRL', 169448, 177593],
  ['basingstoke-west', 'Bw', 'Basingstoke and Deane: W Hampshire CCG', 'E07000084', '5QC', '11A', 'QRL', 7134, 7541],
  ['east-hampshire-north', 'En', 'East Hampshire: North Hampshire CCG', 'E07000085', '5QC', '10J', 'QRL', 31851, 32317],
  ['east-hampshire-rest', 'Eh', 'East Hampshire: rest', 'E07000085', '5QC', '10V', 'QRL', 83884, 86732],
  ['east-hampshire-west', 'Ew', 'East Hampshire: West Hampshire CCG', 'E07000085', '5QC', '11A', 'QRL', 6573, 6675],
  ['eastleigh', 'Ea', 'Eastleigh', 'E07000086', '5QC', '11A', 'QRL', 133584, 136435],
  ['fareham', 'Fa', 'Fareham', 'E07000087', '5QC', '10K', 'QRL', 116233, 114498],
  ['gosport', 'Gs', 'Gosport', 'E07000088', '5QC', '10K', 'QRL', 84838, 81941],
  ['hart-frimley', 'Hf', 'Hart: Frimley part', 'E07000089', '5QC', '99M', 'QNQ', 72985, 74530],
  ['hart-rest', 'Hr', 'Hart: rest', 'E07000089', '5QC', '10J', 'QRL', 24088, 24879],
  ['havant', 'Hv', 'Havant', 'E07000090', '5QC', '10V', 'QRL', 126220, 124214],
  ['new-forest', 'Nf', 'New Forest', 'E07000091', '5QC', '11A', 'QRL', 180086, 175753],
  ['rushmoor', 'Ru', 'Rushmoor', 'E07000092', '5QC', '99M', 'QNQ', 94599, 99754],
  ['test-valley', 'Tv', 'Test Valley', 'E07000093', '5QC', '11A', 'QRL', 126160, 130480],
  ['winchester-rest', 'Wi', 'Winchester: rest', 'E07000094', '5QC', '11A', 'QRL', 117262, 119345],
  ['winchester-east', 'Wj', 'Winchester: SE Hampshire CCG', 'E07000094', '5QC', '10V', 'QRL', 7597, 8079],
  ['cherwell', 'Cw', 'Cherwell', 'E07000177', '5QE', '10Q', 'QU9', 150503, 161013],
  ['oxford', 'Ox', 'Oxford', 'E07000178', '5QE', '10Q', 'QU9', 152457, 162030],
  ['south-oxfordshire-rest', 'Sx', 'South Oxfordshire: rest', 'E07000179', '5QE', '10Q', 'QU9', 132979, 138899],
  [
    'south-oxfordshire-east',
    'Sy',
    'South Oxfordshire: Aylesbury Vale CCG',
    'E07000179',
    '5QD',
    '10Y',
    'QU9',
    9078,
    10162,
  ],
  ['vale-of-white-horse-rest', 'Vw', 'Vale of White Horse: rest', 'E07000180', '5QE', '10Q', 'QU9', 129589, 132577],
  ['vale-of-white-horse-west', 'Vs', 'Vale of White Horse: by Swindon', 'E07000180', '5K3', '12D', 'QOX', 6418, 6332],
  ['west-oxfordshire', 'Wo', 'West Oxfordshire', 'E07000181', '5QE', '10Q', 'QU9', 110643, 114262],
  ['elmbridge-north-west', 'El', 'Elmbridge: North West Surrey CCG', 'E07000207', '5P5', '09Y', 'QXU', 60868, 63093],
  ['elmbridge-downs', 'Ed', 'Elmbridge: Surrey Downs CCG', 'E07000207', '5P5', '99H', 'QXU', 75927, 75656],
  ['epsom-and-ewell', 'Ep', 'Epsom and Ewell', 'E07000208', '5P5', '99H', 'QXU', 80627, 80936],
  ['guildford-frimley', 'Gf', 'Guildford: Frimley part', 'E07000209', '5P5', '10C', 'QNQ', 20243, 20456],
  ['guildford-rest', 'Gu', 'Guildford: rest', 'E07000209', '5P5', '09N', 'QXU', 128755, 123177],
  ['mole-valley', 'Mv', 'Mole Valley', 'E07000210', '5P5', '99H', 'QXU', 87245, 87386],
  ['reigate-east-surrey', 'Rg', 'Reigate and Banstead: E Surrey CCG', 'E07000211', '5P5', '09L', 'QXU', 99666, 101256],
  ['reigate-downs', 'Rb', 'Reigate and Banstead: Surrey Downs CCG', 'E07000211', '5P5', '99H', 'QXU', 49082, 49589],
  ['runnymede-frimley', 'Rf', 'Runnymede: Frimley part', 'E07000212', '5QG', '11C', 'QNQ', 13191, 11825],
  ['runnymede-rest', 'Rr', 'Runnymede: rest', 'E07000212', '5P5', '09Y', 'QXU', 76233, 76259],
  ['spelthorne', 'Sp', 'Spelthorne', 'E07000213', '5P5', '09Y', 'QXU', 99844, 102954],
  ['surrey-heath-frimley', 'Sf', 'Surrey Heath: Frimley part', 'E07000214', '5P5', '10C', 'QNQ', 76321, 75995],
  ['surrey-heath-rest', 'Sh', 'Surrey Heath: rest', 'E07000214', '5P5', '09Y', 'QXU', 12984, 14453],
  ['tandridge', 'Ta', 'Tandridge', 'E07000215', '5P5', '09L', 'QXU', 88129, 87868],
  ['waverley-farnham', 'Wf', 'Waverley: Farnham (Frimley part)', 'E07000216', '5P5', '99M', 'QNQ', 44125, 45200],
  ['waverley-rest', 'Wv', 'Waverley: rest', 'E07000216', '5P5', '09N', 'QXU', 82203, 83051],
  ['woking', 'Wg', 'Woking', 'E07000217', '5P5', '09Y', 'QXU', 100793, 103945],
  ['adur', 'Ad', 'Adur', 'E07000223', '5P6', '09G', 'QNX', 64301, 64550],
  ['arun', 'Ar', 'Arun', 'E07000224', '5P6', '09G', 'QNX', 160758, 164877],
  ['chichester-rest', 'Ci', 'Chichester: rest', 'E07000225', '5P6', '09G', 'QNX', 114315, 117351],
  ['chichester-corner', 'Cs', 'Chichester: four LSOAs by Surrey', 'E07000225', '5P6', '09G', 'QXU', 6814, 6705],
  ['crawley', 'Cr', 'Crawley', 'E07000226', '5P6', '09H', 'QNX', 112409, 118494],
  ['horsham-rest', 'Ho', 'Horsham: Horsham and Mid Sussex CCG', 'E07000227', '5P6', '09X', 'QNX', 90227, 91494],
  ['horsham-coastal', 'Hc', 'Horsham: Coastal West Sussex CCG', 'E07000227', '5P6', '09G', 'QNX', 53564, 55290],
  ['mid-sussex', 'Ms', 'Mid Sussex', 'E07000228', '5P6', '09X', 'QNX', 151022, 152533],
  ['worthing', 'Wt', 'Worthing', 'E07000229', '5P6', '09G', 'QNX', 110570, 111319],
];

/** Every block, in the order of councils. */
export const blocks: readonly Block[] = table.map(
  ([code, sign, name, council, pct, ccg, icb, mid2019, census2021]) => ({
    code,
    sign,
    name,
    council,
    pct,
    ccg,
    icb,
    mid2019,
    census2021,
  }),
);

/** Codes of the blocks that pass the test, in order. */
export function codesOfBlocks(test: (block: Block) => boolean): string[] {
  return blocks.filter(test).map((block) => block.code);
}

/** The rows of the geography and its areas. */
export function blockPiece(): Piece {
  const note =
    'Districts, and parts of districts made of 2011 LSOAs. Where a part is named after a commissioner, it is the LSOAs that the look-up gives to it.';
  return {
    geographies: [
      makeRow('geographies', {
        id: places,
        title: 'Districts and parts of districts',
        vintage: '2011-03-27',
        source: 'ons-lsoa11-lookups',
        note,
      }),
    ],
    areas: makeRows(
      'areas',
      blocks.map(({ code, name }) => ({ geography: places, code, name })),
    ),
  };
}
