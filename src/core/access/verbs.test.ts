import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { withPermissions } from '#core/access/permissions-page.ts';
import { ruleOf, verbNames } from '#core/access/verbs.ts';
import { resourceKinds } from '#core/access/vocabulary.ts';

const source = fileURLToPath(new URL('../..', import.meta.url));
const page = fileURLToPath(new URL('../../../docs/methods/permissions.md', import.meta.url));

/** Functions that the API or the command line takes from the actions, and that nobody asks for by themselves. */
const parts: Readonly<Record<string, string>> = {
  acceptLink: 'of signing in',
  addDailyJobs: 'of the daily work of a server',
  askerOf: 'of every question',
  askForImport: 'of importing data',
  checkLeaving: 'of exporting rebased numbers',
  checkWeightsLeaving: 'of exporting weights',
  confirmTotp: 'of keeping one’s own account',
  finishPasskeyRegistration: 'of keeping one’s own account',
  finishPasskeySignIn: 'of signing in',
  finishProviderSignIn: 'of signing in',
  finishSignIn: 'of signing in',
  grantsOfAccount: 'of every question',
  isLargeFile: 'of rebasing files',
  listPasskeys: 'of keeping one’s own account',
  listProposals: 'of seeing proposals',
  listSessions: 'of keeping one’s own account',
  listTokens: 'of keeping one’s own account',
  makeOwnerKey: 'of starting',
  makeRecoveryCodes: 'of keeping one’s own account',
  makeShelves: 'of starting',
  makeToken: 'of keeping one’s own account',
  onWallDifference: 'of starting',
  ownerSession: 'of signing in',
  plansOf: 'of listing registers',
  principalWithout: 'of every question',
  removePasskey: 'of keeping one’s own account',
  removeTotp: 'of keeping one’s own account',
  renamePasskey: 'of keeping one’s own account',
  resendInvitation: 'of inviting',
  revokeOtherSessions: 'of keeping one’s own account',
  revokeSession: 'of keeping one’s own account',
  revokeToken: 'of keeping one’s own account',
  rulebookGiven: 'of saving a rulebook',
  runJob: 'of importing data',
  shelvesFor: 'of every question',
  shelvesOfRequest: 'of every question',
  showJob: 'of importing data',
  showJobs: 'of importing data',
  showLink: 'of signing in',
  signIn: 'of signing in',
  signOut: 'of signing in',
  soundJournal: 'of verifying the journal',
  sourceOf: 'of showing a handover',
  startPasskeyRegistration: 'of keeping one’s own account',
  startPasskeySignIn: 'of signing in',
  startProviderLink: 'of keeping one’s own account',
  startProviderSignIn: 'of signing in',
  startTotp: 'of keeping one’s own account',
  stepUp: 'of signing in',
  stopJob: 'of importing data',
  whoAmI: 'of every question',
  workOfRecord: 'of schedules',
  writeSheets: 'of any table that is shown',
};

function sourcesBelow(folder: string): string[] {
  return readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map((name) => readFileSync(join(source, folder, name), 'utf8'));
}

const exported = sourcesBelow('actions').flatMap((text) =>
  [...text.matchAll(/^export (?:async )?function (\w+)/gm)].map((match) => match[1] ?? ''),
);
/** What the API and the command line take from the actions: all that a person can reach. */
const taken = new Set(
  ['api', 'cli']
    .flatMap(sourcesBelow)
    .flatMap((text) => [...text.matchAll(/import \{([^}]*)\} from .#actions\//g)])
    .flatMap((match) => (match[1] ?? '').split(',').map((name) => name.trim().split(' ')[0] ?? '')),
);
const reachable = exported.filter((name) => taken.has(name));
const asked = verbNames.flatMap((verb) => ruleOf(verb).action ?? []);

describe('the table of verbs', () => {
  it('[AX1] every action that can be reached has a verb, or is known as a part of one', () => {
    expect(reachable.length).toBeGreaterThan(60);
    expect(reachable.filter((name) => !asked.includes(name) && parts[name] === undefined)).toEqual([]);
    expect(asked.filter((name) => !exported.includes(name))).toEqual([]);
    expect(asked.filter((name) => parts[name] !== undefined)).toEqual([]);
    expect(Object.keys(parts).filter((name) => !exported.includes(name))).toEqual([]);
  });

  it('[AX2] the page of permissions is that of the table (brought up to date with vitest -u)', async () => {
    await expect(withPermissions(await readFile(page, 'utf8'))).toMatchFileSnapshot(page);
    expect(() => withPermissions('a page without marks')).toThrow('needs the lines');
  });

  it('[AX3] every verb is open to somebody; viewers and observers only read', () => {
    for (const verb of verbNames) {
      const { roles, byHolder, reach, resource } = ruleOf(verb);
      expect(roles.length > 0 || byHolder, verb).toBe(true);
      expect(resourceKinds[resource], verb).toBeDefined();
      if (reach !== 'sight')
        expect(
          roles.filter((role) => role === 'viewer' || role === 'observer'),
          verb,
        ).toEqual([]);
    }
  });

  it('[AX3] every kind of thing can be seen by some verb', () => {
    const read = new Set(
      verbNames.filter((verb) => ruleOf(verb).reach === 'sight').map((verb) => ruleOf(verb).resource),
    );
    expect([...read].sort()).toEqual(
      Object.keys(resourceKinds)
        .filter((kind) => kind !== 'event-act')
        .sort(),
    );
  });
});
