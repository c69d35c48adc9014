/** The table of permissions as a page of Markdown, so that the page says what the program does. */

import { refusalReasons } from '#core/access/may.ts';
import { ruleOf, type Verb, verbNames } from '#core/access/verbs.ts';
import {
  resourceKindNames,
  resourceKinds,
  roleNames,
  roles,
  type Sight,
  verbGroupNames,
  verbGroups,
} from '#core/access/vocabulary.ts';

const opening = '<!-- permissions: made from the table -->';
const closing = '<!-- end of the permissions -->';

/**
 * The page with all that stands between its two marks made anew from the table.
 * @throws when the page lacks the marks.
 */
export function withPermissions(page: string): string {
  const start = page.indexOf(opening);
  const end = page.indexOf(closing);
  if (start < 0 || end < start) throw new Error(`the page needs the lines "${opening}" and "${closing}"`);
  return `${page.slice(0, start + opening.length)}\n\n${permissionsInMarkdown()}\n\n${page.slice(end)}`;
}

function permissionsInMarkdown(): string {
  return [
    '## Roles',
    table(
      ['role', 'is for'],
      roleNames.map((role) => [role, roles[role]]),
    ),
    '## Things',
    table(
      ['thing', 'is', 'seen by', 'observers of its region'],
      resourceKindNames.map((kind) => {
        const { says, sight, observed } = resourceKinds[kind];
        return [kind, says, sightWords[sight], observed ? 'see it' : ''];
      }),
    ),
    '## Who may ask what',
    ...verbGroupNames.flatMap((group) => [
      `### ${verbGroups[group]}`,
      table(
        ['', 'thing', ...roleNames, 'joint'],
        verbNames.filter((verb) => ruleOf(verb).group === group).map(verbRow),
      ),
    ]),
    '## What is said to who may not',
    table(
      ['word', 'sentence'],
      Object.entries(refusalReasons).map(([word, says]) => [word, says]),
    ),
  ].join('\n\n');
}

const sightWords: Readonly<Record<Sight, string>> = {
  everyone: 'whoever has a role anywhere',
  partners: 'its owners, and those it is shown to',
  administrators: 'administrators of its owners, and its holder',
};

const reachWords = { sight: '', part: 'each for itself', whole: 'all must agree' } as const;

function verbRow(verb: Verb): string[] {
  const rule = ruleOf(verb);
  const extra = rule.byHolder ? ' (also the holder)' : rule.forOthersOnly ? ' (not to oneself)' : '';
  const keys = roleNames.map((role) => (rule.roles.includes(role) ? 'yes' : ''));
  return [`${rule.says}${extra}`, rule.resource, ...keys, reachWords[rule.reach]];
}

function table(heading: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...body.map(line)].join('\n');
}
