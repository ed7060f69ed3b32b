import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

/** A command to be run to its end. */
export interface CommandRun {
  readonly command: readonly string[]
  readonly folder: string
  /** All that it finds in its environment. */
  readonly environment: Readonly<Record<string, string>>
  /** A value of the environment that no other process has: by it whatever the command leaves behind is found. */
  readonly mark: string
  readonly signal: AbortSignal
}

/** How a command ended. */
export interface CommandEnd {
  /** Undefined where a signal ended it. */
  readonly code: number | undefined
  /** The last lines that it wrote. */
  readonly output: string
  readonly complaints: string
}

/** How long a command may take to end when it is asked to. */
const GRACE_MS = 3_000
/** Characters of output that are kept. */
const MOST_OUTPUT = 64 * 1024
/** Rounds of looking for what was left behind: a process may start others while it is ended. */
const SWEEPS = 5

/**
 * Runs a command in a process group of its own and ends everything that it started, in whatever way it ended.
 *
 * @throws where it cannot be started
 */
export async function runToEnd({ command, folder, environment, mark, signal }: CommandRun): Promise<CommandEnd> {
  signal.throwIfAborted()
  const [program = '', ...words] = command
  const child = spawn(program, words, {
    cwd: folder,
    env: { ...environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, complaints] = [tailOf(child.stdout), tailOf(child.stderr)]
  const ended = once(child, 'exit')
  const stop = () => void endGroup(child)
  signal.addEventListener('abort', stop)
  try {
    const [code]: unknown[] = await ended
    return { code: typeof code === 'number' ? code : undefined, output: output(), complaints: complaints() }
  } finally {
    signal.removeEventListener('abort', stop)
    await endAll(child, mark)
    child.stdout.destroy()
    child.stderr.destroy()
  }
}

function tailOf(stream: NodeJS.ReadableStream): () => string {
  let text = ''
  stream.setEncoding('utf8')
  stream.on('data', (part: string) => {
    text = (text + part).slice(-MOST_OUTPUT)
  })
  return () => text
}

/** Asks the group to end, and ends it where it does not. */
async function endGroup(child: ChildProcess): Promise<void> {
  signalGroup(child, 'SIGTERM')
  await delay(GRACE_MS, undefined, { ref: false })
  if (child.exitCode === null && child.signalCode === null) signalGroup(child, 'SIGKILL')
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // Nobody is left in the group.
  }
}

async function endAll(child: ChildProcess, mark: string): Promise<void> {
  signalGroup(child, 'SIGKILL')
  for (let round = 0; round < SWEEPS; round += 1) {
    const left = await markedProcesses(mark)
    if (left.length === 0) return
    for (const pid of left) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It has ended meanwhile.
      }
    }
  }
}

/** Processes that left the group, by the mark in their environment; only where the system shows it. */
async function markedProcesses(mark: string): Promise<number[]> {
  if (process.platform !== 'linux') return []
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`).catch(() => undefined)
      return environment?.includes(mark) === true ? [Number(pid)] : []
    }),
  )
  return found.flat().filter((pid) => pid !== process.pid)
}

/** The last line that says something. */
export function lastLine(text: string): string {
  return (
    text
      .split('\n')
      .findLast((line) => line.trim() !== '')
      ?.trim() ?? ''
  )
}
