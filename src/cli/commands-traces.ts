import { type Command, Option } from 'commander'
import { SESSION_FORMATS } from '../domain/index.js'
import type { Io } from './io.js'
import { collect, shareOf, shareOrWholeOf, someUsdOf, wholeOf } from './option-values.js'
import { ANSWER_SECONDS, CA, PRICES, PROXY } from './reach-options.js'

const RECORD = 'a record that leadline import has written'

/** Work that agents did elsewhere, read and redacted; no model is asked anything. */
export function addImport(root: Command, io: Io): void {
  root
    .command('import')
    .description(
      'read recorded work of agents, redact it, and say how far it went, who looped, what failed and what it cost',
    )
    .argument(
      '<file...>',
      'OpenTelemetry GenAI spans (OTLP JSON), Langfuse or LangSmith exports, Inspect logs, ATIF trajectories',
    )
    .option('--out <file>', "Leadline's own record of the sessions", 'sessions.jsonl')
    .option('--force', 'write over a record that is there')
    .addOption(
      new Option('--format <name>', 'the format, where its content does not tell').choices([...SESSION_FORMATS]),
    )
    .option('--redact <file>', 'a JSON file with redaction rules of your own')
    .option('--success <score>', 'name of the score that says whether a session came out right')
    .option('--solved-from <value>', 'scores from this value on are a success', shareOrWholeOf('--solved-from'))
    .option(
      '--price <model=price>',
      'INPUT/OUTPUT or INPUT/OUTPUT/CACHED in US dollars a million tokens, where the source has no cost',
      collect,
    )
    .option('--partial', 'leave out what is broken, and count it')
    .option('--level <share>', 'confidence level', shareOf('--level'), 0.95)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline import spans.jsonl
  $ leadline import logs/*.eval --out sessions.jsonl
  $ leadline import traces.jsonl observations.jsonl scores.jsonl \\
      --success task_success
  $ leadline import trajectory.json --redact own-rules.json`,
    )
    .action(async (files, options) => (await import('./import.js')).importTraces(io, files, options))
}

/** What a record of such work says; no model is asked anything. */
export function addSessions(root: Command, io: Io): void {
  root
    .command('sessions')
    .description('show again what a record of sessions says')
    .argument('<record>', RECORD)
    .option('--level <share>', 'confidence level', shareOf('--level'), 0.95)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  $ leadline sessions sessions.jsonl')
    .action(async (record, options) => (await import('./session-record.js')).showSessions(io, record, options))
}

/** Results for sessions that carry none; only a judge asks a model. */
export function addLabel(root: Command, io: Io): void {
  const label = root
    .command('label')
    .description('get results for recorded sessions that carry none: by a script, by two readers, by a judge')
    .addHelpText('after', '\nExamples:\n  $ leadline label check sessions.jsonl --command ./is-refunded.sh')
  for (const add of [addLabelCheck, addLabelPage, addLabelReaders, addLabelJudge]) add(label, io)
}

function addLabelCheck(label: Command, io: Io): void {
  withLevel(label.command('check').summary('let a command of yours say'))
    .description('run a command of yours for each session without a clear result')
    .requiredOption(
      '--command <command>',
      'gets the session as JSON on its standard input; exit code 0 solved, 1 failed',
    )
    .option('--all', 'also for sessions that carry a result')
    .option('--timeout <seconds>', 'longest run of the command', wholeOf('--timeout', 1, 86_400), 60)
    .option('--concurrency <n>', 'commands at a time', wholeOf('--concurrency', 1, 64), 4)
    .addHelpText('after', '\nExamples:\n  $ leadline label check sessions.jsonl --command ./is-refunded.sh')
    .action(async (record, options) => (await import('./label-check.js')).labelByCheck(io, record, options))
}

function addLabelPage(label: Command, io: Io): void {
  label
    .command('page')
    .summary('write a page for readers')
    .description('write a page on which readers say how a random sample of sessions ended')
    .argument('<record>', RECORD)
    .option('--out <file>', 'the page', 'label.html')
    .option('--sample <n>', 'how many sessions', wholeOf('--sample', 1, 5_000), 100)
    .option('--seed <n>', 'seed of the draw', wholeOf('--seed', 0), 1)
    .option('--all', 'draw among all sessions, not only those without a clear result')
    .option('--question <words>', 'what counts as solved')
    .addHelpText('after', '\nExamples:\n  $ leadline label page sessions.jsonl --question "Solved: refunded, once."')
    .action(async (record, options) => (await import('./label-page.js')).writeLabelPage(io, record, options))
}

function addLabelReaders(label: Command, io: Io): void {
  withLevel(label.command('readers').summary('keep what two readers agree on'))
    .description('hold the labels of two readers against each other, and keep what they agree on')
    .argument('<first>', 'labels of one reader')
    .argument('<second>', 'labels of the other')
    .addHelpText('after', '\nExamples:\n  $ leadline label readers sessions.jsonl labels-ann.json labels-ben.json')
    .action(async (record, first, second, options) => {
      return (await import('./label-readers.js')).labelByReaders(io, { record, first, second }, options)
    })
}

function addLabelJudge(label: Command, io: Io): void {
  withLevel(label.command('judge').summary('ask a model; correct its errors'))
    .description('ask a model how each session ended; its verdicts count only corrected')
    .requiredOption('--model <model>', 'vendor:model, or http://host/v1#model for a server')
    .option('--question <words>', 'what counts as solved')
    .option('--most <n>', 'most sessions to ask about', wholeOf('--most', 1))
    .option('--concurrency <n>', 'asks at a time', wholeOf('--concurrency', 1, 64), 4)
    .option(...ANSWER_SECONDS)
    .option('--price <input/output>', 'US dollars a million tokens, for the spend guard')
    .option('--budget <usd>', 'most that this run may spend', someUsdOf('--budget'))
    .option(...PRICES)
    .option(...PROXY)
    .option(...CA)
    .addHelpText(
      'after',
      '\nExamples:\n  $ leadline label judge sessions.jsonl --model openai:MODEL --price 1.75/14 \\\n      --budget 2',
    )
    .action(async (record, options) => (await import('./label-judge.js')).labelByJudge(io, record, options))
}

function withLevel(command: Command): Command {
  return command
    .argument('<record>', RECORD)
    .option('--level <share>', 'confidence level', shareOf('--level'), 0.95)
    .option('--json', 'print one JSON document')
}

/** Tasks and interventions after recorded work; no model is asked anything. */
export function addSuggest(root: Command, io: Io): void {
  root
    .command('suggest')
    .description('propose tasks and interventions of your own from recorded sessions, as a file to edit')
    .argument('<record>', RECORD)
    .option('--out <file>', 'the proposal', 'suggestion.json')
    .option('--task <file>', 'also write it as tasks to fill in, such as task.ts')
    .option('--config <file>', 'the configuration that goes with --task', 'leadline.config.ts')
    .option('--force', 'write over files that are there')
    .option('--json', 'print the proposal as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ leadline suggest sessions.jsonl\n  $ leadline suggest sessions.jsonl --task task.ts',
    )
    .action(async (record, options) => (await import('./suggest.js')).suggest(io, record, options))
}
