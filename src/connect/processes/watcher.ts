import { spawn } from 'node:child_process'
import type { Mark } from './left-behind.js'

/**
 * Waits for the end of its input, which comes when this process ends in whatever way, and then ends a process group and
 * on Linux whatever else carries the mark. The mark comes by the input, so that no search finds the searcher.
 */
const SCRIPT = `read -r group token
read -r home
while read -r line; do :; done
kill -s KILL -- "-$group"
for place in /proc/[0-9]*; do
  if [ -n "$token" ] && grep -qaF -e "$token" "$place/environ" "$place/cmdline"; then kill -s KILL "\${place#/proc/}"
  elif [ -n "$home" ] && tr '\\000' '\\n' < "$place/environ" | grep -qxF -e "HOME=$home"; then kill -s KILL "\${place#/proc/}"
  fi
done`

/** Ends a group that this process leaves behind when it is killed itself. */
export interface Watcher {
  /** The group has ended, or is let be. */
  dismiss(): void
}

/**
 * Sets a small process beside a group of processes. Where the system has no `sh`, as on Windows, nobody watches.
 *
 * @param group id of the first process of the group
 */
export function watchGroup(group: number | undefined, mark?: Mark): Watcher {
  if (group === undefined || process.platform === 'win32') return { dismiss: () => undefined }
  // In a session of its own, so that Ctrl-C at the terminal does not end it before its time.
  const watcher = spawn('/bin/sh', ['-c', SCRIPT], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
  })
  // One that does not start watches nothing, and the command runs all the same.
  watcher.on('error', () => undefined)
  watcher.stdin.on('error', () => undefined)
  watcher.stdin.write(`${group} ${mark?.token ?? ''}\n${mark?.home ?? ''}\n`)
  watcher.unref()
  return {
    dismiss() {
      watcher.kill('SIGKILL')
      watcher.stdin.destroy()
    },
  }
}
