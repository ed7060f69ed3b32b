import type { Command } from 'commander'
import { DEFAULT_CONFIG } from './default-config.js'
import type { Io } from './io.js'

/** Commands on a study that has run: look at it, judge it anew, end it for a system. None asks a model. */
export function addRecordCommands(root: Command, io: Io): void {
  for (const add of [addInspect, addRescore, addCancel]) add(root, io)
}

function addInspect(root: Command, io: Io): void {
  root
    .command('inspect')
    .description('look at the trials of a study: which there are, or one with its transcript and why it ended')
    .argument('[study]', 'record of a study (.db); the newest in the folder where left out')
    .argument('[trial]', 'id of a trial, or how it begins')
    .option('--system <name>', 'only trials of this system')
    .option('--outcome <kind>', 'only trials that are solved, failed, censored, void, waiting, running or cancelled')
    .option('--intervention <name>', 'only trials of this intervention, or of none with baseline')
    .option('--full', 'every text in full, shared steps too')
    .option('--folder <path>', 'where records are', '.leadline')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline inspect                                   every trial of the newest record in .leadline
  $ leadline inspect --outcome void                    what was left out, and for which cause
  $ leadline inspect 3f2a91c0                          one trial: why it ended, its launches, its transcript
  $ leadline inspect .leadline/first-study-1a2b3c4d.db 3f2a91c0 --full`,
    )
    .action(async (study, trial, options) => (await import('./inspect.js')).inspect(io, { study, trial }, options))
}

function addRescore(root: Command, io: Io): void {
  root
    .command('rescore')
    .description('judge the trials of a study by the scorers of today, without running anything')
    .argument('[study]', 'record of a study (.db); the newest in the folder where left out')
    .option('--config <path>', 'configuration of the study, where it has one', DEFAULT_CONFIG)
    .option('--keep', 'write the judgements that differ beside the old ones; reports then go by the new ones')
    .option('--folder <path>', 'where records are', '.leadline')
    .option('--fail-on <what>', 'exit 1 when this is found: change')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline rescore                                   what the scorers of today would say otherwise
  $ leadline rescore --keep && leadline report         the record keeps both judgements`,
    )
    .action(async (study, options) => (await import('./rescore.js')).rescore(io, study, options))
}

function addCancel(root: Command, io: Io): void {
  root
    .command('cancel')
    .description('end a study for one system: the rest of its trials is not run, and reported as such')
    .argument('<system>', 'label of the system')
    .argument('[study]', 'record of a study (.db); the newest in the folder where left out')
    .option('--folder <path>', 'where records are', '.leadline')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline cancel small                              in the newest record in .leadline
  $ leadline cancel small .leadline/first-study-1a2b3c4d.db && leadline probe`,
    )
    .action(async (system, study, options) => (await import('./cancel.js')).cancel(io, { system, study }, options))
}
