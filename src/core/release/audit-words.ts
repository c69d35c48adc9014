/** The audit of a release in plain words: which published numbers give which small one away, and what to change. */

import type { Measure } from '#core/datasets/data-set.ts';
import type { DisclosureRules, Range } from '#core/disclosure/rules.ts';
import type { ExposedCell, ImpliedByRelease } from '#core/release/protect-release.ts';
import type { ExposedNumber, GivenAway, ReleaseAudit } from '#core/release/release.ts';
import type { CellName, PreparedTable } from '#core/release/release-tables.ts';

/** A small number that published ones give away, in words. */
export function givenAway(area: ImpliedByRelease, table: PreparedTable): GivenAway {
  const terms = area.terms.map(({ area: id, times }) => ({ name: nameOf(table, id), times }));
  // Terms of one measure are called by their areas alone.
  const isOne = new Set(terms.map(({ name }) => name.counted)).size === 1;
  const blocks = table.blocksOf(area.units);
  const own = terms.filter(({ name }) => name.release === null);
  return {
    sum: terms
      .map(({ name, times }, at) => termInWords(isOne ? name.areaName : name.title, name.release, times, at))
      .join(' '),
    measure: (own[0] ?? terms[0])?.name.counted ?? '',
    period: table.period.id,
    count: area.count,
    blocks,
    learns: learnsInWords(area.told, area.learned, area.count),
    learned: area.learned === 'narrowed' ? 'part' : area.learned,
    terms: terms.map(({ name, times }) => ({ name: isOne ? name.areaName : name.title, release: name.release, times })),
    advice: adviceFor(
      area.isOld,
      own.map(({ name }) => name),
    ),
  };
}

/** A sensitive number that can be worked out within bounds, in words. */
export function exposedNumber(cell: ExposedCell, table: PreparedTable): ExposedNumber {
  const { id, bounds, givenAwayBy, isOld, implied } = cell;
  const givers = givenAwayBy.flatMap((one) => table.names.get(one) ?? []);
  const own = givers.filter((name) => name.release === null);
  return {
    cell: implied === null ? withRelease(nameOf(table, id)) : `What is left of ${sumInWords(implied, table)}`,
    low: bounds.low,
    high: Number.isFinite(bounds.high) ? bounds.high : null,
    givenAwayBy: givers.map(withRelease),
    advice: adviceFor(isOld, own),
  };
}

/** The audit in sentences, the most important first. */
export function auditInWords(
  audit: Omit<ReleaseAudit, 'words'>,
  rules: DisclosureRules,
  measures: readonly Measure[],
  given: { readonly isDivided: boolean; readonly isNested: boolean; readonly old: number },
): string[] {
  const titleOf = (id: string) => measures.find((one) => one.id === id)?.title ?? id;
  const found = audit.exposed.length + audit.implied.length - given.old;
  const words: string[] = [];
  if (rules.kind === 'none') {
    words.push('Nothing is hidden or rounded: what small numbers there are, everybody can read.');
    if (found > 0) words.push(`${counted(found, 'small number')} can be worked out from what is published.`);
  } else if (audit.isSafe) {
    words.push(
      `Safe to publish: no small number can be worked out from this release${audit.earlier.length === 0 ? '' : ' and the earlier ones together'}.`,
    );
  } else if (found > 0) words.push(`Not safe to publish: ${counted(found, 'small number')} would be given away.`);
  if (!audit.isComplete && rules.kind !== 'none')
    words.push(
      'Not safe to publish: it could not be shown that nothing is given away. Publish fewer areas, groups or sums at once.',
    );
  if (given.isDivided)
    words.push('The table was too large to be looked at as a whole: each measure was looked at by itself.');
  for (const one of audit.implied.slice(0, 20))
    words.push(
      `${shortSum(one)} is ${counted(one.blocks, 'area of the data set', 'areas of the data set')} with ${one.count} (${titleOf(one.measure)}, ${one.period}): a reader learns ${one.learns}. ${one.advice}`,
    );
  for (const one of audit.exposed.slice(0, 20)) {
    const high = one.high === null ? 'or more' : `to ${one.high}`;
    words.push(`${one.cell} can be told to be ${one.low} ${high} from ${listed(one.givenAwayBy)}. ${one.advice}`);
  }
  const more = Math.max(0, audit.implied.length - 20) + Math.max(0, audit.exposed.length - 20);
  if (more > 0) words.push(`${more} more are listed in the audit.`);
  if (audit.withhold.length > 0) words.push(`Withheld as well, ${listed(audit.withhold)} would make it safe.`);
  words.push(
    `${counted(audit.cells, 'number')}: ${audit.small} hidden because small, ${audit.hiddenToProtect} hidden to protect them.`,
  );
  return words;
}

function learnsInWords({ low, high }: Range, learned: string, count: number): string {
  if (learned === 'exact') return `that it is ${count}`;
  return low === high ? `that it is ${low}` : `that it is from ${low} to ${high}`;
}

function termInWords(title: string, release: string | null, times: number, at: number): string {
  const size = Math.abs(times) === 1 ? '' : `${Math.abs(times)} x `;
  return `${times < 0 ? '- ' : at === 0 ? '' : '+ '}${size}${withRelease({ title, release })}`;
}

/** A long sum by its first terms. */
function shortSum({ terms }: GivenAway): string {
  const shown = terms.length > 6 ? terms.slice(0, 3) : terms;
  const words = shown.map(({ name, release, times }, at) => termInWords(name, release, times, at));
  if (shown.length < terms.length) words.push(`and ${terms.length - shown.length} more`);
  return words.join(' ');
}

function withRelease({ title, release }: Pick<CellName, 'title' | 'release'>): string {
  return release === null ? title : `${title} (release ${release})`;
}

function adviceFor(isOld: boolean, own: readonly CellName[]): string {
  if (isOld || own.length === 0)
    return 'Earlier releases alone tell this; they cannot be taken back, and this one tells no more.';
  const names = [...new Set(own.map(({ areaName }) => areaName))];
  if (names.length > 8)
    return 'Many numbers tell it together: leave out sums, publish fewer groups, or publish on areas that were published before.';
  return `Withhold ${names.length === 1 ? names[0] : `one of ${listed(names)}`}, or publish on areas that were published before.`;
}

function sumInWords({ terms }: Pick<ImpliedByRelease, 'terms'>, table: PreparedTable): string {
  return terms
    .map(({ area, times }, at) => {
      const { title, release } = nameOf(table, area);
      return termInWords(title, release, times, at);
    })
    .join(' ');
}

function nameOf({ names }: PreparedTable, id: string): CellName {
  const name = names.get(id);
  if (name === undefined) throw new Error(`no such cell: ${id}`);
  return name;
}

function counted(count: number, one: string, several = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : several}`;
}

function listed(words: readonly string[]): string {
  const shown = words.length > 8 ? [...words.slice(0, 8), `${words.length - 8} more`] : words;
  return shown.length < 2 ? (shown[0] ?? 'nothing') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
