/**
 * A rulebook read from JSON that anybody may have written: every fault with its place, and the rulebook when there is
 * none. Whether its law is right is for lawyers.
 */

import { bases, deadlineAnchors, dispositions, flagCodes, owners } from '#core/handover/line.ts';
import { JsonReader, shownJson } from '#core/handover/rulebook/json-reader.ts';
import { isAlways, needsOf, readCondition } from '#core/handover/rulebook/read-condition.ts';
import type {
  ActionTemplate,
  Citation,
  DispositionRule,
  Exemption,
  FlagRule,
  Rulebook,
} from '#core/handover/rulebook.ts';
import { mostPence } from '#std/pence.ts';
import { hasErrors, type Problem } from '#std/problem.ts';

/** Ten years, the furthest that a deadline may lie from its anchor. @units days */
const mostDays = 3660;

/**
 * The rulebook in `json`, and all its problems with the place in `where.column`. Null when one of them is an error.
 * A warning names a rule that can never decide. What `rulebookText` writes is read back as it was.
 */
export function parseRulebook(json: unknown): { rulebook: Rulebook | null; problems: Problem[] } {
  const reader = new JsonReader();
  const rulebook = readRulebook(reader, json);
  if (rulebook !== null) {
    checkCitations(reader, rulebook);
    checkActions(reader, rulebook);
    checkOrder(reader, rulebook.dispositions);
  }
  const { problems } = reader;
  return { rulebook: hasErrors(problems) ? null : rulebook, problems };
}

/** The rulebook as JSON for a file that people edit; ends with a line end. */
export function rulebookText(rulebook: Rulebook): string {
  return `${JSON.stringify(rulebook, null, 2)}\n`;
}

function readRulebook(reader: JsonReader, json: unknown): Rulebook | null {
  const names = [
    'id',
    'title',
    'version',
    'note',
    'citations',
    'dispositions',
    'flags',
    'section24',
    'shadowDays',
    'tolerance',
  ];
  const read = reader.object(json, '', names);
  if (read === null) return null;
  const rulebook: Rulebook = {
    id: reader.text(read['id'], 'id'),
    title: reader.text(read['title'], 'title'),
    version: reader.text(read['version'], 'version'),
    note: reader.text(read['note'], 'note'),
    citations: reader.list(read['citations'], 'citations', (one, path) => readCitation(reader, one, path)),
    dispositions: reader.list(read['dispositions'], 'dispositions', (one, path) => readDisposition(reader, one, path)),
    flags: reader.list(read['flags'], 'flags', (one, path) => readFlag(reader, one, path)),
    section24: readSection24(reader, read['section24']),
    shadowDays: reader.whole(read['shadowDays'], 'shadowDays', 0, mostDays),
    tolerance: readTolerance(reader, read['tolerance']),
  };
  reader.checkUnique(rulebook.citations, 'citations');
  reader.checkUnique(rulebook.dispositions, 'dispositions');
  reader.checkUnique(rulebook.flags, 'flags');
  return rulebook;
}

function readCitation(reader: JsonReader, value: unknown, path: string): Citation {
  const read = reader.object(value, path, ['id', 'reference', 'says', 'url', 'standing']) ?? {};
  const url = read['url'] === null ? null : reader.text(read['url'], `${path}.url`);
  // The address becomes a link on screens: nothing but a web address may stand there.
  if (url !== null && url !== '' && !/^https?:\/\/[^\s"<>]+$/.test(url)) {
    reader.note('wrong-address', `${path}.url`, {
      message: 'This must be a web address, or null.',
      expected: 'https://...',
      found: shownJson(url),
    });
  }
  return {
    id: reader.text(read['id'], `${path}.id`),
    reference: reader.text(read['reference'], `${path}.reference`),
    says: reader.text(read['says'], `${path}.says`),
    url,
    standing: reader.word(read['standing'], `${path}.standing`, ['read', 'reported']),
  };
}

function readDisposition(reader: JsonReader, value: unknown, path: string): DispositionRule {
  const names = [
    'id',
    'title',
    'says',
    'when',
    'disposition',
    'bases',
    'legalGround',
    'citations',
    'legalConfirmationNeeded',
    'actions',
  ];
  const read = reader.object(value, path, names) ?? {};
  const readBasis = (one: unknown, place: string) => reader.word(one, place, bases);
  const rule: DispositionRule = {
    id: reader.text(read['id'], `${path}.id`),
    title: reader.text(read['title'], `${path}.title`),
    says: reader.text(read['says'], `${path}.says`),
    when: readCondition(reader, read['when'], `${path}.when`),
    disposition: reader.word(read['disposition'], `${path}.disposition`, dispositions),
    bases: reader.list(read['bases'], `${path}.bases`, readBasis),
    legalGround: reader.text(read['legalGround'], `${path}.legalGround`),
    citations: readTexts(reader, read['citations'], `${path}.citations`),
    legalConfirmationNeeded: reader.truth(read['legalConfirmationNeeded'], `${path}.legalConfirmationNeeded`),
    actions: readActions(reader, read['actions'], `${path}.actions`),
  };
  if (new Set(rule.bases).size < rule.bases.length) {
    reader.note('duplicate-word', `${path}.bases`, { message: 'A basis stands here twice; take one out.' });
  }
  return rule;
}

function readFlag(reader: JsonReader, value: unknown, path: string): FlagRule {
  const read = reader.object(value, path, ['id', 'flag', 'says', 'when', 'citations', 'actions']) ?? {};
  return {
    id: reader.text(read['id'], `${path}.id`),
    flag: reader.word(read['flag'], `${path}.flag`, flagCodes),
    says: reader.text(read['says'], `${path}.says`),
    when: readCondition(reader, read['when'], `${path}.when`),
    citations: readTexts(reader, read['citations'], `${path}.citations`),
    actions: readActions(reader, read['actions'], `${path}.actions`),
  };
}

function readTexts(reader: JsonReader, value: unknown, path: string): string[] {
  return reader.list(value, path, (one, place) => reader.text(one, place));
}

function readActions(reader: JsonReader, value: unknown, path: string): ActionTemplate[] {
  const actions = reader.list(value, path, (one, place): ActionTemplate => {
    const read = reader.object(one, place, ['id', 'what', 'owner', 'due']) ?? {};
    const due = read['due'] === undefined ? {} : (reader.object(read['due'], `${place}.due`, ['from', 'days']) ?? {});
    return {
      id: reader.text(read['id'], `${place}.id`),
      what: reader.text(read['what'], `${place}.what`),
      owner: reader.word(read['owner'], `${place}.owner`, owners),
      due: {
        from: reader.word(due['from'], `${place}.due.from`, deadlineAnchors),
        days: reader.whole(due['days'], `${place}.due.days`, -mostDays, mostDays),
      },
    };
  });
  reader.checkUnique(actions, path);
  return actions;
}

function readSection24(reader: JsonReader, value: unknown): Rulebook['section24'] {
  const names = ['landPence', 'capitalPence', 'otherPence', 'exemptions'];
  const read = value === undefined ? {} : (reader.object(value, 'section24', names) ?? {});
  const limit = (name: string) => reader.whole(read[name], `section24.${name}`, 0, Number(mostPence));
  const exemptions = reader.list(read['exemptions'], 'section24.exemptions', (one, path): Exemption => {
    const exemption = reader.object(one, path, ['code', 'name', 'status', 'citation']) ?? {};
    return {
      code: reader.text(exemption['code'], `${path}.code`),
      name: reader.text(exemption['name'], `${path}.name`),
      status: reader.word(exemption['status'], `${path}.status`, ['proposed', 'made']),
      citation: reader.text(exemption['citation'], `${path}.citation`),
    };
  });
  return {
    landPence: limit('landPence'),
    capitalPence: limit('capitalPence'),
    otherPence: limit('otherPence'),
    exemptions,
  };
}

function readTolerance(reader: JsonReader, value: unknown): number {
  if (value === undefined) return 0;
  if (typeof value === 'number' && value >= 0 && value < 0.5) return value;
  const message = 'The tolerance is a share from 0 up to, not including, 0.5.';
  reader.note('out-of-range', 'tolerance', { message, found: shownJson(value) });
  return 0;
}

function checkCitations(reader: JsonReader, { citations, dispositions: rules, flags, section24 }: Rulebook): void {
  const known = new Set(citations.map(({ id }) => id));
  const check = (id: string, path: string) => {
    if (id === '' || known.has(id)) return;
    const message = 'There is no such citation; add it to citations or correct the id.';
    reader.note('unknown-citation', path, { message, found: JSON.stringify(id) });
  };
  for (const [list, name] of [
    [rules, 'dispositions'],
    [flags, 'flags'],
  ] as const) {
    for (const [index, rule] of list.entries()) {
      for (const [place, id] of rule.citations.entries()) check(id, `${name}[${index}].citations[${place}]`);
    }
  }
  for (const [index, { citation }] of section24.exemptions.entries()) {
    check(citation, `section24.exemptions[${index}].citation`);
  }
}

/** A line lists an action of one id once, so that two rules may share one only when it is the same. */
function checkActions(reader: JsonReader, { dispositions: rules, flags }: Rulebook): void {
  const first = new Map<string, { text: string; path: string }>();
  for (const [list, name] of [
    [rules, 'dispositions'],
    [flags, 'flags'],
  ] as const) {
    for (const [index, rule] of list.entries()) {
      for (const [place, action] of rule.actions.entries()) {
        const path = `${name}[${index}].actions[${place}]`;
        const text = JSON.stringify([action.what, action.owner, action.due.from, action.due.days]);
        const before = first.get(action.id);
        if (before === undefined) first.set(action.id, { text, path });
        else if (before.text !== text && action.id !== '') {
          const message = `${before.path} has the same id and says something else; give it another id or the same text.`;
          reader.note('action-said-twice', path, { message, found: JSON.stringify(action.id) });
        }
      }
    }
  }
}

/** The last rule must match everything, and no rule may be shut out by an earlier one. O(rules²). */
function checkOrder(reader: JsonReader, rules: readonly DispositionRule[]): void {
  const placeOf = (index: number) => (index < 0 ? 'dispositions' : `dispositions[${index}].when`);
  // A condition that could not be read says nothing about the others.
  const unread = new Set(rules.flatMap((_, index) => (reader.hasProblemIn(placeOf(index)) ? [index] : [])));
  const last = rules.at(-1);
  if ((last === undefined || !isAlways(last.when)) && !unread.has(rules.length - 1)) {
    const message = 'The last disposition must match everything, so that every line is decided: give it {"all": []}.';
    reader.note('no-catch-all', placeOf(rules.length - 1), { message });
  }
  const needs = rules.map(({ when }) => needsOf(when));
  for (const [index, later] of needs.entries()) {
    if (unread.has(index)) continue;
    const earlier = needs.findIndex((one, place) => place < index && !unread.has(place) && one.isSubsetOf(later));
    if (earlier < 0) continue;
    const message = `dispositions[${earlier}] matches whenever this one does, so that this one never decides; change one or their order.`;
    reader.note('unreachable-rule', placeOf(index), { message, found: rules[index]?.id ?? '' }, 'warning');
  }
}
