import { type CommandEnd, lastLine, runToEnd, saidVerdict } from './processes/index.js'

/** What a command says of a session, and why where it says nothing. */
export interface CheckVerdict {
  readonly verdict: 'solved' | 'failed' | 'unknown'
  /** In words, without full stop. */
  readonly why?: string
}

/** How a command is run. */
export interface CheckOptions {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/**
 * Runs a command of the user once, with a session on its standard input. Exit code 0 says solved and 1 says failed,
 * unless the last line printed is a JSON object with `result`: solved, failed or unknown. Any other end says nothing.
 */
export async function checkByCommand(command: string, input: string, options: CheckOptions): Promise<CheckVerdict> {
  const { cwd, env, timeoutMs, signal } = options
  const stop = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  const end = await runToEnd({ command, folder: cwd, environment: env, input, signal: stop })
  signal.throwIfAborted()
  if (stop.aborted) return { verdict: 'unknown', why: `no end within ${timeoutMs / 1000} s` }
  return verdictOf(end)
}

function verdictOf(end: CommandEnd): CheckVerdict {
  const { code, complaints } = end
  const said = saidVerdict(end)
  if (said === undefined) {
    const complaint = lastLine(complaints)
    const how = code === undefined ? 'ended by a signal' : `exit code ${code}`
    return { verdict: 'unknown', why: complaint === '' ? how : `${how}: ${complaint.slice(0, 200)}` }
  }
  const told = said.fields.result
  if (told === 'solved' || told === 'failed') return { verdict: told }
  if (told === 'unknown') return { verdict: 'unknown', why: 'it says unknown' }
  if (told !== undefined)
    return { verdict: 'unknown', why: `result is ${JSON.stringify(told)}; expected solved, failed or unknown` }
  return { verdict: said.isSolved ? 'solved' : 'failed' }
}
