import type { Command } from 'commander'
import { DEFAULT_CONFIG, DEFAULT_FOLDER } from './default-config.js'
import type { Io } from './io.js'
import { collect, shareOf, someUsdOf, wholeOf } from './option-values.js'
import { ANSWER_SECONDS, CA, PRICES, PROXY } from './reach-options.js'

const MODEL = [
  '--model <vendor:model>',
  'a model on the harbour bank instead of a configured study; the first is the reference',
  collect,
] as const
const PRICE = [
  '--price <input/output>',
  'US dollars a million tokens, for the spend guard; once, or for each model',
  collect,
] as const
const UNTIL = ['--until-settled', 'baselines in batches, until it is settled who may be trusted'] as const
const TOLERANCE = [
  '--tolerance <share>',
  'zone around the requirement in which either answer will do',
  shareOf('--tolerance'),
] as const
const TIER = ['--tier <tier>', 'a plan by budget: triage, decision or audit'] as const

/** What Leadline can show without being given anything. */
export function addStart(root: Command, io: Io): void {
  root
    .command('start')
    .description(
      'show recorded runs of real systems, check the instrument on embedded models, and say what can be probed from here',
    )
    .option('--folder <path>', 'where records and reports go', DEFAULT_FOLDER)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline start                        a rerun goes on where it stopped
  $ leadline start --json > start.json    the same for programs`,
    )
    .action(async (options) => (await import('./start.js')).start(io, options))
}

/** A study, run. */
export function addProbe(root: Command, io: Io): void {
  root
    .command('probe')
    .description(
      'run a study: baselines, forks with one constraint changed beside sham twins, verdicts; a rerun goes on',
    )
    .option('--config <path>', 'study to run', DEFAULT_CONFIG)
    .option(...MODEL)
    .option(...PRICE)
    .option('--budget <usd>', 'most that may be spent', someUsdOf('--budget'))
    .option('--yes', 'spend without being asked')
    .option(...TIER)
    .option(...UNTIL)
    .option(...TOLERANCE)
    .option(...PRICES)
    .option(...ANSWER_SECONDS)
    .option(...PROXY)
    .option(...CA)
    .option('--folder <path>', 'where records and reports go', DEFAULT_FOLDER)
    .option(
      '--repeats <n>',
      'baselines of each sample in all: a study that has begun grows',
      wholeOf('--repeats', 1, 1_000),
    )
    .option('--retry-void [causes]', 'launch trials again that were left out, all or by cause: environment, scorer ...')
    .option('--concurrency <n>', 'most trials at a time; found out where left out', wholeOf('--concurrency', 1, 1_000))
    .option('--fail-on <what>', 'exit 1 when this is established: harm, shadow')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline probe     leadline.config.ts; a rerun goes on where it stopped
  $ leadline probe --model openai:gpt-5.2 --price 1.75/14 --budget 2
  $ leadline probe --model openai:big --model openai:small \\
      --price 5/25 --price 0.5/2.5 --budget 20 --tier decision
  $ leadline probe --until-settled --budget 10
  $ leadline probe --model http://127.0.0.1:11434/v1#qwen3 --price 0/0`,
    )
    .action(async (options) => (await import('./probe.js')).probe(io, options))
}

/** A study, before anything is run. */
export function addPlan(root: Command, io: Io): void {
  root
    .command('plan')
    .description('say what would run, what it costs, and the smallest effect that it can find')
    .option('--config <path>', 'study to look at', DEFAULT_CONFIG)
    .option(...MODEL)
    .option(...PRICE)
    .option('--budget <usd>', 'most that may be spent', someUsdOf('--budget'))
    .option(...TIER)
    .option(...UNTIL)
    .option(...TOLERANCE)
    .option(...PRICES)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline plan                   leadline.config.ts as it is
  $ leadline plan --tier triage     the smallest study that shows what is large
  $ leadline plan --until-settled   expected and worst case, beside a fixed plan
  $ leadline plan --model openai:gpt-5.2 --price 1.75/14 --tier audit`,
    )
    .action(async (options) => (await import('./plan.js')).plan(io, options))
}

/** The instrument, held against known truth. */
export function addCalibrate(root: Command, io: Io): void {
  root
    .command('calibrate')
    .description('run the whole instrument on models of known truth, and show that it finds what was planted')
    .option('--full', 'many more studies: an hour or more')
    .option('--page <path>', 'write a Markdown page, with its picture in pictures/ beside it')
    .option('--folder <path>', 'where the record goes', DEFAULT_FOLDER)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline calibrate     a few minutes
  $ leadline calibrate --full --json > calibration.json`,
    )
    .action(async (options) => (await import('./calibrate.js')).calibrate(io, options))
}
