import { type Command, Option } from 'commander'
import { SESSION_FORMATS } from '../domain/index.js'
import type { Io } from './io.js'
import { shareOf, shareOrWholeOf } from './option-values.js'

/** Commands on work that agents did elsewhere; no model is asked anything. */
export function addTraceCommands(root: Command, io: Io): void {
  root
    .command('import')
    .description(
      'reads recorded work of agents, redacts it, and says how far it went, who looped, what failed and what it cost',
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
    .option('--partial', 'leave out what is broken, and count it')
    .option('--level <share>', 'confidence level', shareOf('--level'), 0.95)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline import spans.jsonl
  $ leadline import logs/*.eval --out sessions.jsonl
  $ leadline import traces.jsonl observations.jsonl scores.jsonl --success task_success
  $ leadline import trajectory.json --redact own-rules.json`,
    )
    .action(async (files, options) => (await import('./import.js')).importTraces(io, files, options))
  root
    .command('sessions')
    .description('shows again what a record of sessions says')
    .argument('<record>', 'a record that leadline import has written')
    .option('--level <share>', 'confidence level', shareOf('--level'), 0.95)
    .option('--json', 'print one JSON document')
    .action(async (record, options) => (await import('./import.js')).showSessions(io, record, options))
}
