import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { endMarked, type Mark } from './left-behind.js'
import { watchGroup } from './watcher.js'

/** A command to be run to its end. */
export interface CommandRun {
  /** A program and its words, or one line for a shell. */
  readonly command: readonly string[] | string
  readonly folder: string
  /** All that it finds in its environment. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** By it whatever has left the group is found, too. */
  readonly mark?: Mark
  /** Text on its standard input; nothing where left out. */
  readonly input?: string
  readonly signal: AbortSignal
  /** Ends it at once, without asking. */
  readonly killed?: AbortSignal
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
const MOST_OUTPUT = 1 << 20
/** How long what was written last may take to arrive once nobody is left who writes. */
const DRAIN_MS = 1_000
/** Characters of a last line that are shown. */
const LONGEST_LINE = 200

/**
 * Runs a command in a process group of its own and ends everything that it started, in whatever way it ended, also by
 * the end of this process.
 *
 * @throws where it cannot be started
 */
export async function runToEnd(run: CommandRun): Promise<CommandEnd> {
  const { signal, mark, input, killed } = run
  signal.throwIfAborted()
  const child = start(run)
  const watcher = watchGroup(child.pid, mark)
  const [output, complaints] = [tailOf(child.stdout), tailOf(child.stderr)]
  // A command that does not read its input is no error.
  child.stdin?.on('error', () => {})
  child.stdin?.end(input)
  const [ended, closed] = [once(child, 'exit'), new Promise((resolve) => child.once('close', resolve))]
  const stop = () => void endGroup(child)
  signal.addEventListener('abort', stop)
  const kill = () => signalGroup(child, 'SIGKILL')
  killed?.addEventListener('abort', kill)
  try {
    const [code]: unknown[] = await ended
    await endAll(child, mark)
    // Its last line may arrive after its end; what holds the pipes open elsewhere is not waited for.
    await Promise.race([closed, delay(DRAIN_MS, undefined, { ref: false })])
    return { code: typeof code === 'number' ? code : undefined, output: output(), complaints: complaints() }
  } finally {
    signal.removeEventListener('abort', stop)
    watcher.dismiss()
    killed?.removeEventListener('abort', kill)
    for (const stream of child.stdio) stream?.destroy()
  }
}

/** Starts it as the first of a group, so that what it starts ends with it. */
function start({ command, folder, environment, input }: CommandRun): ChildProcess {
  const [program = '', ...words] = typeof command === 'string' ? [command] : command
  const shell = typeof command === 'string'
  return spawn(program, words, {
    cwd: folder,
    env: { ...environment },
    detached: true,
    shell,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
}

function tailOf(stream: NodeJS.ReadableStream | null): () => string {
  let text = ''
  stream?.setEncoding('utf8')
  stream?.on('data', (part: string) => {
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

async function endAll(child: ChildProcess, mark: Mark | undefined): Promise<void> {
  signalGroup(child, 'SIGKILL')
  if (mark !== undefined) await endMarked(mark)
}

/**
 * How a command ended, with the last thing that it said.
 *
 * @param secret hidden in these words
 */
export function endWords({ code, complaints, output }: CommandEnd, secret: string): string {
  // What a terminal would obey instead of showing.
  const plain = (lastLine(complaints) || lastLine(output)).replaceAll(/\p{Cc}+/gu, ' ')
  const said = plain.replaceAll(secret, '[key]').trim().slice(0, LONGEST_LINE)
  return `exit ${code ?? 'by a signal'}${said === '' ? '' : `: ${said}`}`
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
