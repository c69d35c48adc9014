/** The state of the form: what is typed, what is wrong, saving, and what somebody else changed meanwhile. */

import { useState } from 'react';
import type { z } from 'zod';
import type { ArrangementSpecWire, ArrangementWire, arrangementSavedSchema } from '#wire/arrangements.ts';
import { ApiFault, apiAddress, ask, proposalsOf, send } from '../../api-client.ts';
import { useAuthor, useAuthorLack } from '../../author.ts';
import type { Choice } from '../../choice.ts';
import { arrangementAddress } from './arrangements-choice.ts';
import { problemsOfDocument } from './form-problems.ts';
import { type ArrangementFields, emptyFields, type FieldProblem, fieldsOf, specOf } from './form-state.ts';
import type { Conflict } from './version-conflict.tsx';

type Saved = z.infer<typeof arrangementSavedSchema>;

/** What the form began with: an arrangement of some version; null: it is new. */
export type FormBase = Pick<ArrangementWire, 'arrangement' | 'version' | 'bodies'> | null;

/** How saving went, the last time that it was tried. */
export type SaveState = {
  readonly isBusy: boolean;
  /** Counts the tries, so that a summary is told again. */
  readonly attempt: number;
  readonly problems: readonly FieldProblem[];
  readonly fault: ApiFault | null;
  readonly conflict: Conflict | null;
  /** It was removed by somebody meanwhile. */
  readonly isGone: boolean;
  readonly saved: Saved | null;
};

const untried: SaveState = {
  isBusy: false,
  attempt: 0,
  problems: [],
  fault: null,
  conflict: null,
  isGone: false,
  saved: null,
};

/** The form. `onSaved` is called when it was saved without a warning. */
export function useArrangementForm(choice: Choice, given: FormBase, onSaved: (id: string) => void) {
  const author = useAuthor('save-arrangement', 'state-amounts');
  const lack = useAuthorLack('save-arrangement', 'state-amounts');
  const [base, setBase] = useState<FormBase>(given);
  const [fields, setFields] = useState<ArrangementFields>(() =>
    given === null ? emptyFields : fieldsOf(given.arrangement),
  );
  const [isChanged, setIsChanged] = useState(false);
  const [reason, setReason] = useState('');
  const [state, setState] = useState<SaveState>(untried);
  const change = (some: Partial<ArrangementFields>) => {
    setFields((now) => ({ ...now, ...some }));
    setIsChanged(true);
  };
  const tell = (told: Partial<SaveState>) => setState((now) => ({ ...untried, attempt: now.attempt + 1, ...told }));

  const save = async (unread: readonly FieldProblem[]) => {
    const { spec, problems } = specOf(fields);
    const all = [...unread, ...problems];
    if (lack !== null) all.push({ path: 'author', message: lack });
    if (all.length > 0) return tell({ problems: all });
    setState((now) => ({ ...now, isBusy: true }));
    try {
      const saved = await send<Saved>('PUT', addressOf(choice, spec.id), {
        arrangement: spec,
        expectedVersion: base?.version ?? null,
        by: author,
        reason: reason.trim() || null,
      });
      setIsChanged(false);
      if (saved.problems.length === 0) return onSaved(saved.id);
      setBase({ arrangement: spec, version: saved.version, bodies: base?.bodies ?? [] });
      tell({ saved });
    } catch (fault) {
      if (!(fault instanceof ApiFault)) throw fault;
      // What became a proposal is kept: leaving the form loses nothing.
      if (proposalsOf(fault) !== null) setIsChanged(false);
      tell(await toldBy(fault, choice, spec.id, base === null));
    }
  };

  const goOn = (merged: ArrangementSpecWire, theirs: ArrangementWire) => {
    setBase(theirs);
    setFields(fieldsOf(merged));
    setIsChanged(true);
    setState((now) => ({ ...untried, attempt: now.attempt }));
  };
  const makeNew = () => {
    setBase(null);
    setState(untried);
  };
  return { base, fields, change, isChanged, reason, setReason, state, save, goOn, makeNew, author };
}

function addressOf(choice: Choice, id: string): string {
  return apiAddress(`/arrangements/${encodeURIComponent(id)}`, { register: choice.register.name });
}

/** What a refusal of a save comes to. */
async function toldBy(fault: ApiFault, choice: Choice, id: string, isNew: boolean): Promise<Partial<SaveState>> {
  if (fault.status === 409) {
    const current = fault.document['current'] as { who: string; at: string } | null | undefined;
    if (current === null || current === undefined) return { isGone: true };
    if (isNew) {
      const message = `${id} is the reference of another arrangement, entered by ${current.who}. Give this one another reference.`;
      return { problems: [{ path: 'id', message }] };
    }
    const theirs = await ask<ArrangementWire>(arrangementAddress(choice, id, null)).catch(() => null);
    return theirs === null ? { fault } : { conflict: { who: current.who, at: current.at, theirs } };
  }
  const problems = problemsOfDocument(fault.document);
  return problems.length === 0 ? { fault } : { problems };
}
