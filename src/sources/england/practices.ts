/**
 * GP practices: from two editions of the practice file and the allocation file, with the day they opened and
 * closed, who commissioned from them, and how many people were registered.
 */

import type { Draft, SourceName } from '#sources/england/draft.ts';
import { columnOf, type InputFolder, publishedDate, rowsOf } from '#sources/england/read-input.ts';
import { addDays, type IsoDate, isoDate } from '#std/iso-date.ts';

type Practice = {
  code: string;
  name: string;
  from: IsoDate | null;
  to: IsoDate | null;
  note: string | null;
  source: SourceName;
  /** By commissioner and first day. */
  lines: Map<string, { commissioner: string; from: IsoDate | null; to: IsoDate | null; source: SourceName }>;
};

const lists = [
  { id: 'gp-2014-10', day: isoDate('2014-10-01'), title: 'Registered patients, October 2014', note: null },
  {
    id: 'gp-2020',
    day: isoDate('2020-04-01'),
    title: 'Registered patients, 2020',
    note: 'The file says 2020 without a month; 1 April stands for the year.',
  },
  {
    id: 'gp-2024',
    day: isoDate('2024-10-01'),
    title: 'Registered patients, average of November 2023 to October 2024',
    note: 'An average of twelve months as used for allocations, with fractions of persons rounded to whole persons.',
  },
] as const;

const gpSetting = '4';
const boardsSince = isoDate('2023-11-01');

/** Write practices, their lines to commissioners and boards, and registered populations. */
export function addPractices(draft: Draft, folder: InputFolder): void {
  const counted = new Map(lists.map((list) => [list.id, readList(folder, list.id)]));
  const practices = new Map<string, Practice>();
  const wanted = new Set([...counted.values()].flatMap((list) => [...list.keys()]));
  for (const id of ['epraccur-2014', 'epraccur-2016'] as const) readEdition(folder, id, wanted, practices);
  addUnlisted(folder, counted, practices);
  closeUnseen(counted, practices);
  const ends = endsOf(draft);
  const strangers = new Map<string, number>();
  for (const practice of [...practices.values()].sort((a, b) => (a.code < b.code ? -1 : 1))) {
    const body = `practice-${practice.code}`;
    draft.organisation({
      id: body,
      name: practice.name,
      from: practice.from,
      to: practice.to,
      note: practice.note,
      source: practice.source,
    });
    draft.identifier(body, 'ods', practice.code, null, null, practice.source);
    draft.role(body, 'gp-practice', practice.from, null, practice.source);
    for (const line of practice.lines.values()) addLine(draft, body, practice, line, ends, strangers);
  }
  for (const [code, count] of [...strangers].sort()) {
    draft.unexplained(
      `commissioner-${code}`,
      null,
      code,
      `A commissioner of ${count} practice${count === 1 ? '' : 's'} that is neither a primary care trust nor a commissioning group (a hub, or a body outside England); the lines are left out.`,
      null,
    );
  }
  for (const list of lists) {
    const values = counted.get(list.id);
    if (values === undefined || values.size === 0) continue;
    draft.add('populations', {
      id: list.id,
      title: list.title,
      base: 'registered',
      date: list.day,
      evidence: list.id === 'gp-2024' ? 'estimated' : 'published',
      source: list.id,
      note: list.note,
    });
    for (const [code, persons] of values)
      draft.add('registered_values', { population: list.id, organisation: `practice-${code}`, persons });
  }
}

function readList(folder: InputFolder, id: (typeof lists)[number]['id']): Map<string, number> {
  const table = folder.table(id);
  const persons = columnOf(table, 'persons');
  const values = new Map<string, number>();
  columnOf(table, 'practice').forEach((code, row) => {
    const count = Number((persons[row] ?? '').replaceAll(',', ''));
    if (code !== '' && Number.isFinite(count)) values.set(code, Math.round(count));
  });
  return values;
}

function readEdition(
  folder: InputFolder,
  id: 'epraccur-2014' | 'epraccur-2016',
  wanted: ReadonlySet<string>,
  practices: Map<string, Practice>,
): void {
  for (const row of rowsOf(folder.table(id))) {
    const code = row['code'] ?? '';
    if ((row['setting'] !== gpSetting && !wanted.has(code)) || code.startsWith('W')) continue;
    const practice = practiceOf(row, id, practices.get(code));
    if (practice.from === null || practice.to === null || practice.from < practice.to) practices.set(code, practice);
  }
}

/** The practice of a row, with the lines to commissioners that an earlier edition had. */
function practiceOf(row: Record<string, string>, id: 'epraccur-2014' | 'epraccur-2016', known?: Practice): Practice {
  const opened = publishedDate(row['opened'] ?? '');
  const practice: Practice = {
    code: row['code'] ?? '',
    name: titleCase(row['name'] ?? ''),
    // The file writes 1 April 1974 for every practice that is older than its records.
    from: opened !== null && opened <= '1974-04-01' ? null : opened,
    to: dayAfter(row['closed']),
    note: null,
    source: id,
    lines: known?.lines ?? new Map(),
  };
  const commissioner = row['commissioner'] ?? '';
  const from = publishedDate(row['joined'] ?? '');
  if (commissioner !== '') {
    practice.lines.set(`${commissioner} ${from}`, { commissioner, from, to: dayAfter(row['left']), source: id });
  }
  return practice;
}

function dayAfter(text: string | undefined): IsoDate | null {
  const last = publishedDate(text ?? '');
  return last === null ? null : addDays(last, 1);
}

/** Practices that only a list of patients knows. */
function addUnlisted(
  folder: InputFolder,
  counted: ReadonlyMap<string, ReadonlyMap<string, number>>,
  practices: Map<string, Practice>,
): void {
  const allocation = new Map(rowsOf(folder.table('gp-2024')).map((row) => [row['practice'] ?? '', row]));
  for (const list of lists) {
    for (const code of counted.get(list.id)?.keys() ?? []) {
      const name = allocation.get(code)?.['name'] ?? '';
      if (!practices.has(code)) {
        practices.set(code, {
          code,
          name: name === '' ? `GP practice ${code} (name not in the sources)` : titleCase(name),
          from: list.day,
          to: null,
          note: 'First seen in a list of registered patients; the day it opened is not in the sources.',
          source: list.id,
          lines: new Map(),
        });
      }
    }
  }
  for (const [code, row] of allocation) {
    const board = row['icb'] ?? '';
    if (board !== '')
      practices
        .get(code)
        ?.lines.set(`${board} ${boardsSince}`, { commissioner: board, from: boardsSince, to: null, source: 'gp-2024' });
  }
}

/** A practice that the last edition had open and a later list lacks has closed in between; the day is not known. */
function closeUnseen(
  counted: ReadonlyMap<string, ReadonlyMap<string, number>>,
  practices: Map<string, Practice>,
): void {
  const later = lists.filter((list) => list.day >= '2016-03-01' && (counted.get(list.id)?.size ?? 0) > 0);
  for (const practice of practices.values()) {
    if (practice.to !== null) continue;
    const lastSeen = later.findLastIndex((list) => counted.get(list.id)?.has(practice.code) === true);
    const missing = later[lastSeen + 1];
    if (missing === undefined || (practice.from ?? '') >= missing.day) continue;
    practice.to = missing.day;
    practice.note = `${practice.note === null ? '' : `${practice.note} `}Not in the list of patients of ${missing.day.slice(0, 4)}; the day it closed is not in the sources, so the day of that list stands for it.`;
  }
}

function addLine(
  draft: Draft,
  body: string,
  practice: Practice,
  line: { commissioner: string; from: IsoDate | null; to: IsoDate | null; source: SourceName },
  ends: ReadonlyMap<string, { body: string; end: IsoDate | null }>,
  strangers: Map<string, number>,
): void {
  const target = ends.get(line.commissioner);
  if (target === undefined) {
    strangers.set(line.commissioner, (strangers.get(line.commissioner) ?? 0) + 1);
    return;
  }
  const to = [line.to, target.end, practice.to].reduce((a, b) => (a === null ? b : b === null || a <= b ? a : b));
  if (line.from !== null && to !== null && to <= line.from) return;
  draft.add('relationships', {
    organisation: body,
    kind: 'commissioned-by',
    target: target.body,
    from: line.from,
    to,
    status: 'stated',
    source: line.source,
  });
}

/** Health bodies by ODS code, with the day an event ended each. A sub-ICB location is not a commissioner in law. */
function endsOf(draft: Draft): Map<string, { body: string; end: IsoDate | null }> {
  const facts = draft.facts();
  const days = new Map(facts.events.map((event) => [event.id, event] as const));
  const ended = new Map<string, IsoDate>();
  for (const row of facts.participants) {
    const event = days.get(row.event);
    const ends = row.part === 'predecessor' || (row.part === 'subject' && event?.kind === 'abolish');
    if (ends && event?.operational != null) ended.set(row.organisation, event.operational);
  }
  const found = new Map<string, { body: string; end: IsoDate | null }>();
  for (const row of facts.identifiers) {
    if (row.scheme === 'ods' && /^(pct|ccg|icb)-/.test(row.organisation))
      found.set(row.value, { body: row.organisation, end: ended.get(row.organisation) ?? null });
  }
  return found;
}

/** `THE DENSHAM SURGERY` as a name is read; names that are not all capitals stay as they are. */
function titleCase(name: string): string {
  if (name !== name.toUpperCase()) return name;
  const lower = name
    .toLowerCase()
    .replace(/(^|[\s(/&.,-])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
  return lower
    .replace(/\bNhs\b/g, 'NHS')
    .replace(/\bGp\b/g, 'GP')
    .replace(/\bPms\b/g, 'PMS');
}
