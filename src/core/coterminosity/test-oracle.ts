/** The slow, obvious second computation that tests compare with: maps of maps, one formula at a time. Test code only. */

export type Block = {
  readonly body: number;
  readonly council: number;
  readonly persons: number;
  readonly blocks: number;
};

/** Sums by body, then council, including -1 on either side. */
export function slowOverlap(blocks: readonly Block[]): Map<number, Map<number, { persons: number; blocks: number }>> {
  const sums = new Map<number, Map<number, { persons: number; blocks: number }>>();
  for (const block of blocks) {
    const row = sums.get(block.body) ?? new Map<number, { persons: number; blocks: number }>();
    sums.set(block.body, row);
    const sum = row.get(block.council) ?? { persons: 0, blocks: 0 };
    row.set(block.council, { persons: sum.persons + block.persons, blocks: sum.blocks + block.blocks });
  }
  return sums;
}

/** The columns that the fast computation takes. */
export function columnsOf(blocks: readonly Block[]): [Int32Array, Int32Array, Float64Array, Float64Array] {
  return [
    Int32Array.from(blocks, (block) => block.body),
    Int32Array.from(blocks, (block) => block.council),
    Float64Array.from(blocks, (block) => block.persons),
    Float64Array.from(blocks, (block) => block.blocks),
  ];
}

/** Summary numbers by their plain formulas, for people in both, with the tolerance. Every body and council has people. */
export function slowSummary(blocks: readonly Block[], tolerance: number): Record<string, number> {
  const bodies = [...new Set(blocks.map((one) => one.body))].filter((one) => one >= 0);
  const councils = [...new Set(blocks.map((one) => one.council))].filter((one) => one >= 0);
  const n = (b: number, c: number) =>
    sum(blocks.filter((one) => one.body === b && one.council === c).map((one) => one.persons));
  const allOfBody = (b: number) => sum(blocks.filter((one) => one.body === b).map((one) => one.persons));
  const allOfCouncil = (c: number) => sum(blocks.filter((one) => one.council === c).map((one) => one.persons));
  const inBody = (b: number) => sum(councils.map((c) => n(b, c)));
  const inCouncil = (c: number) => sum(bodies.map((b) => n(b, c)));
  const everyone = sum(bodies.map(inBody));
  const least = 1 - tolerance - 1e-12;
  const plog = (part: number, whole: number) => (part === 0 ? 0 : -(part / everyone) * Math.log(part / whole));
  const hb = sum(bodies.map((b) => plog(inBody(b), everyone)));
  const hc = sum(councils.map((c) => plog(inCouncil(c), everyone)));
  const hbc = sum(bodies.flatMap((b) => councils.map((c) => plog(n(b, c), inCouncil(c)))));
  const hcb = sum(bodies.flatMap((b) => councils.map((c) => plog(n(b, c), inBody(b)))));
  const homogeneity = hb === 0 ? 1 : 1 - hbc / hb;
  const completeness = hc === 0 ? 1 : 1 - hcb / hc;
  const goodness = (b: number, c: number) => n(b, c) ** 2 / (allOfBody(b) * allOfCouncil(c));
  const within = councils.filter((c) => bodies.some((b) => n(b, c) / allOfCouncil(c) >= least));
  const isCoterminous = (b: number, c: number) => n(b, c) / allOfBody(b) >= least && n(b, c) / allOfCouncil(c) >= least;
  return {
    coterminousBodies: bodies.filter((b) => councils.some((c) => isCoterminous(b, c))).length,
    coterminousCouncils: councils.filter((c) => bodies.some((b) => isCoterminous(b, c))).length,
    bodiesOfWholeCouncils: bodies.filter(
      (b) =>
        sum(councils.filter((c) => n(b, c) / allOfCouncil(c) >= least).map((c) => n(b, c))) / allOfBody(b) >= least,
    ).length,
    councilsWithinOneBody: within.length,
    persons: everyone,
    personsOutsideModalBody: sum(councils.map((c) => inCouncil(c) - Math.max(0, ...bodies.map((b) => n(b, c))))),
    personsOutsideModalCouncil: sum(bodies.map((b) => inBody(b) - Math.max(0, ...councils.map((c) => n(b, c))))),
    effectiveBodiesPerCouncil: weighted(
      councils,
      inCouncil,
      everyone,
      (c) => 1 / sum(bodies.map((b) => (n(b, c) / inCouncil(c)) ** 2)),
    ),
    effectiveCouncilsPerBody: weighted(
      bodies,
      inBody,
      everyone,
      (b) => 1 / sum(councils.map((c) => (n(b, c) / inBody(b)) ** 2)),
    ),
    sqrtEntropyCouncils: weighted(councils, inCouncil, everyone, (c) =>
      sum(bodies.map((b) => Math.sqrt(n(b, c) / inCouncil(c)))),
    ),
    sqrtEntropyBodies: weighted(bodies, inBody, everyone, (b) =>
      sum(councils.map((c) => Math.sqrt(n(b, c) / inBody(b)))),
    ),
    mapcurvesBodies: areaUnderCurve(bodies.map((b) => sum(councils.map((c) => goodness(b, c))))),
    mapcurvesCouncils: areaUnderCurve(councils.map((c) => sum(bodies.map((b) => goodness(b, c))))),
    viNats: hbc + hcb,
    homogeneity,
    completeness,
    vMeasure: homogeneity + completeness === 0 ? 0 : (2 * homogeneity * completeness) / (homogeneity + completeness),
  };
}

/** Trapezoids through the sorted values, drawn out point by point. */
function areaUnderCurve(values: readonly number[]): number {
  if (values.length === 1) return values[0] as number;
  const x = [0, ...[...values].sort((a, b) => a - b), 1];
  const y = [1, ...values.map((_, i) => 1 - i / (values.length - 1)), 0];
  return sum(
    x.slice(1).map((right, i) => ((right - (x[i] as number)) * ((y[i] as number) + (y[i + 1] as number))) / 2),
  );
}

function weighted(
  members: readonly number[],
  persons: (m: number) => number,
  all: number,
  value: (m: number) => number,
): number {
  return sum(members.filter((m) => persons(m) > 0).map((m) => (persons(m) / all) * value(m)));
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
