import { harmless } from './harmless.js'

/** What a command may touch of the process it runs in; tests pass their own. */
export interface Io {
  /** Results. With `--json`, exactly one document. */
  readonly out: (text: string) => void
  /** Progress, notes and errors. */
  readonly err: (text: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** True where standard error is a terminal that can be redrawn. */
  readonly isLive: boolean
  readonly isColour: boolean
  /** Width of the terminal, 80 where there is none. */
  readonly columns: number
  /** ISO date and time. */
  readonly now: () => string
  readonly signal: AbortSignal
  /** Starts this command again as it was given. */
  readonly commandLine: string
}

/** The gate that the user set was not met: exit code 1. */
export class GateNotMet extends Error {
  constructor(readonly words: string) {
    super(words)
  }
}

/** A study ended with every trial left out; its report has been shown: exit code 1. */
export class NothingMeasured extends Error {}

/** Stopped by the user before the end; what there is has been shown: exit code 130. */
export class Interrupted extends Error {}

const SAME_SIGNAL_MS = 200

/** The real process. The first Ctrl-C asks for an orderly stop; the second ends the process at once. */
export function processIo(): Io {
  const { argv, env, stdout, stderr } = process
  const stop = new AbortController()
  let stoppedAt = 0
  const interrupt = () => {
    // One Ctrl-C may arrive twice, from the terminal and from the process that started this one.
    if (stop.signal.aborted && performance.now() - stoppedAt > SAME_SIGNAL_MS) process.exit(130)
    stoppedAt = stop.signal.aborted ? stoppedAt : performance.now()
    stop.abort(new Error('interrupted'))
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  // A reader that closes the pipe early (`| head`) is no error of ours.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  const isColour = stdout.isTTY === true && env.NO_COLOR === undefined && env.TERM !== 'dumb'
  return {
    out: (text) => stdout.write(harmless(text, isColour)),
    err: (text) => stderr.write(text),
    env,
    cwd: process.cwd(),
    isLive: stderr.isTTY === true && env.CI === undefined,
    isColour,
    columns: Math.min(120, Math.max(60, stdout.columns ?? 80)),
    now: () => new Date().toISOString(),
    signal: stop.signal,
    commandLine: commandLineOf(argv.slice(2)),
  }
}

/** A command as it can be typed; `npm start` is what a clone calls `leadline start`. */
export function commandLineOf(words: readonly string[]): string {
  if (words[0] === 'start') return 'npm start'
  const quoted = words.map((word) => (/^[\w./:=@%+,#-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
  return ['leadline', ...quoted].join(' ')
}
