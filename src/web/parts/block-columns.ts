/** The columns of a table of building blocks, wherever blocks are listed. */

import type { TableColumn } from './data-table.tsx';

export type ListedBlock = { readonly code: string; readonly name: string | null; readonly whole: boolean };

/** Code, name and whether the whole block is meant; no column of names where none of the blocks has one. */
export function blockColumns(blocks: readonly ListedBlock[]): readonly TableColumn<ListedBlock>[] {
  const name: TableColumn<ListedBlock> = {
    title: 'Name',
    by: (block) => block.name,
    cell: (block) => block.name ?? '',
  };
  return [
    { title: 'Code', isRowTitle: true, by: (block) => block.code, cell: (block) => block.code },
    ...(blocks.some((block) => block.name !== null) ? [name] : []),
    {
      title: 'Whole',
      by: (block) => Number(block.whole),
      cell: (block) => (block.whole ? 'Whole' : 'In part'),
    },
  ];
}
