import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { may, mayChange, type Permission, visible } from '#core/access/may.ts';
import type { Principal } from '#core/access/principal.ts';
import type { Change, Resource } from '#core/access/resource.ts';
import { anyPrincipal, anyThing, bodiesOf, grantsOf, personOf, thingOf } from '#core/access/test-access.ts';
import { ruleOf, type Verb, verbNames } from '#core/access/verbs.ts';
import { type Role, resourceKindNames, resourceKinds } from '#core/access/vocabulary.ts';

const grants = grantsOf(
  'ann a editor, ann a finance, bob b editor, cy a viewer, dee a approver, eve a administrator, obs n observer, fin b viewer',
);
const ann = personOf('ann', grants, 'a');
const bob = personOf('bob', grants, 'b');
const cy = personOf('cy', grants, 'a');
const eve = personOf('eve', grants, 'a');
const observer = personOf('obs', grants, 'n');
const owner: Principal = { ...personOf('me', [], null), kind: 'owner' };
const refused = (why: string) => ({ kind: 'refused', why });
const allowed = { kind: 'allowed' };

/** The rules read slowly, one sentence after another, for a person or a token that has its scopes. */
function slowSight(who: Principal, thing: Resource, only: readonly Role[] | null): boolean {
  const { sight, observed } = resourceKinds[thing.kind];
  let seen = only === null && thing.holder === who.account;
  for (const { role, organisation } of who.grants) {
    if (only !== null && !only.includes(role)) continue;
    if (sight === 'everyone') seen = true;
    if (sight === 'partners' && [...thing.owners, ...thing.seenBy].includes(organisation)) seen = true;
    if (sight === 'administrators' && role === 'administrator' && thing.owners.includes(organisation)) seen = true;
    if (role === 'observer' && observed && thing.regions.includes(organisation)) seen = true;
  }
  return seen;
}

function slowAddsSeer(before: Resource | null, after: Resource | null): boolean {
  if ((before ?? after)?.kind !== 'data-set' || after === null) return false;
  const known = [...(before?.seenBy ?? []), ...(before?.owners ?? []), ...after.owners];
  return after.seenBy.some((body) => !known.includes(body));
}

function slowSharing(who: Principal, held: readonly Role[]): Permission | null {
  if (who.scopes !== null && !who.scopes.includes('edit')) return { kind: 'refused', why: 'out-of-scope' };
  return held.includes('approver') ? null : { kind: 'refused', why: 'no-role' };
}

function slowMay(who: Principal, verb: Verb, { before, after }: Change): Permission {
  const rule = ruleOf(verb);
  const things = [before, after].filter((one) => one !== null);
  const isOpen = who.scopes === null ? who.kind !== 'token' : who.scopes.some((scope) => scope === rule.group);
  if (!isOpen) return { kind: 'refused', why: 'out-of-scope' };
  if (!things.every((one) => one.kind === rule.resource)) return { kind: 'refused', why: 'wrong-kind' };
  if (who.kind === 'owner') return { kind: 'allowed' };
  const isAboutThem = things.some((one) => one.holder === who.account);
  if (isAboutThem && rule.byHolder) return { kind: 'allowed' };
  if (before !== null && !slowSight(who, before, null)) return { kind: 'refused', why: 'not-seen' };
  const first = things[0] as Resource;
  if (rule.reach === 'sight') {
    return slowSight(who, first, rule.roles) ? { kind: 'allowed' } : { kind: 'refused', why: 'no-role' };
  }
  if (isAboutThem && rule.forOthersOnly) return { kind: 'refused', why: 'about-oneself' };
  if (who.actingFor === null) return { kind: 'refused', why: 'acts-for-nobody' };
  if (!first.owners.some((body) => body === who.actingFor)) return { kind: 'refused', why: 'not-its-owner' };
  const held = who.grants.filter((one) => one.organisation === who.actingFor).map((one) => one.role);
  if (!held.some((role) => rule.roles.includes(role))) return { kind: 'refused', why: 'no-role' };
  const sharing = rule.reach === 'whole' && slowAddsSeer(before, after) ? slowSharing(who, held) : null;
  if (sharing !== null) return sharing;
  const owners = [...new Set(things.flatMap((one) => one.owners))].sort();
  if (rule.reach === 'whole' && owners.length > 1) return { kind: 'needs-agreement', of: owners };
  return { kind: 'allowed' };
}

const anyVerb = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...verbNames) },
  { weight: 4, arbitrary: fc.constantFrom(...verbNames.filter((verb) => ruleOf(verb).reach === 'whole')) },
  fc.constantFrom(...verbNames.filter((verb) => ruleOf(verb).forOthersOnly)),
  fc.constantFrom<Verb>('import-data', 'share-data-set'),
);
const anyQuestion = anyVerb.chain((verb) => {
  const thing = fc.oneof({ weight: 9, arbitrary: anyThing(ruleOf(verb).resource) }, anyThing());
  const changes = fc.oneof(
    thing.map((one) => ({ before: one, after: one })),
    fc.record({ before: thing, after: thing }),
    thing.map((after) => ({ before: null, after })),
    thing.map((before) => ({ before, after: null })),
  );
  return fc.record({ verb: fc.constant(verb), who: anyPrincipal, change: changes as fc.Arbitrary<Change> });
});

describe('may', () => {
  it('[AX10] says what a slow reading of the rules says, and all answers are met', () => {
    const met = new Map<string, number>();
    fc.assert(
      fc.property(anyQuestion, ({ who, verb, change }) => {
        const said = mayChange(who, verb, change);
        const answer = said.kind === 'refused' ? said.why : said.kind;
        met.set(answer, (met.get(answer) ?? 0) + 1);
        expect(said).toEqual(slowMay(who, verb, change));
      }),
      { numRuns: 4000 },
    );
    expect([...met.keys()].sort()).toEqual(
      ['about-oneself', 'acts-for-nobody', 'allowed', 'needs-agreement', 'no-role', 'not-its-owner', 'not-seen'].concat(
        ['out-of-scope', 'wrong-kind'],
      ),
    );
  });

  it('[AX11] the owner of an installation may do everything', () => {
    for (const verb of verbNames) {
      expect(may(owner, verb, thingOf(ruleOf(verb).resource, 'a b')), verb).toEqual(allowed);
      expect(may({ ...owner, scopes: [] }, verb, thingOf(ruleOf(verb).resource, 'a b')), verb).toEqual(
        refused('out-of-scope'),
      );
    }
  });

  it('[AX12] a token does what its scopes name and nothing else', () => {
    const token: Principal = { ...ann, kind: 'token', scopes: ['read'] };
    const thing = thingOf('arrangement', 'a');
    expect(may(token, 'show-arrangement', thing)).toEqual(allowed);
    expect(may(token, 'save-arrangement', thing)).toEqual(refused('out-of-scope'));
    expect(may({ ...token, scopes: ['edit'] }, 'save-arrangement', thing)).toEqual(allowed);
    expect(visible({ ...token, scopes: ['edit'] }, thing)).toBe(false);
    for (const verb of verbNames) {
      const of = thingOf(ruleOf(verb).resource, 'a');
      expect(may({ ...token, scopes: null }, verb, of), verb).toEqual(refused('out-of-scope'));
    }
  });

  it('[AX13] a change needs a role in the body that one acts for', () => {
    const both = personOf('two', grantsOf('two a viewer, two b editor'), 'a');
    expect(may(both, 'save-arrangement', thingOf('arrangement', 'a'))).toEqual(refused('no-role'));
    expect(may(both, 'save-arrangement', thingOf('arrangement', 'b'))).toEqual(refused('not-its-owner'));
    expect(may({ ...both, actingFor: null }, 'save-arrangement', thingOf('arrangement', 'b'))).toEqual(
      refused('acts-for-nobody'),
    );
    expect(may(ann, 'save-arrangement', thingOf('arrangement', 'a'))).toEqual(allowed);
    expect(may(cy, 'save-arrangement', thingOf('arrangement', 'a'))).toEqual(refused('no-role'));
    expect(may(personOf('bob', grants, 'b'), 'state-amounts', thingOf('arrangement', 'b'))).toEqual(refused('no-role'));
  });

  it('[AX13] a grant that is over, or has not begun, gives nothing', () => {
    const over = grantsOf('ann a editor').map((one) => ({ ...one, to: '2026-01-01' as typeof one.from }));
    const later = grantsOf('ann a editor').map((one) => ({ ...one, from: '2026-09-01' as typeof one.from }));
    for (const held of [over, later]) {
      expect(may(personOf('ann', held, 'a'), 'save-arrangement', thingOf('arrangement', 'a'))).toEqual(
        refused('not-seen'),
      );
    }
  });

  it('[AX14] what several own needs the agreement of all; what a body does for itself needs none', () => {
    const joint = thingOf('schedule-line', 'b a');
    expect(may(ann, 'override-line', joint)).toEqual({ kind: 'needs-agreement', of: ['a', 'b'] });
    expect(may(ann, 'comment-on-line', joint)).toEqual(allowed);
    expect(may(personOf('dee', grants, 'a'), 'sign-line', joint)).toEqual(allowed);
    expect(may(ann, 'sign-line', joint)).toEqual(refused('no-role'));
  });

  it('[AX14] in no case is a joint thing changed as a whole by one key, whatever the roles', () => {
    const whole = verbNames.filter((verb) => ruleOf(verb).reach === 'whole');
    fc.assert(
      fc.property(anyPrincipal, fc.constantFrom(...whole), anyThing(), (who, verb, drawn) => {
        const thing = { ...drawn, kind: ruleOf(verb).resource, owners: bodiesOf('a b') };
        if (who.kind === 'owner' || (thing.holder === who.account && ruleOf(verb).byHolder)) return;
        expect(may(who, verb, thing).kind).not.toBe('allowed');
      }),
      { numRuns: 1000 },
    );
  });

  it('[AX15] a change of owners needs those before and those after', () => {
    const own = thingOf('arrangement', 'a');
    const joint = thingOf('arrangement', 'a b');
    expect(mayChange(ann, 'save-arrangement', { before: own, after: joint })).toEqual({
      kind: 'needs-agreement',
      of: ['a', 'b'],
    });
    expect(mayChange(ann, 'save-arrangement', { before: joint, after: own }).kind).toBe('needs-agreement');
    expect(mayChange(ann, 'save-arrangement', { before: null, after: joint }).kind).toBe('needs-agreement');
    expect(mayChange(ann, 'save-arrangement', { before: null, after: own })).toEqual(allowed);
    const shown = { ...own, seenBy: bodiesOf('b') };
    expect(mayChange(bob, 'save-arrangement', { before: own, after: joint })).toEqual(refused('not-seen'));
    expect(mayChange(bob, 'save-arrangement', { before: shown, after: joint })).toEqual(refused('not-its-owner'));
    expect(() => mayChange(ann, 'save-arrangement', { before: null, after: null })).toThrow('nothing');
  });

  it('[AX16] what is not seen is refused as not there', () => {
    for (const verb of verbNames) {
      const { resource } = ruleOf(verb);
      if (resourceKinds[resource].sight === 'everyone') continue;
      expect(may(bob, verb, thingOf(resource, 'a')), verb).toEqual(refused('not-seen'));
    }
    for (const kind of resourceKindNames) {
      expect(visible(personOf('nobody', grants, null), thingOf(kind, 'a b')), kind).toBe(false);
    }
  });

  it('[AX17] a data set is seen by its owners and those it is shown to; sharing it takes the role that shares', () => {
    const own = thingOf('data-set', 'a', { regions: bodiesOf('n') });
    const shown = { ...own, seenBy: bodiesOf('b') };
    expect([ann, bob, observer].map((who) => visible(who, own))).toEqual([true, false, false]);
    expect([ann, bob, observer].map((who) => visible(who, shown))).toEqual([true, true, false]);
    expect(may(bob, 'import-data', shown)).toEqual(refused('not-its-owner'));
    expect(mayChange(ann, 'import-data', { before: own, after: own })).toEqual(allowed);
    expect(mayChange(ann, 'import-data', { before: own, after: shown })).toEqual(refused('no-role'));
    expect(mayChange(ann, 'import-data', { before: null, after: shown })).toEqual(refused('no-role'));
    expect(mayChange(ann, 'import-data', { before: shown, after: own })).toEqual(allowed);
    expect(mayChange(personOf('dee', grants, 'a'), 'share-data-set', { before: own, after: shown })).toEqual(allowed);
  });

  it('[AX18] observers see what lies in their region, and change nothing', () => {
    const near = { regions: bodiesOf('n') };
    expect(visible(observer, thingOf('arrangement', 'a b', near))).toBe(true);
    expect(visible(observer, thingOf('arrangement', 'a b', { regions: bodiesOf('m') }))).toBe(false);
    expect(visible(observer, thingOf('proposal', 'a b', near))).toBe(false);
    expect(visible(personOf('x', grantsOf('x n viewer'), 'n'), thingOf('arrangement', 'a b', near))).toBe(false);
    for (const verb of verbNames.filter((one) => ruleOf(one).reach !== 'sight')) {
      expect(may(observer, verb, thingOf(ruleOf(verb).resource, 'a', near)).kind, verb).toBe('refused');
      expect(may(observer, verb, thingOf(ruleOf(verb).resource, 'n', near)).kind, verb).toBe('refused');
    }
  });

  it('[AX19] nobody gives themselves a role, and accounts of several bodies are theirs together', () => {
    const toSelf = thingOf('grant', 'a', { holder: eve.account });
    expect(mayChange(eve, 'give-grant', { before: null, after: toSelf })).toEqual(refused('about-oneself'));
    expect(mayChange(eve, 'give-grant', { before: null, after: { ...toSelf, holder: cy.account } })).toEqual(allowed);
    expect(mayChange(bob, 'give-grant', { before: null, after: { ...toSelf, holder: cy.account } })).toEqual(
      refused('not-its-owner'),
    );
    const shared = thingOf('account', 'a b', { holder: cy.account });
    for (const verb of ['close-account', 'reset-account'] as const) {
      expect(may(eve, verb, shared)).toEqual({ kind: 'needs-agreement', of: ['a', 'b'] });
      expect(may(cy, verb, shared)).toEqual(refused('no-role'));
    }
    expect(may(cy, 'keep-own-account', shared)).toEqual(allowed);
    expect(may(eve, 'keep-own-account', shared)).toEqual(refused('no-role'));
  });
});
