import type { Command } from 'commander'
import { DEFAULT_CONFIG, DEFAULT_FOLDER } from './default-config.js'
import type { Io } from './io.js'
import { withLiveOptions } from './live-options.js'
import { shareOf } from './option-values.js'

/** The report of a study that has run; no model is asked, here and below. */
export function addReport(root: Command, io: Io): void {
  const command = root
    .command('report')
    .description('build the report of a study again from its record, without asking a model')
    .argument('[study]', 'record of a study (.db); the newest in the folder where left out')
  withLiveOptions(command)
    .option('--config <path>', 'configuration of the study, where it has one', DEFAULT_CONFIG)
    .option('--require <share>', 'success required of a system', shareOf('--require'))
    .option('--control <system>', 'a system that is merely weaker')
    .option('--folder <path>', 'where records and reports go', DEFAULT_FOLDER)
    .option('--pictures <folder>', 'write every picture as SVG, for light and for dark paper')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline report     the newest record in .leadline
  $ leadline report .leadline/first-study-1a2b3c4d.db --require 0.9
  $ leadline report --since served.csv --canary canary.csv   is it still so?`,
    )
    .action(async (study, options) => (await import('./report.js')).report(io, study, options))
}

/** The trials of a study, one by one. */
export function addInspect(root: Command, io: Io): void {
  root
    .command('inspect')
    .description('list the trials of a study, or show one with its transcript and why it ended')
    .argument('[study]', 'record of a study (.db); the newest in the folder where left out')
    .argument('[trial]', 'id of a trial, or how it begins')
    .option('--system <name>', 'only trials of this system')
    .option('--outcome <kind>', 'only trials that are solved, failed, censored, void, waiting, running or cancelled')
    .option('--intervention <name>', 'only trials of this intervention, or of none with baseline')
    .option('--full', 'every text in full, shared steps too, as --json always has them')
    .option('--folder <path>', 'where records are', DEFAULT_FOLDER)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline inspect                  every trial of the newest record
  $ leadline inspect --outcome void   what was left out, and for which cause
  $ leadline inspect 3f2a91c0         one trial: why it ended, its transcript
  $ leadline inspect .leadline/first-study-1a2b3c4d.db 3f2a91c0 --full
  $ leadline inspect --outcome failed --json   the list for a program`,
    )
    .action(async (study, trial, options) => (await import('./inspect.js')).inspect(io, { study, trial }, options))
}

/** Two studies held against each other. */
export function addDiff(root: Command, io: Io): void {
  root
    .command('diff')
    .description('hold two studies with the same samples against each other: two dates, or two systems')
    .argument('<before>', 'record of a study (.db)')
    .argument('<after>', 'record of a study (.db)')
    .option('--level <share>', 'confidence level', shareOf('--level'), 0.95)
    .option('--margin <share>', 'differences inside this count as equivalent', shareOf('--margin'), 0.1)
    .option('--fail-on <what>', 'exit 1 when this is established: worse')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline diff march/first-study-1a2b3c4d.db june/first-study-1a2b3c4d.db
  $ leadline diff before.db after.db --fail-on worse   for a pipeline`,
    )
    .action(async (before, after, options) => (await import('./diff.js')).diff(io, before, after, options))
}

/** The trials of a study judged anew. */
export function addRescore(root: Command, io: Io): void {
  root
    .command('rescore')
    .description('judge the trials of a study by the scorers of today, without asking a model')
    .argument('[study]', 'record of a study (.db); the newest in the folder where left out')
    .option('--config <path>', 'configuration of the study, where it has one', DEFAULT_CONFIG)
    .option('--keep', 'write the judgements that differ beside the old ones; reports then go by the new ones')
    .option('--folder <path>', 'where records are', DEFAULT_FOLDER)
    .option('--fail-on <what>', 'exit 1 when this is found: change')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline rescore                             what would be judged otherwise
  $ leadline rescore --keep && leadline report   both judgements are kept
  $ leadline rescore --fail-on change --json     for a pipeline`,
    )
    .action(async (study, options) => (await import('./rescore.js')).rescore(io, study, options))
}

/** The end of a study for one system. */
export function addCancel(root: Command, io: Io): void {
  root
    .command('cancel')
    .description('end a study for one system: the rest of its trials is not run, and reported as such')
    .argument('<system>', 'label of the system')
    .argument('[study]', 'record of a study (.db); the newest in the folder where left out')
    .option('--folder <path>', 'where records are', DEFAULT_FOLDER)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline cancel small     in the newest record in .leadline
  $ leadline cancel small .leadline/first-study-1a2b3c4d.db && leadline probe
  $ leadline cancel small --json   how many trials that is, for a program`,
    )
    .action(async (system, study, options) => (await import('./cancel.js')).cancel(io, { system, study }, options))
}
