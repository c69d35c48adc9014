/** The catalogue's entries for the indices that compare two partitions of the same people. */

import type { IndexDefinition } from '#core/coterminosity/index-definition.ts';
import type { Information } from '#core/coterminosity/information.ts';
import type { Fit } from '#core/coterminosity/summary.ts';

type Entry = Omit<IndexDefinition, 'id'>;

const everyone = 'Persons in a body and a council';
const vMeasureSource = 'Rosenberg and Hirschberg (2007), V-Measure; Nowosad and Stepinski (2018)';
const viPage = 'docs/methods/variation-of-information.md';
const vi = {
  source: 'Meila (2007), Comparing clusterings, eq. 15',
  denominator: everyone,
  unit: 'nats',
  page: viPage,
} as const;
const mapcurves = {
  source: 'Hargrove, Hoffman and Hessburg (2006), Mapcurves',
  unit: 'proportion',
  page: 'docs/methods/mapcurves.md',
} as const;
const effective = {
  source: 'Laakso and Taagepera (1979); inverse Simpson index',
  unit: 'number',
  page: 'docs/methods/effective-numbers.md',
} as const;
const root = {
  source: "Square-root entropy of splits, after Duchin (2018) as used by Dave's Redistricting",
  unit: 'number',
  page: 'docs/methods/square-root-entropy.md',
} as const;

const fitEntries: Record<keyof Fit, Entry> = {
  effectiveBodiesPerCouncil: {
    title: 'Effective number of bodies for a council',
    says: 'How many bodies of equal size would divide the council of the average resident as much as it is divided.',
    denominator: 'Councils, each by its persons',
    formula: 'sum over c of n(c)/N x 1 / (sum over b of (n(b, c)/n(c))^2)',
    ...effective,
    higherMeans: 'Councils are divided among more bodies.',
  },
  effectiveCouncilsPerBody: {
    title: 'Effective number of councils for a body',
    says: 'How many councils of equal size would make up the body of the average resident.',
    denominator: 'Bodies, each by its persons',
    formula: 'sum over b of n(b)/N x 1 / (sum over c of (n(b, c)/n(b))^2)',
    ...effective,
    higherMeans: 'Bodies deal with more councils.',
  },
  mapcurvesBodies: {
    title: 'Mapcurves fit of bodies',
    says: 'How well the average body is matched by councils, each body counting the same.',
    denominator: 'Bodies with known territory',
    formula: 'area under the curve of the goodness of fit G(b) = sum over c of n(b, c)^2 / (n(b) n(c))',
    ...mapcurves,
    higherMeans: 'Bodies are closer to councils, or to sets of whole councils.',
  },
  mapcurvesCouncils: {
    title: 'Mapcurves fit of councils',
    says: 'How well the average council is matched by bodies, each council counting the same.',
    denominator: 'Councils with known territory',
    formula: 'area under the curve of the goodness of fit G(c) = sum over b of n(b, c)^2 / (n(b) n(c))',
    ...mapcurves,
    higherMeans: 'Councils are closer to bodies, or to sets of whole bodies.',
  },
  sqrtEntropyBodies: {
    title: 'Square-root entropy of bodies',
    says: "How much councils divide the average person's body; 1 is not at all. Many small pieces weigh more than in other indices.",
    denominator: 'Bodies, each by its persons',
    formula: 'sum over b of n(b)/N x sum over c of sqrt(n(b, c)/n(b))',
    ...root,
    higherMeans: 'Bodies are divided among more councils.',
  },
  sqrtEntropyCouncils: {
    title: 'Square-root entropy of councils',
    says: "How much bodies divide the average person's council; 1 is not at all. Many small pieces weigh more than in other indices.",
    denominator: 'Councils, each by its persons',
    formula: 'sum over c of n(c)/N x sum over b of sqrt(n(b, c)/n(c))',
    ...root,
    higherMeans: 'Councils are divided among more bodies.',
  },
};

const informationEntries: Record<keyof Information, Entry> = {
  viNats: {
    title: 'Variation of information',
    says: 'How different the two maps are, as the information lost and gained by changing from one to the other; 0 means the same map.',
    formula: 'H(B|C) + H(C|B)',
    ...vi,
    higherMeans: 'The maps differ more.',
  },
  homogeneity: {
    title: 'Homogeneity',
    says: 'How nearly each council is served by one body alone; 1 means every council is.',
    denominator: everyone,
    formula: '1 - H(B|C) / H(B)',
    source: vMeasureSource,
    unit: 'proportion',
    page: 'docs/methods/homogeneity.md',
    higherMeans: 'Councils are less divided among bodies.',
  },
  completeness: {
    title: 'Completeness',
    says: 'How nearly each body serves one council alone; 1 means every body does.',
    denominator: everyone,
    formula: '1 - H(C|B) / H(C)',
    source: vMeasureSource,
    unit: 'proportion',
    page: 'docs/methods/completeness.md',
    higherMeans: 'Bodies are less divided among councils.',
  },
  vMeasure: {
    title: 'V-measure',
    says: 'Homogeneity and completeness in one number, which is high only when both are.',
    denominator: everyone,
    formula: '2 x homogeneity x completeness / (homogeneity + completeness)',
    source: vMeasureSource,
    unit: 'proportion',
    page: 'docs/methods/v-measure.md',
    higherMeans: 'The maps agree more, in both directions.',
  },
  bodyEntropyNats: {
    title: 'Entropy of bodies',
    says: 'How uncertain it is in which body a person lives.',
    formula: 'H(B) = - sum over b of n(b)/N x ln(n(b)/N)',
    ...vi,
    higherMeans: 'More bodies, or more even ones.',
  },
  councilEntropyNats: {
    title: 'Entropy of councils',
    says: 'How uncertain it is in which council a person lives.',
    formula: 'H(C) = - sum over c of n(c)/N x ln(n(c)/N)',
    ...vi,
    higherMeans: 'More councils, or more even ones.',
  },
  bodyGivenCouncilNats: {
    title: 'Entropy of bodies, the council known',
    says: 'How uncertain the body still is once the council is known; 0 when no council is divided.',
    formula: 'H(B|C) = - sum over b, c of n(b, c)/N x ln(n(b, c)/n(c))',
    ...vi,
    higherMeans: 'Councils are more divided among bodies.',
  },
  councilGivenBodyNats: {
    title: 'Entropy of councils, the body known',
    says: 'How uncertain the council still is once the body is known; 0 when no body has two councils.',
    formula: 'H(C|B) = - sum over b, c of n(b, c)/N x ln(n(b, c)/n(b))',
    ...vi,
    higherMeans: 'Bodies are more divided among councils.',
  },
};

/** Entries for every index of the summary. */
export const indexEntries = { ...fitEntries, ...informationEntries };
