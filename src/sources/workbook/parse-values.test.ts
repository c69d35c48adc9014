import { describe, expect, it } from 'vitest';
import { madeUpBook, rowXml } from '#sources/workbook/made-up-book.ts';
import { readArrangements } from '#sources/workbook/read-arrangements.ts';
import { plainPhrase, wordLists } from '#sources/workbook/words.ts';

const read = (text: string) => readArrangements(Buffer.from(text), 'Our list.csv');
/** The value of one cell under one heading, or the code of its problem. */
const valueIn = async (heading: string, text: string, field: string): Promise<unknown> => {
  const { specs, problems } = await read(`ref;kind;party;${heading}\nA;pooled fund;Body;"${text}"\n`);
  const error = problems.find((problem) => problem.severity === 'error');
  if (error !== undefined) return error.code;
  const spec = specs[0]?.spec as unknown as Record<string, unknown>;
  const [, list = '', item = ''] = /^(\w+)\.(\w+)$/.exec(field) ?? [];
  return list === '' ? spec[field] : (spec[list] as Record<string, unknown>[])[0]?.[item];
};

describe('values', () => {
  it('[WK10] takes words by code, phrase and common name', async () => {
    const said = [
      'pooled-fund',
      'Pooled fund',
      'POOLED  FUND',
      'Section 75 pooled budget',
      's.75 pooled fund',
      'S31 Pooled Budget',
    ];
    for (const text of said) expect([text, await valueIn('note', '', 'kind')]).toEqual([text, 'pooled-fund']);
    for (const text of said) {
      const { specs, problems } = await read(`ref,kind,party,stage\nA,${text},P,live\n`);
      expect([text, specs[0]?.spec.kind, problems]).toEqual([text, 'pooled-fund', []]);
    }
    expect(await valueIn('care groups', 'Older people; learning difficulties, mental-health', 'careGroups')).toEqual([
      'older-people',
      'learning-disability',
      'mental-health',
    ]);
    expect(await valueIn('role', 'Host partner', 'parties.role')).toBe('host');
    expect(await valueIn('delay causes;due', 'Information systems";"2026-01-01', 'milestones.causes')).toEqual([
      'information-systems',
    ]);
  });

  it('[WK10] no phrase means two codes, and every label and code means its own', () => {
    for (const list of Object.values(wordLists)) {
      for (const [code, label] of list.labels) {
        expect([label, list.codes.get(plainPhrase(label))]).toEqual([label, code]);
        expect([code, list.codes.get(plainPhrase(code))]).toEqual([code, code]);
      }
    }
  });

  it('[WK10] says what an unknown word was perhaps meant to be', async () => {
    const { problems } = await read('ref,kind,party,stage\nA,poled fund,P,live\nB,xyzzy,P,live\n');
    expect(problems.map((one) => one.expected)).toEqual([
      'perhaps Pooled fund',
      expect.stringContaining('one of: Pooled fund; Lead'),
    ]);
  });

  it('[WK11] takes dates as Britons write them', async () => {
    const day = '2027-03-31';
    const said = [
      '2027-03-31',
      '31/03/2027',
      '31.3.2027',
      '31-03-2027',
      '31 March 2027',
      '31st Mar 2027',
      '31-Mar-2027',
    ];
    said.push(
      'Wednesday 31 March 2027',
      'March 31, 2027',
      '2027-03-31T00:00:00',
      '31/03/2027 00:00',
      ' 31 march 2027 ',
    );
    for (const text of said) expect([text, await valueIn('starts', text, 'startsOn')]).toEqual([text, day]);
    const wrong = [
      '31/03/27',
      '03/31/2027',
      '30 February 2027',
      '31/04/2027',
      'March 2027',
      '2027',
      'tbc',
      '2027-3-31 10:30',
      '31/03-2027',
    ];
    for (const text of wrong) expect([text, await valueIn('starts', text, 'startsOn')]).toEqual([text, 'not-a-date']);
  });

  it('[WK11, WK12] takes dates of the workbook in both systems, and a plain number where it can only be one', async () => {
    const book = (isFrom1904: boolean) =>
      madeUpBook({
        isFrom1904,
        sheets: [
          {
            name: 'S',
            rows: [
              rowXml(1, ['ref', 'kind', 'party', 'stage', 'starts', 'review', 'agreed']),
              rowXml(2, [
                'A',
                'pooled fund',
                'P',
                'live',
                '<c r="E2" s="1"><v>45748</v></c>',
                '<c r="F2" s="2"><v>61.75</v></c>',
                45748,
              ]),
              rowXml(3, [
                'B',
                'pooled fund',
                'P',
                'live',
                '<c r="E3" s="1"><v>60</v></c>',
                '<c r="F3" s="1"><v>-1</v></c>',
                2027,
              ]),
            ],
          },
        ],
      });
    const from1900 = await readArrangements(await book(false), 'b.xlsx');
    expect(from1900.specs[0]?.spec).toMatchObject({
      startsOn: '2025-04-01',
      reviewOn: '1900-03-01',
      agreedOn: '2025-04-01',
    });
    expect(from1900.problems.map((one) => [one.code, one.where.column])).toEqual([
      ['not-a-date', 'starts (E)'],
      ['not-a-date', 'review (F)'],
      ['not-a-date', 'agreed (G)'],
    ]);
    const from1904 = await readArrangements(await book(true), 'b.xlsx');
    expect(from1904.specs[0]?.spec).toMatchObject({ startsOn: '2029-04-02', agreedOn: '2029-04-02' });
    expect(from1904.specs[1]?.spec.startsOn).toBe('1904-03-01');
  });

  it('[WK13] takes money as people write it, to the penny', async () => {
    const said: Record<string, bigint> = {
      '1250000': 125_000_000n,
      '£1,250,000.50': 125_000_050n,
      '£ 5.1': 510n,
      'GBP 7': 700n,
      '0': 0n,
      '-3': -300n,
    };
    for (const [text, pence] of Object.entries(said)) {
      expect([text, await valueIn('amount', text, 'amounts.pence')]).toEqual([text, pence]);
    }
    for (const text of ['1.005', '£1.2m', '12,50', '1 000', 'about 5', '£', '1,00,000']) {
      expect([text, await valueIn('amount', text, 'amounts.pence')]).toEqual([text, 'not-money']);
    }
    const numbers = [0.1 + 0.2, 1234567.89, 9_999_999_999.99, 0.005, 1e300];
    const rows = [
      ['ref', 'kind', 'party', 'stage', 'amount'],
      ...numbers.map((one, at) => [`R${at}`, 'pooled fund', 'P', 'live', one]),
    ];
    const bytes = madeUpBook({ sheets: [{ name: 'S', rows: rows.map((row, at) => rowXml(at + 1, row)) }] });
    const { specs, problems } = await readArrangements(bytes, 'b.xlsx');
    expect(specs.flatMap(({ spec }) => spec.amounts.map((one) => one.pence))).toEqual([
      30n,
      123_456_789n,
      999_999_999_999n,
    ]);
    expect(problems.map((one) => [one.code, one.where.row])).toEqual([
      ['not-money', 5],
      ['not-money', 6],
    ]);
  });

  it('[WK14] takes shares per cent or as numbers, and refuses what may be either', async () => {
    const said: Record<string, number> = {
      '25%': 0.25,
      '33.3 %': 0.333,
      '0.25': 0.25,
      '1': 1,
      '0': 0,
      '100%': 1,
      '1e-7': 1e-7,
    };
    for (const [text, share] of Object.entries(said)) {
      expect([text, await valueIn('share', text, 'parties.share')]).toEqual([text, share]);
    }
    for (const text of ['25', '-0.1', '101%', 'half', '1/2']) {
      expect([text, await valueIn('share', text, 'parties.share')]).toEqual([text, 'not-a-share']);
    }
  });

  it('[WK15] takes yes, no and whole numbers, and nothing else', async () => {
    for (const text of ['Yes', 'y', 'TRUE', '1']) expect(await valueIn('voting', text, 'isVoting')).toBe(true);
    for (const text of ['no', 'N', 'False', '0']) expect(await valueIn('voting', text, 'isVoting')).toBe(false);
    expect(await valueIn('voting', 'maybe', 'isVoting')).toBe('not-yes-or-no');
    expect(await valueIn('notice', '1,000', 'noticeDays')).toBe(1000);
    expect(await valueIn('notice', '3 months', 'noticeDays')).toBe('not-a-whole-number');
    expect(await valueIn('notice', '2.5', 'noticeDays')).toBe('not-a-whole-number');
  });

  it('[WK16] the last day is the day before the end', async () => {
    expect(await valueIn('end date', '31/03/2027', 'endsOn')).toBe('2027-04-01');
    expect(await valueIn('last day', '9999-12-31', 'endsOn')).toBe('not-a-date');
  });

  it('[WK17] what is empty has its stated meaning', async () => {
    const { specs, problems } = await read(
      'ref,kind,party,amount,due,document reference\nA,pooled fund,P,5,2026-01-01,x\n',
    );
    expect(problems.map((one) => [one.code, one.severity])).toEqual([['stage-taken', 'warning']]);
    expect(specs[0]?.spec).toEqual({
      id: 'A',
      kind: 'pooled-fund',
      title: 'A',
      stage: 'in-force',
      parties: [{ organisation: 'P', role: 'partner', share: null, signedOn: null }],
      careGroups: [],
      isPriority: false,
      serviceArea: [],
      agreedOn: null,
      startsOn: null,
      endsOn: null,
      reviewOn: null,
      renewsOn: null,
      noticeDays: null,
      amounts: [{ what: 'annual-value', nature: 'revenue', pence: 500n, party: null, location: null, year: null }],
      clauses: {},
      documents: [{ kind: 'agreement', title: '', reference: 'x', on: null }],
      milestones: [{ title: '', due: '2026-01-01', done: null, slippedTo: null, causes: [], event: null, note: null }],
      negotiated: [],
      postStage: null,
      tenure: null,
      seatSector: null,
      isVoting: null,
      dataSets: [],
      evidence: 'stated',
      source: null,
      note: null,
    });
  });
});
