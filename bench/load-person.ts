/** What one person does at the screens of the workbench, one thing at a time. Nine of ten things are only looked at. */

import { type Answer, type Asked, ask } from '#bench/load-client.ts';
import type { LoadCount } from '#bench/load-figures.ts';
import type { LoadPerson } from '#bench/load-home.ts';
import type { ArrangementSpecWire, ArrangementWire } from '#wire/arrangements.ts';
import type { HandoverLineDetailWire } from '#wire/handover.ts';
import type { ProposalsWire } from '#wire/proposals.ts';

export type LoadPlace = { readonly address: string; readonly register: string; readonly schedule: string };

/** A number from 0 up to, not including, 1. */
export type Chance = () => number;

/** How often each is done, in a thousand. */
const habits = {
  arrangement: 290,
  list: 150,
  line: 200,
  table: 100,
  proposals: 160,
  comment: 40,
  assign: 20,
  sign: 15,
  save: 15,
  agree: 10,
} as const;
type Habit = keyof typeof habits;

export class PersonAtWork {
  private readonly place: LoadPlace;
  private readonly person: LoadPerson;
  private readonly chance: Chance;
  private arrangements: readonly string[] = [];
  private lines: readonly string[] = [];
  private count: LoadCount;
  private turn = 0;

  constructor(place: LoadPlace, person: LoadPerson, count: LoadCount, chance: Chance) {
    this.place = place;
    this.person = person;
    this.count = count;
    this.chance = chance;
  }

  /** Counted there from now on. */
  countIn(count: LoadCount): void {
    this.count = count;
  }

  /** Opens the two lists that all else is chosen from. */
  async begin(): Promise<void> {
    const list = await this.ask({ name: 'list of arrangements', path: this.path('arrangements') });
    this.arrangements = list?.json<{ arrangements: { id: string }[] }>().arrangements.map((one) => one.id) ?? [];
    const table = await this.ask({ name: 'lines of the schedule', path: this.tablePath() });
    this.lines = table?.json<{ keys: string[] }>().keys ?? [];
    if (this.arrangements.length === 0) throw new Error(`${this.person.name} sees no arrangement`);
  }

  /** The next thing, which was due at that moment of the process's own clock. */
  async act(due: number): Promise<void> {
    const habit = this.nextHabit();
    const isAboutLine = habit === 'line' || habit === 'comment' || habit === 'assign' || habit === 'sign';
    if (isAboutLine && this.lines.length === 0) return this.seeArrangement(due).then(() => {});
    switch (habit) {
      case 'arrangement':
        await this.seeArrangement(due);
        return;
      case 'list':
        await this.ask({ name: 'list of arrangements', path: this.path('arrangements'), due });
        return;
      case 'table':
        await this.ask({ name: 'lines of the schedule', path: this.tablePath(), due });
        return;
      case 'line':
        await this.seeLine(this.oneOf(this.lines), due);
        return;
      case 'proposals':
        await this.seeProposals(due);
        return;
      case 'comment':
        await this.workOnLine('comment', this.oneOf(this.lines), 0, { do: 'comment', text: this.words() }, due);
        return;
      case 'assign':
        return this.assign(due);
      case 'sign':
        return this.sign(due);
      case 'save':
        return this.save(due);
      case 'agree':
        return this.agree(due);
      default:
        return habit satisfies never;
    }
  }

  private async assign(due: number): Promise<void> {
    const key = this.oneOf(this.lines);
    const version = await this.seeVersion(key, due);
    if (version !== null) await this.workOnLine('assign', key, version, { do: 'assign', to: this.words() });
  }

  /** Signs, where the body is asked to, what is seen. */
  private async sign(due: number): Promise<void> {
    const key = this.oneOf(this.lines);
    const shown = await this.seeLine(key, due);
    const version = shown === null ? null : await this.seeVersion(key);
    if (shown === null || version === null) return;
    if (!shown.signatories.some((one) => one.id === this.person.body)) return;
    const seen = { seen: shown.line.fingerprint, summary: shown.summary };
    await this.workOnLine('sign', key, version, { do: 'sign', party: this.person.body, ...seen });
  }

  /** Saves another title, which waits for the agreement of the other parties. */
  private async save(due: number): Promise<void> {
    const shown = await this.seeArrangement(due);
    if (shown === null) return;
    const { arrangement, version } = shown;
    const changed: ArrangementSpecWire = {
      ...arrangement,
      title: `${arrangement.title.slice(0, 200)}, ${this.words()}`,
    };
    const body = { arrangement: changed, expectedVersion: version, by: this.by(), reason: 'The title said too little' };
    const path = this.path(`arrangements/${encodeURIComponent(arrangement.id)}`);
    await this.ask({ name: 'save an arrangement', method: 'PUT', path, body });
  }

  /** Agrees to a proposal that waits for this body, if there is one. */
  private async agree(due: number): Promise<void> {
    const list = await this.seeProposals(due);
    const waiting = list?.proposals.filter((one) => one.may.includes('agree')) ?? [];
    if (waiting.length === 0) return;
    const { id, version } = this.oneOf(waiting);
    const body = { expectedVersion: version, by: this.by(), step: { do: 'agree' } };
    const path = this.path(`proposals/${encodeURIComponent(id)}/step`);
    await this.ask({ name: 'agree to a proposal', method: 'POST', path, body });
  }

  private async seeArrangement(due: number): Promise<ArrangementWire | null> {
    const path = this.path(`arrangements/${encodeURIComponent(this.oneOf(this.arrangements))}`);
    const heard = await this.ask({ name: 'one arrangement', path, due });
    return heard?.json<ArrangementWire>() ?? null;
  }

  private async seeProposals(due: number): Promise<ProposalsWire | null> {
    const heard = await this.ask({ name: 'list of proposals', path: `${this.path('proposals')}&state=open`, due });
    return heard?.json<ProposalsWire>() ?? null;
  }

  private async seeLine(key: string, due?: number): Promise<HandoverLineDetailWire | null> {
    const { schedule } = this.place;
    const path = `${this.path('handover/line')}&schedule=${schedule}&key=${encodeURIComponent(key)}`;
    const heard = await this.ask({ name: 'one line', path, ...(due === undefined ? {} : { due }) });
    return heard?.json<HandoverLineDetailWire>() ?? null;
  }

  /** The version of the work on the line; 0: nobody has worked on it. */
  private async seeVersion(key: string, due?: number): Promise<number | null> {
    const path = this.path(`schedules/${this.place.schedule}`);
    const heard = await this.ask({ name: 'the schedule', path, ...(due === undefined ? {} : { due }) });
    if (heard === null) return null;
    const { work } = heard.json<{ work: { key: string; version: number }[] }>();
    return work.find((one) => one.key === key)?.version ?? 0;
  }

  private async workOnLine(
    name: string,
    key: string,
    expectedVersion: number,
    act: object,
    due?: number,
  ): Promise<void> {
    const body = { key, expectedVersion, by: this.by(), act };
    const path = this.path(`schedules/${this.place.schedule}/line`);
    await this.ask({ name: `${name} a line`, method: 'POST', path, body, ...(due === undefined ? {} : { due }) });
  }

  private ask(asked: Asked): Promise<Answer | null> {
    return ask(this.place.address, this.person.cookie, this.count, asked);
  }

  private path(what: string): string {
    return `/api/${what}?register=${encodeURIComponent(this.place.register)}`;
  }

  private tablePath(): string {
    return `${this.path('handover/table')}&schedule=${this.place.schedule}`;
  }

  private by() {
    return { name: this.person.name, actingFor: this.person.body };
  }

  /** Never the same twice, so that nothing that is saved is what is there already. */
  private words(): string {
    this.turn += 1;
    return `${this.person.name} ${this.turn} ${Math.floor(this.chance() * 1e6)}`;
  }

  private oneOf<T>(list: readonly T[]): T {
    return list[Math.floor(this.chance() * list.length)] as T;
  }

  private nextHabit(): Habit {
    let left = this.chance() * 1000;
    for (const [habit, weight] of Object.entries(habits)) {
      left -= weight;
      if (left < 0) return habit as Habit;
    }
    return 'arrangement';
  }
}
