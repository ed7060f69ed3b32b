import { type ChildProcess, spawn } from 'node:child_process'
import type { Score } from '../../domain/index.js'
import { shortLine } from '../mcp/index.js'
import { saidVerdict, watchGroup } from '../processes/index.js'

/** A command of the user's. */
export interface UserCommand {
  /** The program and its arguments. */
  readonly words: readonly string[]
  /** Where it is started. */
  readonly folder: string
  readonly waitMs: number
  /** All that it finds in its environment. */
  readonly environment: Readonly<Record<string, string>>
  /** Hidden in everything that is shown. */
  readonly secrets: readonly string[]
}

interface CommandEnd {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

const MOST_OUTPUT = 100_000
const MOST_EVIDENCE = 5
/** How long output is waited for after the end: what a command leaves running may hold its pipes for ever. */
const PIPES_MS = 500

/**
 * Runs a command to its end. One that takes too long is ended with all that it has started; what a command in time leaves
 * running, such as a service that a reset starts, is let be. Where this process ends before it, it ends as well.
 *
 * @throws Error where it cannot be started or takes too long
 */
export async function runUserCommand({ words, folder, waitMs, environment }: UserCommand): Promise<CommandEnd> {
  const [program = '', ...args] = words
  // In a group of its own: Ctrl-C lets what is under way come to its end.
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...environment },
  })
  const watcher = watchGroup(child.pid)
  const texts = { out: '', err: '' }
  const keep = (name: 'out' | 'err') => (chunk: Buffer) => {
    texts[name] = `${texts[name]}${chunk.toString('utf8')}`.slice(-MOST_OUTPUT)
  }
  child.stdout.on('data', keep('out'))
  child.stderr.on('data', keep('err'))
  const letGo = () => {
    child.stdout.destroy()
    child.stderr.destroy()
  }
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      endGroup(child)
      letGo()
    }, waitMs)
    child.on('error', (error) => {
      clearTimeout(limit)
      reject(error)
    })
    child.on('exit', () => {
      clearTimeout(limit)
      watcher.dismiss()
      setTimeout(letGo, PIPES_MS).unref()
    })
    child.on('close', (code, signal) => {
      if (signal === null) resolve({ code, ...texts })
      else reject(new Error(`${program} was ended by ${signal}; expected an end within ${waitMs / 1_000} seconds`))
    })
  })
}

function endGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nobody is left in the group, or the system knows no groups.
    child.kill('SIGKILL')
  }
}

/**
 * Lets a command judge: exit code 0 says solved, 1 not solved; a last line that is a number in [0, 1] is the share
 * reached, the lines before it are the evidence.
 *
 * @throws Error where it ends in another way
 */
export async function judgeByCommand(command: UserCommand): Promise<Score> {
  const { code, out, err } = await runUserCommand(command)
  const said = saidVerdict({ code: code ?? undefined, output: out })
  if (said === undefined) {
    const why = shortLine(err, command.secrets)
    throw new Error(`${command.words[0]} ended with ${code}; expected 0 or 1${why === '' ? '' : ` (${why})`}`)
  }
  const { isSolved, share } = said
  const lines = out.split('\n').filter((line) => line.trim() !== '')
  const evidence = (share === undefined ? lines : lines.slice(0, -1)).slice(-MOST_EVIDENCE)
  return {
    isSolved,
    value: isSolved ? 1 : (share ?? 0),
    evidence: evidence.map((line) => shortLine(line, command.secrets)),
  }
}
