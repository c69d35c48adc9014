/** Somebody else changed the arrangement meanwhile: who and when, both versions side by side, and a choice for each field. */

import { useEffect, useRef, useState } from 'react';
import type { ArrangementSpecWire, ArrangementWire } from '#wire/arrangements.ts';
import { moneyText } from '../../handover-words.ts';
import { momentText, plainWord } from '../../words.ts';
import { fieldText } from './field-names.ts';
import { clashesOf, type FieldName, mergedSpec, type Side } from './merge-versions.ts';

export type Conflict = {
  readonly who: string;
  readonly at: string;
  /** The arrangement as it is now. */
  readonly theirs: ArrangementWire;
};

type VersionConflictProps = {
  readonly conflict: Conflict;
  /** What the person began with, and what they have now. */
  readonly base: ArrangementSpecWire;
  readonly mine: ArrangementSpecWire;
  readonly nameOf: (id: string) => string | null;
  /** Goes on with what was chosen, over the version that is there now. */
  readonly onGoOn: (merged: ArrangementSpecWire) => void;
};

/** The comparison. It takes the focus. */
export function VersionConflict({ conflict, base, mine, nameOf, onGoOn }: VersionConflictProps) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'start' });
  }, []);
  const theirs = conflict.theirs.arrangement;
  const clashes = clashesOf(base, mine, theirs);
  const [chosen, setChosen] = useState<Partial<Record<FieldName, Side>>>({});
  const all = (side: Side) => setChosen(Object.fromEntries(clashes.map(({ field }) => [field, side])));
  return (
    <section
      className="note note-caution conflict"
      aria-labelledby="conflict-title"
      role="alert"
      tabIndex={-1}
      ref={box}
    >
      <h2 id="conflict-title">Somebody else changed this arrangement meanwhile</h2>
      <p>
        {conflict.who} saved it on {momentText(conflict.at)}, after you opened it. Nothing of yours was saved, and
        nothing is lost. Choose for each field which of the two to keep, go on, and save again.
      </p>
      <div className="table-scroll">
        <table>
          <caption className="unseen">Fields that differ</caption>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Yours</th>
              <th scope="col">Theirs</th>
            </tr>
          </thead>
          <tbody>
            {clashes.map(({ field, isClash, usual }) => {
              const side = chosen[field] ?? usual;
              return (
                <tr key={field}>
                  <th scope="row">
                    {fieldText(field)}
                    <br />
                    <span className="hint">
                      {isClash ? 'changed by both' : usual === 'mine' ? 'changed by you' : `changed by ${conflict.who}`}
                    </span>
                  </th>
                  {(['mine', 'theirs'] as const).map((one) => (
                    <td key={one}>
                      <label className="tick">
                        <input
                          type="radio"
                          name={`keep-${field}`}
                          checked={side === one}
                          onChange={() => setChosen({ ...chosen, [field]: one })}
                        />
                        <span className="unseen">
                          Keep {one === 'mine' ? 'yours' : 'theirs'} for {fieldText(field)}:{' '}
                        </span>
                        <span>{valueText((one === 'mine' ? mine : theirs)[field], nameOf)}</span>
                      </label>
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="button-row">
        <button type="button" className="button" onClick={() => onGoOn(mergedSpec(mine, theirs, clashes, chosen))}>
          Go on with these
        </button>
        <button type="button" className="button button-quiet" onClick={() => all('mine')}>
          Choose mine everywhere
        </button>
        <button type="button" className="button button-quiet" onClick={() => all('theirs')}>
          Choose theirs everywhere
        </button>
      </p>
    </section>
  );
}

/** A value in words: bodies by name, money in pounds, lists row by row. */
function valueText(value: unknown, nameOf: (id: string) => string | null): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((one) => valueText(one, nameOf)).join('; ');
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([, part]) => part !== null && part !== '' && !(Array.isArray(part) && part.length === 0))
      .map(([name, part]) => (name === 'pence' ? moneyText(Number(part)) : partText(String(part), nameOf)))
      .join(', ');
  }
  return partText(String(value), nameOf);
}

function partText(text: string, nameOf: (id: string) => string | null): string {
  return nameOf(text) ?? (/^[a-z]+(-[a-z]+)+$/.test(text) ? plainWord(text).toLowerCase() : text);
}
