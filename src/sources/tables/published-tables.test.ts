import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { openTable } from '#sources/tables/open-table.ts';
import { TableFault } from '#sources/tables/table-problems.ts';
import type { Problem } from '#std/problem.ts';

type Read = {
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly warnings: readonly string[];
  readonly problems: readonly string[];
};

const told = ({ code, where, found }: Problem) => [code, where.row, found].filter((one) => one !== undefined).join(' ');

async function read(content: string | Uint8Array): Promise<Read> {
  const { source, problems } = await openTable({ bytes: Buffer.from(content as string), name: 'a.csv' });
  if (source === null) return { heading: [], rows: [], warnings: [], problems: problems.map(told) };
  const rows: (readonly string[])[] = [];
  const faults: string[] = [];
  try {
    for await (const batch of source.batches()) rows.push(...batch.rows);
  } catch (fault) {
    if (!(fault instanceof TableFault)) throw fault;
    faults.push(...fault.problems.map(told));
  }
  return { heading: source.heading, rows, warnings: source.warnings.map(told), problems: faults };
}

const table = 'code,name,falls\nE01,One,5\nE02,Two,6\n';

describe('tables as they are published', () => {
  it('[DT50] notes below the table are left out and told', async () => {
    const notes = [
      'Source: Nobody',
      '1. Rounded, to the nearest 5, always',
      'Notes',
      '"See also, here"',
      '*,hidden because it is small',
    ];
    for (const between of ['', '\n', ',,\n']) {
      for (const note of ['Source: Nobody', 'Notes', '1. Rounded, to 5']) {
        const { rows, warnings, problems } = await read(`${table}${between}${note}\n${notes.join('\n')}\n`);
        expect(problems).toEqual([]);
        expect(rows).toHaveLength(2);
        const first = between === '' ? 4 : 5;
        expect(warnings).toEqual([
          `notes-below ${first} rows ${first} to ${first + 5}, beginning "${note.split(',')[0]}"`,
        ]);
      }
    }
    expect((await read(`${table}\nSource: Nobody`)).problems).toEqual([]);
  });

  it('[DT50] rows of the table that are cut short are no notes', async () => {
    expect((await read(`${table}E03`)).problems).toEqual(['row-too-short 4 1']);
    expect((await read(`${table}E03\n`)).problems).toEqual(['row-too-short 4 1']);
    expect((await read(`${table}\nE03,Three\n`)).problems).toEqual(['row-too-short 5 2']);
    const names = 'name,code,falls\nOne and Two,E01,5\n';
    expect((await read(`${names}Three and Fo`)).problems).toEqual(['row-too-short 3 1']);
    expect((await read(`${names}Three and Four,7\n`)).problems).toEqual(['row-too-short 3 2']);
    expect((await read(`${table}\nNotes on it\nThree,*\n`)).problems).toEqual([
      'row-too-short 5 1',
      'row-too-short 6 2',
    ]);
  });

  it('[DT51] where the table goes on, what seemed a note is a problem', async () => {
    const { rows, problems } = await read(`${table}\nSOUTH EAST\nKent,Sussex and others,\nE03,Three,7\nSource: x\n`);
    expect(problems).toEqual(['row-too-short 5 1']);
    expect(rows.map(([first]) => first)).toEqual(['E01', 'E02', 'Kent', 'E03']);
    const many = await read(`${table}${'a note\n'.repeat(600)}`);
    expect(many.problems).toHaveLength(501);
  });

  it('[DT52] titles of several cells are passed over', async () => {
    const { heading, rows, warnings } = await read(
      '"Population"\n\n"date","2021"\n\nname,code,all,young\nOne,E01,5,1\nTwo,E02,6,2\n',
    );
    expect(heading).toEqual(['name', 'code', 'all', 'young']);
    expect(rows).toHaveLength(2);
    expect(warnings).toEqual(['rows-above-heading 1 rows 1 to 3, beginning "Population"']);
  });

  it('[DT53] headings of two rows are put together, from text and from merged cells', async () => {
    const rows = [
      ['Area', '', '2023', '', '2024', ''],
      ['code', 'name', 'Men', 'Women', 'Men', 'Women'],
      ['E01', 'One', '1', '2', '3', '4'],
      ['E02', 'Two', '5', '6', '7', '8'],
    ];
    const expected = ['Area code', 'Area name', '2023 Men', '2023 Women', '2024 Men', '2024 Women'];
    const merges = [0, 2, 4].map((startCol) => ({ startRow: 0, startCol, endRow: 0, endCol: startCol + 1 }));
    const book = await writeXlsx({ sheets: [{ name: 'S', rows, merges }] });
    for (const content of [rows.map((row) => row.join(',')).join('\n'), book]) {
      const found = await read(content);
      expect(found.heading).toEqual(expected);
      expect(found.rows.map(([first]) => first)).toEqual(['E01', 'E02']);
      expect(found.warnings).toEqual([`two-heading-rows 2 rows 1 and 2: ${expected.join(', ')}`]);
    }
    // Below a gap in the headings stands a row of the table.
    for (const row of ['Elmbridge,[c],[c]', 'E01,5,6', '0,E01,6', 'Elmbridge,x,*']) {
      const { heading, rows: below } = await read(`,2019,2020\n${row}\nGuildford,5,6\n`);
      expect([row, heading[1], below.length]).toEqual([row, '2019', 2]);
    }
  });

  it('[DT54] a column without a heading is called by its number', async () => {
    const { heading, warnings } = await read(',code,,falls\n0,E01,,5\n1,E02,,6\n');
    expect(heading).toEqual(['Column 1 (no heading)', 'code', 'Column 3 (no heading)', 'falls']);
    expect(warnings).toEqual(['empty-heading 1']);
  });

  it('[DT55] bytes that are no text are one problem', async () => {
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919 * (at % 31)) % 256));
    noise[0] = 65;
    expect((await read(noise)).problems).toEqual(['not-a-table no text']);
  });
});
