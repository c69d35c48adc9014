import { describe, expect, it } from 'vitest';
import type { IsoDate } from '#std/iso-date.ts';
import { draftOf, emptyDraw } from './draw-fields.ts';
import { eveOf, withDraft } from './use-drawing.ts';
import { emptyPlan } from './use-plan.ts';

const renamed = { ...emptyDraw('rename', 'utla', '2028-04-01'), bodies: ['c'], newName: 'New', title: 'First' };
const first = draftOf(renamed, null, (id) => id);
const second = draftOf({ ...renamed, title: 'Second' }, null, (id) => id);

describe('a plan that a drawn event is put into', () => {
  it('[WR49] keeps the others, and takes a changed one in the place of its old self', () => {
    const both = withDraft(withDraft(emptyPlan('p', 'P', null), first), second);
    expect(both.drafts.map((draft) => draft.title)).toEqual(['First', 'Second']);
    const changed = withDraft(both, { ...first, title: 'Changed' });
    expect(changed.drafts.map((draft) => draft.title)).toEqual(['Changed', 'Second']);
  });

  it('[WR49] is looked at around the event when it has no days of its own', () => {
    expect(withDraft(emptyPlan('p', 'P', null), first)).toMatchObject({ from: '2028-03-31', to: '2028-04-01' });
    const dated = { ...emptyPlan('p', 'P', null), to: '2027-04-01' as IsoDate };
    expect(withDraft(dated, first)).toMatchObject({ from: null, to: '2027-04-01' });
    expect(eveOf('')).toBeNull();
  });
});
