/**
 * Every check and test there is, in order: types and style, then units and real databases, then real browsers.
 * Ends with one line of counts; exits with 1 when anything failed or nothing ran.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Counts = { passed: number; failed: number; skipped: number };

const folder = mkdtempSync(join(tmpdir(), 'coterminous-counts-'));
const total: Counts = { passed: 0, failed: 0, skipped: 0 };

/** Runs a program of the project to its end; true when it ended well. */
function run(command: string, args: readonly string[], counts?: string): boolean {
  const environment = { ...process.env, ...(counts === undefined ? {} : { COTERMINOUS_TEST_COUNTS: counts }) };
  const result = spawnSync(command, args, { stdio: 'inherit', env: environment });
  return result.status === 0;
}

/** A step with tests of its own: its counts are added; one that fails without a count is one failure. */
function runTests(name: string, command: string, args: readonly string[]): void {
  const file = join(folder, `${name}.json`);
  const isGood = run(command, args, file);
  let counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = JSON.parse(readFileSync(file, 'utf8')) as Counts;
  } catch {
    console.error(`${name} gave no counts`);
  }
  total.passed += counts.passed;
  total.failed += isGood ? counts.failed : Math.max(1, counts.failed);
  total.skipped += counts.skipped;
}

if (!run('npm', ['run', '--silent', 'check'])) total.failed += 1;
else total.passed += 1;
runTests('unit', 'vitest', ['run']);
runTests('system', 'playwright', ['test']);
rmSync(folder, { recursive: true, force: true });
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 || total.passed < 2 ? 1 : 0;
