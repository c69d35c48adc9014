/**
 * The integrated care boards of 1 April 2026 as every register of England names them: the events of that day and the
 * boards that work as clusters. Stated once, since packs that are made from different sources must agree on them.
 */

/** Ids of the events of 1 April 2026. */
export const boardEvents2026 = [
  'icb-2026-new-norfolk-and-suffolk',
  'icb-2026-new-essex',
  'icb-2026-new-central-east',
  'icb-2026-new-surrey-and-sussex',
  'icb-2026-new-thames-valley',
  'icb-2026-new-west-and-north-london',
  'icb-2026-split-frimley',
  'icb-2026-split-hertfordshire-and-west-essex',
  'icb-2026-split-suffolk-and-north-east-essex',
] as const;
export type BoardEventId = (typeof boardEvents2026)[number];

/** Boards that work as clusters, which changes nothing in law: an id, their names together, their ODS codes. */
export const boardClusters: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'east-midlands-north',
    'Derby and Derbyshire, Lincolnshire, and Nottingham and Nottinghamshire',
    ['QJ2', 'QJM', 'QT1'],
  ],
  ['leicester-and-northamptonshire', 'Leicester, Leicestershire and Rutland, and Northamptonshire', ['QK1', 'QPM']],
  ['birmingham-and-black-country', 'Birmingham and Solihull, and Black Country', ['QHL', 'QUA']],
  ['hereford-and-coventry', 'Herefordshire and Worcestershire, and Coventry and Warwickshire', ['QGH', 'QWU']],
  [
    'shropshire-and-staffordshire',
    'Shropshire, Telford and Wrekin, and Staffordshire and Stoke-on-Trent',
    ['QOC', 'QNC'],
  ],
  ['devon-and-cornwall', 'Devon, and Cornwall and the Isles of Scilly', ['QJK', 'QT6']],
  [
    'bath-dorset-and-somerset',
    'Bath and North East Somerset, Swindon and Wiltshire, Dorset, and Somerset',
    ['QOX', 'QVV', 'QSL'],
  ],
  [
    'bristol-and-gloucestershire',
    'Bristol, North Somerset and South Gloucestershire, and Gloucestershire',
    ['QUY', 'QR1'],
  ],
];
