/** A release as it would be, with the audit of what it would give away. Nothing is stored. */

import { type Shelves, shelvesFor } from '#actions/arrangement-shelf.ts';
import { ownerOfInstallation } from '#actions/asker.ts';
import { earlierReleases } from '#actions/earlier-releases.ts';
import { checkWeightsLeaving } from '#actions/export-rebased.ts';
import type { OpenRegister } from '#actions/load-register.ts';
import { mayAsk } from '#actions/may-ask.ts';
import { type RebasedData, rebaseData } from '#actions/rebase-data.ts';
import type { Refusal } from '#actions/refusal.ts';
import { type KeptRelease, keptReleases } from '#actions/release-records.ts';
import { sameReleases } from '#actions/same-releases.ts';
import type { DataSet } from '#core/datasets/data-set.ts';
import { notMovable } from '#core/datasets/not-movable.ts';
import type { ResidenceTable } from '#core/datasets/residence-table.ts';
import { checkRules } from '#core/disclosure/rules.ts';
import { areasOfTier } from '#core/rebase/areas.ts';
import type { Context } from '#core/register/question.ts';
import { type Composed, composeRelease } from '#core/release/compose-release.ts';
import { isReleasable } from '#core/release/counted-measures.ts';
import { regionSums } from '#core/release/region-sums.ts';
import { type AreaSum, allAreasCode, type ReleaseDocument, type ReleaseQuestion } from '#core/release/release.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { loadRecords } from '#store/record-rows.ts';

export type ReleaseDraft = {
  readonly rebased: RebasedData;
  readonly question: ReleaseQuestion;
  readonly composed: Composed;
  /** Another data set that gives the weights. */
  readonly weightsData: ReleaseDocument['data']['weightsData'];
  /** A moment of recorded time at which the register is what it was here. */
  readonly known: string;
  /** All releases of the register, those of other data sets too. */
  readonly releases: readonly KeptRelease[];
};

export type ReleaseMoment = {
  /** Now, as ISO 8601. */
  readonly at: string;
  /** As known at this moment; now when left out. */
  readonly known?: string | undefined;
  /** The releases to be held against, by id; all earlier ones when left out. */
  readonly earlier?: readonly string[] | undefined;
};

/** The draft. Refused: rules that are none, areas to withhold that are not there, measures that no release publishes. */
export async function checkRelease(
  shelves: Shelves,
  context: Pick<Context, 'register'>,
  question: ReleaseQuestion,
  moment: ReleaseMoment,
): Promise<Result<ReleaseDraft, Refusal>> {
  const ground = await shelves.registers.ground(context);
  if (!ground.ok) return ground;
  const { name } = ground.value.pack;
  const seen = await shelves.data.head(name, question.data);
  if (!seen.ok) return seen;
  const asked = { verb: 'check-release', kind: 'data-set', id: question.data, actingFor: null } as const;
  const permitted = await mayAsk(shelves, name, asked);
  return permitted.ok ? draftRelease(shelves, context, question, moment) : permitted;
}

/** The same for whoever has found out already that it may be asked. */
export async function draftRelease(
  shelves: Shelves,
  context: Pick<Context, 'register'>,
  question: ReleaseQuestion,
  moment: ReleaseMoment,
): Promise<Result<ReleaseDraft, Refusal>> {
  const problems = checkRules(question.rules);
  if (problems.length > 0)
    return refuse({ kind: 'bad-question', detail: 'These rules cannot be used to publish anything.', problems });
  const opened = await shelves.registers.open({
    register: context.register,
    scenario: question.scenario,
    known: moment.known,
  });
  if (!opened.ok) return opened;
  const register = opened.value.pack.name;
  const kept = await shelves.data.open(register, question.data, question.version);
  if (!kept.ok) return kept;
  const mayDivide = await checkWeightsLeaving(shelves, { register }, question.weights);
  if (!mayDivide.ok) return mayDivide;
  const releases = await keptReleases(shelves.registers.store, register);
  const asked = releases.filter(({ id }) => moment.earlier === undefined || moment.earlier.includes(id));
  const own = asked.filter(({ document }) => document.data.id === question.data);
  // Everything published counts, whoever made it and from whatever data: an attacker sees all of it.
  const whole = shelvesFor(shelves, ownerOfInstallation);
  const same = kept.value.dataSet === null ? null : await sameReleases(whole, register, kept.value.dataSet, asked);
  const before = [...own, ...(same?.releases ?? [])];
  const measures = measuresAsked(kept.value.dataSet, question);
  if (!measures.ok) return measures;
  const earlier = await earlierReleases(whole, opened.value, before);
  if (!earlier.ok) return earlier;
  const told = toldMeasures(kept.value.dataSet, measures.value, before);
  const rebased = await rebaseData(
    shelves,
    { register, scenario: question.scenario, known: moment.known },
    { ...question, measures: told, to: { kind: 'tier', tier: question.to } },
  );
  if (!rebased.ok) return rebased;
  const regions = regionsOf(rebased.value);
  const unknown = unknownCodes(rebased.value, regions, question);
  if (unknown !== null) return unknown;
  const weights = await weightsData(shelves, register, question.weights);
  const composed = composeRelease({
    table: rebased.value,
    residence: weights?.residence ?? null,
    measures: measures.value,
    totals: question.totals,
    regions,
    rules: question.rules,
    withhold: question.withhold,
    earlier: earlier.value,
    assumptions: [...(same?.assumptions ?? []), ...correctedSince(own, kept.value.version)],
  });
  return answer({
    rebased: rebased.value,
    question: { ...question, version: rebased.value.kept.version },
    composed,
    weightsData: weights?.version ?? null,
    known: moment.known ?? (await momentOf(shelves, opened.value, moment.at)),
    releases,
  });
}

/** What is taken for granted of releases of other versions. */
function correctedSince(releases: readonly KeptRelease[], version: number): string[] {
  const other = releases.filter(({ document }) => document.data.version !== version);
  if (other.length === 0) return [];
  const ids = other.map(({ id }) => id).join(', ');
  return [
    `Of ${ids} other versions of the data were published; numbers that differ were held against this release as they are now.`,
  ];
}

/** Ids of the measures to publish: those named, else all counts, proportions and rates that can be moved. */
function measuresAsked(dataSet: DataSet | null, { measures: ids }: ReleaseQuestion): Result<string[], Refusal> {
  if (dataSet === null) {
    const detail = 'This data set says where the people of practices live; it has no numbers to publish.';
    return refuse({ kind: 'cannot-rebase', detail });
  }
  const { measures, statement } = dataSet;
  const known = measures.map(({ id }) => id);
  const unknown = ids?.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    const detail = `${statement.id} has no measure ${unknown}. It has: ${known.slice(0, 20).join(', ')}.`;
    return refuse({ kind: 'unknown-measure', detail, known });
  }
  const other = measures.find((one) => ids?.includes(one.id) === true && !isReleasable(one));
  if (other !== undefined) {
    const detail = `${other.title}: a release publishes counts, proportions and rates. Amounts of money and means that count no people need none: import them as a data set that is stated to be not about people.`;
    return refuse({ kind: 'cannot-rebase', detail });
  }
  const found = measures.filter((one) =>
    ids === undefined ? isReleasable(one) && notMovable(one) === null : ids.includes(one.id),
  );
  if (found.length > 0) return answer(found.map(({ id }) => id));
  const detail = `${statement.title} has no count, proportion or rate that could be published.`;
  return refuse({ kind: 'cannot-rebase', detail });
}

/** The measures and those that earlier releases published, in so far as they are still there. */
function toldMeasures(
  dataSet: DataSet | null,
  wanted: readonly string[],
  before: readonly KeptRelease[],
): readonly string[] {
  const told = new Set([
    ...wanted,
    ...before.flatMap(({ document }) => document.published.measures.map(({ id }) => id)),
  ]);
  const movable = (dataSet?.measures ?? []).filter((one) => isReleasable(one) && notMovable(one) === null);
  return [...told].filter((id) => wanted.includes(id) || movable.some((one) => one.id === id));
}

function regionsOf({ timeline, target, on, columns }: RebasedData): AreaSum[] {
  const [first] = columns;
  return first === undefined ? [] : regionSums(target, areasOfTier(timeline, 'region', on), first.weights.weights);
}

function unknownCodes(
  { target, targetTitle }: RebasedData,
  regions: readonly AreaSum[],
  { withhold, totals }: ReleaseQuestion,
): Result<never, Refusal> | null {
  const known = new Set([
    ...target.codes,
    ...(totals.includes('regions') ? regions.map(({ code }) => code) : []),
    ...(totals.includes('all-areas') ? [allAreasCode] : []),
  ]);
  const strangers = withhold.filter((code) => !known.has(code));
  if (strangers.length === 0) return null;
  const some = strangers.slice(0, 10).join(', ');
  const detail = `${some} cannot be withheld: no such area is in the table, which is on ${targetTitle}. Give codes of the table, or ${allAreasCode} for the sum of all.`;
  return refuse({ kind: 'bad-question', detail });
}

type WeightsData = {
  readonly residence: ResidenceTable | null;
  readonly version: NonNullable<ReleaseDocument['data']['weightsData']>;
};

/** The data set that the weights name, when they name one. */
async function weightsData(
  shelves: Shelves,
  register: string,
  weights: string | undefined,
): Promise<WeightsData | null> {
  const id = weights?.split(':')[0];
  if (id === undefined || !(await shelves.data.list(register)).some((head) => head.id === id)) return null;
  const found = await shelves.data.open(register, id);
  if (!found.ok) return null;
  const { residence, version, checksum } = found.value;
  return { residence, version: { id, version, checksum } };
}

/** Now, or the newest change of the register where clocks differ: at that moment it is what it was here. */
async function momentOf(shelves: Shelves, { pack }: OpenRegister, at: string): Promise<string> {
  const changes = await loadRecords(shelves.registers.store, pack.name, ['event-act', 'scenario'], { since: 0 });
  const moments = [at, pack.recordedAt, ...changes.map((record) => record.changedAt)].map((one) => Date.parse(one));
  return new Date(Math.max(...moments)).toISOString();
}
