/** What a measure rests on, in sentences for readers: each with a code that documents and tests name. */

import type { Estimates } from '#core/coterminosity/estimated-persons.ts';
import type { EvidenceCount } from '#core/coterminosity/evidence.ts';
import type { MeasureQuery } from '#core/coterminosity/measure-query.ts';
import type { Summary } from '#core/coterminosity/summary.ts';
import type { TierColumn } from '#core/coterminosity/tier-columns.ts';
import type { Population } from '#core/footprint/population.ts';
import type { Evidence } from '#core/pack/vocabulary.ts';
import { tiers } from '#core/register/tiers.ts';
import type { Timeline } from '#core/register/timeline.ts';

export type Assumption = { readonly code: string; readonly text: string };

/** What the sentences are made of. */
export type Grounds = {
  readonly timeline: Timeline;
  readonly query: MeasureQuery;
  readonly population: Population;
  readonly bodies: TierColumn;
  readonly councils: TierColumn;
  readonly regions: TierColumn;
  readonly estimates: Estimates;
  readonly evidence: readonly EvidenceCount[];
  readonly summary: Summary;
};

/** Said with every measure. */
export const caution: Assumption = {
  code: 'no-causal-claim',
  text: 'Matching boundaries are a means, not a result: these numbers do not show that services or health are better where boundaries match.',
};

const evidenceInWords: Record<Evidence, string> = {
  published: 'is as published',
  inferred: 'is inferred from other published facts',
  uncertain: 'is uncertain',
  derived: 'is derived by comparing published lookups',
  'best-fit': 'is a best fit of whole building blocks to the true boundary',
  estimated: 'is estimated',
  illustrative: 'is illustrative',
};

/** The assumptions of a measure, in the order a reader needs them; the caution comes last. */
export function assumptionsOf(grounds: Grounds): Assumption[] {
  return [
    ...aboutPopulation(grounds),
    ...aboutEstimates(grounds),
    { code: 'scenario', text: `Events that hold: ${grounds.timeline.scenario.title}.` },
    ...aboutTheEnd(grounds),
    ...aboutContradictions(grounds),
    aboutTolerance(grounds.query.tolerance),
    ...aboutUnknownTerritory(grounds.bodies),
    ...aboutUnknownTerritory(grounds.councils),
    ...aboutUncovered(grounds),
    ...aboutEvidence(grounds),
    ...aboutRegions(grounds),
    caution,
  ];
}

function aboutPopulation({ population, query }: Grounds): Assumption[] {
  const { title, base, date } = population.row;
  const which =
    query.population === undefined
      ? `chosen because it is the ${base} count nearest to ${query.on}`
      : 'the count that was asked for';
  const found: Assumption[] = [
    {
      code: 'population',
      text: `Persons are ${title} (${base}, ${date}), ${which}. They are placed where bodies and councils were on ${query.on}.`,
    },
  ];
  if (population.missingBlocks > 0) {
    const text = `${counted(population.missingBlocks, 'building block has', 'building blocks have')} no figure in this count; nobody is counted there.`;
    found.push({ code: 'population-incomplete', text });
  }
  return found;
}

function aboutEstimates({ estimates, population }: Grounds): Assumption[] {
  if (estimates.blocks === 0) return [];
  const blocks = counted(estimates.blocks, 'building block', 'building blocks');
  const persons = counted(estimates.personsInBlocks, 'person', 'persons');
  const text = `Borders cut ${blocks} of ${population.geography.title} with ${persons}; how these divide between the sides is estimated.`;
  return [{ code: 'split-blocks', text }];
}

function aboutTolerance(tolerance: number): Assumption {
  const percent = Number((tolerance * 100).toPrecision(6));
  const text =
    tolerance === 0
      ? 'Tolerance 0: one person elsewhere is enough for two areas not to match.'
      : `Tolerance ${percent}%: a body or council counts as wholly inside another when all but ${percent}% of its persons are.`;
  return { code: 'tolerance', text };
}

function aboutUnknownTerritory(tier: TierColumn): Assumption[] {
  const { singular, plural } = tiers[tier.tier];
  const all = tier.members.length;
  const unknown = tier.unknown.filter((one) => one.extent === 'unknown').length;
  const partial = tier.unknown.length - unknown;
  const found: Assumption[] = [];
  if (unknown > 0) {
    const text = `The territory of ${unknown.toLocaleString('en-GB')} of ${counted(all, singular, plural)} is not known; they are listed, and counted in no figure.`;
    found.push({ code: 'unknown-territory', text });
  }
  if (partial > 0) {
    const text = `The territory of ${partial.toLocaleString('en-GB')} of ${counted(all, singular, plural)} is known in part; they are shown with that part, and counted in no figure of their kind.`;
    found.push({ code: 'partial-territory', text });
  }
  return found;
}

/** A day after the last event known is answered from the state then; what happened since is not in the register. */
function aboutTheEnd({ timeline, query }: Grounds): Assumption[] {
  const last = timeline.holding.flatMap((number) => timeline.world.events[number]?.day ?? []).at(-1);
  if (last === undefined || query.on <= last) return [];
  const text = `The last event that this register knows of took effect on ${last}; whatever happened between then and ${query.on} is not in it.`;
  return [{ code: 'after-the-record', text }];
}

function aboutContradictions({ timeline }: Grounds): Assumption[] {
  const count = timeline.problems.length;
  if (count === 0) return [];
  const text = `Events of this scenario contradict each other in ${count === 1 ? 'one place' : `${count} places`}; what of them can hold is applied. The list of events names them.`;
  return [{ code: 'contradictions', text }];
}

function aboutUncovered({ summary, bodies, councils }: Grounds): Assumption[] {
  const found: Assumption[] = [];
  if (summary.personsInNoBody > 0) {
    const text = `${counted(summary.personsInNoBody, 'person lives', 'persons live')} where no ${tiers[bodies.tier].singular} is known to serve.`;
    found.push({ code: 'persons-in-no-body', text });
  }
  if (summary.personsInNoCouncil > 0) {
    const text = `${counted(summary.personsInNoCouncil, 'person lives', 'persons live')} where no ${tiers[councils.tier].singular} is known to serve.`;
    found.push({ code: 'persons-in-no-council', text });
  }
  return found;
}

function aboutEvidence({ evidence, bodies, councils }: Grounds): Assumption[] {
  return evidence
    .filter((one) => one.evidence !== 'published')
    .flatMap((one) => {
      const of = [
        ...(one.bodies > 0
          ? [
              `${one.bodies} of ${counted(bodies.members.length, tiers[bodies.tier].singular, tiers[bodies.tier].plural)}`,
            ]
          : []),
        ...(one.councils > 0
          ? [
              `${one.councils} of ${counted(councils.members.length, tiers[councils.tier].singular, tiers[councils.tier].plural)}`,
            ]
          : []),
      ];
      return [
        {
          code: `territory-${one.evidence}`,
          text: `Territory ${evidenceInWords[one.evidence]}, wholly or in part, for ${of.join(' and ')}.`,
        },
      ];
    });
}

function aboutRegions({ regions, query }: Grounds): Assumption[] {
  if (regions.withLand === 0)
    return [
      { code: 'no-regions', text: `This register knows no regions on ${query.on}, so nothing is shown by region.` },
    ];
  return [
    {
      code: 'regions',
      text: 'A council or body counts in the region where most of its persons are, and only there; its shares are still of the whole of it.',
    },
  ];
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
