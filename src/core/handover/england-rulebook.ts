/**
 * The rulebook for England. It is data: whoever disagrees writes another, in the same words, and sees what it would
 * change. It is not legal advice; docs/methods/handover-rules.md lists it in plain English.
 */

import { englandCitations } from '#core/handover/rulebook/citations.ts';
import { councilRules } from '#core/handover/rulebook/council-rules.ts';
import { flagRules } from '#core/handover/rulebook/flag-rules.ts';
import { generalRules } from '#core/handover/rulebook/general-rules.ts';
import { goneRules } from '#core/handover/rulebook/gone-rules.ts';
import { healthRules, lastRules } from '#core/handover/rulebook/health-rules.ts';
import { sharedRules } from '#core/handover/rulebook/shared-rules.ts';
import type { Rulebook } from '#core/handover/rulebook.ts';

export const englandRulebook: Rulebook = {
  id: 'england',
  title: 'England: councils and the NHS',
  version: '2026-11',
  note:
    'Made from the texts cited, as far as they were seen; a citation says when it rests on a report. Deadlines are ' +
    'habits of practice, not law. No source seen says what becomes of a section 75 arrangement when a partner is ' +
    'dissolved: such lines ask for legal confirmation. Not legal advice.',
  citations: englandCitations,
  dispositions: [...generalRules, ...goneRules, ...sharedRules, ...councilRules, ...healthRules, ...lastRules],
  flags: flagRules,
  section24: {
    landPence: 10_000_000,
    capitalPence: 100_000_000,
    otherPence: 10_000_000,
    exemptions: [
      { code: 'E07000213', name: 'Spelthorne', status: 'proposed', citation: 'mhclg-letter-2025-10-28' },
      { code: 'E07000217', name: 'Woking', status: 'proposed', citation: 'mhclg-letter-2025-10-28' },
    ],
  },
  shadowDays: 365,
  tolerance: 0.005,
};
