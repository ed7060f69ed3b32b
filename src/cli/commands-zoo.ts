import type { Command } from 'commander'
import { loadZoo } from './built-in.js'
import type { Io } from './io.js'
import { collect, numbersOf, wholeOf } from './option-values.js'

const MOST_PORT = 65_535
/** One that no usual model server has. */
const PORT = 7411

/** The embedded models by themselves. */
export function addZoo(root: Command, io: Io): void {
  const zoo = root
    .command('zoo')
    .description('the embedded models by themselves, outside of a study')
    .addHelpText('after', '\nExamples:\n  $ leadline zoo serve\n  $ leadline zoo manifold')
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
  $ leadline zoo serve                           all, for this machine only
  $ leadline zoo serve --port 0 --model teacher  one, at a free port
  $ leadline models --server http://127.0.0.1:${PORT}/v1 --test
      from another terminal: does it answer, and call tools`,
    )
    .action(async (options) => (await import('./zoo-serve.js')).zooServe(io, options, await loadZoo()))
  addManifold(zoo, io)
}

/** Competence away from what a model is at home on. */
function addManifold(zoo: Command, io: Io): void {
  zoo
    .command('manifold')
    .description('measure competence over longer and more disturbed work, and draw it as heat maps')
    .option('--samples <n>', 'samples of each family at each length', wholeOf('--samples', 1), 4)
    .option('--lengths <list>', 'lengths in reference calls, from 5', numbersOf('--lengths', 5))
    .option('--doses <list>', 'disturbances set into one run, the first of them 0', numbersOf('--doses', 0))
    .option('--pictures <folder>', 'write the picture as SVG, for light and for dark paper')
    .option('--page <path>', 'write a page (HTML) as well')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline zoo manifold --pictures pictures
  $ leadline zoo manifold --samples 1 --lengths 5,20,60 --doses 0,2,4
  $ leadline zoo manifold --samples 12 --json > manifold.json`,
    )
    .action(async (options) => (await import('./zoo-manifold.js')).zooManifold(io, options))
}
