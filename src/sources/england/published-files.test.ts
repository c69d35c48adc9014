import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { checkFacts } from '#core/pack/check-facts.ts';
import { foldEvents } from '#core/register/fold.ts';
import { currentLaw } from '#core/register/scenario.ts';
import { makeWorld } from '#core/register/world.ts';
import { buildEnglandPack } from '#sources/england/build-england.ts';
import { inputIds } from '#sources/england/inputs.ts';

const made: string[] = [];

/** A folder with these files; made-up data under the publishers' own names and headings. */
function folderOf(files: Record<string, string | Buffer>): string {
  const folder = mkdtempSync(join(tmpdir(), 'england-'));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

const lines = (...rows: string[]) => `${rows.join('\n')}\n`;

const links = lines(
  'LSOA01CD,LSOA01NM,LSOA11CD,LSOA11NM,CHGIND,LAD11CD,LAD11NM,LAD11NMW',
  'E01000001,Here 001A,E01000001,Here 001A,U,E06000901,Here,',
  'E01000002,There 001A,E01000002,There 001A,U,E06000902,There,',
  'W01000001,Yonder 001A,W01000001,Yonder 001A,U,W06000001,Yonder,Draw',
);
const groups = (year: string, here: string, there: string) =>
  lines(
    `LSOA11CD,LSOA11NM,CCG${year}CD,CCG${year}CDH,CCG${year}NM,LAD${year}CD,LAD${year}NM`,
    `E01000001,Here 001A,E38000${here},${here},"NHS Here, A CCG",E06000901,Here`,
    `E01000002,There 001A,E38000${there},${there},NHS There CCG,E06000902,There`,
  );
const history = lines(
  'GEOGCD,GEOGNM,GEOGNMW,OPER_DATE,TERM_DATE,PARENTCD,ENTITYCD,OWNER,STATUS',
  'E06000901,Here,,01/01/2009 00:00:00,,E12000001,E06,LGBC,live',
  'E06000902,There,,01/01/2009 00:00:00,,E12000001,E06,LGBC,live',
  'E38000901,NHS Here CCG,,01/04/2013 00:00:00,31/03/2016 00:00:00,,E38,NHS,terminated',
  'E38000902,NHS There CCG,,01/04/2013 00:00:00,31/03/2016 00:00:00,,E38,NHS,terminated',
  'E38000903,NHS Here and There CCG,,01/04/2016 00:00:00,,,E38,NHS,live',
);
const practice = 'A99001,THE SURGERY,Y54,Q45,1 ROAD,,,TOWN,,AB1 2CD,19990401,,A,B,901,20130401,20160331,,,,,,,901,,4,';

const small = {
  'lookups/LSOA01_LSOA11_LAD11_EW_LU.csv': links,
  'lookups/LSOA11_CCG15_LAD15_EN_LU.csv': groups('15', '901', '902'),
  'LSOA11_CCG16_LAD16_EN_LU.csv.gz': gzipSync(groups('16', '903', '903')),
  'ChangeHistory.csv': history,
  'epraccur.csv': `${practice}\r\n`,
  'SAPE-mid-2019-lsoa-persons.csv': lines(
    'Area Codes,LSOA,All Ages',
    'E01000001,Here 001A,"1,234"',
    'E01000002,There 001A,766',
    'E06000901,Here,2000',
  ),
};

describe("the publishers' own files", () => {
  it('[EN2] headings of the Open Geography Portal, the code history and the mid-year tables are understood', async () => {
    const { facts, problems } = await buildEnglandPack({ from: folderOf(small) });
    expect(problems).toEqual([]);
    expect(facts.areas.map((row) => `${row.geography} ${row.code}`)).toEqual([
      'lsoa01 E01000001',
      'lsoa01 E01000002',
      'lsoa11 E01000001',
      'lsoa11 E01000002',
    ]);
    expect(facts.population_values.map((row) => row.persons)).toEqual([1234, 766]);
    const merge = facts.events.find((row) => row.kind === 'merge');
    expect([merge?.legal, merge?.evidence, merge?.title]).toEqual([
      '2016-04-01',
      'derived',
      'NHS Here CCG and NHS There CCG merge into NHS Here and There CCG',
    ]);
    expect(facts.organisations.find((row) => row.id === 'council-E06000901')?.name).toBe('Here');
  });

  it('[EN2] the practice file without a heading row is read by its order', async () => {
    const { facts } = await buildEnglandPack({ from: folderOf(small) });
    const row = facts.organisations.find((one) => one.id === 'practice-A99001');
    expect([row?.name, row?.from]).toEqual(['The Surgery', '1999-04-01']);
    const line = facts.relationships.find((one) => one.kind === 'commissioned-by');
    expect([line?.target, line?.from, line?.to]).toEqual(['ccg-901', '2013-04-01', '2016-04-01']);
  });

  it('[EN1] what is missing is listed, with what cannot be shown without it, and the rest is sound', async () => {
    const { facts, missingFiles } = await buildEnglandPack({ from: folderOf(small) });
    expect(missingFiles).toHaveLength(inputIds.length - 6);
    const boards = missingFiles.find((one) => one.input === 'lsoa11-2022');
    expect(boards?.lost).toContain('integrated care boards');
    expect(boards?.files).toContain('LSOA11_LOC22_ICB22_LAD22_EN_LU.csv');
    expect(checkFacts(facts, () => ({}))).toEqual([]);
    expect(foldEvents(makeWorld(facts), currentLaw).problems).toEqual([]);
  });

  it('[EN29] a pack without the events of a ready scenario has neither them nor the scenario', async () => {
    const { facts } = await buildEnglandPack({ from: folderOf(small) });
    expect(facts.events.length).toBeGreaterThan(0);
    expect(facts.events.filter((row) => row.id.includes('2026') || row.id.includes('2027'))).toEqual([]);
    expect(facts.scenarios).toEqual([]);
    expect(facts.scenario_events).toEqual([]);
  });

  it('[EN1] an empty folder gives an empty pack and a list of everything', async () => {
    const { facts, missingFiles, problems } = await buildEnglandPack({ from: folderOf({}) });
    expect(problems).toEqual([]);
    expect(missingFiles).toHaveLength(inputIds.length);
    expect(facts.organisations).toEqual([]);
    expect(checkFacts(facts, () => ({}))).toEqual([]);
  });

  it('[EN3] a file without a needed column is a problem that says what was expected and found', async () => {
    const broken = lines('Area Codes,LSOA,Everybody', 'E01000001,Here 001A,5');
    const { facts, problems } = await buildEnglandPack({
      from: folderOf({ ...small, 'SAPE-mid-2019-lsoa-persons.csv': broken }),
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      code: 'input-column-missing',
      where: { file: 'SAPE-mid-2019-lsoa-persons.csv', column: 'all_ages' },
      expected: 'all_ages or All Ages',
      found: 'Area Codes, LSOA, Everybody',
    });
    expect(facts.populations).toEqual([]);
  });

  it('[EN3] a row of the wrong width is a problem with its row', async () => {
    const ragged = lines('Area Codes,LSOA,All Ages', 'E01000001,Here 001A', 'E01000002,There 001A,7');
    const { facts, problems } = await buildEnglandPack({
      from: folderOf({ ...small, 'SAPE-mid-2019-lsoa-persons.csv': ragged }),
    });
    expect(problems.map((one) => [one.code, one.where.row])).toEqual([['row-too-short', 2]]);
    expect(facts.population_values.map((row) => row.persons)).toEqual([7]);
  });

  it('[EN4] gzipped files are read at any depth, and one that cannot be unpacked is a problem', async () => {
    const deep = await buildEnglandPack({ from: folderOf({ 'a/b/ChangeHistory.csv.gz': gzipSync(history) }) });
    expect(deep.missingFiles.some((one) => one.input === 'code-history')).toBe(false);
    const broken = await buildEnglandPack({ from: folderOf({ 'ChangeHistory.csv.gz': history }) });
    expect(broken.problems.map((one) => one.code)).toEqual(['input-unreadable']);
  });
});
