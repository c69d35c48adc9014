/** For which body: among those that one administers, or any of the register for the owner of the installation. */

import type { PeopleWire } from '#wire/people.ts';
import type { Choice } from '../../choice.ts';
import { BodyField, bodyOptions, useBodies } from '../../parts/body-field.tsx';
import { WordField } from '../../parts/form-field.tsx';
import { isOwner, useSession } from '../../session.ts';

type BodyChoiceProps = {
  readonly id: string;
  readonly choice: Choice;
  readonly administered: PeopleWire['administered'];
  readonly value: string;
  readonly onChange: (body: string) => void;
};

/** The field. */
export function BodyChoice({ administered, choice, ...field }: BodyChoiceProps) {
  const session = useSession();
  if (isOwner(session)) return <AnyBody choice={choice} {...field} />;
  return (
    <WordField
      label="Body"
      options={[
        ...(administered.length > 1 ? [{ value: '', text: 'Choose one' }] : []),
        ...administered.map(({ id, name }) => ({ value: id, text: name })),
      ]}
      {...field}
    />
  );
}

function AnyBody({ choice, ...field }: Omit<BodyChoiceProps, 'administered'>) {
  const today = new Date().toISOString().slice(0, 10);
  const bodies = useBodies({ register: choice.register, scenario: null, on: today });
  return (
    <BodyField
      label="Body"
      hint="Begin to write its name or code."
      options={bodyOptions(bodies.value ?? [])}
      {...field}
    />
  );
}

/** The body that is meant before anything was chosen: the only one there is. */
export function onlyBody(administered: PeopleWire['administered']): string {
  return administered.length === 1 ? (administered[0]?.id ?? '') : '';
}
