import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTable } from '#sources/tables/open-table.ts';
import { startTestServer, type TestServer } from '#tests/golden/run-server.ts';
import { problemDocumentSchema } from '#wire/problem-document.ts';
import { cellEvidenceSchema, crosswalkSchema, rebasedSchema, seriesOfDataSchema } from '#wire/rebase.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const spending = '/api/rebase?data=social-care-spending&to=utla&on=2027-04-01&measures=net-spending&periods=2025-26';
const counts = '/api/rebase?data=reablement&to=icb&on=2026-04-01';
const share = 'data=still-at-home&to=icb&on=2027-04-01';

async function refused(address: string) {
  const { status, text } = await server.ask(address);
  return { ...problemDocumentSchema.parse(JSON.parse(text)), status };
}

describe('a data set on other areas', () => {
  it('[RV40] is answered with cells, totals, residuals, assumptions and sources', async () => {
    const table = rebasedSchema.parse(await server.json(spending));
    const east = table.cells.find((cell) => cell.area === 'council-east-surrey');
    expect(east).toMatchObject({ exact: false, sourcesSplit: 1, estimatedProportion: 1, lower: 0, upper: 39931400000 });
    const sum = table.cells.reduce((total, cell) => total + (cell.value ?? Number.NaN), 0);
    expect(sum).toBe(table.totals.find((cell) => cell.area === 'whole')?.value);
    expect(table.assumptions.length).toBeGreaterThan(2);
    expect(table.sources[0]).toContain('Coterminous sample');
    expect(table).toMatchObject({ data: 'social-care-spending', version: 1, subject: 'not-people' });
  });

  it('[RV41] counts of people are shown as JSON, and refused as a file with how to release them', async () => {
    const table = rebasedSchema.parse(await server.json(counts));
    expect(table.subject).toBe('counts-of-people');
    for (const format of ['csv', 'xlsx', 'parquet']) {
      const problem = await refused(`${counts}&format=${format}`);
      expect(problem.type).toMatch(/needs-release$/);
      expect(problem.detail).toContain('coterminous release make --data reablement --to icb --on 2026-04-01');
    }
    const series = '/api/rebase/series?data=reablement&to=icb&on=2026-04-01&measure=people-aged-65-and-over';
    expect((await refused(`${series}&format=csv`)).type).toMatch(/needs-release$/);
  });

  it.each(['csv', 'xlsx', 'parquet'])(
    '[RV42] as %s it has the same cells, with what is estimated in words',
    async (format) => {
      const { headers, bytes } = await server.ask(`${spending}&format=${format}`);
      expect(headers['content-disposition']).toContain(`social-care-spending-utla-2027-04-01.${format}`);
      const opened = await openTable({ bytes, name: `a.${format}` });
      if (opened.source === null) throw new Error(JSON.stringify(opened.problems));
      const rows: (readonly string[])[] = [];
      for await (const batch of opened.source.batches()) rows.push(...batch.rows);
      const heading = opened.source.heading.map((one) => one.toLowerCase().replaceAll(' ', '_'));
      const at = (name: string) => heading.indexOf(name);
      const east = rows.find((row) => row[at('area')] === 'council-east-surrey');
      expect([Number(east?.[at('value')]), east?.[at('certainty')]]).toEqual([181148178.31, 'estimated']);
      await opened.source.close();
    },
  );

  it('[RV43] what is not there is 404 with what is; what cannot be moved, or read, is refused with the reason', async () => {
    expect(await refused('/api/rebase?data=no&to=icb&on=2027-04-01')).toMatchObject({ status: 404 });
    const measure = await refused(`/api/rebase?${share}&measures=no`);
    expect([measure.status, measure.detail]).toEqual([404, expect.stringContaining('still-at-home-91-days-later')]);
    expect(await refused(`/api/rebase?${share}&periods=1999`)).toMatchObject({ status: 400 });
    expect(await refused(`/api/rebase?${share}&weights=no`)).toMatchObject({ status: 404 });
    expect(await refused('/api/rebase?data=still-at-home&to=wards&on=2027-04-01')).toMatchObject({ status: 404 });
    expect(await refused('/api/rebase?data=still-at-home&to=icb&on=2027-02-30')).toMatchObject({ status: 400 });
    expect(await refused(`/api/rebase?${share}&version=9`)).toMatchObject({ status: 404 });
  });

  it('[RV44] the measure of another data set on blocks may be the weight', async () => {
    const bySpending = '&weights=reablement:people-aged-65-and-over';
    const table = rebasedSchema.parse(await server.json(`${spending}${bySpending}`));
    expect(table.weights.id).toBe('reablement:people-aged-65-and-over');
    const [given] = rebasedSchema.parse(await server.json(spending)).cells.filter((cell) => !cell.exact);
    const [other] = table.cells.filter((cell) => !cell.exact);
    expect(other?.value).not.toBe(given?.value);
    expect([other?.lower, other?.upper]).toEqual([given?.lower, given?.upper]);
    expect(await refused(`${spending}&weights=social-care-spending:net-spending`)).toMatchObject({ status: 400 });
    expect(await refused(`${spending}&weights=reablement`)).toMatchObject({ status: 400 });
  });
});

describe('one cell', () => {
  it('[RV45] opens its evidence: pieces that add up to it, and steps', async () => {
    const address = `/api/rebase/cell?${share}&measure=still-at-home-91-days-later&area=icb-thames-valley`;
    const cell = cellEvidenceSchema.parse(await server.json(address));
    const sum = cell.pieces.reduce((total, piece) => total + (piece.adds ?? Number.NaN), 0);
    expect(sum).toBeCloseTo(cell.cell.numerator ?? Number.NaN, 9);
    expect(cell.pieces.filter((piece) => !piece.isWhole)).toHaveLength(cell.cell.sourcesSplit);
    expect(cell.steps.length).toBeGreaterThan(3);
    expect(cell.period.id).toBe('2025-26');
    expect(await refused(`${address}x`)).toMatchObject({ status: 404 });
  });
});

describe('a series', () => {
  it('[RV46] has a line for each area, points by period, breaks and the bodies that stated it', async () => {
    const address = '/api/rebase/series?data=social-care-spending&to=utla&on=2027-04-01&measure=net-spending';
    const series = seriesOfDataSchema.parse(await server.json(`${address}&areas=council-east-surrey`));
    expect(series.lines).toHaveLength(1);
    expect(series.lines[0]?.points.map((point) => point.period)).toEqual(series.periods.map((period) => period.id));
    expect(series.lines[0]?.own.map((own) => own.area)).toEqual(['E10000030']);
    expect(series.lines[0]?.breaks).toMatchObject([{ kind: 'definition', period: '2024-25' }]);
    const csv = await server.ask(`${address}&format=csv`);
    expect(csv.text).toContain('as stated,E10000030');
    expect(await refused('/api/rebase/series?data=social-care-spending&to=utla&on=2027-04-01')).toMatchObject({
      status: 400,
    });
  });
});

describe('a crosswalk', () => {
  it('[RV47] has every piece with its share of either side, as JSON or CSV', async () => {
    const address = '/api/crosswalk?from=utla@2026-04-01&to=utla@2027-04-01';
    const { rows } = crosswalkSchema.parse(await server.json(address));
    const surrey = rows.filter((row) => row.from === 'E10000030');
    expect(surrey.map((row) => row.to)).toEqual(['council-east-surrey', 'council-west-surrey']);
    expect(surrey.reduce((sum, row) => sum + (row.shareOfFrom ?? 0), 0)).toBeCloseTo(1, 12);
    expect((await server.ask(`${address}&format=csv`)).text.split('\r\n')).toHaveLength(rows.length + 2);
    expect(await refused('/api/crosswalk?from=utla&to=icb@2026-04-01')).toMatchObject({ status: 400 });
  });
});
