/** What is counted of requests under load: their times by what was asked, and what went wrong. */

/** @units milliseconds */
export type LoadFigures = {
  readonly name: string;
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
};

export type StageFigures = {
  /** Requests that were to be made in a second, and that were answered. */
  readonly wanted: number;
  readonly reached: number;
  readonly reads: LoadFigures;
  readonly writes: LoadFigures;
  /** The same by what was asked. */
  readonly each: readonly LoadFigures[];
  /** What the people themselves cost, in place of their browsers. @units seconds of one processor */
  readonly driverProcessor: number;
  /** Answers that a person can meet though nothing is wrong: somebody else was faster. */
  readonly overtaken: number;
  /** Each fault with how often it came. */
  readonly faults: Readonly<Record<string, number>>;
};

/** Gathers the requests of one stage. */
export class LoadCount {
  private readonly times = new Map<string, { readonly isWrite: boolean; readonly list: number[] }>();
  private readonly faults = new Map<string, number>();
  private overtaken = 0;
  private readonly processorBefore = process.cpuUsage();

  add(name: string, isWrite: boolean, milliseconds: number): void {
    const found = this.times.get(name) ?? { isWrite, list: [] };
    this.times.set(name, found);
    found.list.push(milliseconds);
  }

  addOvertaken(): void {
    this.overtaken += 1;
  }

  addFault(text: string): void {
    this.faults.set(text, (this.faults.get(text) ?? 0) + 1);
  }

  /** `wanted`: requests a second that were to be made. */
  figures(wanted: number, seconds: number): StageFigures {
    const all = [...this.times.values()];
    const { user, system } = process.cpuUsage(this.processorBefore);
    const listOf = (isWrite: boolean) => all.filter((one) => one.isWrite === isWrite).flatMap((one) => one.list);
    const reads = figuresOf('reads', listOf(false));
    const writes = figuresOf('writes', listOf(true));
    return {
      wanted,
      reached: (reads.count + writes.count) / seconds,
      reads,
      writes,
      each: [...this.times].map(([name, { list }]) => figuresOf(name, list)).sort((a, b) => (a.name < b.name ? -1 : 1)),
      driverProcessor: (user + system) / 1e6,
      overtaken: this.overtaken,
      faults: Object.fromEntries(this.faults),
    };
  }
}

function figuresOf(name: string, times: readonly number[]): LoadFigures {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  return { name, count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
