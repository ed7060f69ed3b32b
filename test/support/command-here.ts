import { runCommand } from '../../src/cli/program.js'
import type { CommandResult } from './command.js'

/** Runs a command line in this process: quicker than one of its own, for what needs no built page. */
export async function commandHere(words: readonly string[], cwd: string): Promise<CommandResult> {
  const texts = { stdout: '', stderr: '' }
  const code = await runCommand(words, {
    out: (text) => {
      texts.stdout += text
    },
    err: (text) => {
      texts.stderr += text
    },
    env: {},
    cwd,
    isLive: false,
    isColour: false,
    columns: 80,
    now: () => '2026-11-26T00:00:00.000Z',
    signal: new AbortController().signal,
    commandLine: `leadline ${words.join(' ')}`,
  })
  return { code, ...texts }
}
