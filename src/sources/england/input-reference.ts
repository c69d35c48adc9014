/** The table of input files in docs/guide/england-data.md, made from their definitions so that it cannot go stale. */

import type { Input } from '#sources/england/input.ts';
import { inputIds, inputs } from '#sources/england/inputs.ts';

/** A Markdown table: one row an input, in the order of their definition. */
export function inputReference(): string {
  const heading = [
    'input',
    'what',
    'publisher and licence',
    'file names it is known by',
    'headings it needs',
    'without it',
  ];
  const rows = inputIds.map((id) => {
    const input: Input = inputs[id];
    const place = input.url.startsWith('https:') ? `[${input.publisher}](${input.url})` : input.publisher;
    const headings = Object.values(input.columns).map((accepted) => accepted.map((one) => `\`${one}\``).join(' or '));
    const headless = input.headless === undefined ? [] : ["(or no heading row, in the publisher's order)"];
    const only =
      input.only === undefined ? [] : [`(rows with \`${input.only.column}\` ${input.only.value}, if it has one)`];
    return [
      `\`${id}\``,
      input.title,
      `${place}; ${input.licence}`,
      input.files.map((file) => `\`${file}\``).join('<br>'),
      [...headings, ...headless, ...only].join('<br>') || 'none: TopoJSON, or GeoJSON, with block codes as a property',
      input.lost,
    ];
  });
  return [heading, heading.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
