/**
 * From an arrangement as a person states it to one that points into the register. Every text that cannot be told, or
 * that names a body which did not exist then, is a problem whose column is the path of the field: `parties[1].organisation`.
 */

import type {
  Amount,
  AreaRef,
  Arrangement,
  ArrangementId,
  ArrangementSpec,
  Milestone,
  NegotiatedShare,
  Party,
} from '#core/agreements/arrangement.ts';
import { bodiesCalled, bodiesNear } from '#core/agreements/body-index.ts';
import { checkPartyTimes } from '#core/agreements/check-party-times.ts';
import { dayInWords } from '#core/agreements/day-in-words.ts';
import type { Places } from '#core/agreements/places.ts';
import { nearestWord } from '#core/pack/nearest-word.ts';
import type { EventId, OrganisationId } from '#core/pack/tables.ts';
import { codeOn } from '#core/register/world.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { hasErrors, type Problem } from '#std/problem.ts';

export type Resolution = {
  /** Null: there are errors. */
  readonly arrangement: Arrangement | null;
  readonly problems: readonly Problem[];
};

/**
 * The arrangement that the statement means, and what is wrong with its names. A text that means several bodies is
 * settled by who existed on the day it starts (else the day it was agreed); a body in the amounts and negotiated
 * shares, first by who is a party. What is wrong with the rest of it is for `checkArrangement` to say.
 */
export function resolveArrangement(spec: ArrangementSpec, places: Places): Resolution {
  const reading = new Reading(spec, places);
  const parties = spec.parties.map((party, at): Party | null => {
    const organisation = reading.body(party.organisation, `parties[${at}].organisation`);
    return organisation === null ? null : { ...party, organisation };
  });
  reading.knowParties(parties.flatMap((party) => (party === null ? [] : [party.organisation])));
  const arrangement: Arrangement = {
    ...spec,
    id: spec.id as ArrangementId,
    parties: withoutGaps(parties),
    serviceArea: withoutGaps(spec.serviceArea.map((text, at) => reading.area(text, `serviceArea[${at}]`))),
    amounts: spec.amounts.map((amount, at) => reading.amount(amount, `amounts[${at}]`)),
    milestones: spec.milestones.map((milestone, at) => reading.milestone(milestone, `milestones[${at}]`)),
    negotiated: withoutGaps(spec.negotiated.map((share, at) => reading.negotiated(share, `negotiated[${at}]`))),
  };
  const problems = [...reading.problems];
  for (const [at, party] of parties.entries()) {
    if (party !== null) problems.push(...checkPartyTimes(arrangement, party, at, places));
  }
  return { arrangement: hasErrors(problems) ? null : arrangement, problems };
}

/** The reading of one statement: its problems so far, and its parties once they are known. */
class Reading {
  readonly problems: Problem[] = [];
  private parties: ReadonlySet<OrganisationId> = new Set();
  private readonly spec: ArrangementSpec;
  private readonly places: Places;

  constructor(spec: ArrangementSpec, places: Places) {
    this.spec = spec;
    this.places = places;
  }

  knowParties(parties: readonly OrganisationId[]): void {
    this.parties = new Set(parties);
  }

  /** The one body that the text means; null: none or several, which is a problem. */
  body(text: string, column: string, settle: (found: readonly number[]) => readonly number[] = (all) => all) {
    const found = bodiesCalled(this.places.bodies, text);
    if (found.length === 0) {
      this.unknown('unknown-body', column, text, bodiesNear(this.places.bodies, text), {
        what: 'No body of the register has this name or code.',
        remedy: 'Give its code, its id in the register or its full name.',
      });
      return null;
    }
    const left = found.length === 1 ? found : this.settledByDay(settle(found));
    return left.length === 1 ? this.idOf(left[0] ?? -1) : this.ambiguous(text, column, found);
  }

  area(text: string, column: string): AreaRef | null {
    const found = bodiesCalled(this.places.bodies, text);
    if (found.length > 0) {
      const organisation = this.body(text, column);
      return organisation === null ? null : { kind: 'body', organisation };
    }
    const block = this.block(text.trim());
    if (block !== null) return block;
    this.unknown('unknown-place', column, text, bodiesNear(this.places.bodies, text), {
      what: 'This is neither a body of the register nor one of its building blocks.',
      remedy: 'Give the code or name of a body that serves the area, or the code of a building block.',
    });
    return null;
  }

  amount(amount: ArrangementSpec['amounts'][number], path: string): Amount {
    const party = amount.party === null ? null : this.body(amount.party, `${path}.party`, this.amongParties);
    const location = amount.location === null ? null : this.area(amount.location, `${path}.location`);
    return { ...amount, party, location };
  }

  milestone(milestone: ArrangementSpec['milestones'][number], path: string): Milestone {
    return { ...milestone, event: milestone.event === null ? null : this.event(milestone.event, `${path}.event`) };
  }

  negotiated(share: ArrangementSpec['negotiated'][number], path: string): NegotiatedShare | null {
    const party = this.body(share.party, `${path}.party`, this.amongParties);
    const successor = this.body(share.successor, `${path}.successor`, this.lasting);
    return party === null || successor === null ? null : { party, successor, share: share.share };
  }

  private readonly amongParties = (found: readonly number[]): readonly number[] => {
    const own = found.filter((number) => this.parties.has(this.idOf(number)));
    return own.length === 0 ? found : own;
  };

  /** A successor is a body that goes on: of several of a name, those with no known end. */
  private readonly lasting = (found: readonly number[]): readonly number[] => {
    const lasting = found.filter((number) => this.places.lives[number]?.to === null);
    return lasting.length === 0 ? found : lasting;
  };

  private settledByDay(found: readonly number[]): readonly number[] {
    const day = this.spec.startsOn ?? this.spec.agreedOn;
    if (found.length < 2 || day === null) return found;
    const living = found.filter((number) => this.isAlive(number, day));
    return living.length === 0 ? found : living;
  }

  private isAlive(number: number, day: IsoDate): boolean {
    const life = this.places.lives[number] ?? null;
    return life !== null && (life.from === null || life.from <= day) && (life.to === null || day < life.to);
  }

  private block(text: string): AreaRef | null {
    const colon = text.indexOf(':');
    const named = colon < 0 ? undefined : text.slice(0, colon);
    for (const geography of this.places.geographies) {
      if (named !== undefined && named === geography.id) {
        const area = text.slice(colon + 1);
        if (geography.indexOfCode.has(area)) return { kind: 'block', geography: geography.id, area };
      }
      const area = [text, text.toUpperCase(), text.toLowerCase()].find((code) => geography.indexOfCode.has(code));
      if (area !== undefined) return { kind: 'block', geography: geography.id, area };
    }
    return null;
  }

  private event(text: string, column: string): EventId | null {
    const { world, eventIds } = this.places;
    const found = world.events[world.eventIndex.get(text.trim() as EventId) ?? -1]?.row.id;
    const event = found ?? eventIds.get(text.trim().toLowerCase());
    if (event !== undefined) return event;
    const nearest = nearestWord(text, eventIds.values());
    this.unknown('unknown-event', column, text, nearest === null ? [] : [nearest], {
      what: 'No event of the register has this id.',
      remedy: 'Give the id of the event as the register lists it, or leave it empty.',
    });
    return null;
  }

  private idOf(number: number): OrganisationId {
    return this.places.world.organisations[number]?.row.id ?? ('' as OrganisationId);
  }

  private ambiguous(text: string, column: string, found: readonly number[]): null {
    const day = this.spec.startsOn ?? this.spec.agreedOn;
    this.problems.push({
      code: 'ambiguous-body',
      severity: 'error',
      where: { column },
      message:
        day === null
          ? 'Several bodies of the register have this name or code, and no day is given to tell which. Give the code or id of the one that is meant, or the day it starts.'
          : 'Several bodies of the register have this name or code. Give the code or id of the one that is meant.',
      expected: found.map((number) => this.candidate(number)).join('; '),
      found: text,
    });
    return null;
  }

  private candidate(number: number): string {
    const organisation = this.places.world.organisations[number];
    if (organisation === undefined) return '';
    const life = this.places.lives[number] ?? null;
    const end = life?.to ?? null;
    const start = life?.from ?? null;
    const code = codeOn(organisation, start ?? ('0001-01-01' as IsoDate));
    const span = [
      ...(life === null ? ['in no law as it stands'] : []),
      ...(start === null ? [] : [`from ${dayInWords(start)}`]),
      ...(end === null ? [] : [`until ${dayInWords(end)}`]),
    ].join(' ');
    return `${organisation.row.name} (${code === organisation.row.id ? code : `${code}, id ${organisation.row.id}`}${span === '' ? '' : `, ${span}`})`;
  }

  private unknown(
    code: string,
    column: string,
    text: string,
    near: readonly string[],
    { what, remedy }: { readonly what: string; readonly remedy: string },
  ): void {
    this.problems.push({
      code,
      severity: 'error',
      where: { column },
      message: `${what} ${remedy}`,
      ...(near.length === 0 ? {} : { expected: `perhaps ${near.join(', or ')}` }),
      found: text.trim() === '' ? 'nothing' : text,
    });
  }
}

function withoutGaps<T>(list: readonly (T | null)[]): T[] {
  return list.filter((one) => one !== null);
}
