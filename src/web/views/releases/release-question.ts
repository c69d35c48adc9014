/** What is to be published, as the address of the wizard has it: read from the query and written to it. */

import type { DisclosureRules } from '#core/disclosure/rules.ts';
import { nhsRules } from '#core/disclosure/rules.ts';
import { isTierName, type TierName } from '#core/register/tiers.ts';
import type { ReleaseQuestionWire } from '#wire/releases.ts';

export const wizardSteps = ['what', 'rules', 'audit', 'sign'] as const;
export type WizardStep = (typeof wizardSteps)[number];

export const totalWords: Record<ReleaseQuestionWire['totals'][number], string> = {
  'all-areas': 'all areas together',
  regions: 'regions',
  'all-groups': 'all groups together, such as all ages',
};

/** What an address asks to publish; what it does not name is the usual thing. */
export type ReleaseDraft = {
  readonly title: string;
  /** Id of the data set; null: not chosen yet. */
  readonly data: string | null;
  /** Null: all that can be published. */
  readonly measures: readonly string[] | null;
  readonly periods: readonly string[] | null;
  readonly to: TierName;
  readonly weights: string | null;
  readonly totals: ReleaseQuestionWire['totals'];
  readonly rules: DisclosureRules;
  readonly withhold: readonly string[];
};

/** The draft of a query; `to` is the tier when it names none. */
export function parseDraft(query: URLSearchParams, to: TierName): ReleaseDraft {
  const list = (name: string) => (query.get(name) ?? '').split(',').filter((one) => one !== '');
  const listOrAll = (name: string) => (query.has(name) ? list(name) : null);
  const tier = query.get('to') ?? '';
  return {
    title: query.get('title') ?? '',
    data: query.get('data'),
    measures: listOrAll('measures'),
    periods: listOrAll('periods'),
    to: isTierName(tier) ? tier : to,
    weights: query.get('weights'),
    totals: list('totals').filter((word) => word in totalWords) as ReleaseQuestionWire['totals'],
    rules: parseRules(query.get('rules'), query.get('why') ?? '', query.get('decided') ?? ''),
    withhold: list('withhold'),
  };
}

/** The step that the query names; the first when it names none. */
export function parseStep(text: string | null): WizardStep {
  return wizardSteps.find((step) => step === text) ?? 'what';
}

/**
 * The rules that a word of the address means: `suppress:1-7:5`, `round:5`, `none`. Hiding 1 to 7 and rounding to 5 when there is
 * none, or when it cannot be read.
 */
export function parseRules(text: string | null, reason: string, by: string): DisclosureRules {
  if (text === 'none') return { kind: 'none', reason, by };
  const round = /^round:(\d{1,4})$/.exec(text ?? '');
  if (round !== null) return { kind: 'round', base: Number(round[1]) };
  const suppress = /^suppress:([01])-(\d{1,4}):(\d{1,4})$/.exec(text ?? '');
  if (suppress === null) return nhsRules;
  const from = suppress[1] === '0' ? 0 : 1;
  return { kind: 'suppress', from, to: Number(suppress[2]), base: Number(suppress[3]) };
}

/** The word of an address for rules; null for the usual ones. Reason and name of `none` stand beside it. */
export function rulesWord(rules: DisclosureRules): string | null {
  if (rules.kind === 'none') return 'none';
  if (rules.kind === 'round') return `round:${rules.base}`;
  const word = `suppress:${rules.from}-${rules.to}:${rules.base}`;
  return word === `suppress:${nhsRules.from}-${nhsRules.to}:${nhsRules.base}` ? null : word;
}

/** The title that is proposed while nobody has written one: what, on which bodies, on which day. */
export function proposedTitle(dataTitle: string, bodies: string, day: string): string {
  return `${dataTitle}: ${bodies}, ${day}`;
}

/** The question as the API takes it. Lists that name everything there is are left out. */
export function questionOf(
  draft: ReleaseDraft,
  { data, title, on, scenario }: { data: string; title: string; on: string; scenario: string | null },
): ReleaseQuestionWire {
  const { measures, periods, to, weights, totals, rules, withhold } = draft;
  return {
    title,
    data,
    to,
    on: on as ReleaseQuestionWire['on'],
    totals: [...totals],
    rules,
    withhold: [...withhold],
    ...(measures === null ? {} : { measures: [...measures] }),
    ...(periods === null ? {} : { periods: [...periods] }),
    ...(weights === null ? {} : { weights }),
    ...(scenario === null ? {} : { scenario }),
  };
}

/** What must be told before the question can be asked; in the order of the steps. */
export function lacksOfDraft(draft: ReleaseDraft): { readonly step: WizardStep; readonly message: string }[] {
  const lacks: { step: WizardStep; message: string }[] = [];
  if (draft.data === null) lacks.push({ step: 'what', message: 'Choose a data set.' });
  if (draft.measures?.length === 0) lacks.push({ step: 'what', message: 'Choose at least one measure.' });
  if (draft.periods?.length === 0) lacks.push({ step: 'what', message: 'Choose at least one period.' });
  const { rules } = draft;
  if (rules.kind === 'none' && (rules.reason.trim() === '' || rules.by.trim() === ''))
    lacks.push({
      step: 'rules',
      message: 'To publish without protection, give the reason and the name of who decided it.',
    });
  if (rules.kind === 'suppress' && (rules.to < rules.from || rules.base < 1))
    lacks.push({
      step: 'rules',
      message: 'The largest count to hide is below the smallest, or the base is not 1 or more.',
    });
  if (rules.kind === 'round' && rules.base < 2)
    lacks.push({ step: 'rules', message: 'Rounding needs a base of 2 or more.' });
  return lacks;
}
