/** What has to be done about a handover to JSON: by day, small enough that 20,000 lines open as a calendar at once. */

import type { Handover } from '#core/handover/line.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { Dictionary, encodeHeading, LineNames } from '#wire/encode-handover.ts';
import type { HandoverActionsWire } from '#wire/handover.ts';
import type { HandoverSource } from '#wire/handover-source.ts';

type Action = { readonly due: IsoDate; readonly what: number; readonly owners: number; readonly line: number };

/** Every action of every line; bodies are called as in `encodeHandover`. */
export function encodeHandoverActions(handover: Handover, source: HandoverSource): HandoverActionsWire {
  const names = new LineNames(source);
  const bodies = new Dictionary<HandoverActionsWire['bodies'][number]>();
  const [whats, titles, rules] = [new Dictionary<string>(), new Dictionary<string>(), new Dictionary<string>()];
  const owners = new Dictionary<number[]>();
  const bodyOf = (body: HandoverActionsWire['bodies'][number]) => bodies.number(`${body.code} ${body.name}`, body);
  const lines = handover.lines.filter((line) => line.actions.length > 0);
  const actions: Action[] = lines.flatMap((line, number) =>
    line.actions.map((action) => {
      const group = action.owners.map((owner) => bodyOf(names.owner(owner)));
      return {
        due: action.due,
        what: whats.number(action.what, action.what),
        owners: owners.number(group.join(' '), group),
        line: number,
      };
    }),
  );
  const days = [...new Set(actions.map((one) => one.due))].sort();
  const dayOf = new Map(days.map((day, at) => [day, at]));
  // Sorting keeps the order of the lines among actions of one day.
  const inOrder = actions.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  return {
    ...encodeHeading(source),
    days,
    keys: lines.map((line) => line.key),
    titleOfLine: lines.map(({ arrangement: { id, title } }) => titles.number(id, title)),
    partyOfLine: lines.map((line) => bodyOf(names.party(line.organisation))),
    ruleOfLine: lines.map(({ rule }) => rules.number(rule, rule)),
    dayOf: inOrder.map((one) => dayOf.get(one.due) ?? 0),
    whatOf: inOrder.map((one) => one.what),
    ownersOf: inOrder.map((one) => one.owners),
    lineOf: inOrder.map((one) => one.line),
    bodies: bodies.entries,
    whats: whats.entries,
    owners: owners.entries,
    titles: titles.entries,
    rules: rules.entries,
  };
}
