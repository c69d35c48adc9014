import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { reachableBinaries } from '#store/embedded-binaries.ts';
import { makeTestFolder } from '#tests/support/database.ts';

const stranger = { uid: 65534, gid: 65534 };
const folders: string[] = [];

/** A folder that other accounts may enter, with a package in it that has one link to make. */
function newPackage(): { folder: string; packaged: string } {
  const folder = makeTestFolder();
  folders.push(folder);
  chmodSync(folder, 0o755);
  const packaged = join(folder, 'closed', 'native');
  mkdirSync(join(packaged, 'bin'), { recursive: true });
  mkdirSync(join(packaged, 'lib'));
  mkdirSync(join(packaged, 'share'));
  for (const program of ['postgres', 'initdb'])
    writeFileSync(join(packaged, 'bin', program), 'program', { mode: 0o755 });
  writeFileSync(join(packaged, 'lib', 'libx.so.1.2'), 'library');
  writeFileSync(
    join(packaged, 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' }]),
  );
  return { folder, packaged };
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('the programs of PostgreSQL', () => {
  it('[ST9] are used where they lie when that will do', () => {
    const { folder, packaged } = newPackage();
    symlinkSync('libx.so.1.2', join(packaged, 'lib', 'libx.so.1'));
    const copy = join(folder, 'copy');
    expect(reachableBinaries(packaged, stranger, [copy])).toBe(packaged);
    expect(existsSync(copy)).toBe(false);
  });

  it('[ST9] are copied with their links when the links were never made', () => {
    const { folder, packaged } = newPackage();
    const copy = join(folder, 'copy');
    expect(reachableBinaries(packaged, null, [copy])).toBe(copy);
    expect(readlinkSync(join(copy, 'lib', 'libx.so.1'))).toBe('libx.so.1.2');
    expect(readFileSync(join(copy, 'lib', 'libx.so.1'), 'utf8')).toBe('library');
  });

  it('[ST9] are copied to the first place that the account can reach', () => {
    const { folder, packaged } = newPackage();
    symlinkSync('libx.so.1.2', join(packaged, 'lib', 'libx.so.1'));
    chmodSync(join(folder, 'closed'), 0o700);
    const places = [join(folder, 'closed', 'copy'), join(folder, 'open', 'copy')];
    const isOwner = process.getuid?.() === stranger.uid;
    expect(reachableBinaries(packaged, stranger, places)).toBe(isOwner ? packaged : places[1]);
    expect(existsSync(join(folder, 'closed', 'copy'))).toBe(false);
    expect(() => reachableBinaries(packaged, { uid: 65533, gid: 65533 }, [join(folder, 'closed', 'copy')])).toThrow(
      'DATABASE_URL',
    );
  });

  it('[ST9] can be reached in a copy, whatever the umask of the caller', () => {
    const { folder, packaged } = newPackage();
    chmodSync(join(packaged, 'lib'), 0o700);
    const umask = process.umask(0o077);
    try {
      const copy = join(folder, 'deep', 'copy');
      expect(reachableBinaries(packaged, { uid: 65533, gid: 65533 }, [copy])).toBe(copy);
    } finally {
      process.umask(umask);
    }
  });

  it('[ST9] an interrupted copying is not taken for a copy', () => {
    const { folder, packaged } = newPackage();
    const copy = join(folder, 'copy');
    mkdirSync(`${copy}.new-1-1`);
    expect(reachableBinaries(packaged, null, [copy])).toBe(copy);
    expect(existsSync(join(copy, 'bin', 'postgres'))).toBe(true);
  });
});
