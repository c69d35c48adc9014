/** The parts of docs/guide/data-packs.md that follow from the definitions: tables, tiers, problems. */

import { packProblemKinds } from '#core/pack/problem-codes.ts';
import type { Column, Table } from '#core/pack/table.ts';
import { packTables } from '#core/pack/tables.ts';
import { type RoleName, roleNames, tiers, tiersOfRole } from '#core/register/tiers.ts';

const opening = '<!-- reference: made from the definitions -->';
const closing = '<!-- end of the reference -->';

/** Every table and column, role and problem, in Markdown; ends without a line end. */
export function packReference(): string {
  const tables = packTables.map((table) => tableSection(table)).join('\n\n');
  return [
    '## Reference: tables and columns',
    'Columns in **bold** must be filled. The key tells rows apart: no two rows may share it. A table marked *needed* ' +
      'must be in every pack.',
    tables,
    '## Reference: roles and tiers',
    'A body counts in a tier on the days on which it has one of the roles of the tier. A tier covers each block at ' +
      'most once.',
    rolesTable(),
    '## Reference: problems',
    'An error refuses the pack; a warning is listed and the pack is taken in. The first thousand problems are ' +
      'listed in full, the rest as a number for each code.',
    problemsTable(),
  ].join('\n\n');
}

/**
 * The guide with its reference brought up to date.
 * @throws when the guide lacks the two marks between which the reference stands.
 */
export function withPackReference(guide: string): string {
  const start = guide.indexOf(opening);
  const end = guide.indexOf(closing);
  if (start < 0 || end < start) throw new Error(`the guide needs the lines "${opening}" and "${closing}"`);
  return `${guide.slice(0, start + opening.length)}\n\n${packReference()}\n\n${guide.slice(end)}`;
}

function tableSection(table: Table): string {
  const rows = table.columns.map((column) => {
    const name = column.required ? `**${column.name}**` : column.name;
    return `| ${name} | ${contentOf(column)} | ${column.says} |`;
  });
  return [
    `### ${table.name}`,
    '',
    `${table.says}${table.required ? ' *Needed.*' : ''} Key: ${table.key.join(', ')}.`,
    '',
    '| column | content | says |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}

function contentOf(column: Column): string {
  if (column.oneOf !== undefined) return `one of ${column.oneOf.map((word) => `\`${word}\``).join(', ')}`;
  if (column.refersTo !== undefined) return `an id of ${column.refersTo}`;
  if (column.type === 'integer')
    return column.minimum === undefined ? 'whole number' : `whole number, ${column.minimum} or more`;
  return column.type === 'boolean' ? '`true` or `false`' : column.type;
}

function rolesTable(): string {
  const rows = roleNames.map((role: RoleName) => {
    const titles = tiersOfRole(role).map((tier) => `${tiers[tier].title} (\`${tier}\`)`);
    return `| \`${role}\` | ${titles.join('; ')} |`;
  });
  return ['| role | tiers |', '|---|---|', ...rows].join('\n');
}

function problemsTable(): string {
  const rows = Object.entries(packProblemKinds).map(
    ([code, kind]) => `| \`${code}\` | ${kind.severity} | ${kind.says} | ${kind.remedy} |`,
  );
  return ['| code | | meaning | what to do |', '|---|---|---|---|', ...rows].join('\n');
}
