import { spawn } from 'node:child_process'

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

/** Most of what a command prints that is kept. */
const MOST_OUTPUT = 1 << 20

/**
 * Runs a command of the user once, with a session on its standard input. Exit code 0 says solved and 1 says failed,
 * unless the last line printed is a JSON object with `result`: solved, failed or unknown. Any other end says nothing.
 */
export async function checkByCommand(command: string, input: string, options: CheckOptions): Promise<CheckVerdict> {
  const { cwd, env, timeoutMs, signal } = options
  signal.throwIfAborted()
  // A group of its own, so that what the command started ends with it.
  const child = spawn(command, { shell: true, cwd, env: { ...env }, detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] = (texts[name] + text).slice(-MOST_OUTPUT)
    })
  }
  // A command that does not read its input is no error.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const stop = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  const end = () => {
    if (child.pid !== undefined) endGroup(child.pid)
  }
  stop.addEventListener('abort', end)
  const code = await new Promise<number | undefined>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exit) => resolve(exit ?? undefined))
  }).finally(() => stop.removeEventListener('abort', end))
  signal.throwIfAborted()
  if (stop.aborted) return { verdict: 'unknown', why: `no end within ${timeoutMs / 1000} s` }
  return verdictOf(code, texts)
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    // It has ended by itself in the meantime.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function verdictOf(code: number | undefined, { stdout, stderr }: { stdout: string; stderr: string }): CheckVerdict {
  if (code !== 0 && code !== 1) {
    const said = stderr.trim().split('\n').at(-1) ?? ''
    const how = code === undefined ? 'ended by a signal' : `exit code ${code}`
    return { verdict: 'unknown', why: said === '' ? how : `${how}: ${said.slice(0, 200)}` }
  }
  const last = stdout.trim().split('\n').at(-1) ?? ''
  const told = /^\s*\{/.test(last) ? resultIn(last) : undefined
  if (told === 'solved' || told === 'failed') return { verdict: told }
  if (told === 'unknown') return { verdict: 'unknown', why: 'it says unknown' }
  if (told !== undefined)
    return { verdict: 'unknown', why: `result is ${JSON.stringify(told)}; expected solved, failed or unknown` }
  return { verdict: code === 0 ? 'solved' : 'failed' }
}

function resultIn(line: string): unknown {
  try {
    const parsed: unknown = JSON.parse(line)
    return typeof parsed === 'object' && parsed !== null && 'result' in parsed ? parsed.result : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
