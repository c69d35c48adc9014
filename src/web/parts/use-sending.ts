/** Sending a form: its faults are told before anything is sent, what the server says afterwards beside them. */

import { useState } from 'react';
import { ApiFault } from '../api-client.ts';

/** What is wrong, by the id of the field that it leads to. */
export type FormFaults = Readonly<Record<string, string>>;

export type SendingState = {
  readonly isBusy: boolean;
  /** Counts the tries, so that a summary is told again. */
  readonly attempt: number;
  readonly faults: FormFaults;
  readonly fault: ApiFault | null;
};

const untried: SendingState = { isBusy: false, attempt: 0, faults: {}, fault: null };

export type Sending = {
  readonly state: SendingState;
  /** Sends unless there are faults; what the action gives, or null when something was wrong, which the state tells. */
  readonly run: <T>(faults: FormFaults, action: () => Promise<T>) => Promise<{ readonly value: T } | null>;
  readonly letGo: () => void;
};

/** The state of a form that is sent. `fields`: ids of fields by the name under which the server knows them. */
export function useSending(fields: Readonly<Record<string, string>> = {}): Sending {
  const [state, setState] = useState(untried);
  const tell = (told: Partial<SendingState>) => setState((now) => ({ ...untried, attempt: now.attempt + 1, ...told }));
  const run = async <T>(faults: FormFaults, action: () => Promise<T>) => {
    if (Object.keys(faults).length > 0) {
      tell({ faults });
      return null;
    }
    setState((now) => ({ ...now, isBusy: true, fault: null, faults: {} }));
    try {
      const value = await action();
      setState((now) => ({ ...untried, attempt: now.attempt }));
      return { value };
    } catch (fault) {
      if (!(fault instanceof ApiFault)) throw fault;
      const atFields = faultsAtFields(fault, fields);
      tell(Object.keys(atFields).length > 0 ? { faults: atFields } : { fault });
      return null;
    }
  };
  return { state, run, letGo: () => setState(untried) };
}

type Told = { readonly message?: unknown; readonly where?: { readonly column?: unknown } };

/** Problems of a refusal by field; empty unless every one of them has a field here. */
export function faultsAtFields(fault: ApiFault, fields: Readonly<Record<string, string>>): FormFaults {
  const told = Array.isArray(fault.document['problems']) ? (fault.document['problems'] as Told[]) : [];
  const found: Record<string, string> = {};
  for (const { message, where } of told) {
    const id = fields[String(where?.column ?? '').split(/[.[]/)[0] ?? ''];
    if (id === undefined) return {};
    found[id] = [found[id], String(message ?? 'It cannot be read.')].filter((one) => one !== undefined).join(' ');
  }
  return found;
}
