import type { Command } from 'commander'
import { loadZoo } from './built-in.js'
import type { Io } from './io.js'
import { collect, wholeOf } from './option-values.js'

const MOST_PORT = 65_535
/** One that no usual model server has. */
const PORT = 7411

/** The embedded models by themselves. */
export function addZoo(root: Command, io: Io): void {
  const zoo = root
    .command('zoo')
    .description('the embedded models by themselves, outside of a study')
    .addHelpText('after', '\nExamples:\n  $ leadline zoo serve')
  zoo
    .command('serve')
    .description("serve the embedded models to any client of OpenAI's chat completions, until Ctrl-C (exit code 0)")
    .option('--host <address>', 'address of this machine to listen at', '127.0.0.1')
    .option('--port <number>', 'port to listen at; 0 takes any free one', wholeOf('--port', 0, MOST_PORT), PORT)
    .option('--model <name>', 'serve this one; may be given several times (all where left out)', collect)
    .addHelpText(
      'after',
      `
Examples:
  $ leadline zoo serve                        all of them, for this machine only
  $ leadline zoo serve --port 0 --model wide  one, at a free port
  $ leadline models --server http://127.0.0.1:${PORT}/v1 --test
      from another terminal: does it answer, and call tools`,
    )
    .action(async (options) => (await import('./zoo-serve.js')).zooServe(io, options, await loadZoo()))
}
