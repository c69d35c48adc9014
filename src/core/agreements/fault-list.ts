/** Collects the faults of one arrangement, each with the path of its field. */

import type { Problem, Severity } from '#std/problem.ts';

type Detail = { readonly expected?: string; readonly found?: string };

export class FaultList {
  readonly problems: Problem[] = [];

  error(code: string, column: string, message: string, detail: Detail = {}): void {
    this.add('error', code, column, message, detail);
  }

  warning(code: string, column: string, message: string, detail: Detail = {}): void {
    this.add('warning', code, column, message, detail);
  }

  private add(severity: Severity, code: string, column: string, message: string, detail: Detail): void {
    this.problems.push({ code, severity, where: { column }, message, ...detail });
  }
}
