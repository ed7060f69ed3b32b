import { Command, CommanderError } from 'commander'
import { InvariantError, LeadlineError, RELEASE } from '../domain/index.js'
import { addCheck } from './commands-check.js'
import { addCancel, addDiff, addInspect, addReport, addRescore } from './commands-record.js'
import { addExample, addInit, addInterventions, addModels, addProxy } from './commands-setup.js'
import { addCalibrate, addPlan, addProbe, addStart } from './commands-study.js'
import { addDecide, addShadow } from './commands-table.js'
import { addImport, addLabel, addSessions, addSuggest } from './commands-traces.js'
import { addZoo } from './commands-zoo.js'
import { fileProblem } from './file-problem.js'
import { harmless } from './harmless.js'
import { GateNotMet, Interrupted, type Io, NothingMeasured } from './io.js'
import { ownCodeProblem } from './own-code.js'

/** Exit codes: 0 done, 1 a gate the user set was not met or a study measured nothing, 2 user error, 70 our bug. */
const EXIT = { done: 0, gate: 1, user: 2, bug: 70, interrupted: 130 } as const

/** All commands, in the order in which a reader comes to need them. Each loads its code when it is called. */
const COMMANDS = [
  ['To begin:', [addStart, addModels, addInit, addCheck, addInterventions]],
  ['A study:', [addPlan, addProbe, addReport, addInspect, addDiff, addRescore, addCancel]],
  ['Recorded runs, without asking a model:', [addShadow, addDecide, addExample]],
  ['Recorded work of agents:', [addImport, addSessions, addLabel, addSuggest]],
  ['Beside these:', [addCalibrate, addProxy, addZoo]],
] as const

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

/** Says in words what ended a command; the exit code for it. */
export function explain(error: unknown, io: Io): number {
  // Whoever caused it may have put names and texts of others into it.
  const say = (text: string) => io.err(harmless(text, false))
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.user
  if (error instanceof GateNotMet) {
    say(`gate not met: ${error.words}\n`)
    return EXIT.gate
  }
  if (error instanceof NothingMeasured) {
    say(`nothing measured: ${error.message}\n`)
    return EXIT.gate
  }
  if (error instanceof Interrupted || (io.signal.aborted && error === io.signal.reason)) return EXIT.interrupted
  if (error instanceof LeadlineError && !(error instanceof InvariantError)) {
    say(`leadline: ${error.message}\n`)
    return EXIT.user
  }
  const problem = fileProblem(error) ?? ownCodeProblem(error)
  if (problem !== undefined) {
    say(`leadline: ${problem}\n`)
    return EXIT.user
  }
  const stack = error instanceof Error ? error.stack : String(error)
  say(`leadline: this is a bug in Leadline; please report it with the lines below\n${stack}\n`)
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
  $ leadline start               what it does, without a key
  $ leadline init && leadline plan && leadline probe
  $ leadline shadow runs.csv --reference big-model
  $ leadline decide runs.csv --reference big-model --require 0.8
  $ leadline import spans.jsonl

Exit codes: 0 done, 1 a gate you set was not met or a study measured nothing, 2
something you gave cannot be used, 70 a bug in Leadline, 130 stopped by Ctrl-C.`,
    )
  for (const [heading, adders] of COMMANDS) {
    root.commandsGroup(heading)
    for (const add of adders) add(root, io)
  }
  return root.helpCommand('help [command]', 'show the help of a command')
}
