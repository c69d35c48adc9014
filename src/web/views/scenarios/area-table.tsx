/** The land of a giver as a table: area by area, or block by block, each with who gets it. Does all that the map does. */

import { useState } from 'react';
import type { BlocksWire } from '#wire/blocks.ts';
import { countText, numberText } from '../../words.ts';
import type { DrawnKind } from './draw-fields.ts';
import { commonTaker, takerOf } from './share-out.ts';
import type { NamedTaker } from './taker-key.tsx';

type AreaTableProps = {
  readonly ground: BlocksWire;
  readonly takers: readonly NamedTaker[];
  readonly areas: Readonly<Record<string, string>>;
  readonly rest: string;
  readonly kind: DrawnKind;
  readonly onGive: (codes: readonly string[], taker: string) => void;
};

type Block = BlocksWire['blocks'][number];

/** One row an area; its blocks can be opened beneath it. */
export function AreaTable(props: AreaTableProps) {
  const { ground } = props;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const byHolder = Map.groupBy(ground.blocks, (block) => block.holder);
  const groups = [...byHolder]
    .sort(([a], [b]) => (a < 0 ? 1 : b < 0 ? -1 : a - b))
    .map(([holder, blocks]) => {
      const body = ground.holders[holder];
      return { id: body?.id ?? '', name: body?.name ?? 'Land of nobody that is known', blocks };
    });
  const turn = (id: string) => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-scroll area-scroll" aria-label="Land area by area" tabIndex={0}>
      <table aria-label="Land area by area">
        <thead>
          <tr>
            <th scope="col">Area</th>
            <th scope="col" className="number">
              People
            </th>
            <th scope="col">Goes to</th>
          </tr>
        </thead>
        {groups.map(({ id, name, blocks }) => (
          <tbody key={id}>
            <tr>
              <th scope="row">
                {name}
                <br />
                <button type="button" className="pick" aria-expanded={open.has(id)} onClick={() => turn(id)}>
                  {countText(blocks.length, 'block', 'blocks')}
                  <span className="unseen"> of {name}</span>
                </button>
              </th>
              <td className="number">{personsText(blocks)}</td>
              <td>
                <TakerSelect {...props} name={name} blocks={blocks} />
              </td>
            </tr>
            {open.has(id) &&
              blocks.map((block) => (
                <tr key={block.code} className="block-row">
                  <th scope="row">
                    {block.name ?? block.code}
                    {!block.whole && <span className="badge">In part</span>}
                  </th>
                  <td className="number">{personsText([block])}</td>
                  <td>
                    <TakerSelect {...props} name={block.name ?? block.code} blocks={[block]} />
                  </td>
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

type TakerSelectProps = AreaTableProps & { readonly name: string; readonly blocks: readonly Block[] };

function TakerSelect({ takers, areas, rest, kind, onGive, name, blocks }: TakerSelectProps) {
  const codes = blocks.map((block) => block.code);
  const common = commonTaker(codes, areas, rest);
  const current = takers.some((one) => one.key === common) ? common : common === null ? 'several' : '';
  const hasRest =
    rest !== '' && codes.every((code) => areas[code] === undefined && takerOf(code, areas, rest) === rest);
  return (
    <select
      aria-label={`${name} goes to`}
      value={hasRest ? '' : (current ?? '')}
      onChange={(event) => onGive(codes, event.target.value)}
    >
      <option value="">{emptyText(kind, rest, takers)}</option>
      {current === 'several' && (
        <option value="several" disabled>
          Several
        </option>
      )}
      {takers.map(({ key, name: taker, number }) => (
        <option key={key} value={key}>
          {number}: {taker}
        </option>
      ))}
    </select>
  );
}

function emptyText(kind: DrawnKind, rest: string, takers: readonly NamedTaker[]): string {
  const taker = takers.find((one) => one.key === rest);
  if (taker !== undefined) return `The rest (${taker.number})`;
  return kind === 'divide' ? 'Nobody yet' : 'Stays';
}

function personsText(blocks: readonly Block[]): string {
  if (blocks.some((block) => block.persons === null)) return '–';
  return numberText(blocks.reduce((sum, block) => sum + (block.persons ?? 0), 0));
}
