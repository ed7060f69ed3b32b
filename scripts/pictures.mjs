// Draws the picture of the README anew from the recorded public table: npm run pictures [FOLDER]
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const [target = join(root, 'docs/pictures')] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'leadline-pictures-'))

function leadline(...words) {
  const main = join(root, 'dist/src/cli/main.js')
  const { status, error } = spawnSync(process.execPath, [main, ...words], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error(`leadline ${words[0]} ended with ${status ?? error?.message}; expected 0`)
}

try {
  leadline('example', 'openhands.jsonl')
  const sides = ['--stratum', 'narrow=swe-bench', '--stratum', 'long=gaia,commit0', '--contrast', 'other-work']
  const how = ['--preset', 'openhands', '--reference', 'claude-opus-4-5', ...sides]
  leadline('shadow', 'openhands.jsonl', ...how, '--pictures', 'pictures')
  mkdirSync(target, { recursive: true })
  for (const theme of ['light', 'dark']) {
    copyFileSync(join(folder, `pictures/shadow-0-${theme}.svg`), join(target, `shadow-${theme}.svg`))
    process.stdout.write(`${join(target, `shadow-${theme}.svg`)}\n`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
