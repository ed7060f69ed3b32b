import type { Command } from 'commander'
import type { Io } from './io.js'

/** Holds something of the reader's own to what a study needs of it. */
export function addCheck(root: Command, io: Io): void {
  const check = root
    .command('check')
    .description('hold something of your own, such as a task, to what a study needs of it')
    .addHelpText('after', '\nExamples:\n  $ leadline check task task.ts')
  check
    .command('task')
    .description(
      'run the witness, the sham, the snapshot round trip and determinism of a task, and say what is missing',
    )
    .argument(
      '<file>',
      'module whose default export is a task (defineTask) or a list of tasks; or a configuration in JSON',
    )
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline check task task.ts     exit 1 when something fails; asks no model
  $ leadline check task task.ts --json
  $ leadline check task leadline.config.json     its tool servers`,
    )
    .action(async (file, options) => (await import('./check-task.js')).checkTaskFile(io, file, options))
}
