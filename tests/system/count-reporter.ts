/** Writes how many browser tests passed and failed to the file that COTERMINOUS_TEST_COUNTS names. */

import { writeFileSync } from 'node:fs';
import type { FullConfig, Reporter, Suite, TestCase } from '@playwright/test/reporter';

export default class CountReporter implements Reporter {
  private tests: readonly TestCase[] = [];
  private errors = 0;

  onBegin(_config: FullConfig, suite: Suite): void {
    this.tests = suite.allTests();
  }

  onError(): void {
    this.errors += 1;
  }

  onEnd(): void {
    const file = process.env.COTERMINOUS_TEST_COUNTS;
    if (file === undefined) return;
    const ended = (...outcomes: string[]) => this.tests.filter((test) => outcomes.includes(test.outcome())).length;
    const counts = {
      passed: ended('expected', 'flaky'),
      failed: ended('unexpected') + this.errors,
      skipped: ended('skipped'),
    };
    writeFileSync(file, JSON.stringify(counts));
  }
}
