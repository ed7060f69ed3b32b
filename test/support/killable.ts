import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { stagedPackage } from './staged-package.js'

/** A command that is running; its output is kept. */
export interface RunningCommand {
  readonly child: ChildProcess
  /** Resolves with the exit code, or null where a signal ended it. */
  readonly ended: Promise<number | null>
  readonly stderr: () => string
  readonly stdout: () => string
}

/**
 * Starts the command line of the package in a process of its own, to be interrupted or killed.
 *
 * @param staged the package to run; the sources of this moment where left out
 * @param env what the command sees of the environment, beside PATH
 */
export async function startCommand(
  words: readonly string[],
  cwd: string,
  staged?: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningCommand> {
  const main = join(staged ?? (await stagedPackage()), 'bin/leadline.mjs')
  const args = ['--disable-warning=ExperimentalWarning', main, ...words]
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text
    })
  }
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code))
  })
  return { child, ended, stderr: () => texts.stderr, stdout: () => texts.stdout }
}
