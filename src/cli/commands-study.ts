import type { Command } from 'commander'
import { DEFAULT_CONFIG } from './default-config.js'
import type { Io } from './io.js'
import { collect, shareOf, someUsdOf, wholeOf } from './option-values.js'

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
const PRICES = ['--prices <file>', 'prices and lengths of your own (JSON), before those that are shipped'] as const
const PROXY = ['--proxy <url>', 'a proxy for everything, before HTTPS_PROXY and HTTP_PROXY'] as const
const CA = ['--ca <file>', 'certificate authorities to trust beside the usual ones (PEM)'] as const
const TIER = ['--tier <tier>', 'a plan by budget: triage, decision or audit'] as const

/** Commands that plan, run and show studies. Each loads its code when it is called. */
export function addStudyCommands(root: Command, io: Io): void {
  for (const add of [
    addStart,
    addProbe,
    addPlan,
    addCalibrate,
    addModels,
    addInterventions,
    addInit,
    addExample,
    addProxy,
  ])
    add(root, io)
}

function addStart(root: Command, io: Io): void {
  root
    .command('start')
    .description(
      'recorded runs of real systems, the instrument check on embedded models, and what can be probed from here',
    )
    .option('--folder <path>', 'where records and reports go', '.leadline')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline start                                     a second run goes on where the first one stopped
  $ leadline start --json > report.json                the report of the instrument check, for programs`,
    )
    .action(async (options) => (await import('./start.js')).start(io, options))
}

function addProbe(root: Command, io: Io): void {
  root
    .command('probe')
    .description('run a study: baselines, forks with one constraint changed, sham twins, verdicts')
    .option('--config <path>', 'study to run', DEFAULT_CONFIG)
    .option(...MODEL)
    .option(...PRICE)
    .option('--budget <usd>', 'most that may be spent', someUsdOf('--budget'))
    .option('--yes', 'spend without being asked')
    .option(...TIER)
    .option(...UNTIL)
    .option(...TOLERANCE)
    .option(...PRICES)
    .option(...PROXY)
    .option(...CA)
    .option('--folder <path>', 'where records and reports go', '.leadline')
    .option(
      '--repeats <n>',
      'baselines of each sample in all: a study that has begun grows',
      wholeOf('--repeats', 1, 1_000),
    )
    .option('--retry-void [causes]', 'launch trials again that were left out, all or by cause: environment, scorer ...')
    .option('--concurrency <n>', 'trials at a time', wholeOf('--concurrency', 1, 1_000))
    .option('--fail-on <what>', 'exit 1 when this is established: harm, shadow')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline probe                                     run leadline.config.ts; a rerun goes on where it stopped
  $ leadline probe --model openai:gpt-5.2 --price 1.75/14 --budget 2
  $ leadline probe --model openai:big --model openai:small --price 5/25 --price 0.5/2.5 --budget 20 --tier decision
  $ leadline probe --until-settled --budget 10         stops as soon as it is clear who may be trusted
  $ leadline probe --model http://127.0.0.1:11434/v1#qwen3 --price 0/0`,
    )
    .action(async (options) => (await import('./probe.js')).probe(io, options))
}

function addPlan(root: Command, io: Io): void {
  root
    .command('plan')
    .description('what would run, how many trials, what it costs, and the smallest effect that it can find')
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
  $ leadline plan                                      leadline.config.ts as it is
  $ leadline plan --tier triage                        the smallest study that shows what is large
  $ leadline plan --until-settled                      expected and worst case, beside a fixed plan
  $ leadline plan --model openai:gpt-5.2 --price 1.75/14 --tier audit`,
    )
    .action(async (options) => (await import('./plan.js')).plan(io, options))
}

function addCalibrate(root: Command, io: Io): void {
  root
    .command('calibrate')
    .description('run the whole instrument on models of known truth and show that it recovers what was planted')
    .option('--full', 'many more studies: an hour or more')
    .option('--page <path>', 'write the tables as a Markdown page as well')
    .option('--folder <path>', 'where the record goes', '.leadline')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline calibrate                                 a few minutes
  $ leadline calibrate --full --json > calibration.json`,
    )
    .action(async (options) => (await import('./calibrate.js')).calibrate(io, options))
}

function addModels(root: Command, io: Io): void {
  root
    .command('models')
    .description('models that are configured and found: keys, local servers, prices; with --test one call to each')
    .option('--config <path>', `study whose systems are meant (${DEFAULT_CONFIG} where it is there)`)
    .option('--model <vendor:model>', 'a model beside the configured ones', collect)
    .option('--server <url>', 'address of a model server beside the usual ports of this machine', collect)
    .option('--test', 'ask each once whether it calls a tool; costs what one short call costs')
    .option(...PRICES)
    .option(...PROXY)
    .option(...CA)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline models                                    which keys are set, and which servers answer
  $ leadline models --test                             and one call to each: latency, tokens, cost, tool calling
  $ leadline models --model openai:gpt-6-sol --test
  $ leadline models --server http://10.0.0.5:8000/v1 --test`,
    )
    .action(async (options) => (await import('./models.js')).models(io, options))
}

function addInterventions(root: Command, io: Io): void {
  root
    .command('interventions')
    .description('list what a probe can change: seam, dose, question, and what a task has to offer for it')
    .argument('[name]', 'one of them, in full')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline interventions                             all of them, by seam
  $ leadline interventions schema-strict               one in full, with a line for your configuration
  $ leadline interventions --json`,
    )
    .action(async (name, options) => (await import('./interventions.js')).listInterventions(io, name, options))
}

function addInit(root: Command, io: Io): void {
  root
    .command('init')
    .description(`write a commented ${DEFAULT_CONFIG}`)
    .option('--task', 'write task.ts as well: a task to put your own tools in, which the configuration then uses')
    .option('--agent', 'one for an agent that you already have, with a folder of work and a script that judges it')
    .option('--force', 'overwrite')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline init && leadline plan && leadline probe
  $ leadline init --task && leadline check task task.ts
  $ leadline init --agent`,
    )
    .action(async (options) => (await import('./init.js')).init(io, options))
}

function addExample(root: Command, io: Io): void {
  root
    .command('example')
    .description('fetch the recorded public table of OpenHands runs and write it as a file')
    .argument('[path]', 'file to write', 'openhands.jsonl')
    .option('--force', 'overwrite')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline example openhands.jsonl
  $ leadline shadow openhands.jsonl --preset openhands --reference claude-opus-4-5 \\
      --stratum narrow=swe-bench --stratum long=gaia,commit0 --contrast other-work`,
    )
    .action(async (path, options) => (await import('./example.js')).example(io, path, options))
}

function addProxy(root: Command, io: Io): void {
  root
    .command('mcp-proxy')
    .description('stand between an agent and its tool servers: an agent starts it in place of a server')
    .argument('[server...]', 'command of the server, for use outside of a study')
    .option('--to <address>', 'the trial that the agent works in, as a study gives it; LEADLINE_PROXY where left out')
    .addHelpText(
      'after',
      `
Examples:
  {"mcpServers": {"files": {"command": "leadline", "args": ["mcp-proxy", "--to", "{to}"]}}}
  $ leadline mcp-proxy -- npx -y @modelcontextprotocol/server-filesystem .    outside of a study: nothing is changed`,
    )
    .action(async (server, options) => (await import('./mcp-proxy.js')).mcpProxy(io, server, options))
}
