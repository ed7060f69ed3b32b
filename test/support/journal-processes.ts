import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** A process that works on a journal. */
export interface JournalChild {
  readonly process: ChildProcess
  /** Lines that it has said since it began. */
  readonly said: readonly string[]
  /** Lets it go on. */
  proceed(): void
  /** Resolves when it has said so many lines in all. */
  hasSaid(lines: number): Promise<void>
  /** Resolves when it is gone, with everything that it said read. */
  readonly gone: Promise<void>
}

/** Starts a process on a journal and waits until it has opened it; it is killed when the test is over. `flags` are for Node. */
export async function startChild(
  path: string,
  verb: 'claim' | 'write' | 'read',
  flags: readonly string[] = [],
): Promise<JournalChild> {
  const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
  const args = [
    ...flags,
    '--disable-warning=ExperimentalWarning',
    '--experimental-transform-types',
    '--import',
    here('./journal-source-loader.ts'),
  ]
  const child = spawn(process.execPath, [...args, here('./journal-child.ts'), path, verb], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const said: string[] = []
  let heard = () => {}
  const lines = createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(line)
    heard()
  })
  const read = new Promise<void>((resolve) => lines.once('close', resolve))
  // Its output ends before it does: until then it counts as alive.
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const gone = Promise.all([read, ended]).then(() => undefined)
  const hasSaid = async (count: number) => {
    while (said.length < count) {
      const isOver = await Promise.race([gone.then(() => true), new Promise<void>((resolve) => (heard = resolve))])
      if (isOver === true && said.length < count) throw new Error(`the process on ${path} ended too early`)
    }
  }
  await hasSaid(1)
  said.length = 0
  return { process: child, said, proceed: () => child.stdin.write('go\n'), hasSaid, gone }
}
