import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** How a process of the bench ended. */
interface ProcessEnd {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  /** From its start to its end. */
  readonly seconds: number
}

/**
 * Runs a script in a process of its own, with garbage collection on demand; what it says goes to standard error.
 *
 * @param script beside this file, or below the compiled package, such as `../src/cli/main.js`
 */
export function runScript(script: string, args: readonly string[], cwd?: string): Promise<ProcessEnd> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const began = performance.now()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--expose-gc', path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(cwd !== undefined && { cwd }),
  })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    stdout += part
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, seconds: (performance.now() - began) / 1_000 }))
  })
}
