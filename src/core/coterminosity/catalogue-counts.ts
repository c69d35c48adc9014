/** The catalogue's entries for counts of bodies, councils and pairs, and for sums of persons. */

import type { IndexDefinition } from '#core/coterminosity/index-definition.ts';
import type { BodyCounts, CouncilCounts, PairCounts, PersonSums } from '#core/coterminosity/summary.ts';

type Entry = Omit<IndexDefinition, 'id'>;

const own = 'Rule of this project';
const bodies = 'Bodies with known territory';
const councils = 'Councils with known territory';
const pairs = 'Pairs of a body and a council that share at least one building block';
const counting = { unit: 'count', source: own } as const;
const matching = { page: 'docs/methods/coterminous.md', higherMeans: 'More areas match one to one.' };
const wholes = {
  page: 'docs/methods/made-of-wholes.md',
  higherMeans: 'More areas are made of whole areas of the other kind.',
};
const crossing = { page: 'docs/methods/crossing.md' };
const modal = { page: 'docs/methods/modal-share.md' };
const uncovered = { page: 'docs/methods/uncovered.md', higherMeans: 'Less of the map is known or covered.' };
const relations = { page: 'docs/methods/relations.md', denominator: pairs, ...counting };

const bodyEntries: Record<keyof BodyCounts, Entry> = {
  bodyCount: {
    title: 'Bodies',
    says: 'How many bodies are measured.',
    denominator: bodies,
    formula: 'number of bodies that hold at least one building block',
    ...counting,
    page: 'docs/methods/overlap.md',
    higherMeans: 'More bodies.',
  },
  coterminousBodies: {
    title: 'Bodies coterminous with one council',
    says: 'How many bodies have the same area as one council.',
    denominator: bodies,
    formula: 'number of bodies in a pair with both shares at least 1 - t',
    ...counting,
    ...matching,
  },
  bodiesOfWholeCouncils: {
    title: 'Bodies made of whole councils',
    says: 'How many bodies consist of one or more whole councils.',
    denominator: bodies,
    formula: 'number of bodies whose shares in councils that lie wholly within them add up to at least 1 - t',
    ...counting,
    ...wholes,
  },
  bodiesWithinOneCouncil: {
    title: 'Bodies within one council',
    says: 'How many bodies lie wholly in one council.',
    denominator: bodies,
    formula: 'number of bodies with a share in one council of at least 1 - t',
    ...counting,
    ...crossing,
    higherMeans: 'More bodies deal with a single council.',
  },
  bodiesUncovered: {
    title: 'Bodies where no council is known',
    says: 'How many bodies share no building block with any council.',
    denominator: bodies,
    formula: 'number of bodies in no pair',
    ...counting,
    ...uncovered,
  },
};

const councilEntries: Record<keyof CouncilCounts, Entry> = {
  councilCount: {
    title: 'Councils',
    says: 'How many councils are measured.',
    denominator: councils,
    formula: 'number of councils that hold at least one building block',
    ...counting,
    page: 'docs/methods/overlap.md',
    higherMeans: 'More councils.',
  },
  coterminousCouncils: {
    title: 'Councils with one matching body',
    says: 'How many councils have the same area as one body.',
    denominator: councils,
    formula: 'number of councils in a pair with both shares at least 1 - t',
    ...counting,
    ...matching,
  },
  councilsOfWholeBodies: {
    title: 'Councils made of whole bodies',
    says: 'How many councils consist of one or more whole bodies.',
    denominator: councils,
    formula: 'number of councils whose shares in bodies that lie wholly within them add up to at least 1 - t',
    ...counting,
    ...wholes,
  },
  councilsWithinOneBody: {
    title: 'Councils within one body',
    says: 'How many councils lie wholly in one body.',
    denominator: councils,
    formula: 'number of councils with a share in one body of at least 1 - t',
    ...counting,
    ...crossing,
    higherMeans: 'More councils deal with a single body.',
  },
  councilsCrossing: {
    title: 'Councils crossing bodies',
    says: 'How many councils are divided among bodies.',
    denominator: councils,
    formula: 'number of councils that some body serves, less councils within one body',
    ...counting,
    ...crossing,
    higherMeans: 'More councils must deal with several bodies.',
  },
  councilsUncovered: {
    title: 'Councils where no body is known',
    says: 'How many councils share no building block with any body.',
    denominator: councils,
    formula: 'number of councils in no pair',
    ...counting,
    ...uncovered,
  },
};

const pairEntries: Record<keyof PairCounts, Entry> = {
  pairCount: {
    title: 'Pairs',
    says: 'How many pairs of a body and a council share land.',
    ...relations,
    formula: 'number of pairs that share at least one building block',
    higherMeans: 'More borders cross, or more areas.',
  },
  coterminousPairs: {
    title: 'Coterminous pairs',
    says: 'Pairs in which body and council are the same area.',
    ...relations,
    formula: 'both shares at least 1 - t',
    higherMeans: 'More areas match one to one.',
  },
  bodyWithinCouncilPairs: {
    title: 'Bodies within councils',
    says: 'Pairs in which the body lies within the council.',
    ...relations,
    formula: 'share of the body at least 1 - t, share of the council less',
    higherMeans: 'More councils have several bodies to themselves.',
  },
  councilWithinBodyPairs: {
    title: 'Councils within bodies',
    says: 'Pairs in which the council lies within the body.',
    ...relations,
    formula: 'share of the council at least 1 - t, share of the body less',
    higherMeans: 'More bodies have several councils to themselves.',
  },
  sliverPairs: {
    title: 'Slivers',
    says: 'Pairs that share so little that it is within the tolerance of both.',
    ...relations,
    formula: 't above 0, and both shares at most t',
    higherMeans: 'More borders miss each other by a little.',
  },
  straddlingPairs: {
    title: 'Straddling pairs',
    says: 'Pairs that share a part of each that matters.',
    ...relations,
    formula: 'none of the other relations',
    higherMeans: 'More shared work across borders.',
  },
};

const personEntries: Record<keyof PersonSums, Entry> = {
  persons: {
    title: 'Persons',
    says: 'People who live in a body and in a council.',
    denominator: 'Persons in a body and a council',
    formula: 'sum of n(b, c)',
    unit: 'persons',
    source: own,
    page: 'docs/methods/overlap.md',
    higherMeans: 'More people.',
  },
  personsOutsideModalBody: {
    title: 'Persons outside the main body of their council',
    says: 'People whose council mostly belongs to another body than the one that serves them.',
    denominator: 'Persons in a body and a council',
    formula: 'sum over councils of (n(c) - greatest n(b, c))',
    unit: 'persons',
    source: own,
    ...modal,
    higherMeans: 'More people on the far side of a border.',
  },
  shareInModalBody: {
    title: 'Share in the main body of their council',
    says: 'Share of people who are served by the body that serves most of their council.',
    denominator: 'Persons in a body and a council',
    formula: '1 - persons outside / persons',
    unit: 'proportion',
    source: 'Purity, as in Manning, Raghavan and Schuetze (2008), section 16.3',
    ...modal,
    higherMeans: 'Councils are less divided.',
  },
  personsOutsideModalCouncil: {
    title: 'Persons outside the main council of their body',
    says: 'People whose body mostly serves another council than theirs.',
    denominator: 'Persons in a body and a council',
    formula: 'sum over bodies of (n(b) - greatest n(b, c))',
    unit: 'persons',
    source: own,
    ...modal,
    higherMeans: 'Bodies serve more councils, or more evenly.',
  },
  shareInModalCouncil: {
    title: 'Share in the main council of their body',
    says: 'Share of people who live in the council that most of their body lives in.',
    denominator: 'Persons in a body and a council',
    formula: '1 - persons outside / persons',
    unit: 'proportion',
    source: 'Purity, as in Manning, Raghavan and Schuetze (2008), section 16.3',
    ...modal,
    higherMeans: 'Bodies are less divided among councils.',
  },
  personsInNoBody: {
    title: 'Persons in no body',
    says: 'People of the councils whom no body of this kind is known to serve.',
    denominator: 'Persons of the councils',
    formula: 'sum over councils of persons in blocks that no body holds',
    unit: 'persons',
    source: own,
    ...uncovered,
  },
  personsInNoCouncil: {
    title: 'Persons in no council',
    says: 'People of the bodies who live in no council of this kind.',
    denominator: 'Persons of the bodies',
    formula: 'sum over bodies of persons in blocks that no council holds',
    unit: 'persons',
    source: own,
    ...uncovered,
  },
};

/** Entries for every count and sum of the summary. */
export const countEntries = { ...bodyEntries, ...councilEntries, ...pairEntries, ...personEntries };
