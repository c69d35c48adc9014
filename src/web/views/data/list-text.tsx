/** A list written in one field. What is typed stays as typed; what can be read of it is taken. */

import { useState } from 'react';
import { TextField } from '../../parts/form-field.tsx';

type ListTextProps = {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly values: readonly string[];
  readonly parse: (text: string) => string[];
  readonly onChange: (values: string[]) => void;
};

/** The field. A list that changes elsewhere is written anew. */
export function ListText({ id, label, hint, values, parse, onChange }: ListTextProps) {
  const [text, setText] = useState(() => values.join(', '));
  const shown = parse(text).join() === values.join() ? text : values.join(', ');
  return (
    <TextField
      id={id}
      label={label}
      hint={hint}
      value={shown}
      onChange={(next) => {
        setText(next);
        onChange(parse(next));
      }}
    />
  );
}
