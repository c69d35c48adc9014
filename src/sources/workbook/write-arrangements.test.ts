import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArrangementSpec } from '#core/agreements/arrangement.ts';
import {
  amountKinds,
  amountNatures,
  arrangementEvidences,
  arrangementKindNames,
  careGroupNames,
  clauseAnswers,
  clauseNames,
  delayCauses,
  documentKinds,
  partyRoleNames,
  postStages,
  seatSectors,
  stages,
  tenures,
} from '#core/agreements/vocabulary.ts';
import { readArrangements } from '#sources/workbook/read-arrangements.ts';
import { writeArrangements } from '#sources/workbook/write-arrangements.ts';
import { addDays, isoDate } from '#std/iso-date.ts';
import { pence } from '#std/pence.ts';

const nastyPieces = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '\r\n',
  "'",
  '"',
  '""',
  ',',
  ';',
  ' ',
  '&amp;',
  '<b>',
  ']]>',
  '_x0041_',
  '_x0041',
  '_x00',
  '_x005F_',
];
nastyPieces.push(
  '£',
  'é',
  '\u2028',
  '\uFEFF',
  '\u0000',
  '\u001F',
  '\uFFFF',
  '😀',
  '=1+1',
  '#REF!',
  '31/03/2027',
  '1e3',
  'TRUE',
  'x'.repeat(5000),
);
/** Any text that is not blank, of pieces that files of either kind are known to spoil. */
const nasty = fc
  .oneof(
    fc.string(),
    fc.array(fc.constantFrom(...nastyPieces), { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('')),
  )
  .map((text) => text.replaceAll('\uFEFF', text.startsWith('\uFEFF') ? 'x' : '\uFEFF'))
  .filter((text) => text.trim() !== '');
/** Names of bodies and ids: their outer spaces are not kept, and a null character could never be one. */
const name = nasty.map((text) => text.trim()).filter((text) => text !== '');
const date = fc.integer({ min: -36_000, max: 60_000 }).map((days) => addDays(isoDate('2000-01-01'), days));
const share = fc.oneof(
  fc.constantFrom(0, 1, 0.1 + 0.2, 1 / 3, 1e-9),
  fc.double({ min: 0, max: 1, noNaN: true }).map(Math.abs),
);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const some = <T>(of: fc.Arbitrary<T>, most = 4) => fc.array(of, { maxLength: most });
const oneOf = <T>(words: readonly T[]) => fc.constantFrom(...words);

const specArbitrary = fc.record({
  id: name,
  kind: oneOf(arrangementKindNames),
  title: nasty,
  stage: oneOf(stages),
  parties: some(
    fc.record({ organisation: name, role: oneOf(partyRoleNames), share: maybe(share), signedOn: maybe(date) }),
  ),
  careGroups: fc.subarray([...careGroupNames]),
  isPriority: fc.boolean(),
  serviceArea: some(name),
  agreedOn: maybe(date),
  startsOn: maybe(date),
  endsOn: maybe(date),
  reviewOn: maybe(date),
  renewsOn: maybe(date),
  noticeDays: maybe(fc.nat(3660)),
  amounts: some(
    fc.record({
      what: oneOf(amountKinds),
      nature: oneOf(amountNatures),
      pence: fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }).map(pence),
      party: maybe(name),
      location: maybe(name),
      year: maybe(name),
    }),
  ),
  clauses: fc.dictionary(oneOf(clauseNames), oneOf(clauseAnswers)),
  documents: some(fc.record({ kind: oneOf(documentKinds), title: nasty, reference: maybe(nasty), on: maybe(date) })),
  milestones: some(
    fc.record({
      title: nasty,
      due: date,
      done: maybe(date),
      slippedTo: maybe(date),
      causes: fc.subarray([...delayCauses]),
      event: maybe(name),
      note: maybe(nasty),
    }),
  ),
  negotiated: some(fc.record({ party: name, successor: name, share })),
  postStage: maybe(oneOf(postStages)),
  tenure: maybe(oneOf(tenures)),
  seatSector: maybe(oneOf(seatSectors)),
  isVoting: maybe(fc.boolean()),
  dataSets: fc.uniqueArray(fc.stringMatching(/^[a-z0-9-]{1,20}$/), { maxLength: 3 }),
  evidence: oneOf(arrangementEvidences),
  source: maybe(nasty),
  note: maybe(nasty),
}) as unknown as fc.Arbitrary<ArrangementSpec>;
const specsArbitrary = fc.uniqueArray(specArbitrary, { minLength: 1, maxLength: 4, selector: (spec) => spec.id });

/** CSV has no way to say a null character and such a file is no text; a text of it is never stored. */
const inText = (specs: readonly ArrangementSpec[]): ArrangementSpec[] =>
  JSON.parse(
    JSON.stringify(specs, (_, value) => (typeof value === 'bigint' ? `£${value}` : value)).replaceAll('\\u0000', 'x'),
    (_, value) => (typeof value === 'string' && /^£-?\d+$/.test(value) ? BigInt(value.slice(1)) : value),
  );

describe('writing and reading again', () => {
  it('[WK40] gives the same from a workbook', async () => {
    await fc.assert(
      fc.asyncProperty(specsArbitrary, async (specs) => {
        const { specs: found, problems } = await readArrangements(await writeArrangements(specs, 'xlsx'), 'b.xlsx');
        expect(problems).toEqual([]);
        expect(found.map(({ spec }) => spec)).toEqual(specs);
      }),
      { numRuns: 150 },
    );
  });

  it('[WK40] gives the same from text', async () => {
    await fc.assert(
      fc.asyncProperty(specsArbitrary.map(inText), async (specs) => {
        const { specs: found, problems } = await readArrangements(await writeArrangements(specs, 'csv'), 'b.csv');
        expect(problems).toEqual([]);
        expect(found.map(({ spec }) => spec)).toEqual(specs);
      }),
      { numRuns: 150 },
    );
  });

  it('[WK41] leads a text in CSV that would be run with one apostrophe, and takes that one off again', async () => {
    const texts = ['=1+1', "'=1+1", "''=1", "'quoted'", '-5', '@x', '\tx', "'tis"];
    const base = { kind: 'pooled-fund', parties: [{ organisation: 'P', role: 'host', share: null, signedOn: null }] };
    const [empty] = (await readArrangements(Buffer.from('ref,kind,party,stage\nA,pooled fund,P,live\n'), 'b.csv'))
      .specs;
    const specs = texts.map((note, at) => ({ ...empty?.spec, ...base, id: `A${at}`, note })) as ArrangementSpec[];
    const csv = Buffer.from(await writeArrangements(specs, 'csv')).toString();
    const notes = csv
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.slice(line.lastIndexOf(',') + 1));
    expect(notes).toEqual(["'=1+1", "''=1+1", "'''=1", "'quoted'", "'-5", "'@x", "'\tx", "'tis"]);
    const { specs: found } = await readArrangements(Buffer.from(csv), 'b.csv');
    expect(found.map(({ spec }) => spec.note)).toEqual(texts);
  });
});
