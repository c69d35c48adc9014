/**
 * Runs a command of the program in this process and writes its peak memory to a file when it ends:
 * `node bench/command-with-peak.ts FILE COMMAND ...`. For benchmarks that judge memory from outside.
 */

import { writeFileSync } from 'node:fs';
import { runCommand } from '#cli/main.ts';

const [file = '', ...args] = process.argv.slice(2);
process.exitCode = await runCommand(args);
writeFileSync(file, String(process.resourceUsage().maxRSS / 1024));
