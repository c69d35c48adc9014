import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { clauses } from '#core/agreements/vocabulary.ts';
import { describeCondition, describeRule, dispositionClauses } from '#core/handover/describe-rule.ts';
import { englandRulebook } from '#core/handover/england-rulebook.ts';
import { dispositions } from '#core/handover/line.ts';
import { withRules } from '#core/handover/rulebook/rules-page.ts';
import type { FlagRule } from '#core/handover/rulebook.ts';
import { apportionPence } from '#std/apportion-pence.ts';
import { parsePence, poundsText, sumPence } from '#std/pence.ts';

const pageOf = (name: string) => fileURLToPath(new URL(`../../../docs/methods/${name}.md`, import.meta.url));
const read = (name: string) => readFile(pageOf(name), 'utf8');

/** The cells of the tables of a page that have this first heading, without their headings. */
function tablesOf(page: string, heading: string): string[][][] {
  return page
    .split(/\n\n+/)
    .filter((block) => block.startsWith(`| ${heading} |`))
    .map((block) =>
      block
        .split('\n')
        .slice(2)
        .filter((line) => line.startsWith('|'))
        .map((line) =>
          line
            .slice(1, -1)
            .split('|')
            .map((cell) => cell.trim()),
        ),
    );
}

describe('describeCondition', () => {
  it('[RB50] says a condition as a clause, alternatives in brackets', () => {
    expect(
      describeCondition({
        all: [
          { fact: 'side', is: 'council' },
          { fact: 'fate', is: 'ends-several-successors' },
          {
            any: [
              { fact: 'isPool', is: true },
              { fact: 'successorCount', atLeast: 3 },
            ],
          },
          { not: { fact: 'isSigned', is: true } },
        ],
      }),
    ).toBe(
      'the party is a council, and the party ends and several bodies succeed it, and (it has a pooled fund, or ' +
        'the number of bodies that succeed the party is at least 3), and it is not so that (every party has signed it)',
    );
    expect(describeCondition({ fact: 'eventKinds', includes: 'merge' })).toBe('bodies merge');
    expect(describeCondition({ fact: 'successorCount', is: 0 })).toBe(
      'the number of bodies that succeed the party is 0',
    );
    expect(describeCondition({ fact: 'side', oneOf: ['health', 'council'] })).toBe(
      'the party is a health body, or the party is a council',
    );
  });
});

describe('describeRule', () => {
  it('[RB50] says when, what follows, why, in what shares, by what law, who does what by when', () => {
    const rule = englandRulebook.dispositions.find(({ id }) => id === 'LG-8');
    const lines = rule === undefined ? [] : describeRule(rule, englandRulebook);
    expect(lines[0]).toBe(
      'When the change is one of local government, and the party ends and several bodies succeed it, and it is a ' +
        'contract or an agreement between authorities, and the land of the party is known: it is divided among the ' +
        'successors in shares (apportion).',
    );
    expect(lines).toContain(rule?.says);
    expect(lines.join('\n')).toContain('Legal confirmation is needed.');
    expect(lines.join('\n')).toContain(
      'Shares: by the first of these that is known: figures the parties have negotiated;',
    );
    expect(lines.join('\n')).toContain('SI 2008/2176, reg 12 (reported, not read); SI 2008/2176, reg 6;');
    expect(lines.at(-1)).toMatch(/^To do: .* By all parties and the successors, 30 days before vesting day\.$/);
  });

  it('[RB50] says of a last rule and of a flag what they are', () => {
    const last = englandRulebook.dispositions.at(-1);
    expect(last && describeRule(last, englandRulebook)[0]).toBe(
      'When no earlier rule decides: the parties agree what becomes of it (renegotiate).',
    );
    const due = { from: 'renewal', days: 1 } as const;
    const flag: FlagRule = {
      id: 'F',
      flag: 'unsigned',
      says: 'So it is.',
      when: { fact: 'isSigned', is: false },
      citations: [],
      actions: [{ id: 'a', what: 'Sign.', owner: 'host', due }],
    };
    expect(describeRule(flag, englandRulebook)).toEqual([
      'When not every party has signed it: the line is flagged "unsigned".',
      'So it is.',
      'To do: Sign. By the host, 1 day after its renewal.',
    ]);
    expect(Object.keys(dispositionClauses)).toEqual([...dispositions]);
  });

  it('[RB50] leaves no word of the data unsaid', () => {
    const sentences = [...englandRulebook.dispositions, ...englandRulebook.flags]
      .flatMap((rule) => describeRule(rule, englandRulebook))
      .join('\n');
    expect(sentences).not.toMatch(/undefined|\[object|\bfact\b|oneOf/);
  });
});

describe('the pages', () => {
  it('[RB51] the rules in docs/methods are those of the data (brought up to date with vitest -u)', async () => {
    const page = await read('handover-rules');
    await expect(withRules(page, englandRulebook)).toMatchFileSnapshot(pageOf('handover-rules'));
    for (const { reference } of englandRulebook.citations) expect(page).toContain(reference);
  });

  it('[RB52] the shares are computed to the penny', async () => {
    const tables = tablesOf(await read('shares'), 'successor');
    expect(tables).toHaveLength(2);
    for (const rows of tables) {
      const pounds = rows.map(([, , , cell = '']) => parsePence(cell)).filter((one) => one !== null);
      const weights = rows.map(([, cell = '']) => BigInt(cell));
      const shares = apportionPence(sumPence(pounds), weights);
      expect(shares.map(poundsText)).toEqual(rows.map(([, , , cell]) => cell));
      const whole = weights.reduce((a, b) => a + b, 0n);
      const stated = weights.map((weight) => (Number(weight) / Number(whole)).toFixed(6));
      expect(stated).toEqual(rows.map(([, , cell]) => cell));
    }
    expect(tables[0]?.map(([, weight]) => weight)).toEqual(['556150', '672500']);
  });

  it('[RB52] the limits of section 24 are those of the rulebook', async () => {
    const [limits = [], examples = []] = tablesOf(await read('section-24'), 'nature');
    const { landPence, capitalPence, otherPence } = englandRulebook.section24;
    const limitOf: Readonly<Record<string, number>> = { land: landPence, capital: capitalPence, revenue: otherPence };
    expect(limits.map(([nature, pounds]) => [nature, Number(pounds) * 100])).toEqual(Object.entries(limitOf));
    expect(examples.length).toBeGreaterThan(3);
    for (const [nature = '', pounds, finding] of examples)
      expect(Number(pounds) * 100 > (limitOf[nature] ?? 0) ? 'above' : 'below').toBe(finding);
  });

  it('[RB52] the completeness list is that of the program', async () => {
    const [list] = tablesOf(await read('reg-7-3'), 'paragraph');
    expect(list).toEqual(Object.values(clauses).map(({ letter, says }) => [`(${letter})`, says]));
  });
});
