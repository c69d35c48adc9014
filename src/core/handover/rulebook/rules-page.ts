/** A rulebook as a page of Markdown: its rules in order, its flags, what it cites, the findings it may ask for. */

import { describeRule } from '#core/handover/describe-rule.ts';
import { type FindingMeaning, findingMeanings } from '#core/handover/rulebook/finding-meanings.ts';
import type { DispositionRule, Exemption, FlagRule, Rulebook } from '#core/handover/rulebook.ts';

const opening = '<!-- rules: made from the rulebook -->';
const closing = '<!-- end of the rules -->';

/**
 * The page with all that stands between its two marks made anew from the rulebook.
 * @throws when the page lacks the marks.
 */
export function withRules(page: string, rulebook: Rulebook): string {
  const start = page.indexOf(opening);
  const end = page.indexOf(closing);
  if (start < 0 || end < start) throw new Error(`the page needs the lines "${opening}" and "${closing}"`);
  return `${page.slice(0, start + opening.length)}\n\n${rulesInMarkdown(rulebook)}\n\n${page.slice(end)}`;
}

function rulesInMarkdown(rulebook: Rulebook): string {
  const { section24 } = rulebook;
  const exempt = (status: Exemption['status']) =>
    section24.exemptions
      .filter((one) => one.status === status)
      .map(({ name, code }) => `${name} (${code})`)
      .join(', ') || 'none';
  return [
    `Rulebook \`${rulebook.id}\`, version ${rulebook.version}: ${rulebook.title}. ${rulebook.note}`,
    '## Numbers',
    table(
      ['figure', 'is'],
      [
        ['section 24: land', pounds(section24.landPence)],
        ['section 24: capital contracts', pounds(section24.capitalPence)],
        ['section 24: other contracts', pounds(section24.otherPence)],
        ['section 24: made exempt', exempt('made')],
        ['section 24: proposed as exempt, and flagged all the same', exempt('proposed')],
        ['shadow period, where the event states none', `${rulebook.shadowDays} days`],
        ['people who may lie elsewhere while two areas still match', `${rulebook.tolerance * 100}%`],
      ],
    ),
    '## What becomes of it',
    'Read in order; the first that matches decides.',
    ...rulebook.dispositions.map((rule) => ruleInMarkdown(rule.id, rule.title, rule, rulebook)),
    '## What is flagged beside it',
    'All that match fire.',
    ...rulebook.flags.map((rule) => ruleInMarkdown(rule.id, rule.flag, rule, rulebook)),
    '## What is cited',
    'Read: the words were seen. Reported: known from the source named.',
    table(
      ['reference', 'says', ''],
      rulebook.citations.map(({ reference, says, url, standing }) => [
        url === null ? reference : `[${reference}](${url})`,
        says,
        standing,
      ]),
    ),
    '## What rules may ask',
    table(['finding', 'is', 'values'], Object.entries(findingMeanings).map(findingRow)),
  ].join('\n\n');
}

function ruleInMarkdown(id: string, title: string, rule: DispositionRule | FlagRule, rulebook: Rulebook): string {
  const [when = '', ...rest] = describeRule(rule, rulebook);
  return [`### ${id}: ${title}`, when, rest.map((line) => `- ${line}`).join('\n')].join('\n\n');
}

function findingRow([name, { says, sort, values }]: [string, FindingMeaning]): string[] {
  const words = Object.keys(values).map((value) => `\`${value}\``);
  const sentence = says.charAt(0).toUpperCase() + says.slice(1).replace(/\.$/, '');
  return [`\`${name}\``, `${sentence}.`, sort === 'count' ? 'a whole number' : words.join(', ')];
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heading), `|${heading.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function pounds(pence: number): string {
  return `£${(pence / 100).toLocaleString('en-GB')}`;
}
