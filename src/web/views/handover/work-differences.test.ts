import { expect, it } from 'vitest';
import type { LineWorkWire } from '#wire/handover.ts';
import { untouched, workDifferences } from './work-differences.ts';

const party = { id: 'east', code: 'E', name: 'East Council', exists: true };
const signature = (state: string) => ({ party, state, who: 'Ann', at: '2027-01-01T00:00:00Z', changes: [] });
const override = (value: string) => ({
  field: 'disposition',
  computed: 'apportion',
  value,
  reason: 'agreed',
  who: 'Ann',
  at: '2027-01-01T00:00:00Z',
});
const work = (some: Partial<LineWorkWire>): LineWorkWire => ({ ...untouched('k'), version: 2, ...some });

it('[WH30] what somebody else did to a line meanwhile is told, one sentence for each thing', () => {
  const comment = {
    id: '1',
    at: '2027-01-01T00:00:00Z',
    who: 'Bob',
    actingFor: null,
    actingForName: null,
    text: 'Wait.',
  };
  const after = work({
    assignedTo: 'Bob',
    comments: [comment],
    overrides: [override('host')],
    signatures: [signature('signed')],
  });
  expect(workDifferences(untouched('k'), after)).toEqual([
    'The line was assigned to Bob.',
    'Bob wrote: “Wait.”',
    'Ann set what happens to host, since: agreed',
    'Ann signed for East Council.',
  ]);
});

it('[WH30] what was taken back is told too, and equal work differs in nothing', () => {
  const before = work({ assignedTo: 'Bob', overrides: [override('host')], signatures: [signature('signed')] });
  expect(workDifferences(before, before)).toEqual([]);
  expect(workDifferences(before, work({ signatures: [signature('missing')] }))).toEqual([
    'The line is assigned to nobody now.',
    'What Ann had set by hand (what happens) was taken back.',
    'The signature for East Council was taken back.',
  ]);
  expect(workDifferences(before, { ...before, signatures: [signature('changed-since')] })).toEqual([
    'The line changed after it was signed for East Council.',
  ]);
});
