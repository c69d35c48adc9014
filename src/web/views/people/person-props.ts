/** What the parts of the panel of one person are given. */

import type { PeopleWire, PersonWire } from '#wire/people.ts';
import type { Choice } from '../../choice.ts';

export type PersonProps = { readonly choice: Choice; readonly person: PersonWire; readonly people: PeopleWire };
