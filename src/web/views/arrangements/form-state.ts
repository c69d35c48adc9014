/**
 * An arrangement as a form holds it: every field as the text that a person types, so that nothing typed is lost. To and
 * from the arrangement of the API. Pure; knows no screen.
 */

import {
  type ArrangementKind,
  arrangementKinds,
  type Clause,
  clauseNames,
  type Family,
} from '#core/agreements/vocabulary.ts';
import { addDays, parseIsoDate } from '#std/iso-date.ts';
import { parsePence, pence, poundsText } from '#std/pence.ts';
import type { ArrangementSpecWire } from '#wire/arrangements.ts';

export type PartyFields = { organisation: string; role: string; share: string; signedOn: string };
export type AmountFields = {
  what: string;
  nature: string;
  pounds: string;
  party: string;
  location: string;
  year: string;
};
export type DocumentFields = { kind: string; title: string; reference: string; on: string };
export type MilestoneFields = {
  title: string;
  due: string;
  done: string;
  slippedTo: string;
  causes: readonly string[];
  event: string;
  note: string;
};
export type NegotiatedFields = { party: string; successor: string; share: string };

/** A row of a list, with a name of its own that stays while rows come and go. */
export type Kept<T> = T & { readonly key: string };

/** Texts are as typed; '' is not stated. Shares are percentages, money is pounds. */
export type ArrangementFields = {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly stage: string;
  readonly parties: readonly Kept<PartyFields>[];
  readonly careGroups: readonly string[];
  readonly isPriority: boolean;
  readonly serviceArea: readonly Kept<{ area: string }>[];
  readonly agreedOn: string;
  readonly startsOn: string;
  /** The last day on which it runs; the arrangement states the day after. */
  readonly lastDay: string;
  readonly reviewOn: string;
  readonly renewsOn: string;
  readonly noticeDays: string;
  readonly amounts: readonly Kept<AmountFields>[];
  readonly clauses: Readonly<Record<string, string>>;
  readonly documents: readonly Kept<DocumentFields>[];
  readonly milestones: readonly Kept<MilestoneFields>[];
  readonly negotiated: readonly Kept<NegotiatedFields>[];
  readonly postStage: string;
  readonly tenure: string;
  readonly seatSector: string;
  /** `yes`, `no` or ''. */
  readonly isVoting: string;
  readonly dataSets: readonly Kept<{ dataSet: string }>[];
  readonly evidence: string;
  readonly source: string;
  readonly note: string;
};

/** A fault of one field, by the path that the API uses. */
export type FieldProblem = { readonly path: string; readonly message: string };

/** Parts of the form that belong to some families of kinds only. */
export type FormPart =
  | 'clauses'
  | 'money'
  | 'negotiated'
  | 'milestones'
  | 'postStage'
  | 'tenure'
  | 'seat'
  | 'dataSets'
  | 'shares';

const partsOfFamily: Record<Family, readonly FormPart[]> = {
  partnership: ['clauses', 'money', 'negotiated', 'shares', 'milestones'],
  alignment: ['money', 'negotiated', 'shares'],
  transfer: ['money', 'negotiated'],
  secondment: ['money'],
  contract: ['money', 'negotiated', 'shares'],
  data: ['dataSets'],
  post: ['money', 'shares', 'postStage'],
  site: ['money', 'shares', 'tenure'],
  seat: ['seat'],
  panel: ['money'],
  plan: ['milestones', 'money'],
};

/** An empty arrangement: a pooled fund in force with room for two parties. */
export const emptyFields: ArrangementFields = {
  id: '',
  kind: 'pooled-fund',
  title: '',
  stage: 'in-force',
  parties: [
    { key: 'new-1', organisation: '', role: 'host', share: '', signedOn: '' },
    { key: 'new-2', organisation: '', role: 'partner', share: '', signedOn: '' },
  ],
  careGroups: [],
  isPriority: false,
  serviceArea: [],
  agreedOn: '',
  startsOn: '',
  lastDay: '',
  reviewOn: '',
  renewsOn: '',
  noticeDays: '',
  amounts: [],
  clauses: {},
  documents: [],
  milestones: [],
  negotiated: [],
  postStage: '',
  tenure: '',
  seatSector: '',
  isVoting: '',
  dataSets: [],
  evidence: 'stated',
  source: '',
  note: '',
};

/** The fields of an arrangement. */
export function fieldsOf(spec: ArrangementSpecWire): ArrangementFields {
  return {
    id: spec.id,
    kind: spec.kind,
    title: spec.title,
    stage: spec.stage,
    careGroups: spec.careGroups,
    isPriority: spec.isPriority,
    evidence: spec.evidence,
    agreedOn: spec.agreedOn ?? '',
    startsOn: spec.startsOn ?? '',
    lastDay: spec.endsOn === null ? '' : addDays(spec.endsOn, -1),
    reviewOn: spec.reviewOn ?? '',
    renewsOn: spec.renewsOn ?? '',
    parties: keyed(spec.parties, ({ organisation, role, share, signedOn }) => ({
      organisation,
      role,
      share: shareFieldOf(share),
      signedOn: signedOn ?? '',
    })),
    serviceArea: keyed(spec.serviceArea, (area) => ({ area })),
    noticeDays: spec.noticeDays === null ? '' : String(spec.noticeDays),
    amounts: keyed(spec.amounts, (amount) => ({
      what: amount.what,
      nature: amount.nature,
      pounds: poundsText(pence(BigInt(amount.pence))).replace(/\.00$/, ''),
      party: amount.party ?? '',
      location: amount.location ?? '',
      year: amount.year ?? '',
    })),
    clauses: Object.fromEntries(Object.entries(spec.clauses).map(([clause, answer]) => [clause, answer ?? ''])),
    documents: keyed(spec.documents, ({ kind, title, reference, on }) => ({
      kind,
      title,
      reference: reference ?? '',
      on: on ?? '',
    })),
    milestones: keyed(spec.milestones, (one) => ({
      title: one.title,
      due: one.due,
      done: one.done ?? '',
      slippedTo: one.slippedTo ?? '',
      causes: one.causes,
      event: one.event ?? '',
      note: one.note ?? '',
    })),
    negotiated: keyed(spec.negotiated, ({ party, successor, share }) => ({
      party,
      successor,
      share: shareFieldOf(share),
    })),
    postStage: spec.postStage ?? '',
    tenure: spec.tenure ?? '',
    seatSector: spec.seatSector ?? '',
    isVoting: spec.isVoting === null ? '' : spec.isVoting ? 'yes' : 'no',
    dataSets: keyed(spec.dataSets, (dataSet) => ({ dataSet })),
    source: spec.source ?? '',
    note: spec.note ?? '',
  };
}

/**
 * What the fields state, and the problems of those that are no number, share or amount; such a one is not stated in `spec`.
 * Whatever the kind does not have is left out. Rows keep their places, so that problems of the API find their fields.
 */
export function specOf(fields: ArrangementFields): { spec: ArrangementSpecWire; problems: readonly FieldProblem[] } {
  const reader = new FieldReader();
  const has = (part: FormPart) => hasPart(fields, part);
  const spec = {
    id: fields.id.trim(),
    kind: fields.kind,
    title: fields.title.trim(),
    stage: fields.stage,
    parties: fields.parties.map((party, at) => ({
      organisation: party.organisation.trim(),
      role: party.role,
      share: has('shares') ? reader.share(`parties[${at}].share`, party.share) : null,
      signedOn: orNull(party.signedOn),
    })),
    careGroups: [...fields.careGroups],
    isPriority: fields.isPriority,
    serviceArea: fields.serviceArea.map(({ area }) => area.trim()),
    agreedOn: orNull(fields.agreedOn),
    startsOn: orNull(fields.startsOn),
    endsOn: dayAfter(fields.lastDay),
    reviewOn: orNull(fields.reviewOn),
    renewsOn: orNull(fields.renewsOn),
    noticeDays: reader.days('noticeDays', fields.noticeDays),
    amounts: has('money') ? fields.amounts.map((amount, at) => reader.amount(`amounts[${at}]`, amount)) : [],
    clauses: has('clauses') ? answered(fields.clauses) : {},
    documents: fields.documents.map(({ kind, title, reference, on }) => ({
      kind,
      title: title.trim(),
      reference: orNull(reference),
      on: orNull(on),
    })),
    milestones: has('milestones') ? fields.milestones.map((one, at) => reader.milestone(`milestones[${at}]`, one)) : [],
    negotiated: has('negotiated')
      ? fields.negotiated.map((one, at) => ({
          party: one.party.trim(),
          successor: one.successor.trim(),
          share: reader.share(`negotiated[${at}].share`, one.share, true) ?? 0,
        }))
      : [],
    postStage: has('postStage') ? orNull(fields.postStage) : null,
    tenure: has('tenure') ? orNull(fields.tenure) : null,
    seatSector: has('seat') ? orNull(fields.seatSector) : null,
    isVoting: has('seat') && fields.isVoting !== '' ? fields.isVoting === 'yes' : null,
    dataSets: has('dataSets') ? fields.dataSets.map(({ dataSet }) => dataSet.trim()) : [],
    evidence: fields.evidence,
    source: orNull(fields.source),
    note: orNull(fields.note),
  };
  // The words come from lists of the vocabulary; the API checks them again.
  return { spec: spec as ArrangementSpecWire, problems: reader.problems };
}

/** True when the form has that part for its kind. */
export function hasPart({ kind }: Pick<ArrangementFields, 'kind'>, part: FormPart): boolean {
  const family = arrangementKinds[kind as ArrangementKind]?.family ?? 'contract';
  return partsOfFamily[family].includes(part);
}

/** What is filled in, in parts that the kind does not have: it would be left out on saving. */
export function strayParts(fields: ArrangementFields): FormPart[] {
  const filled: Record<FormPart, boolean> = {
    clauses: Object.values(fields.clauses).some((answer) => answer !== ''),
    money: fields.amounts.length > 0,
    negotiated: fields.negotiated.length > 0,
    milestones: fields.milestones.length > 0,
    postStage: fields.postStage !== '',
    tenure: fields.tenure !== '',
    seat: fields.seatSector !== '' || fields.isVoting !== '',
    dataSets: fields.dataSets.length > 0,
    shares: fields.parties.some((party) => party.share !== ''),
  };
  return (Object.keys(filled) as FormPart[]).filter((part) => filled[part] && !hasPart(fields, part));
}

/** Reads texts as numbers and gathers what could not be read. */
class FieldReader {
  readonly problems: FieldProblem[] = [];

  /** A percentage as a share. */
  share(path: string, text: string, isNeeded = false): number | null {
    const plain = text.trim().replace(/%$/, '').trim();
    if (plain === '') {
      if (isNeeded) this.refuse(path, 'Write the share as a percentage, such as 25.');
      return null;
    }
    const percent = /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
    if (percent >= 0 && percent <= 100) return Number((percent / 100).toFixed(12));
    return this.refuse(path, 'Write the share as a percentage from 0 to 100, such as 25.');
  }

  days(path: string, text: string): number | null {
    if (text.trim() === '') return null;
    if (/^\d{1,4}$/.test(text.trim())) return Number(text);
    return this.refuse(path, 'Write the period of notice as a whole number of days, such as 180.');
  }

  amount(path: string, amount: AmountFields): ArrangementSpecWire['amounts'][number] {
    const read = parsePence(amount.pounds);
    if (read === null) this.refuse(`${path}.pence`, 'Write the amount in pounds, such as 1,250,000 or 1250.50.');
    const stated = {
      what: amount.what,
      nature: amount.nature,
      pence: Number(read ?? 0n),
      party: orNull(amount.party),
      location: orNull(amount.location),
      year: orNull(amount.year),
    };
    return stated as ArrangementSpecWire['amounts'][number];
  }

  milestone(path: string, one: MilestoneFields): ArrangementSpecWire['milestones'][number] {
    if (one.due === '') this.refuse(`${path}.due`, 'Give the day that the milestone is due.');
    const stated = {
      title: one.title.trim(),
      due: one.due,
      done: orNull(one.done),
      slippedTo: orNull(one.slippedTo),
      causes: [...one.causes],
      event: orNull(one.event),
      note: orNull(one.note),
    };
    return stated as ArrangementSpecWire['milestones'][number];
  }

  private refuse(path: string, message: string): null {
    this.problems.push({ path, message });
    return null;
  }
}

/** The day after; null for none, and for what is no day yet. */
function dayAfter(day: string): string | null {
  const date = parseIsoDate(day);
  return date === null ? null : addDays(date, 1);
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** A share as the percentage that a field shows, without the noise of binary fractions. */
function shareFieldOf(share: number | null): string {
  return share === null ? '' : String(Number((share * 100).toFixed(10)));
}

function answered(given: ArrangementFields['clauses']): ArrangementSpecWire['clauses'] {
  const stated = clauseNames.filter((clause) => (given[clause] ?? '') !== '');
  return Object.fromEntries(stated.map((clause: Clause) => [clause, given[clause]])) as ArrangementSpecWire['clauses'];
}

function keyed<A, B extends object>(rows: readonly A[], fieldsOfRow: (row: A) => B): Kept<B>[] {
  return rows.map((row, at) => ({ ...fieldsOfRow(row), key: `kept-${at}` }));
}
