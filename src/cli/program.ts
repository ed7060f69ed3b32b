import { Command, CommanderError } from 'commander'
import { InvariantError, LeadlineError, RELEASE } from '../domain/index.js'
import { addCheckCommands } from './commands-check.js'
import { addRecordCommands } from './commands-record.js'
import { addStudyCommands } from './commands-study.js'
import { addTableCommands } from './commands-table.js'
import { addTraceCommands } from './commands-traces.js'
import { fileProblem } from './file-problem.js'
import { GateNotMet, Interrupted, type Io } from './io.js'
import { ownCodeProblem } from './own-code.js'

/** Exit codes: 0 done, 1 a gate the user set was not met, 2 user error, 70 our bug. */
const EXIT = { done: 0, gate: 1, user: 2, bug: 70, interrupted: 130 } as const

/**
 * Runs one command line.
 *
 * @param words without the program's own name
 * @returns the exit code
 */
export async function runCommand(words: readonly string[], io: Io): Promise<number> {
  try {
    await program(io).parseAsync([...words], { from: 'user' })
    return EXIT.done
  } catch (error) {
    return explain(error, io)
  }
}

function explain(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.user
  if (error instanceof GateNotMet) {
    io.err(`gate not met: ${error.words}\n`)
    return EXIT.gate
  }
  if (error instanceof Interrupted || (io.signal.aborted && error === io.signal.reason)) return EXIT.interrupted
  if (error instanceof LeadlineError && !(error instanceof InvariantError)) {
    io.err(`leadline: ${error.message}\n`)
    return EXIT.user
  }
  const problem = fileProblem(error) ?? ownCodeProblem(error)
  if (problem !== undefined) {
    io.err(`leadline: ${problem}\n`)
    return EXIT.user
  }
  const stack = error instanceof Error ? error.stack : String(error)
  io.err(`leadline: this is a bug in Leadline; please report it with the lines below\n${stack}\n`)
  return EXIT.bug
}

function program(io: Io): Command {
  const root = new Command('leadline')
    .description(
      'Measures how deep an AI model goes on your own long, tool-using work, says how sure it is, and turns that into a decision.',
    )
    .version(RELEASE, '--version')
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'leadline: ')),
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
    })
    .addHelpText(
      'after',
      `
Examples:
  $ leadline start                                   recorded runs, the instrument check, and what is on this machine
  $ leadline shadow runs.csv --reference big-model   how far behind is each system, and how sure is that?
  $ leadline decide runs.csv --reference big-model --require 0.8
  $ leadline init && leadline plan && leadline probe

Exit codes: 0 done, 1 a gate you set was not met, 2 something you gave cannot be used, 70 a bug in Leadline, 130 stopped by Ctrl-C.`,
    )
  addTableCommands(root, io)
  addTraceCommands(root, io)
  addStudyCommands(root, io)
  addCheckCommands(root, io)
  addRecordCommands(root, io)
  return root
}
