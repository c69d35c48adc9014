/**
 * What is wrong with a drawn event, said before it is folded and in the words of the person who draws: which body,
 * which land, what to do. An event without a problem here folds without one.
 */

import { foldEvents } from '#core/register/fold.ts';
import { grownWorld } from '#core/register/grown-world.ts';
import type { Timeline } from '#core/register/timeline.ts';
import { checkLand, checkTakersHaveLand } from '#core/reorganisation/check-drawn-land.ts';
import { DraftCheck } from '#core/reorganisation/draft-check.ts';
import type { DraftEvent } from '#core/reorganisation/draft-event.ts';
import { overlayFacts } from '#core/reorganisation/overlay-facts.ts';
import { parseIsoDate } from '#std/iso-date.ts';
import type { Problem } from '#std/problem.ts';

/**
 * What is wrong with the drawn event on the time line of its scenario. Nothing: an empty list. A day that is not of the
 * calendar is the only problem then, since nothing else can be judged. An event that looks sound is tried: contradictions
 * that its fold brings, with it or with later events, are problems too. Where it is on the time line already, that has
 * been done, and they are among the time line's problems.
 * Cost: what the givers hold, and the trial that of a grown world and its fold.
 */
export function checkDraft(draft: DraftEvent, timeline: Timeline): Problem[] {
  if (parseIsoDate(draft.day) === null) {
    const message = `${draft.title}: ${draft.day || 'no day'} is not a day of the calendar. Write it as 2027-04-01.`;
    return [{ code: 'draft-day', severity: 'error', where: { column: 'day' }, message, found: draft.day }];
  }
  const check = new DraftCheck(draft, timeline);
  checkBodies(check);
  checkNewBodies(check);
  checkShape(check);
  checkLand(check);
  return check.problems.length > 0 || timeline.world.eventIndex.has(draft.id)
    ? check.problems
    : contradictions(draft, timeline);
}

/** Problems that a fold has with the event and has not without it. */
function contradictions(draft: DraftEvent, { world, scenario, problems }: Timeline): Problem[] {
  const grown = grownWorld(world, overlayFacts(world.facts, { acts: [], drafts: [draft] }));
  const tried = foldEvents(grown, { ...scenario, on: new Set([...scenario.on, draft.id]) });
  const before = new Set(problems.map((problem) => problem.message));
  return tried.problems.filter((problem) => !before.has(problem.message));
}

/** Everyone who takes part is known, in existence, and in one part only. */
function checkBodies(check: DraftCheck): void {
  const { draft } = check;
  const seen = new Set<string>();
  const fresh = new Set<string>(draft.newBodies.map((body) => body.id));
  for (const { organisation, part } of draft.participants) {
    if (seen.has(organisation))
      check.refuse('draft-body-twice', `${check.name(organisation)} takes part twice. Name it once.`, 'participants');
    seen.add(organisation);
    if (fresh.has(organisation)) continue;
    const body = check.find(organisation);
    if (body === undefined) {
      check.refuse(
        'draft-body-unknown',
        `there is no body ${organisation} in the register. Choose one from the list, or draw it as a new body.`,
        'participants',
        organisation,
      );
    } else if (part === 'successor') {
      check.refuse(
        'draft-body-exists',
        `${body.row.name} is to begin by it, but the register has it already. If it lives on, let it take over as it is.`,
        'participants',
        organisation,
      );
    } else if (!check.exists(body, part === 'predecessor')) {
      check.refuse(
        'draft-body-not-in-existence',
        `${body.row.name} does not exist on ${check.eve}, the day before. Choose another day or another body.`,
        'participants',
        organisation,
      );
    }
  }
  for (const { organisation } of draft.names) {
    if (!seen.has(organisation))
      check.refuse(
        'draft-body-unknown',
        `${check.name(organisation)} gets a name but takes no part.`,
        'names',
        organisation,
      );
  }
}

function checkNewBodies(check: DraftCheck): void {
  const seen = new Set<string>();
  for (const { id, name } of check.draft.newBodies) {
    const known = check.find(id);
    if (seen.has(id) || (known !== undefined && !check.isMine(known))) {
      check.refuse(
        'draft-body-clash',
        `${name} would have the id ${id}, which another body has. Give it another id.`,
        'newBodies',
        id,
      );
    }
    seen.add(id);
    if (name.trim() === '')
      check.refuse('draft-name-missing', `the new body ${id} has no name. Give it one.`, 'newBodies', id);
    const begins = check.draft.participants.some((one) => one.organisation === id && one.part === 'successor');
    if (!begins)
      check.refuse(
        'draft-body-unknown',
        `${name} is drawn as new but does not begin by the event. Let it take over, or take it out.`,
        'newBodies',
        id,
      );
  }
}

/** The bodies that its kind needs. */
function checkShape(check: DraftCheck): void {
  const { draft } = check;
  const count = (part: string) => draft.participants.filter((one) => one.part === part).length;
  const enders = count('predecessor');
  const takers = count('successor') + count('continuing');
  if (draft.participants.length === 0)
    check.refuse('draft-without-bodies', 'it names no body. Choose at least one.', 'participants');
  if (draft.kind === 'merge' && (takers !== 1 || enders + count('continuing') < 2)) {
    check.refuse(
      'draft-merge-of-one',
      `a merger takes at least two bodies into one; this has ${enders} that end and ${takers} that take over.`,
      'participants',
    );
  }
  if (draft.kind === 'divide' && (takers < 2 || enders < 1)) {
    check.refuse(
      'draft-division',
      `a division takes one body into at least two; this has ${enders} that end and ${takers} that take over.`,
      'participants',
    );
  }
  if (draft.kind === 'rename' && draft.names.every((one) => one.name.trim() === '')) {
    check.refuse('draft-name-missing', 'it renames nobody. Write the new name.', 'names');
  }
  if (draft.kind === 'cluster' && (enders > 0 || count('successor') > 0 || draft.moves.length > 0)) {
    check.refuse(
      'draft-cluster',
      'a cluster leaves its bodies separate in law: nobody ends, begins or moves land. Name them as subjects.',
      'participants',
    );
  }
  if (draft.kind === 'divide') checkTakersHaveLand(check);
}
