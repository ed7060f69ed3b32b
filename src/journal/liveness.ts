import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/**
 * Tells one life of a process id from the next: the boot and the start time of the process, where the system says
 * (`/proc`); empty elsewhere or where there is no such process.
 */
export function startMarkerOf(pid: number): string {
  const fields = statOf(pid)
  if (fields === undefined) return ''
  // Counted from the state, which follows the name in brackets: the start time is field 22 of the line.
  return `${bootId()}/${fields[19] ?? ''}`
}

/**
 * Whether a process of this host still lives. A process id that was given to another process since counts as dead, and
 * so does a process that has ended and only waits to be collected by its parent.
 */
export function isAlive(pid: number, startMarker: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Not allowed to signal it: somebody else's process, but there.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  if (startMarker === '') return true
  if (statOf(pid)?.[0] === 'Z') return false
  return startMarkerOf(pid) === startMarker
}

/**
 * Where a process id means what it means here: the computer and, on Linux, its boot and the namespace of process ids.
 * Containers share a host name, and sometimes a file, without seeing each other's processes.
 *
 * @param processId stands for a namespace that Linux does not tell: then nobody else is taken to share it
 */
export function processSpace(processId: string): string {
  if (process.platform !== 'linux') return hostname()
  const [boot, namespace] = [bootId(), linkOrUndefined('/proc/self/ns/pid')]
  const space = boot === '' || namespace === undefined ? processId : `${boot} ${namespace}`
  return `${hostname()} ${space}`
}

function statOf(pid: number): readonly string[] | undefined {
  const line = readOrUndefined(`/proc/${pid}/stat`)
  return line?.slice(line.lastIndexOf(')') + 2).split(' ')
}

function bootId(): string {
  return readOrUndefined('/proc/sys/kernel/random/boot_id')?.trim() ?? ''
}

function linkOrUndefined(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
