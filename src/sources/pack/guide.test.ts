import { readFile, rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { foldEvents } from '#core/register/fold.ts';
import { currentLaw } from '#core/register/scenario.ts';
import { makeWorld } from '#core/register/world.ts';
import { folderOf, guideExample, guidePath } from '#sources/pack/guide-example.ts';
import { withPackReference } from '#sources/pack/pack-reference.ts';
import { readPack } from '#sources/pack/read-pack.ts';

describe('docs/guide/data-packs.md', () => {
  it('[PK24] has an example that reads without problems and folds without any', async () => {
    const files = await guideExample();
    const dir = await folderOf(files);
    const { facts, problems } = await readPack(dir);
    await rm(dir, { recursive: true });
    expect(files.size).toBe(12);
    expect(problems).toEqual([]);
    const timeline = foldEvents(makeWorld(facts), currentLaw);
    expect(timeline.problems).toEqual([]);
    expect(timeline.lives.map((life) => [life?.from, life?.to])).toEqual([
      [null, '2026-04-01'],
      [null, '2026-04-01'],
      ['2026-04-01', null],
      [null, null],
    ]);
  });

  it('[PK25] has the reference that the definitions give (brought up to date with vitest -u)', async () => {
    await expect(withPackReference(await readFile(guidePath, 'utf8'))).toMatchFileSnapshot(guidePath);
  });
});
