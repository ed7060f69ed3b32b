import { readdir, readFile } from 'node:fs/promises'

/** What tells the processes of one trial from all others. */
export interface Mark {
  /** A secret of the trial, which stands in the environment or the words of what it starts. */
  readonly token: string
  /** A home that no other process has: it is passed on even by programs that pass on little else. */
  readonly home?: string
}

/** Rounds of looking for what was left behind: a process may start others while it is ended. */
const SWEEPS = 5

/** Ends whatever carries a mark, in whatever group or session it is; only where the system shows it. */
export async function endMarked(mark: Mark): Promise<void> {
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

async function markedProcesses(mark: Mark): Promise<number[]> {
  if (process.platform !== 'linux') return []
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(pids.map(async (pid) => ((await isMarked(pid, mark)) ? [Number(pid)] : [])))
  return found.flat().filter((pid) => pid !== process.pid)
}

async function isMarked(pid: string, { token, home }: Mark): Promise<boolean> {
  const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')
  const [environment, words] = await Promise.all([read('environ'), read('cmdline')])
  if (environment.includes(token) || words.includes(token)) return true
  return home !== undefined && environment.split('\0').includes(`HOME=${home}`)
}
