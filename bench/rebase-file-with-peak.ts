/**
 * Rebases a file of LSOAs by practice to boards in this process, and writes its peak memory to a file when it ends:
 * `node bench/rebase-file-with-peak.ts DATA LOOKUP OUT PEAK`. For benchmarks that judge memory from outside.
 */

import { writeFileSync } from 'node:fs';
import { boardsOf } from '#bench/boards-of-blocks.ts';
import { rebaseFile } from '#sources/tables/rebase-file.ts';

const [path = '', lookup = '', out = '', peak = ''] = process.argv.slice(2);
const result = await rebaseFile({
  path,
  areaColumn: 'LSOA_CODE',
  valueColumns: [{ column: 'NUMBER_OF_PATIENTS', title: 'Patients' }],
  groupColumns: ['PRACTICE_CODE'],
  alsoInAll: true,
  ...boardsOf(lookup),
  leaveOut: [],
  absent: 'zero',
  repeated: 'add',
});
if (!result.ok) throw new Error(JSON.stringify(result.refusal));
await result.value.write(out, 'csv');
await result.value.close();
writeFileSync(peak, String(process.resourceUsage().maxRSS / 1024));
