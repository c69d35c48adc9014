import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { commandModules, modulesFor } from '#cli/command-table.ts';

const names = (words: readonly string[]) => modulesFor(words).flatMap(({ adds }) => adds);
const all = commandModules.flatMap(({ adds }) => adds);

describe('the table of commands', () => {
  it('[CL25] says of each module which commands it adds, each once', async () => {
    for (const { adds, load } of commandModules) {
      const program = new Command();
      (await load())(program);
      expect(program.commands.map((one) => one.name())).toEqual(adds);
    }
    expect(new Set(all).size).toBe(all.length);
  });

  it('[CL25] finds the command behind flags, and takes a value of one for none', () => {
    expect(names(['journal', 'verify', '--json'])).toEqual(['journal']);
    expect(names(['--home', 'data', '--token', 'jobs', 'journal'])).toEqual(['journal']);
    expect(names(['--home=data', 'restore', 'events'])).toEqual(['backup', 'restore']);
  });

  it('[CL25] has every command for the help, for no word and for a word that is none', () => {
    for (const words of [[], ['--help'], ['-h', 'events'], ['help', 'events'], ['event'], ['--home', 'events']])
      expect(names(words)).toEqual(all);
  });
});
