import type { Command } from 'commander'
import type { Io } from './io.js'

/** Commands that hold something of the reader's own to what a study needs of it. */
export function addCheckCommands(root: Command, io: Io): void {
  const check = root.command('check').description('hold something of your own to what a study needs of it')
  check
    .command('task')
    .description(
      'run the witness, the sham, the snapshot round trip and determinism of a task, and say what is missing',
    )
    .argument('<file>', 'module whose default export is a task (defineTask), or a list of tasks')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline check task task.ts                        exit 1 when something fails; no model is asked
  $ leadline check task task.ts --json`,
    )
    .action(async (file, options) => (await import('./check-task.js')).checkTaskFile(io, file, options))
}
