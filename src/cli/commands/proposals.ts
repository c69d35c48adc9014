/** `coterminous proposals`: changes to joint things that wait for agreement, and what is done about them. */

import type { Command } from 'commander';
import { listProposals } from '#actions/proposals-list.ts';
import { type ShownProposal, showProposal } from '#actions/proposals-show.ts';
import { type ProposalAct, stepOnProposal } from '#actions/proposals-step.ts';
import { type AuthorFlags, authorOf, withAuthorFlags } from '#cli/author-flag.ts';
import { now } from '#cli/clock.ts';
import { withShelves } from '#cli/context-flags.ts';
import { answered, type OutputFlags } from '#cli/output.ts';
import { proposalsText, proposalText } from '#cli/proposal-text.ts';
import { encodeProposal, encodeProposalRow } from '#wire/encode-proposals.ts';
import type { ProposalWire } from '#wire/proposals.ts';

type ListFlags = OutputFlags & { readonly closed?: boolean; readonly all?: boolean };
type StepFlags = OutputFlags & AuthorFlags & { readonly register?: string };

export function addProposalsCommands(program: Command): void {
  const proposals = program
    .command('proposals')
    .description('changes to joint things that wait until an approver of each party agrees');

  withSharedFlags(proposals.command('list'))
    .description('proposals on their way, the newest first')
    .option('--closed', 'those that ended')
    .option('--all', 'both')
    .action(async (flags: ListFlags, command: Command) => {
      const state = flags.all === true ? undefined : flags.closed === true ? 'closed' : 'open';
      const list = answered(
        await withShelves(command, (shelves, { register }) => listProposals(shelves, { register, state, at: now() })),
      );
      const { register, on, waiting } = list;
      const source = { register: register.pack.name, timeline: register.timeline, on };
      const rows = list.rows.map((row) => encodeProposalRow(row, source));
      const answer = { register: source.register, waiting, proposals: rows };
      process.stdout.write(`${flags.json === true ? JSON.stringify(answer, null, 2) : proposalsText(rows)}\n`);
    });

  withSharedFlags(proposals.command('show'))
    .description('one proposal: what it would change, who agreed, what was said')
    .argument('<id>', 'id of the proposal')
    .action(async (id: string, flags: OutputFlags, command: Command) => {
      const shown = await withShelves(command, (shelves, { register }) =>
        showProposal(shelves, { register, id, at: now() }),
      );
      print(flags, answered(shown));
    });

  addStep(proposals, 'agree', 'agree for the body that you act for; the last agreement makes the change', () => ({
    do: 'agree',
  }));
  addStep(proposals, 'take-back', 'take the agreement of the body that you act for back', () => ({ do: 'take-back' }));
  addStep(proposals, 'discuss', 'say something about it', (text) => ({ do: 'discuss', text }), '<text>');
  addStep(proposals, 'refuse', 'refuse it for good', (reason) => ({ do: 'refuse', reason }), '<reason>');
  addStep(
    proposals,
    'withdraw',
    'withdraw what the body that you act for proposed',
    (reason) => ({ do: 'withdraw', reason: reason === '' ? null : reason }),
    '[reason]',
  );
}

function addStep(
  proposals: Command,
  name: string,
  says: string,
  actOf: (text: string) => ProposalAct,
  words?: '<text>' | '<reason>' | '[reason]',
): void {
  const command = withAuthorFlags(withSharedFlags(proposals.command(name)))
    .description(says)
    .argument('<id>', 'id of the proposal');
  if (words !== undefined) command.argument(words, 'what you say');
  command.action(async (id: string, ...given: unknown[]) => {
    const flags = command.opts<StepFlags>();
    const text = words === undefined ? '' : String(given[0] ?? '');
    const author = authorOf(flags);
    const stepped = await withShelves(command, async (shelves, { register }) => {
      const at = now();
      // Whoever types a command has seen nothing newer than what is there now.
      const shown = await showProposal(shelves, { register, id, at });
      if (!shown.ok) return shown;
      const { version } = shown.value;
      return stepOnProposal(shelves, { register, id, expectedVersion: version, act: actOf(text), author, at });
    });
    print(flags, answered(stepped));
  });
}

function withSharedFlags(command: Command): Command {
  return command
    .option('--register <name>', 'which register (default: the newest import)')
    .option('--json', 'print JSON');
}

function print(flags: OutputFlags, shown: ShownProposal): void {
  const { register, on } = shown;
  const wire: ProposalWire = encodeProposal(shown, { register: register.pack.name, timeline: register.timeline, on });
  process.stdout.write(`${flags.json === true ? JSON.stringify(wire, null, 2) : proposalText(wire)}\n`);
}
