// Compiles the sources into dist/ and puts the page's style and script beside them.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
rmSync(`${root}dist`, { recursive: true, force: true })
for (const [command, ...args] of [
  [`${root}node_modules/.bin/tsc`, '-p', 'tsconfig.build.json'],
  [process.execPath, 'scripts/web.mjs', 'dist/web'],
]) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (error) process.stderr.write(`${command} cannot be started: ${error.message}\n`)
  if (status !== 0) process.exit(1)
}
