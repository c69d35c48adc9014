/** The columns of the working table: what each shows of a line, how wide it is and what it sorts by. */

import type { ReactNode } from 'react';
import { careGroupText, dispositionText, flagText, kindText, roundMoneyText } from '../../handover-words.ts';
import { percentText, shortDateText } from '../../words.ts';
import type { ScheduleRows, SignState, Sorting } from './schedule-rows.ts';

export const columnNames = [
  'title',
  'party',
  'disposition',
  'successors',
  'flags',
  'due',
  'pence',
  'kind',
  'care-groups',
  'assigned',
  'signed',
] as const;
export type ColumnName = (typeof columnNames)[number];

export type ScheduleColumn = {
  readonly title: string;
  /** @units rem */
  readonly width: number;
  readonly sorting?: Sorting;
  readonly isNumber?: boolean;
  readonly cell: (rows: ScheduleRows, line: number) => ReactNode;
};

const signWords: Record<SignState, string> = {
  none: '–',
  part: 'In part',
  all: 'By all',
  changed: 'Changed since',
};

export const scheduleColumns: Record<ColumnName, ScheduleColumn> = {
  title: { title: 'Arrangement', width: 14, sorting: 'title', cell: ({ table }, line) => table.titles[line] },
  party: {
    title: 'Party',
    width: 9.5,
    sorting: 'party',
    cell: ({ table }, line) => nameOf(table, table.partyOf[line]),
  },
  disposition: {
    title: 'What happens',
    width: 8,
    sorting: 'disposition',
    cell: ({ table }, line) => (
      <>
        {dispositionText(table.dispositions[table.dispositionOf[line] ?? -1] ?? '')}
        {table.needsConfirmationOf[line] === 1 && <span className="hint"> to be confirmed in law</span>}
      </>
    ),
  },
  successors: { title: 'Successors and shares', width: 12.6, cell: ({ table }, line) => successorsOf(table, line) },
  flags: {
    title: 'Flags',
    width: 12,
    cell: ({ table }, line) =>
      (table.flagsOf[line] ?? []).map((flag) => flagText(table.flags[flag] ?? '')).join('; ') || '–',
  },
  due: {
    title: 'First deadline',
    width: 6.6,
    sorting: 'due',
    cell: ({ table }, line) => {
      const due = table.dueOf[line];
      return due === null || due === undefined ? '–' : shortDateText(due);
    },
  },
  pence: {
    title: 'Money',
    width: 8.2,
    sorting: 'pence',
    isNumber: true,
    cell: ({ table }, line) => {
      const pence = table.penceOf[line];
      return pence === null || pence === undefined ? '–' : roundMoneyText(pence);
    },
  },
  kind: {
    title: 'Kind',
    width: 12,
    sorting: 'kind',
    cell: ({ table }, line) => kindText(table.kinds[table.kindOf[line] ?? -1] ?? ''),
  },
  'care-groups': {
    title: 'Care groups',
    width: 11,
    cell: ({ table }, line) =>
      (table.careGroupsOf[line] ?? []).map((group) => careGroupText(table.careGroups[group] ?? '')).join(', ') || '–',
  },
  assigned: { title: 'Assigned to', width: 9, cell: ({ assignedTo }, line) => assignedTo[line] ?? '–' },
  signed: {
    title: 'Signed',
    width: 8,
    sorting: 'signed',
    cell: ({ signed }, line) => signWords[signed[line] ?? 'none'],
  },
};

/** The columns that are shown until others are chosen. */
export function usualColumns(hasSchedule: boolean): readonly ColumnName[] {
  const usual: readonly ColumnName[] = ['title', 'party', 'disposition', 'successors', 'flags', 'due', 'pence'];
  return hasSchedule ? [...usual, 'assigned', 'signed'] : usual;
}

function nameOf(table: ScheduleRows['table'], body: number | undefined): string {
  return table.bodies[body ?? -1]?.name ?? '';
}

function successorsOf(table: ScheduleRows['table'], line: number): ReactNode {
  const successors = table.successorsOf[line] ?? [];
  const shares = table.sharesOf[line] ?? null;
  if (successors.length === 0) return 'None';
  return (
    <ul className="cell-list">
      {successors.map((body, at) => (
        <li key={body}>
          {nameOf(table, body)}
          {shares?.[at] !== undefined && successors.length > 1 && ` ${percentText(shares[at] / 10_000)}`}
        </li>
      ))}
    </ul>
  );
}
