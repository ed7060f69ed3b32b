// The long form of the kill test: a study is killed at random moments, 200 times or as often as the argument says, and
// has to end with the record of an undisturbed one. The short form runs with every `npm test`.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const [kills = '200'] = process.argv.slice(2)
if (!/^[1-9]\d*$/.test(kills)) {
  process.stderr.write(`leadline: kills is ${JSON.stringify(kills)}; expected a whole number from 1\n`)
  process.exit(2)
}
const args = ['run', '--reporter=verbose', 'test/flow/kill.test.ts']
const result = spawnSync(join(root, 'node_modules/.bin/vitest'), args, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, LEADLINE_KILLS: kills },
})
process.exitCode = result.status ?? 70
