/** What became of the health bodies of the area from 2006 to 2022, in order of day. */

import { type Block, codesOfBlocks } from '#sample/blocks.ts';
import { endedTrusts, groupsOf2013, mergedGroups, outerGroups, trusts } from '#sample/commissioners.ts';
import { type EventSpec, eventPieces, type LandMove } from '#sample/event-piece.ts';
import type { Piece } from '#sample/row.ts';

/** The part of Chichester district that passed to Surrey Heartlands in 2020 and back to Sussex in 2023. */
export const chichesterCorner = 'chichester-corner';

/** The rows of the events up to the end of clinical commissioning groups. */
export function commissionerEventPiece(): Piece {
  return eventPieces([
    ...authoritiesOf2006(),
    ...trustsOf2006(),
    groupsEstablished(),
    trustsAbolished(),
    ...mergersOfGroups(),
    cornerToSurrey(),
    groupsAbolished(),
  ]);
}

function happened(
  id: string,
  kind: EventSpec['event']['kind'],
  title: string,
  day: string,
  source: string,
): EventSpec['event'] {
  return { id, kind, title, status: 'in-effect', legal: day, operational: day, evidence: 'published', source };
}

/** ODS code of the group that served the block on 30 June 2022, when groups ended. */
export function lastGroupOf(block: Block): string {
  let code = block.code === chichesterCorner ? '92A' : block.ccg;
  for (const [merged, , , ended] of mergedGroups) if (ended.includes(code)) code = merged;
  return code;
}

/** Land that comes from nobody known: the body's blocks by this look-up. */
function landOf(to: string, test: (block: Block) => boolean, evidence: LandMove['evidence'], source: string): LandMove {
  return { to, areas: codesOfBlocks(test), evidence, source };
}

function authoritiesOf2006(): EventSpec[] {
  const merge = (code: string, name: string, predecessors: readonly string[]): EventSpec => {
    const under = trusts.filter((row) => row[2] === code).map((row) => row[0]);
    return {
      event: {
        ...happened(
          `sha-2006-${code}`,
          'merge',
          `${name} Strategic Health Authority replaces ${predecessors.join(' and ')}`,
          '2006-07-01',
          'ods-sha-2006',
        ),
        note: 'Its land is that of the primary care trusts it managed from October 2006.',
      },
      predecessors: predecessors.map((one) => `sha-${one}`),
      successors: [`sha-${code}`],
      moves: [landOf(`sha-${code}`, (block) => under.includes(block.pct), 'derived', 'ods-pct-register')],
    };
  };
  return [merge('Q37', 'South East Coast', ['Q18', 'Q19']), merge('Q38', 'South Central', ['Q16', 'Q17'])];
}

function trustsOf2006(): EventSpec[] {
  const nameOf = new Map<string, string>([
    ...trusts.map(([code, name]) => [code, name] as const),
    ['5PD', 'Northamptonshire Teaching'],
  ]);
  const merges = Object.entries(endedTrusts).map(
    ([code, ended]): EventSpec => ({
      event: happened(
        `pct-2006-merge-${code}`,
        'merge',
        `${nameOf.get(code)} PCT replaces ${ended.length} trusts`,
        '2006-10-01',
        'ods-pct-2006',
      ),
      predecessors: ended.map(([old]) => `pct-${old}`),
      successors: [`pct-${code}`],
      moves: [landOf(`pct-${code}`, (block) => block.pct === code, 'best-fit', 'pct-best-fit')],
    }),
  );
  const rename: EventSpec = {
    event: {
      ...happened(
        'pct-2006-rename-5QT',
        'rename',
        'Isle of Wight PCT takes the name Isle of Wight National Health Service PCT',
        '2006-10-01',
        'ods-pct-2006',
      ),
      evidence: 'inferred',
      note: 'The successor file gives the code 5DG one successor, 5QT. That the trust is one and the same is inferred.',
    },
    subjects: ['pct-5QT'],
  };
  const divide: EventSpec = {
    event: {
      ...happened(
        'pct-2006-split-5DV',
        'divide',
        'Cherwell Vale PCT is divided between Oxfordshire and Northamptonshire',
        '2006-10-01',
        'ods-pct-2006',
      ),
      instrument: 'SI 2006/2072',
      note: 'It was divided by wards and parishes; which of them is not known here, so no shares are given.',
    },
    predecessors: ['pct-5DV'],
    continuing: ['pct-5QE', 'pct-5PD'],
  };
  return [...merges, rename, divide];
}

function groupsEstablished(): EventSpec {
  const note = 'The groups of this area and those that later merged with them.';
  return {
    event: {
      ...happened(
        'ccg-2013-established',
        'establish',
        'Clinical commissioning groups are established',
        '2013-04-01',
        'ods-ccg-successors',
      ),
      note,
    },
    subjects: [...groupsOf2013, ...outerGroups].map(([code]) => `ccg-${code}`),
    moves: groupsOf2013.map(([code]) =>
      landOf(`ccg-${code}`, (block) => block.ccg === code, 'best-fit', 'ccg-2013-best-fit'),
    ),
  };
}

function trustsAbolished(): EventSpec {
  const codes = [...trusts.map((row) => row[0]), '5K3', '5PD'];
  return {
    event: happened(
      'pct-2013-abolished',
      'abolish',
      'Primary care trusts and strategic health authorities are abolished',
      '2013-04-01',
      'ods-pct-register',
    ),
    subjects: [...codes.map((code) => `pct-${code}`), 'sha-Q37', 'sha-Q38'],
  };
}

function mergersOfGroups(): EventSpec[] {
  return mergedGroups.map(([code, name, day, ended]): EventSpec => {
    const event = happened(
      `ccg-${day.slice(0, 4)}-merge-${code}`,
      'merge',
      `${name} replaces ${ended.length} groups`,
      day,
      'ods-ccg-successors',
    );
    const bodies = { predecessors: ended.map((old) => `ccg-${old}`), successors: [`ccg-${code}`] };
    if (code !== '70F') return { event, ...bodies };
    const rest = codesOfBlocks((block) => block.ccg === '09G' && block.code !== chichesterCorner);
    return {
      event,
      ...bodies,
      moves: [{ from: 'ccg-09G', to: 'ccg-70F', areas: rest, evidence: 'derived', source: 'ons-lsoa11-lookups' }],
    };
  });
}

function cornerToSurrey(): EventSpec {
  return {
    event: {
      ...happened(
        'ccg-2020-move-chichester',
        'boundary-change',
        'Four LSOAs of Chichester pass from Coastal West Sussex to Surrey Heartlands',
        '2020-04-01',
        'ons-lsoa11-lookups',
      ),
      evidence: 'derived',
      note: 'Found by comparing the look-ups of 2019 and 2020; no instrument was seen.',
    },
    continuing: ['ccg-09G', 'ccg-92A'],
    moves: [
      { from: 'ccg-09G', to: 'ccg-92A', areas: [chichesterCorner], evidence: 'derived', source: 'ons-lsoa11-lookups' },
    ],
  };
}

function groupsAbolished(): EventSpec {
  const ended = new Set(mergedGroups.flatMap((row) => row[3]));
  const last = [...groupsOf2013, ...mergedGroups].map((row) => row[0]).filter((code) => !ended.has(code));
  return {
    event: {
      ...happened(
        'ccg-2022-abolished',
        'abolish',
        'Clinical commissioning groups are abolished',
        '2022-07-01',
        'ons-code-history',
      ),
      instrument: 'National Health Service Act 2006, s 14Z27',
    },
    subjects: last.map((code) => `ccg-${code}`),
  };
}
