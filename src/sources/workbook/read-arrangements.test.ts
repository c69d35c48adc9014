import { describe, expect, it } from 'vitest';
import { arrangementColumns } from '#sources/workbook/columns.ts';
import { madeUpBook, rowXml } from '#sources/workbook/made-up-book.ts';
import { readArrangements } from '#sources/workbook/read-arrangements.ts';
import { plainPhrase } from '#sources/workbook/words.ts';
import { describeProblem } from '#std/problem.ts';

const read = (text: string) => readArrangements(Buffer.from(text), 'Our list.csv');
const codesOf = async (text: string) => (await read(text)).problems.map((problem) => problem.code);
/** The arrangements of the text, which must have no error. */
const specsOf = async (text: string) => {
  const { specs, problems } = await read(text);
  expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  return specs.map(({ spec }) => spec);
};
describe('rows and columns', () => {
  it('[WK1] finds columns by any of their names, in any order and writing', async () => {
    const [spec] = await specsOf(
      'PARTNER,start-date,Type,ref no.,Amount (GBP)\nQNQ,2025-04-01,s75 pooled budget,A1,"1,000"\n',
    );
    expect(spec).toMatchObject({ id: 'A1', kind: 'pooled-fund', startsOn: '2025-04-01' });
    expect(spec?.parties[0]?.organisation).toBe('QNQ');
    expect(spec?.amounts[0]?.pence).toBe(100_000n);
  });

  it('[WK1] no name stands for two columns', () => {
    const names = arrangementColumns.flatMap((one) => [one.heading, ...one.synonyms].map(plainPhrase));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('[WK2] rows whose reference is blank or repeated continue the arrangement above', async () => {
    const specs = await specsOf(
      'ref,kind,title,party,amount,document\nA,pooled fund,One,P1,10,D1\n,,,P2,,D2\nA,,,,20,D3\nB,contract,Two,P3,,\n',
    );
    expect(specs.map((spec) => spec.id)).toEqual(['A', 'B']);
    expect(specs[0]?.parties.map((party) => party.organisation)).toEqual(['P1', 'P2']);
    expect(specs[0]?.amounts.map((amount) => amount.pence)).toEqual([1000n, 2000n]);
    expect(specs[0]?.documents.map((document) => document.title)).toEqual(['D1', 'D2', 'D3']);
  });

  it('[WK3] numbered columns are parties side by side', async () => {
    const [spec] = await specsOf(
      'ref,kind,Party 2,Party 1,Role 1,Party 1 share,Party 2 funding share,Party 2 signed on,Party 3\n' +
        'A,pooled fund,QNQ,E10000030,host,60%,40%,1 April 2025,\n',
    );
    expect(spec?.parties).toEqual([
      { organisation: 'E10000030', role: 'host', share: 0.6, signedOn: null },
      { organisation: 'QNQ', role: 'partner', share: 0.4, signedOn: '2025-04-01' },
    ]);
  });

  it('[WK4] makes a reference of the row, with a warning, where there is none', async () => {
    const { specs, problems } = await read('kind,title,party\npooled fund,One,P1\n,,P2\npooled fund,One,P3\n');
    expect(specs.map(({ spec }) => [spec.id, spec.parties.length])).toEqual([
      ['ROW-2', 2],
      ['ROW-4', 1],
    ]);
    expect(problems.filter((one) => one.code === 'made-reference').map((one) => [one.severity, one.where.row])).toEqual(
      [
        ['warning', 2],
        ['warning', 4],
      ],
    );
    const mixed = await read('ref,kind,title,party\nA,pooled fund,One,P1\n,,One,P2\n,pooled fund,Other,P3\n');
    expect(mixed.specs.map(({ spec }) => [spec.id, spec.parties.length])).toEqual([
      ['A', 2],
      ['ROW-4', 1],
    ]);
  });

  it('[WK5] misses needed columns, refuses two that say the same, warns of unknown ones', async () => {
    const { problems } = await read('ref,stage,our own,party,Partner\nA,live,x,P1,P2\n');
    expect(problems.map((one) => [one.code, one.severity, one.where.column])).toEqual([
      ['missing-column', 'error', undefined],
      ['unknown-column', 'warning', 'our own (C)'],
      ['duplicate-column', 'error', 'Partner (E)'],
    ]);
    expect(problems[0]?.message).toContain('no column Kind');
    expect(await codesOf('kind,party\npooled fund,P1\n')).toContain('missing-column');
    expect(await codesOf('ref,kind\nA,pooled fund\n')).toContain('missing-column');
    expect(await codesOf('one,two\n1,2\n')).toEqual(['no-heading']);
  });

  it('[WK6] finds the headings below titles and notes', async () => {
    const [spec] = await specsOf('Our partnership agreements,,\n\nas at 1 April,,\nref,kind,party\nA,pooled fund,P1\n');
    expect(spec?.id).toBe('A');
    const [below] = await specsOf('Agreement,Status,,\nref,kind,party,stage\nA,pooled fund,P1,live\n');
    expect(below?.id).toBe('A');
    const far = `${'note,,\n'.repeat(20)}ref,kind,party\nA,pooled fund,P1\n`;
    expect(await codesOf(far)).toEqual(['no-heading']);
  });

  it('[WK7] refuses a reference that comes back and a row that contradicts the first', async () => {
    const text = 'ref,kind,title,party\nA,pooled fund,One,P1\nB,contract,Two,P2\nA,pooled fund,One,P3\n,contract,,P4\n';
    const { problems } = await read(text);
    expect(problems.filter((one) => one.severity === 'error').map((one) => [one.code, one.where.row])).toEqual([
      ['duplicate-reference', 4],
      ['conflicting-value', 5],
    ]);
    expect(await codesOf('ref,kind,party,stage\nA,pooled fund,P1,live\nA,Pooled Fund,P2,live\n')).toEqual([]);
  });

  it('[WK8] refuses an item or an arrangement without what it needs', async () => {
    const { problems, specs } = await read(
      'ref,kind,party,role,amount,amount year,milestone,due,stage\n' +
        'A,pooled fund,P1,,,2026-27,Sign,,live\nA,,,host,,,,,\nB,,P2,,,,,,\n',
    );
    expect(problems.map((one) => [one.code, one.where.row, one.where.column])).toEqual([
      ['missing-value', 3, 'party (C)'],
      ['missing-value', 2, 'amount (E)'],
      ['missing-value', 2, 'due (H)'],
      ['missing-value', 4, 'kind (B)'],
    ]);
    expect(specs.map(({ spec }) => spec.id)).toEqual(['A']);
  });
});

describe('problems', () => {
  it('[WK20] a problem names file and sheet, row, and column by heading and letter', async () => {
    const rows = ['ref', 'kind', 'party', 'stage', 'Signed on'];
    const bytes = madeUpBook({
      sheets: [
        { name: 'Other', rows: [] },
        { name: 'Arrangements', rows: [rowXml(3, rows), rowXml(7, ['A', 'pooled fund', 'P', 'live', 'soon'])] },
      ],
    });
    const { problems } = await readArrangements(bytes, 'C:\\Users\\me\\Book.xlsx');
    const problem = problems.find((one) => one.code === 'not-a-date');
    expect(problem?.where).toEqual({ file: 'Book.xlsx, sheet Arrangements', row: 7, column: 'Signed on (E)' });
    expect(problem && describeProblem(problem)).toContain('found "soon"');
    const csv = await read('ref,kind,party,stage\nA,pooled fund,"P\nQ",live\nB,contract,P,what\n');
    expect(csv.problems[0]?.where).toEqual({ file: 'Our list.csv', row: 3, column: 'stage (D)' });
  });

  it('[WK21] gives the place of any path into an arrangement, or the nearest', async () => {
    const { specs } = await read(
      'Ref,Kind,Party,Party 2,Role 2,Area,End date,Reg 7(3)(a),Stage,Due\nA,pooled fund,P1,P2,host,X,2027-01-01,yes,live,\nA,,P3,,,Y,,,,2026-01-01\n',
    );
    const place = (path: string) => {
      const problem = { code: 'any', severity: 'error', where: { column: path }, message: 'Any.' } as const;
      const { row, column } = specs[0]?.inSheet(problem).where ?? {};
      return [row, column];
    };
    expect(place('parties[0].organisation')).toEqual([2, 'Party (C)']);
    expect(place('parties[1].organisation')).toEqual([2, 'Party 2 (D)']);
    expect(place('parties[1].role')).toEqual([2, 'Role 2 (E)']);
    expect(place('parties[1].share')).toEqual([2, 'Party 2 (D)']);
    expect(place('parties[2].organisation')).toEqual([3, 'Party (C)']);
    expect(place('serviceArea[1]')).toEqual([3, 'Area (F)']);
    expect(place('milestones[0].due')).toEqual([3, 'Due (J)']);
    expect(place('milestones[0].done')).toEqual([3, 'Due (J)']);
    expect(place('endsOn')).toEqual([2, 'End date (G)']);
    expect(place('clauses.aims')).toEqual([2, 'Reg 7(3)(a) (H)']);
    expect(place('parties')).toEqual([2, 'Party (C)']);
    expect(place('negotiated')).toEqual([2, undefined]);
    expect(place('noticeDays')).toEqual([2, undefined]);
    expect(place('')).toEqual([2, undefined]);
  });

  it('[WK22] lists a thousand problems and says how many more there are', async () => {
    const rows = Array.from({ length: 1500 }, (_, at) => `A${at},pooled fund,P,live,never\n`).join('');
    const { problems } = await read(`ref,kind,party,stage,starts\n${rows}`);
    expect(problems.length).toBe(1001);
    expect(problems.at(-1)).toMatchObject({ code: 'more-problems', severity: 'error', found: '1500 in all' });
    expect(problems.at(-1)?.message).toContain('500 more problems');
  });

  it('[WK23] gives an arrangement without its faulty values', async () => {
    const { specs } = await read('ref,kind,party,share,starts,stage\nA,pooled fund,P1,60,soon,live\nA,,P2,40%,,\n');
    expect(specs[0]?.spec.startsOn).toBe(null);
    expect(specs[0]?.spec.parties.map((party) => [party.organisation, party.share])).toEqual([
      ['P1', null],
      ['P2', null],
    ]);
  });
});
