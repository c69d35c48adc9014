/** The England pack from the publishers' files: built, folded, and written when it is sound. */

import type { Refusal } from '#actions/refusal.ts';
import type { PackManifest } from '#core/pack/manifest.ts';
import { packTables } from '#core/pack/tables.ts';
import { buildEnglandPack, type EnglandPack } from '#sources/england/build-england.ts';
import { writePack } from '#sources/pack/write-pack.ts';
import { hasErrors } from '#std/problem.ts';
import { answer, type Result, refuse } from '#std/result.ts';
import { textTable } from '#std/text-table.ts';

export type BuiltPack = {
  readonly missing: EnglandPack['missingFiles'];
  /** Rows of each table, for a person to read. */
  readonly summary: string;
};

/** Builds and writes the pack. Refused when a file cannot be used, or the folder to write to is something else. */
export async function buildPack(
  options: { readonly from: string; readonly out: string },
  progress: (line: string) => void,
): Promise<Result<BuiltPack, Refusal>> {
  const built = await buildEnglandPack({ from: options.from, progress });
  if (hasErrors(built.problems)) {
    return refuse({
      kind: 'pack-has-problems',
      detail: `No pack was written: files in ${options.from} cannot be used.`,
      problems: built.problems,
    });
  }
  if (built.facts.organisations.length === 0) {
    const detail = `No pack was written: ${options.from} holds none of the publishers' files. docs/guide/england-data.md lists them.`;
    return refuse({ kind: 'pack-has-problems', detail, problems: [] });
  }
  progress(`writing ${options.out}`);
  const files = new Map(built.boundaries.map(({ path, text }) => [path, Buffer.from(text)]));
  const problems = await writePack(options.out, { manifest: manifestOf(built), facts: built.facts, files });
  if (hasErrors(problems))
    return refuse({ kind: 'pack-has-problems', detail: `${options.out} was not written.`, problems });
  return answer({ missing: built.missingFiles, summary: summaryOf(built) });
}

function manifestOf(built: EnglandPack): PackManifest {
  const published = built.facts.sources;
  return {
    name: built.name,
    title: built.title,
    version: '1.1.1',
    description:
      "England's health bodies and councils over 2001, 2011 and 2021 LSOAs. What is derived, best fit or unknown says so on the record.",
    licences: [
      {
        name: 'OGL-UK-3.0',
        title: 'Open Government Licence v3.0',
        path: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
      },
    ],
    sources: published.map((row) => (row.url === null ? { title: row.title } : { title: row.title, path: row.url })),
    vintage: '2004 to 2027',
    tables: {},
  };
}

function summaryOf(built: EnglandPack): string {
  const rows = packTables
    .map((table) => [table.name, built.facts[table.name].length.toLocaleString('en-GB')] as const)
    .filter(([, count]) => count !== '0');
  return textTable([{ heading: 'table' }, { heading: 'rows', align: 'right' }], rows);
}
