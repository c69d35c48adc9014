/**
 * Every kind of fault a pack can have: its code, how grave it is, what it means and what to do. The codes are
 * stable; docs/guide/data-packs.md prints this list. Knows nothing of how faults are found.
 */

import type { Severity } from '#std/problem.ts';

type ProblemKind = { readonly severity: Severity; readonly says: string; readonly remedy: string };

function error(says: string, remedy: string): ProblemKind {
  return { severity: 'error', says, remedy };
}

function warning(says: string, remedy: string): ProblemKind {
  return { severity: 'warning', says, remedy };
}

export const packProblemKinds = {
  'unreadable-folder': error(
    'The pack is not a folder, or cannot be opened.',
    'Name the folder that holds datapackage.json, and check its permissions.',
  ),
  'descriptor-missing': error(
    'There is no datapackage.json in the folder.',
    'Write one; the example in this guide is a start.',
  ),
  'not-json': error('A file that must be JSON is not.', 'Correct it at the place named; often a comma or a quote.'),
  'bad-descriptor': error(
    'A property of datapackage.json is missing or has the wrong form.',
    'Give it the form named.',
  ),
  'newer-format': error('The pack is of a newer format than this program reads.', 'Install a newer Coterminous.'),
  'unknown-table': error(
    'datapackage.json names a table that packs do not have.',
    'Use one of the names in this guide.',
  ),
  'duplicate-table': error(
    'datapackage.json names a table or a file twice.',
    'Put all files of a table into one path list.',
  ),
  'table-missing': error('A table that every pack needs is not there.', 'Add it, if only with its heading row.'),
  'unsafe-path': error(
    'A path leaves the folder of the pack, or is an address.',
    'Put the file inside the folder and name it from there.',
  ),
  'file-missing': error('A file that the pack names is not in it.', 'Add the file or correct the name.'),
  'unreadable-file': error(
    'A file cannot be read, or is not an ordinary file.',
    'Check its permissions and what it is.',
  ),
  'not-a-table': error(
    'A file named as a table is something else, such as a spreadsheet or a zip archive.',
    'Save it as CSV in UTF-8.',
  ),
  'damaged-gzip': error(
    'A file ending in .gz is cut short or is not gzip.',
    'Compress it again, or give it without .gz.',
  ),
  'too-large': error(
    'The files are larger than is allowed, or unpack to far more than their size.',
    'Split the table over several files; a file that unpacks to hundreds of times its size is refused.',
  ),
  'wrong-encoding': error('A row holds bytes that are not UTF-8.', 'Save the file as "CSV UTF-8".'),
  'empty-file': error('A table file has no heading row.', 'Write the heading row.'),
  'wrong-separator': error('The cells seem to be separated by semicolons or tabs.', 'Save with commas.'),
  'missing-column': error('A column that must be there is not.', 'Add it to the heading and the rows.'),
  'unknown-column': warning(
    'A column that the table does not have; it is not read.',
    'Correct its name or take it out.',
  ),
  'duplicate-column': error('Two columns have one name.', 'Take one out.'),
  'row-too-short': error('A row has fewer cells than the heading.', 'Write every comma, also before empty cells.'),
  'row-too-long': error('A row has more cells than the heading.', 'Put quotes around texts with commas.'),
  'blank-row': warning('A row has nothing in it; it is passed over.', 'Take it out.'),
  'unclosed-quote': error('A quote is opened and never closed.', 'Close it; a quote inside a text is written twice.'),
  'stray-quote': error(
    'A quote stands inside or right after a cell.',
    'Put the whole cell in quotes and double the quotes in it.',
  ),
  'empty-cell': error('A cell that must be filled is empty.', 'Fill it.'),
  'not-a-date': error('A cell is not a date of the calendar as YYYY-MM-DD.', 'Write it so: 2026-04-01.'),
  'not-a-whole-number': error('A cell is not a whole number.', 'Write digits alone, without separators.'),
  'below-minimum': error('A number is smaller than the column allows.', 'Correct it.'),
  'not-a-boolean': error('A cell is neither true nor false.', 'Write true or false, in small letters.'),
  'unknown-word': error('A cell is not one of the words of the column.', 'Use one of them.'),
  'duplicate-key': error('Two rows state the same thing.', 'Take one out.'),
  'unknown-reference': error(
    'A cell names a row of another table that is not there.',
    'Add that row or correct the name.',
  ),
  'unknown-area': error(
    'A cell names a block that the geography does not have.',
    'Add it to areas or correct the code.',
  ),
  'self-link': error('A row joins a thing to itself.', 'Correct one end or take the row out.'),
  'dates-reversed': error(
    'A record ends before it begins, or on the same day.',
    '"to" is the first day it no longer holds.',
  ),
  'announced-after-legal': warning('An event was announced after it took legal effect.', 'Check both dates.'),
  'target-missing': error(
    'A relationship has no target and is not unresolved.',
    'Name the target, or set the status to unresolved.',
  ),
  'geography-missing': error('A row names a block but not its geography.', 'Fill in the geography.'),
  'giver-missing': error('Territory * has no giver.', 'Name in "from" the body that gives all it holds.'),
  'moves-nothing': error('Territory passes from nobody to nobody.', 'Fill in "from", "to" or both.'),
  'not-by-area': error(
    'People are given by block for a count without a geography.',
    'Give the population a geography, or use registered_values.',
  ),
  'object-missing': error(
    'A boundary file is not TopoJSON, or lacks the object named.',
    'Name an object that is in it.',
  ),
  'shape-without-code': error(
    'Shapes of a boundary file lack the property that holds the code.',
    'Correct code_property.',
  ),
  'area-without-shape': warning(
    'Blocks have no shape in the boundary file; the map leaves them out.',
    'Add their shapes.',
  ),
  'shape-without-area': warning(
    'Shapes have a code that no block of the geography has; the map leaves them out.',
    'Add the blocks or correct the codes.',
  ),
  'not-a-pack': error(
    'The folder to write to holds something else than a pack.',
    'Choose another folder, or empty it.',
  ),
  'cannot-write': error(
    'The pack could not be written; what was there before is as it was.',
    'See the reason named: disk full, no permission.',
  ),
} as const satisfies Record<string, ProblemKind>;

export type PackProblemCode = keyof typeof packProblemKinds;
