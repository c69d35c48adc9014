/**
 * All the files the England pack is built from, by our name of each. Headings are compared without regard to
 * case. Knows no values: the readers of each subject take it from here.
 */

import { counts, shapes } from '#sources/england/input-counts.ts';
import { lookups } from '#sources/england/input-lookups.ts';
import { organisations } from '#sources/england/input-organisations.ts';

export const inputs = { ...lookups, ...organisations, ...counts, ...shapes };
export type InputId = keyof typeof inputs;
export const inputIds = Object.keys(inputs) as readonly InputId[];
