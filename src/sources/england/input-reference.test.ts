import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inputReference } from '#sources/england/input-reference.ts';

describe('the guide to the England data', () => {
  it('[EN23] lists every input file as the builder knows it', () => {
    const guide = readFileSync(new URL('../../../docs/guide/england-data.md', import.meta.url), 'utf8');
    expect(guide).toContain(inputReference());
  });
});
