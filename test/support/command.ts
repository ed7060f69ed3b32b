import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { stagedPackage } from './staged-package.js'

/** What a command left behind. */
export interface CommandResult {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Where a command runs and what it finds there. */
export interface CommandOptions {
  readonly cwd: string
  /** Added to an environment that holds nothing but the path. */
  readonly env?: Readonly<Record<string, string>>
}

/** Runs the command line of the package as it would be published, in a process of its own. */
export async function leadline(words: readonly string[], { cwd, env = {} }: CommandOptions): Promise<CommandResult> {
  const main = join(await stagedPackage(), 'bin/leadline.mjs')
  const args = ['--disable-warning=ExperimentalWarning', main, ...words]
  return runProcess(process.execPath, args, { cwd, env: { PATH: process.env.PATH ?? '', ...env } })
}

/** Runs one process to its end; its standard input is empty. */
export function runProcess(
  command: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<CommandResult> {
  const child = spawn(command, [...args], { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...texts }))
  })
}

/** An empty folder that goes when the test is over, or when `ended` is called back. */
export function emptyFolder(ended: (remove: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-test-'))
  ended(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
