/**
 * Counters and histograms in memory, and the text in which Prometheus reads them (exposition format 0.0.4). Knows nothing of
 * what is counted. Labels must come from a closed set: each set of values is kept for as long as the program runs.
 */

export type Labels = Readonly<Record<string, string>>;

type Kind = 'counter' | 'gauge' | 'histogram';

/** Numbers of one name, by labels. */
export class Numbers {
  private readonly byLabels = new Map<string, number>();

  /** Adds to the number with these labels. */
  add(labels: Labels, by = 1): void {
    const key = labelText(labels);
    this.byLabels.set(key, (this.byLabels.get(key) ?? 0) + by);
  }

  /** The lines of the number, under its name. */
  text(name: string, help: string, kind: Exclude<Kind, 'histogram'>): string {
    const lines = [...this.byLabels].map(([labels, value]) => `${name}${braced(labels)} ${numberText(value)}\n`);
    return `${heading(name, help, kind)}${lines.join('')}`;
  }
}

type Spread = { readonly labels: string; readonly counts: Float64Array; sum: number };

/** How values spread over buckets, by labels. */
export class Histogram {
  private readonly upTo: Float64Array;
  private readonly byKey = new Map<string, Spread>();

  /** `upTo`: the upper ends of the buckets, each within it, in rising order. */
  constructor(upTo: readonly number[]) {
    this.upTo = Float64Array.from(upTo);
  }

  /** Counts the value. `key` stands for the labels, which are asked for when it is new. */
  observe(key: string, labels: () => Labels, value: number): void {
    let spread = this.byKey.get(key);
    if (spread === undefined) {
      spread = { labels: labelText(labels()), counts: new Float64Array(this.upTo.length + 1), sum: 0 };
      this.byKey.set(key, spread);
    }
    let at = 0;
    while (at < this.upTo.length && value > (this.upTo[at] as number)) at++;
    spread.counts[at] = (spread.counts[at] as number) + 1;
    spread.sum += value;
  }

  /** The lines of the histogram, under its name. */
  text(name: string, help: string): string {
    const lines = [heading(name, help, 'histogram')];
    for (const { labels, counts, sum } of this.byKey.values()) {
      const before = labels === '' ? '' : `${labels},`;
      let total = 0;
      for (const [at, count] of counts.entries()) {
        total += count;
        const end = at < this.upTo.length ? numberText(this.upTo[at] as number) : '+Inf';
        lines.push(`${name}_bucket{${before}le="${end}"} ${total}\n`);
      }
      lines.push(`${name}_sum${braced(labels)} ${numberText(sum)}\n${name}_count${braced(labels)} ${total}\n`);
    }
    return lines.join('');
  }
}

/** The lines of one number that was read just now. */
export function singleNumber(name: string, help: string, kind: Exclude<Kind, 'histogram'>, value: number): string {
  return `${heading(name, help, kind)}${name} ${numberText(value)}\n`;
}

function heading(name: string, help: string, kind: Kind): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n`;
}

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(
      ([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
    )
    .join(',');
}

function braced(labels: string): string {
  return labels === '' ? '' : `{${labels}}`;
}

function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
}
