/**
 * The deadlines of a handover as an iCalendar file (RFC 5545): one all-day event for each action of each line. An event
 * keeps its UID from export to export, so that a calendar that takes the file up again moves it and makes no second one.
 */

import { ICalCalendar, type ICalEventData, ICalEventTransparency } from 'ical-generator';
import type { Handover, HandoverLine, LineAction } from '#core/handover/line.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { LineNames } from '#wire/encode-handover.ts';
import type { HandoverSource } from '#wire/handover-source.ts';
import { citationsOf, doubtsOf, groundOf } from '#wire/line-grounds.ts';

/** Events that the library writes at once: it folds lines mark by mark, and of many at once the pieces fill the memory. */
const eventsAtOnce = 200;
const firstEvent = 'BEGIN:VEVENT';
const end = 'END:VCALENDAR';

/** The calendar, named by `title`; `today` is the day it was made. Events in the order of the lines. */
export function handoverCalendar(handover: Handover, source: HandoverSource, title: string, today: IsoDate): string {
  const names = new LineNames(source);
  const events = handover.lines.flatMap((line) =>
    line.actions.map((action) => eventOf(line, action, source, names, today)),
  );
  const pieces: string[] = [];
  for (let at = 0; at < events.length; at += eventsAtOnce) {
    const text = calendarText(title, events.slice(at, at + eventsAtOnce));
    pieces.push(text.slice(text.indexOf(firstEvent), text.lastIndexOf(end)));
  }
  const empty = calendarText(title, []);
  return `${empty.slice(0, empty.lastIndexOf(end))}${pieces.join('')}${end}\r\n`;
}

function calendarText(title: string, events: ICalEventData[]): string {
  // The library takes the name as it is.
  const name = plain(title).replaceAll(/[\\;,]/g, (mark) => `\\${mark}`);
  const prodId = { company: 'Coterminous', product: 'Handover schedule', language: 'EN' };
  const text = new ICalCalendar({ name, prodId, events }).toString();
  // One flat text in place of the thousands of pieces it was put together from.
  return new TextDecoder().decode(new TextEncoder().encode(text));
}

function eventOf(
  line: HandoverLine,
  action: LineAction,
  source: HandoverSource,
  names: LineNames,
  today: IsoDate,
): ICalEventData {
  const owners = action.owners.map((number) => names.owner(number).name);
  const cited = citationsOf(line.rule, source.rulebook);
  return {
    id: uidOf(source, line, action.id),
    start: `${action.due}T00:00:00Z`,
    stamp: `${today}T00:00:00Z`,
    allDay: true,
    transparency: ICalEventTransparency.TRANSPARENT,
    summary: plain(`${owners.join('; ') || 'Nobody named'}: ${action.what} [${line.arrangement.title}]`),
    description: [
      `Arrangement: ${plain(line.arrangement.title)} (${plain(line.arrangement.id)})`,
      `Party: ${plain(names.party(line.organisation).name)}, ${line.party.role}`,
      `What happens: ${line.disposition}`,
      `Legal ground: ${plain(groundOf(line, source))}`,
      ...(cited.length === 0 ? [] : [`Citations: ${plain(cited.join('; '))}`]),
      ...doubtsOf(line.events, source.timeline).map(plain),
      ...(line.legalConfirmationNeeded ? ['Legal confirmation needed.'] : []),
      ...(line.arrangement.evidence === 'illustrative' ? ['Illustrative: made up to show the program.'] : []),
    ].join('\n'),
  };
}

/** The same for the same action of the same line, in marks that every calendar takes. */
function uidOf({ register, timeline, schedule }: HandoverSource, line: HandoverLine, action: string): string {
  const pieces = [register, schedule ?? timeline.scenario.id, line.key, action];
  return `${pieces.map((piece) => encodeURIComponent(piece).replaceAll("'", '%27')).join('/')}@coterminous`;
}

/** On one line, without marks that control anything. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ');
}
