import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolder } from '../weights.js'

/**
 * The interpreter that trains: that of LEADLINE_PYTHON, or one of its own in a folder, with what requirements.txt names
 * installed.
 */
export function preparePython(folder: string, say: (line: string) => void): string {
  const given = process.env.LEADLINE_PYTHON
  if (given !== undefined) return given
  const python = join(folder, 'python/bin/python')
  if (!existsSync(python)) {
    say('bringing PyTorch into .cache/zoo/python ...')
    run('python3', ['-m', 'venv', join(folder, 'python')])
    run(python, ['-m', 'pip', 'install', '--quiet', '-r', join(packageFolder(), 'zoo/train/requirements.txt')])
  }
  return python
}

function run(command: string, given: readonly string[]): void {
  const { status, error } = spawnSync(command, given, { stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`${command} ${given.join(' ')} ended with ${status ?? error?.message}; expected 0`)
}
