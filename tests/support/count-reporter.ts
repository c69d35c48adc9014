/** Writes how many tests passed and failed to a file, so that several runners can close with one line. */

import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase } from 'vitest/node';

export default class CountReporter implements Reporter {
  private passed = 0;
  private failed = 0;
  private skipped = 0;

  onTestCaseResult(test: TestCase): void {
    const { state } = test.result();
    if (state === 'passed') this.passed += 1;
    else if (state === 'failed') this.failed += 1;
    else this.skipped += 1;
  }

  onTestRunEnd(_modules: unknown, errors: readonly unknown[]): void {
    const file = process.env['COTERMINOUS_TEST_COUNTS'];
    if (file === undefined) return;
    const { passed, failed, skipped } = this;
    writeFileSync(file, JSON.stringify({ passed, failed: failed + errors.length, skipped }));
  }
}
