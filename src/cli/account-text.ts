/** Accounts and their roles as a terminal and a script read them. */

import type { AccountWithRoles } from '#actions/accounts.ts';
import type { IsoDate } from '#std/iso-date.ts';
import { textTable } from '#std/text-table.ts';

/** One line for each role that holds or will, and one for an account without any. */
export function accountsText(accounts: readonly AccountWithRoles[], on: IsoDate): string {
  const headings = ['e-mail', 'name', 'state', 'second factor', 'role', 'for', 'from', 'to', 'id of the role'];
  const rows = accounts.flatMap(({ body, grants }) => {
    const factors = [...(body.hasTotp ? ['app'] : []), ...(body.passkeys.length > 0 ? ['passkey'] : [])];
    const person = [body.email, body.name, body.state, factors.join(', ') || 'none'];
    const held = grants.filter(({ to }) => to === null || to > on);
    if (held.length === 0) return [[...person, 'none', '', '', '', '']];
    return held.map(({ role, organisation, from, to, id }) => [...person, role, organisation, from, to ?? '', id]);
  });
  if (rows.length === 0) return 'There are no accounts. "coterminous accounts invite" invites somebody.';
  return textTable(
    headings.map((heading) => ({ heading })),
    rows,
  );
}

/** The same as JSON, with roles that are over. */
export function accountsJson(register: string, accounts: readonly AccountWithRoles[]) {
  return {
    register,
    accounts: accounts.map(({ account, body, owners, grants }) => ({
      account,
      email: body.email,
      name: body.name,
      state: body.state,
      hasPassword: body.hasPassword,
      hasTotp: body.hasTotp,
      passkeys: body.passkeys.length,
      keptBy: owners,
      roles: grants,
    })),
  };
}
