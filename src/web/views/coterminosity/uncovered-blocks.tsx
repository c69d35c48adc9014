/** Building blocks that nobody of a tier is known to cover: how many, with how many people, and which. */

import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { type TierName, tiers } from '#core/register/tiers.ts';
import type { uncoveredSchema } from '#wire/uncovered.ts';
import { apiAddress, ask, useAnswer } from '../../api-client.ts';
import { type Choice, contextOf, measureQuery } from '../../choice.ts';
import { blockColumns, type ListedBlock } from '../../parts/block-columns.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/evidence.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { dateText, numberText } from '../../words.ts';

type Uncovered = z.infer<typeof uncoveredSchema>;

/** How many blocks one answer brings: the most that the API gives. */
const pageLimit = 1000;

/** The disclosure of one side. Whether it is open stands in the address; a link to it brings it into view. */
export function UncoveredBlocks({ choice, side }: { readonly choice: Choice; readonly side: 'bodies' | 'councils' }) {
  const { query } = useLocation();
  const isOpen = query.get('uncovered') === side;
  const tier = choice[side];
  const box = useRef<HTMLDetailsElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a link from another screen brings it into view
  useEffect(() => {
    const isFree = document.activeElement === document.body || document.activeElement?.id === 'main';
    if (isOpen && isFree) box.current?.querySelector('summary')?.focus();
  }, []);
  return (
    <details
      ref={box}
      open={isOpen}
      onToggle={(event) => {
        const isNowOpen = event.currentTarget.open;
        if (isNowOpen !== isOpen) changeQuery({ uncovered: isNowOpen ? side : null });
      }}
    >
      <summary>Blocks that no {tiers[tier].singular} is known to cover</summary>
      {isOpen && <UncoveredList key={`${tier} ${choice.on}`} choice={choice} tier={tier} />}
    </details>
  );
}

function UncoveredList({ choice, tier }: { readonly choice: Choice; readonly tier: TierName }) {
  const addressAfter = (after: string | null) =>
    apiAddress('/uncovered', { ...contextOf(choice), kind: tier, on: choice.on, limit: pageLimit, after });
  const answer = useAnswer<Uncovered>(addressAfter(null));
  const [more, setMore] = useState<{ blocks: readonly ListedBlock[]; next: string | null } | null>(null);
  if (answer.value === undefined || answer.isStale) return <Waiting answer={answer} what="the blocks" />;
  const list = answer.value;
  const blocks = [...list.blocks, ...(more?.blocks ?? [])];
  const next = more === null ? list.next : more.next;
  const askForMore = () => {
    ask<Uncovered>(addressAfter(next)).then(
      (page) => setMore({ blocks: [...(more?.blocks ?? []), ...page.blocks], next: page.next }),
      () => setMore(null),
    );
  };
  return (
    <>
      <DataTable
        label={`Blocks that no ${tiers[tier].singular} is known to cover`}
        caption={<Caption choice={choice} tier={tier} list={list} listed={blocks.length} />}
        columns={blockColumns(blocks)}
        rows={blocks}
        pageSize={12}
        keyOf={(block) => block.code}
        none={`None: a ${tiers[tier].singular} is known for every block.`}
      />
      {next !== null && (
        <button type="button" className="button button-quiet" onClick={askForMore}>
          List {numberText(Math.min(pageLimit, list.count - blocks.length))} more
        </button>
      )}
    </>
  );
}

type CaptionProps = {
  readonly choice: Choice;
  readonly tier: TierName;
  readonly list: Uncovered;
  readonly listed: number;
};

function Caption({ choice, tier, list, listed }: CaptionProps) {
  const counted = choice.register.populations.find((one) => one.id === list.population);
  const shared = {
    page: 'docs/methods/uncovered.md',
    statedBy: apiAddress('/measure', measureQuery(choice)),
  };
  const nobody = `no ${tiers[tier].singular} is known to cover on ${dateText(list.on)}`;
  return (
    <>
      <Figure
        text={numberText(list.count)}
        evidence={{
          title: 'Blocks not covered',
          says: `Building blocks${list.geography === null ? '' : ` of ${list.geography}`} that ${nobody}, wholly or in part: nobody of this kind serves them, or this register does not know who does.`,
          formula: 'count of blocks of the vintage with a part that nobody holds',
          ...shared,
        }}
      />{' '}
      {list.count === 1 ? 'building block' : 'building blocks'}
      {list.geography === null ? '' : ` of ${list.geography}`}
      {list.persons !== null && counted !== undefined && (
        <>
          , with{' '}
          <Figure
            text={numberText(list.persons)}
            evidence={{
              title: 'People on land that is not covered',
              says: `People on land that ${nobody}. Where only a part of a block is not covered, the people of that part.`,
              vintage: `${counted.title} (${counted.base}, ${dateText(counted.date)})`,
              formula: 'sum of people in land that nobody holds',
              ...shared,
            }}
          />{' '}
          people ({counted.title})
        </>
      )}
      .{listed < list.count ? ` The first ${numberText(listed)} are listed.` : ''}
    </>
  );
}
