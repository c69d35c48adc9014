/**
 * The facts of a pack with what people have recorded or drawn laid over them: the status that the last act gave an
 * event, events that were adopted, and events that a plan draws. The facts themselves stay as they are, and tables
 * that nothing is added to are the very same lists. Knows nothing of scenarios: which events hold is theirs to say.
 */

import type { EventId, Facts, Row, TableName } from '#core/pack/tables.ts';
import type { Evidence } from '#core/pack/vocabulary.ts';
import { currentLaw } from '#core/register/scenario.ts';
import { type RoleName, tiers, tiersOfRole } from '#core/register/tiers.ts';
import type { DraftEvent, EventAct, NewBody } from '#core/reorganisation/draft-event.ts';

export type Overlay = { readonly acts: readonly EventAct[]; readonly drafts: readonly DraftEvent[] };

/**
 * The facts with the overlay on them. Acts are in the order in which they were recorded; the last on an event gives its
 * status. An adopted event stays when it is quashed, with that status. A draft of the plan is `proposed` (the plan
 * switches it on) and left out when an event of its id is there already. Rows are added at the end, with no source:
 * adopted ones are `uncertain`, drawn ones `illustrative`. Names of a rename are taken up while it is drawn, or adopted
 * and in law; when it is quashed they go. Linear in the events and in what is added.
 */
export function overlayFacts(facts: Facts, overlay: Overlay): Facts {
  const last = lastActs(overlay.acts);
  const own = new Set<EventId>(facts.events.map((row) => row.id));
  const added = new Additions(facts);
  for (const act of last.values()) {
    if (act.draft === null || own.has(act.event)) continue;
    own.add(act.event);
    added.event({ ...act.draft, id: act.event }, act.status, 'uncertain', `Adopted: ${act.reason}`);
    if (currentLaw.statuses.has(act.status)) added.names(act.draft);
  }
  for (const draft of overlay.drafts) {
    if (own.has(draft.id)) continue;
    own.add(draft.id);
    added.event(draft, 'proposed', 'illustrative', 'Drawn in a scenario; no source.');
    added.names(draft);
  }
  return added.onto(withStatuses(facts, last));
}

/** The last act on each event; it carries the event's drawing, if any act on it does. */
function lastActs(acts: readonly EventAct[]): Map<EventId, EventAct> {
  const last = new Map<EventId, EventAct>();
  for (const act of acts) last.set(act.event, { ...act, draft: act.draft ?? last.get(act.event)?.draft ?? null });
  return last;
}

function withStatuses(facts: Facts, last: ReadonlyMap<EventId, EventAct>): Facts {
  const isChanged = (row: Row<'events'>) => (last.get(row.id)?.status ?? row.status) !== row.status;
  if (!facts.events.some(isChanged)) return facts;
  const events = facts.events.map((row) =>
    isChanged(row) ? { ...row, status: last.get(row.id)?.status ?? row.status } : row,
  );
  return { ...facts, events };
}

type Added = { [N in TableName]?: Row<N>[] };

/** Rows to be added, table by table. */
class Additions {
  private readonly rows: Added = {};
  private readonly bodies: Set<string>;
  private renames: { organisation: string; name: string; day: Row<'names'>['from'] }[] = [];

  constructor(facts: Facts) {
    this.bodies = new Set(facts.organisations.map((row) => row.id));
  }

  event(draft: DraftEvent, status: Row<'events'>['status'], evidence: Evidence, remark: string): void {
    const { id, kind, title, day, instrument } = draft;
    const note = draft.note === null ? remark : `${draft.note} ${remark}`;
    const blank = { announced: null, operational: null, source: null };
    this.table('events').push({ ...blank, id, kind, title, status, legal: day, instrument, evidence, note });
    for (const { organisation, part } of draft.participants) {
      this.table('participants').push({ event: id, organisation, part });
    }
    for (const body of draft.newBodies) this.body(body);
    for (const { from, to, geography, areas } of draft.moves) {
      const ends = { event: id, from, to, evidence, source: null };
      if (areas === null) this.table('territory').push({ ...ends, geography: null, area: '*' });
      else for (const area of new Set(areas)) this.table('territory').push({ ...ends, geography, area });
    }
  }

  names(draft: DraftEvent): void {
    for (const { organisation, name } of draft.names) this.renames.push({ organisation, name, day: draft.day });
  }

  /** The facts with the added rows at the end of their tables. */
  onto(facts: Facts): Facts {
    const grown = Object.entries(this.rows).map(([name, rows]) => [name, [...facts[name as TableName], ...rows]]);
    const whole: Facts = grown.length === 0 ? facts : { ...facts, ...Object.fromEntries(grown) };
    return this.renames.length === 0 ? whole : { ...whole, names: this.renamed(whole) };
  }

  private body({ id, name, code, role }: NewBody): void {
    if (this.bodies.has(id)) return;
    this.bodies.add(id);
    const blank = { from: null, to: null, source: null };
    this.table('organisations').push({ ...blank, id, name, note: 'Drawn in a scenario; no source.' });
    this.table('roles').push({ ...blank, organisation: id, role });
    if (code !== null)
      this.table('identifiers').push({ ...blank, organisation: id, scheme: schemeOf(role), value: code });
  }

  /** The old name ends where the new one begins; a body without a name of its own bears its best known one until then. */
  private renamed(whole: Facts): Row<'names'>[] {
    let names = [...whole.names];
    const byDay = [...this.renames].sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? -1 : 1));
    for (const { organisation, name, day } of byDay) {
      const isOpen = (row: Row<'names'>) =>
        row.organisation === organisation &&
        (row.from ?? '') < (day ?? '') &&
        (row.to === null || row.to > (day ?? ''));
      const isLater = (row: Row<'names'>) => row.organisation === organisation && (row.from ?? '') > (day ?? '');
      const until =
        names
          .filter(isLater)
          .map((row) => row.from)
          .sort()[0] ?? null;
      names = names.map((row) => (isOpen(row) ? { ...row, to: day } : row));
      names.push({
        organisation: organisation as Row<'names'>['organisation'],
        name,
        from: day,
        to: until,
        source: null,
      });
    }
    return names;
  }

  private table<N extends TableName>(name: N): Row<N>[] {
    const known = this.rows[name] as Row<N>[] | undefined;
    if (known !== undefined) return known;
    const fresh: Row<N>[] = [];
    Object.assign(this.rows, { [name]: fresh });
    return fresh;
  }
}

/** By whose code lists call a body of this role. */
function schemeOf(role: RoleName): string {
  return tiersOfRole(role).some((tier) => tiers[tier].scheme === 'ods') ? 'ods' : 'gss';
}
