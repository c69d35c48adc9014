/**
 * The words of permission: in which roles people act for a body, in which groups their acts fall, and what kinds of things
 * there are to act on. Who may do what with them is in verbs.ts.
 */

/** What somebody may be to a body. One person may hold several roles, for one body or for many. */
export const roles = {
  viewer: 'Reads what the body has or is shown',
  editor: 'Changes what the body has, but for its money',
  finance: 'Changes amounts and shares of money',
  approver: 'Signs for the body, agrees to joint changes, releases counts',
  administrator: 'Gives and ends roles of the body, keeps its accounts',
  observer: 'Reads across the region of a regional or national body',
} as const;
export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as readonly Role[];

/** Groups of verbs; a token is limited to some of them. */
export const verbGroups = {
  read: 'Reading',
  edit: 'Editing',
  money: 'Money',
  sign: 'Signing',
  approve: 'Approving joint changes',
  administer: 'Administering',
  publish: 'Publishing',
} as const;
export type VerbGroup = keyof typeof verbGroups;
export const verbGroupNames = Object.keys(verbGroups) as readonly VerbGroup[];

/**
 * Who sees a thing. `everyone`: whoever holds a role anywhere. `partners`: its owners, and those it is shown to.
 * `administrators`: those who administer an owner, and the holder of the account it is about.
 */
export const sights = ['everyone', 'partners', 'administrators'] as const;
export type Sight = (typeof sights)[number];

/** Kinds of things. `observed`: observers of the region see it too. */
export const resourceKinds = {
  register: { says: 'A register of bodies and events', sight: 'everyone', observed: true },
  'event-act': { says: 'What is recorded about an event of a register', sight: 'everyone', observed: true },
  rulebook: { says: 'The rules of a handover', sight: 'everyone', observed: true },
  arrangement: { says: 'An arrangement; its parties own it', sight: 'partners', observed: true },
  schedule: { says: 'A handover schedule', sight: 'partners', observed: true },
  'schedule-line': { says: 'A line of a schedule; its signatories own it', sight: 'partners', observed: true },
  scenario: { says: 'A scenario that somebody draws', sight: 'partners', observed: true },
  'data-set': { says: 'Numbers about areas; shown by agreement only', sight: 'partners', observed: false },
  release: { says: 'A table that was made safe to publish', sight: 'partners', observed: true },
  proposal: { says: 'A change to something joint that waits for agreement', sight: 'partners', observed: false },
  journal: { says: 'An entry of the journal; owned as what it is about', sight: 'partners', observed: false },
  account: { says: 'An account of a person, and its tokens', sight: 'administrators', observed: false },
  grant: { says: 'A role that somebody holds for a body', sight: 'administrators', observed: false },
} as const satisfies Record<string, { readonly says: string; readonly sight: Sight; readonly observed: boolean }>;
export type ResourceKind = keyof typeof resourceKinds;
export const resourceKindNames = Object.keys(resourceKinds) as readonly ResourceKind[];
