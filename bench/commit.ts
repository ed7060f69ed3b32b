import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FORM = /^[0-9a-f]{40}(-dirty)?$/

/** The commit that was measured, `-dirty` where tracked files differ from it; undefined outside a clone. */
export function measuredCommit(): string | undefined {
  const args = ['describe', '--always', '--dirty', '--abbrev=40', '--exclude', '*']
  const { stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const commit = stdout?.trim()
  return commit && FORM.test(commit) ? commit : undefined
}
