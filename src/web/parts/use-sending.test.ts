import { expect, it } from 'vitest';
import { ApiFault } from '../api-client.ts';
import { faultsAtFields } from './use-sending.ts';

const refusal = (...problems: { column?: string; message?: string }[]) =>
  new ApiFault({
    title: '',
    status: 422,
    detail: '',
    document: { problems: problems.map(({ column, message }) => ({ message, where: { column } })) },
  });

it('[WA3] what the server finds wrong stands at its fields, several of one field together', () => {
  const fields = { password: 'p', roles: 'r' };
  const fault = refusal(
    { column: 'password', message: 'Too short.' },
    { column: 'password', message: 'Too common.' },
    { column: 'roles[0]', message: 'No such role.' },
  );
  expect(faultsAtFields(fault, fields)).toEqual({ p: 'Too short. Too common.', r: 'No such role.' });
});

it('[WA3] where one problem has no field here the refusal is told as a whole, so that nothing is lost', () => {
  expect(faultsAtFields(refusal({ column: 'password', message: 'a' }, { message: 'b' }), { password: 'p' })).toEqual(
    {},
  );
  expect(faultsAtFields(refusal(), { password: 'p' })).toEqual({});
});
