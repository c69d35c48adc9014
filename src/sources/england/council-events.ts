/**
 * What happened to councils, as events: mergers into unitaries and larger districts, counties divided among
 * their successors, boundary changes and changes of status. The changes come from comparing pictures; the
 * code history dates them and a register of authorities confirms them.
 */

import type { Evidence } from '#core/pack/vocabulary.ts';
import { type Change, type Flow, heirOf } from '#core/reorganisation/derive-changes.ts';
import { type Blocks, blocksOfParts } from '#sources/england/blocks.ts';
import { type CouncilStep, type Councils, isContinuing, upperOf } from '#sources/england/councils.ts';
import { type Draft, inWords, slug } from '#sources/england/draft.ts';
import { addMovedLand } from '#sources/england/moved-land.ts';
import { type InputFolder, rowsOf } from '#sources/england/read-input.ts';
import type { IsoDate } from '#std/iso-date.ts';

const derivedNote = 'Found by comparing yearly lookups of blocks to councils; dated by the code history.';
const continuingNote =
  'That the county council lived on as the unitary council (a continuing authority) is general knowledge of the structural changes orders; the files only show new codes.';
const refitNote = 're-fit of blocks between vintages, not a legal change of this day';

/** Writes events of councils, step by step, and remembers what it could not explain. */
export class CouncilEvents {
  private readonly draft: Draft;
  private readonly blocks: Blocks;
  private readonly councils: Councils;
  private readonly replacedBy: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(draft: Draft, folder: InputFolder, blocks: Blocks, councils: Councils) {
    this.draft = draft;
    this.blocks = blocks;
    this.councils = councils;
    this.replacedBy = replacements(folder);
  }

  /** Write the events of every step. */
  addAll(): void {
    this.addRecodes();
    for (const step of this.councils.steps) {
      for (const change of step.lower) if (change.kind === 'merge') this.addMerger(step, change);
      for (const change of step.upper) if (change.kind === 'divide') this.addCountyDivision(step, change);
      for (const change of step.lower) if (change.kind === 'same-land') this.addChangeOfStatus(step, change);
      for (const change of step.lower) if (change.kind === 'move') this.addMove(step, change);
    }
    this.addRenames();
    this.addContinuingDisagreements();
  }

  private addMerger(step: CouncilStep, change: Extract<Change, { kind: 'merge' }>): void {
    const into = this.code(change.into);
    const body = this.body(change.into);
    const county = step.upper.find((one) => one.kind === 'same-land' && one.to === change.into);
    const countyCode = county?.kind === 'same-land' ? this.code(county.from) : '';
    const lives = countyCode !== '' && isContinuing(countyCode, into);
    const gone = change.from.map((flow) => this.code(flow.from));
    const givers = [
      ...change.from.map((flow) => this.body(flow.from)),
      ...(countyCode === '' || lives ? [] : [this.bodyOf(countyCode)]),
    ];
    const confirmed = gone.every((code) => this.replacedBy.get(code)?.has(into) === true);
    const name = this.councils.history.name(into);
    const names = inWords(gone.map((code) => this.nameWhile(code)));
    this.draft.event({
      id: `merge-${slug(name)}-${this.day(into, step)}`,
      kind: 'merge',
      title: lives
        ? `${names} are taken into ${name}, the county council, now a unitary council`
        : `${names} merge into ${name}`,
      day: this.day(into, step),
      evidence: lives ? 'inferred' : confirmed ? 'published' : 'derived',
      source: confirmed ? 'registry' : 'derivation',
      note: lives ? `${derivedNote} ${continuingNote}` : derivedNote,
      bodies: [...givers.map((giver) => [giver, 'predecessor'] as const), [body, lives ? 'continuing' : 'successor']],
    });
  }

  /** A county divided among unitaries. Those that began the same day have begun by their merger, written before. */
  private addCountyDivision(step: CouncilStep, change: Extract<Change, { kind: 'divide' }>): void {
    const county = this.code(change.from);
    const day = this.councils.history.ended(county) ?? step.after.day;
    const [main, ...others] = change.into;
    if (main === undefined) return;
    const takers = change.into.map((flow) => this.code(flow.to));
    const event = this.draft.event({
      id: `divide-${slug(this.nameWhile(county))}-county-${day}`,
      kind: 'divide',
      title: `${this.nameWhile(county)} County Council ends; its area passes to ${inWords(takers.map((code) => this.councils.history.name(code)))}`,
      day,
      evidence: takers.every((code) => this.replacedBy.get(county)?.has(code) === true) ? 'published' : 'derived',
      source: 'derivation',
      note: derivedNote,
      bodies: [
        [this.bodyOf(county), 'predecessor'],
        ...takers.map((code) => [this.bodyOf(code), 'continuing'] as const),
      ],
    });
    const giver = this.bodyOf(county);
    for (const flow of others) {
      addMovedLand(this.draft, this.blocks, { ...this.land(step, event, flow), from: giver, to: this.body(flow.to) });
    }
    this.draft.land(event, {
      from: giver,
      to: this.body(main.to),
      blocks: null,
      evidence: 'derived',
      source: 'derivation',
    });
  }

  /** A district that becomes a unitary on its own land, and the county land that it takes along. */
  private addChangeOfStatus(step: CouncilStep, { from, to }: Extract<Change, { kind: 'same-land' }>): void {
    const before = this.code(from);
    const after = this.code(to);
    if (before.slice(0, 3) === after.slice(0, 3)) return;
    const day = this.day(after, step);
    const name = this.councils.history.name(after);
    const taken = step.upper.filter((one) => one.kind === 'move' && one.to === to);
    const givers = new Set(taken.map((one) => (one.kind === 'move' ? this.heirBody(step, one.from) : '')));
    const event = this.draft.event({
      id: `status-${slug(name)}-${day}`,
      kind: 'change-of-status',
      title: `${name} becomes a unitary council`,
      day,
      evidence: 'inferred',
      source: 'code-history',
      note: `${derivedNote} That it is the same council is inferred from its unchanged land and name.`,
      bodies: [[this.body(to), 'subject'], ...[...givers].map((giver) => [giver, 'continuing'] as const)],
    });
    for (const one of taken) {
      if (one.kind !== 'move') continue;
      addMovedLand(this.draft, this.blocks, {
        ...this.land(step, event, one),
        from: this.heirBody(step, one.from),
        to: this.body(to),
      });
    }
  }

  /** Land between councils that live on, or whose successors do by the day the lookup was made. */
  private addMove(step: CouncilStep, flow: Flow): void {
    const heir = this.code(heirOf(step.lower, flow.from));
    const gone = this.day(heir, step) < step.after.day;
    const [from, to] = [gone ? heir : this.code(flow.from), this.code(flow.to)];
    const [above, below] = [upperOf(this.councils.history, from), upperOf(this.councils.history, to)];
    const refit = step.before.printed.vintage !== step.after.printed.vintage || !this.isRecoded(to, step);
    const counties = [above, below]
      .filter((code) => above !== below && code !== from && code !== to)
      .map((code) => this.bodyOf(code));
    const day = step.after.day;
    const event = this.draft.event({
      id: `boundary-${slug(this.councils.history.name(from))}-${slug(this.councils.history.name(to))}-${day}`,
      kind: 'boundary-change',
      title: `Land passes from ${this.councils.history.name(from)} to ${this.councils.history.name(to)}`,
      day,
      evidence: 'derived',
      source: 'derivation',
      note: refit ? `${refitNote}; dated by the first lookup that shows it` : derivedNote,
      isRefit: refit,
      bodies: [...new Set([this.bodyOf(from), this.bodyOf(to), ...counties])].map(
        (body) => [body, 'continuing'] as const,
      ),
    });
    const land = this.land(step, event, flow);
    const count = addMovedLand(this.draft, this.blocks, { ...land, from: this.bodyOf(from), to: this.bodyOf(to) });
    this.addCountyLand(event, land, [from, above], [to, below]);
    const areas = blocksOfParts(this.blocks, step.after.printed.vintage, flow.parts);
    const subject = `${this.councils.history.name(from)} to ${this.councils.history.name(to)}: ${areas.slice(0, 5).join(', ')}`;
    if (refit)
      this.draft.unexplained(
        `refit-${event}`,
        day,
        subject,
        `${refitNote}: the lookup of ${step.after.day.slice(0, 4)} puts the land in another council, but no code changed.`,
        count,
      );
  }

  /** The upper-tier side of land that moved between two counties, or between a county and a unitary. */
  private addCountyLand(
    event: string,
    land: ReturnType<CouncilEvents['land']>,
    [from, above]: [string, string],
    [to, below]: [string, string],
  ): void {
    if (above === below) return;
    const areas = blocksOfParts(this.blocks, land.after, land.parts);
    const row = { blocks: { geography: land.after, areas }, evidence: land.evidence, source: land.source };
    const giver = above === from ? null : this.bodyOf(above);
    const taker = below === to ? null : this.bodyOf(below);
    if (giver !== null || taker !== null) this.draft.land(event, { ...row, from: giver, to: taker });
  }

  /** New codes on the same land without a change of role: boundary changes too small to move a block. */
  private addRecodes(): void {
    const recoded = this.councils.steps.flatMap((step) =>
      step.lower.flatMap((change) => {
        const sameRole =
          change.kind === 'same-land' && this.code(change.from).slice(0, 3) === this.code(change.to).slice(0, 3);
        return sameRole && change.kind === 'same-land'
          ? [{ code: this.code(change.to), day: this.day(this.code(change.to), step) }]
          : [];
      }),
    );
    const partners = this.laterPartners();
    const done = new Set<string>();
    for (const { code, day } of recoded) {
      if (done.has(code)) continue;
      const partner = recoded.find(
        (other) =>
          other.day === day &&
          (partners.get(code)?.has(other.code) === true || partners.get(other.code)?.has(code) === true),
      );
      const codes = partner === undefined ? [code] : [code, partner.code];
      for (const one of codes) done.add(one);
      this.addRecode(codes, day);
    }
  }

  private addRecode(codes: readonly string[], day: IsoDate): void {
    const names = inWords(codes.map((code) => this.councils.history.name(code)));
    const paired = codes.length === 2;
    this.draft.event({
      id: `boundary-${slug(names)}-${day}`,
      kind: 'boundary-change',
      title: paired ? `The boundary between ${names} changes` : `The boundary of ${names} changes`,
      day,
      evidence: 'published',
      source: 'code-history',
      note: `Known by new codes for the same council. ${paired ? 'That the two belong together is inferred from the land that 2021 blocks show between them.' : 'The other side is not known.'} No whole block moved.`,
      bodies: codes.map((code) => [this.bodyOf(code), 'continuing'] as const),
    });
    this.draft.unexplained(
      `recode-${slug(names)}`,
      day,
      names,
      'Published new codes show a boundary change, but no block of the lookups moved with it: the change is smaller than a block.',
      0,
    );
  }

  /** Pairs of codes between which land is seen to move later, when blocks are drawn anew. */
  private laterPartners(): Map<string, Set<string>> {
    const partners = new Map<string, Set<string>>();
    for (const step of this.councils.steps) {
      for (const change of step.lower) {
        if (change.kind !== 'move') continue;
        const from = this.code(change.from);
        partners.set(from, (partners.get(from) ?? new Set()).add(this.code(change.to)));
      }
    }
    return partners;
  }

  private addRenames(): void {
    const { history, codes } = this.councils;
    for (const code of codes) {
      for (const [at, spell] of history.of(code).entries()) {
        const earlier = history.of(code)[at - 1];
        if (earlier === undefined || earlier.name === spell.name || spell.from === null) continue;
        this.draft.event({
          id: `rename-${slug(spell.name)}-${spell.from}`,
          kind: 'rename',
          title: `${earlier.name} is renamed ${spell.name}`,
          day: spell.from,
          evidence: 'published',
          source: 'code-history',
          bodies: [[this.bodyOf(code), 'subject']],
        });
      }
    }
  }

  /** The register of authorities treats a continuing authority as a new one: both are on record. */
  private addContinuingDisagreements(): void {
    const { codes, history } = this.councils;
    for (const code of codes) {
      const county = codes.find((other) => isContinuing(other, code));
      if (county === undefined || this.replacedBy.get(county)?.has(code) !== true) continue;
      const name = history.name(code);
      this.draft.disagreement(
        `continuing-${slug(name)}`,
        `Is the ${name} unitary council of ${history.began(code)} the county council under new powers, or a new council?`,
        this.bodyOf(code),
        [
          { source: 'general-knowledge', says: 'The county council is the continuing authority.', followed: true },
          {
            source: 'registry',
            says: 'The county council ended and was replaced by the unitary council.',
            followed: false,
          },
        ],
      );
    }
  }

  private land(step: CouncilStep, event: string, flow: { readonly parts: readonly number[] }) {
    const evidence: Evidence = 'derived';
    return {
      event,
      parts: flow.parts,
      before: step.before.printed.vintage,
      after: step.after.printed.vintage,
      evidence,
      source: 'derivation' as const,
    };
  }

  /** The body that has the land of a code that is gone, so far as it lives on under another code. */
  private heirBody(step: CouncilStep, number: number): string {
    const heir = step.upper.find((one) => one.kind === 'same-land' && one.from === number);
    return heir?.kind === 'same-land' ? this.body(heir.to) : this.body(number);
  }

  private isRecoded(code: string, step: CouncilStep): boolean {
    const began = this.councils.history.began(code);
    return began !== null && began > step.before.day && began <= step.after.day;
  }

  private day(code: string, step: CouncilStep): IsoDate {
    return this.councils.history.began(code) ?? step.after.day;
  }

  private code(number: number): string {
    return this.councils.codes[number] ?? '';
  }

  private body(number: number): string {
    return this.bodyOf(this.code(number));
  }

  private bodyOf(code: string): string {
    return this.councils.bodyOf.get(code) ?? `council-${code}`;
  }

  private nameWhile(code: string): string {
    return this.councils.history.of(code).at(-1)?.name ?? code;
  }
}

/** GSS codes that the register of authorities names as replacing a GSS code. */
function replacements(folder: InputFolder): Map<string, Set<string>> {
  const rows = rowsOf(folder.table('registry'));
  const gssOf = new Map(rows.map((row) => [row['code'] ?? '', row['gss'] ?? '']));
  const found = new Map<string, Set<string>>();
  for (const row of rows) {
    const heirs = (row['replacedBy'] ?? '').split(',').map((code) => gssOf.get(code.trim()) ?? '');
    found.set(row['gss'] ?? '', new Set(heirs.filter((code) => code !== '')));
  }
  return found;
}
