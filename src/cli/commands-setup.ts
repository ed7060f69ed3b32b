import type { Command } from 'commander'
import { DEFAULT_CONFIG } from './default-config.js'
import type { Io } from './io.js'
import { collect } from './option-values.js'
import { ANSWER_SECONDS, CA, PRICES, PROXY } from './reach-options.js'

/** What is at hand: models, keys, prices. */
export function addModels(root: Command, io: Io): void {
  root
    .command('models')
    .description(
      'list the models that are configured or found: keys, servers on this machine, prices; with --test ask each once',
    )
    .option('--config <path>', `study whose systems are meant (${DEFAULT_CONFIG} where it is there)`)
    .option('--model <vendor:model>', 'a model beside the configured ones', collect)
    .option('--server <url>', 'address of a model server beside the usual ports of this machine', collect)
    .option('--test', 'ask each once whether it calls a tool; costs what one short call costs')
    .option(...PRICES)
    .option(...ANSWER_SECONDS)
    .option(...PROXY)
    .option(...CA)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline models          which keys are set, and which servers answer
  $ leadline models --test   and one call to each: latency, tokens, cost, tools
  $ leadline models --model openai:gpt-6-sol --test
  $ leadline models --server http://10.0.0.5:8000/v1 --test`,
    )
    .action(async (options) => (await import('./models.js')).models(io, options))
}

/** What a probe can change. */
export function addInterventions(root: Command, io: Io): void {
  root
    .command('interventions')
    .description('list what a probe can change, and what a task has to offer for it')
    .argument('[name]', 'one of them, in full')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline interventions                 all of them, by seam
  $ leadline interventions schema-strict   one, with a line for a configuration
  $ leadline interventions --json`,
    )
    .action(async (name, options) => (await import('./interventions.js')).listInterventions(io, name, options))
}

/** A configuration to begin with. */
export function addInit(root: Command, io: Io): void {
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

/** A public table of recorded runs. */
export function addExample(root: Command, io: Io): void {
  root
    .command('example')
    .description('fetch a public table of recorded OpenHands runs and write it as a file')
    .argument('[path]', 'file to write', 'openhands.jsonl')
    .option('--force', 'overwrite')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline example openhands.jsonl
  $ leadline shadow openhands.jsonl --reference claude-opus-4-5 \\
      --preset openhands --contrast other-work \\
      --stratum narrow=swe-bench --stratum long=gaia,commit0`,
    )
    .action(async (path, options) => (await import('./example.js')).example(io, path, options))
}

/** What stands between an agent and its tool server. */
export function addProxy(root: Command, io: Io): void {
  root
    .command('mcp-proxy')
    .description('stand between an agent and its tool server: the agent starts it in place of the server')
    .argument('[server...]', 'command of the server, for use outside of a study')
    .option('--to <address>', 'the trial that the agent works in, as a study gives it; LEADLINE_PROXY where left out')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline mcp-proxy -- npx -y @modelcontextprotocol/server-filesystem .
      outside of a study: that server, and nothing is changed
  {"mcpServers": {"files": {"command": "leadline",
      "args": ["mcp-proxy", "--to", "{to}"]}}}
      in a file of the agent, within a study`,
    )
    .action(async (server, options) => (await import('./mcp-proxy.js')).mcpProxy(io, server, options))
}
