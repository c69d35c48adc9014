/** The worked example of docs/guide/data-packs.md, taken from the document itself, so that it stays true. */

import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const guidePath = fileURLToPath(new URL('../../../docs/guide/data-packs.md', import.meta.url));

/** Files by path: every fenced block of the guide whose opening fence says `file=PATH`. */
export async function guideExample(): Promise<Map<string, string>> {
  const guide = await readFile(guidePath, 'utf8');
  const blocks = guide.matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```$/gm);
  return new Map(Array.from(blocks, ([, path = '', content = '']) => [path, content]));
}

/** A new folder, below the system's folder for temporary files, that holds these files. */
export async function folderOf(files: ReadonlyMap<string, string | Uint8Array>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'coterminous-pack-'));
  for (const [path, content] of files) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
  }
  return dir;
}
