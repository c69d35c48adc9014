/** The library in a real browser: the examples of its guide give there what they give in Node. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { buildLibrary } from '../../scripts/build-library.ts';

const guide = readFileSync(fileURLToPath(new URL('../../docs/guide/library.md', import.meta.url)), 'utf8');
const examples = [...guide.matchAll(/```js\n([\s\S]*?)```\s+```text\n([\s\S]*?)```/g)];

test('[LB4] the examples of the guide give in a browser what they give in Node', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'coterminous-library-'));
  try {
    const module = readFileSync(join(await buildLibrary(folder), 'coterminous.js'), 'utf8');
    await page.route('http://library.example/**', (route) =>
      route.request().url().endsWith('.js')
        ? route.fulfill({ contentType: 'text/javascript', body: module })
        : route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Library</title>' }),
    );
    expect(examples.length).toBeGreaterThan(3);
    for (const [, code = '', answer] of examples) {
      await page.goto('http://library.example/');
      const lines: string[] = [];
      page.removeAllListeners('console');
      page.on('console', (message) => lines.push(message.text()));
      await page.addScriptTag({ type: 'module', content: code.replace("'coterminous'", "'/coterminous.js'") });
      await expect.poll(() => lines.join('\n')).toBe(answer?.trimEnd());
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
