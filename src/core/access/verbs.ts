/**
 * Everything that a person may ask of the system, as a table: the kind of thing it is asked of, the roles that open it, and
 * how far the key of one body reaches. The table is the permission; may.ts reads it, docs/methods/permissions.md shows it.
 */

import { type ResourceKind, type Role, roleNames, type VerbGroup } from '#core/access/vocabulary.ts';

/**
 * How far the key of one body reaches. `sight`: nothing changes, who sees it may ask. `part`: a body acts for itself alone,
 * as when it signs. `whole`: the thing changes for all who own it, and if they are several, each must agree.
 */
export type Reach = 'sight' | 'part' | 'whole';

export type VerbRule = {
  readonly group: VerbGroup;
  readonly resource: ResourceKind;
  readonly roles: readonly Role[];
  readonly reach: Reach;
  /** The holder of the account that it is about may ask it, whatever their roles. */
  readonly byHolder: boolean;
  /** Nobody asks it about what is their own: nobody gives themselves a role. */
  readonly forOthersOnly: boolean;
  /** The exported function of the actions that does it; null: none does yet. */
  readonly action: string | null;
  readonly says: string;
};

type Action = VerbRule['action'];

const usual = { byHolder: false, forOthersOnly: false } as const;

export const verbs = {
  'list-registers': reads('register', 'listRegisters', 'List the registers'),
  'list-organisations': reads('register', 'listOrganisations', 'List the bodies of a tier'),
  'show-organisation': reads('register', 'showOrganisation', 'See a body and what became of it'),
  'list-events': reads('register', 'listEvents', 'List events'),
  'list-blocks': reads('register', 'listBlocks', 'List the building blocks of a body'),
  'show-map': reads('register', 'showMap', 'See the map'),
  'list-uncovered': reads('register', 'listUncovered', 'List land without a body'),
  'measure-fit': reads('register', 'measureFit', 'Measure how two tiers fit'),
  'measure-fit-series': reads('register', 'measureFitSeries', 'Measure how two tiers fit over time'),
  'crosswalk-areas': reads('register', 'crosswalkAreas', 'See the weights between two sets of areas'),
  'check-pack': reads('register', 'checkPack', 'Check a data pack'),
  'inspect-data': reads('register', 'inspectData', 'Look into a file of numbers before it is imported'),
  'rebase-data-file': reads('register', 'rebaseDataFile', 'Rebase a file of one’s own'),
  'rebase-large-file': reads('register', 'rebaseLargeFile', 'Rebase a large file of one’s own'),
  'arrangements-template': reads('register', 'arrangementsTemplate', 'Take the empty spreadsheet of arrangements'),

  'list-rulebooks': reads('rulebook', 'listRulebooks', 'List rulebooks'),
  'show-rulebook': reads('rulebook', 'rulebookNamed', 'See a rulebook'),
  'try-rulebook': reads('rulebook', 'tryRulebook', 'See what another rulebook would change'),

  'list-arrangements': reads('arrangement', 'listArrangements', 'List arrangements'),
  'show-arrangement': reads('arrangement', 'showArrangement', 'See an arrangement with its history'),
  'list-leadership': reads('arrangement', 'listLeadership', 'See who leads commissioning where'),
  'export-arrangements': reads('arrangement', 'exportArrangements', 'Take arrangements as a spreadsheet'),

  'list-scenarios': reads('scenario', 'listScenarios', 'List scenarios'),
  'show-scenario': reads('scenario', 'showScenario', 'See a scenario'),
  'check-scenario': reads('scenario', 'checkScenario', 'Check a drawing before it is saved'),
  'compare-scenarios': reads('scenario', 'compareScenariosOf', 'Compare scenarios'),

  'list-schedules': reads('schedule', 'listSchedules', 'List schedules'),
  'show-schedule': reads('schedule', 'showSchedule', 'See a schedule and how far it has come'),
  'show-handover': reads('schedule-line', 'showHandover', 'See the lines of a handover'),
  'show-handover-line': reads('schedule-line', 'showHandoverLine', 'See what a line rests on'),

  'list-data-sets': reads('data-set', 'listDataSets', 'List data sets'),
  'show-data-set': reads('data-set', 'showDataSet', 'See what is told about a data set'),
  'show-sharing': reads('data-set', 'showSharing', 'See under which agreements a data set is shown'),
  'show-values': reads('data-set', 'showValues', 'See the numbers of a data set'),
  'rebase-data': reads('data-set', 'rebaseData', 'Rebase a data set'),
  'rebase-data-series': reads('data-set', 'rebaseDataSeries', 'Rebase a data set over its periods'),
  'explain-cell': reads('data-set', 'explainCell', 'See what a rebased number rests on'),
  'export-rebased': reads('data-set', 'writeColumns', 'Take rebased numbers that are not counts of people'),

  'list-releases': reads('release', 'listReleases', 'List releases'),
  'show-release': reads('release', 'showRelease', 'See a release'),
  'export-release': reads('release', 'releaseParquet', 'Take what a release shows as a file'),
  'verify-release': reads('release', 'verifyRelease', 'Work a release out again'),

  'show-proposal': reads('proposal', 'showProposal', 'See a proposal, what it would change and what was said'),
  'show-journal': reads('journal', 'showJournal', 'Read the journal'),

  'save-arrangement': changes('arrangement', 'saveArrangement', 'Make or change an arrangement, but for its amounts'),
  'remove-arrangement': changes('arrangement', 'removeArrangement', 'Remove an arrangement'),
  'import-arrangements': changes('arrangement', 'importArrangements', 'Import a spreadsheet of arrangements'),
  'state-amounts': changes('arrangement', 'saveArrangement', 'State amounts and shares of money', 'money'),
  'save-scenario': changes('scenario', 'saveScenario', 'Draw or change a scenario'),
  'remove-scenario': changes('scenario', 'removeScenario', 'Remove a scenario'),
  'adopt-scenario': changes('scenario', 'adoptScenario', 'Adopt what a scenario draws into the register'),
  'record-event-act': changes('event-act', 'recordEventAct', 'Record that an event was made, quashed or the like'),
  'save-rulebook': changes('rulebook', 'saveRulebook', 'Make or change a rulebook'),
  'save-schedule': changes('schedule', 'saveSchedule', 'Start a schedule'),
  'supersede-schedule': changes('schedule', 'supersedeSchedule', 'Put another schedule in its place'),
  'assign-line': ownPart('edit', 'schedule-line', ['editor', 'finance', 'approver'], 'workOnLine', 'Assign a line'),
  'comment-on-line': ownPart(
    'edit',
    'schedule-line',
    ['editor', 'finance', 'approver'],
    'workOnLine',
    'Comment on a line',
  ),
  'override-line': changes('schedule-line', 'workOnLine', 'Decide a line otherwise than computed, but for shares'),
  'override-shares': changes('schedule-line', 'workOnLine', 'Decide the shares of a line otherwise', 'money'),
  'sign-line': ownPart('sign', 'schedule-line', ['approver'], 'workOnLine', 'Sign a line for one’s body'),
  'withdraw-signature': ownPart(
    'sign',
    'schedule-line',
    ['approver'],
    'workOnLine',
    'Withdraw the signature of one’s body',
  ),

  'import-data': changes('data-set', 'importData', 'Import or correct a data set'),
  'import-england-data': changes('data-set', 'importEnglandData', 'Import published tables of England'),
  'share-data-set': { ...changes('data-set', null, 'State which bodies a data set is shown to'), roles: ['approver'] },
  'check-release': {
    ...reads('data-set', 'checkRelease', 'Check what a release would give away'),
    roles: ['editor', 'approver'],
  },
  'make-release': {
    ...changes('data-set', 'makeRelease', 'Release counts of people'),
    group: 'publish',
    roles: ['approver'],
  },

  'discuss-proposal': ownPart(
    'edit',
    'proposal',
    ['editor', 'finance', 'approver'],
    'stepOnProposal',
    'Discuss a proposal',
  ),
  'withdraw-proposal': ownPart(
    'edit',
    'proposal',
    ['editor', 'finance', 'approver'],
    'stepOnProposal',
    'Withdraw what one’s body proposed',
  ),
  'agree-to-proposal': ownPart(
    'approve',
    'proposal',
    ['approver'],
    'stepOnProposal',
    'Agree to a proposal for one’s body',
  ),
  'take-back-agreement': ownPart(
    'approve',
    'proposal',
    ['approver'],
    'stepOnProposal',
    'Take the agreement of one’s body back',
  ),
  'refuse-proposal': ownPart('approve', 'proposal', ['approver'], 'stepOnProposal', 'Refuse a proposal for one’s body'),

  'build-pack': administers('register', 'buildPack', 'Build the pack of England'),
  'import-pack': administers('register', 'importPack', 'Import a data pack'),
  'load-sample': administers('register', 'loadSample', 'Load the sample'),
  'verify-journal': { ...administers('journal', 'checkJournal', 'Prove that the journal is whole'), reach: 'sight' },
  'list-people': {
    ...administers('account', 'listPeople', 'See the people of a body and their roles'),
    reach: 'sight',
    byHolder: true,
  },
  'show-account': { ...administers('account', 'ownAccount', 'See an account'), reach: 'sight', byHolder: true },
  'invite-account': administers('account', 'inviteAccount', 'Invite somebody'),
  'reset-account': administers('account', 'makeResetLink', 'Send somebody a link to sign in anew'),
  'close-account': administers('account', 'closeAccount', 'Close an account'),
  'keep-own-account': {
    ...administers('account', 'changePassword', 'Keep one’s own account and tokens'),
    roles: [],
    byHolder: true,
  },
  'show-grant': { ...administers('grant', 'listAccounts', 'See who holds which role'), reach: 'sight', byHolder: true },
  'give-grant': { ...administers('grant', 'giveGrant', 'Give somebody a role'), forOthersOnly: true },
  'end-grant': administers('grant', 'endGrant', 'End a role'),
  'foresee-access': {
    ...administers('grant', 'vestingAccess', 'See who will see what when bodies end'),
    reach: 'sight',
  },
  'decide-succession': {
    ...administers('grant', 'decideSuccession', 'Decide to whom a role or record passes'),
    forOthersOnly: true,
  },
  'take-back-decision': {
    ...administers('grant', 'takeBackDecision', 'Take such a decision back'),
    forOthersOnly: true,
  },
  'pass-access': administers('register', 'passAccess', 'Pass roles and records on when bodies have ended'),
} as const satisfies Readonly<Record<string, VerbRule>>;

export type Verb = keyof typeof verbs;
export const verbNames = Object.keys(verbs) as readonly Verb[];

/** What the table says of the verb. */
export function ruleOf(verb: Verb): VerbRule {
  return verbs[verb];
}

function reads(resource: ResourceKind, action: Action, says: string): VerbRule {
  return { ...usual, group: 'read', resource, roles: roleNames, reach: 'sight', action, says };
}

function changes(resource: ResourceKind, action: Action, says: string, group: 'edit' | 'money' = 'edit'): VerbRule {
  const roles: readonly Role[] = group === 'money' ? ['finance'] : ['editor'];
  return { ...usual, group, resource, roles, reach: 'whole', action, says };
}

function ownPart(
  group: VerbGroup,
  resource: ResourceKind,
  roles: readonly Role[],
  action: Action,
  says: string,
): VerbRule {
  return { ...usual, group, resource, roles, reach: 'part', action, says };
}

function administers(resource: ResourceKind, action: Action, says: string): VerbRule {
  return { ...usual, group: 'administer', resource, roles: ['administrator'], reach: 'whole', action, says };
}
