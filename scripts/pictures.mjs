// Draws the pictures of the README anew, from the recorded public table and from the embedded models:
// npm run pictures [FOLDER]
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const [target = join(root, 'docs/pictures')] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'leadline-pictures-'))

function leadline(...words) {
  const main = join(root, 'dist/src/cli/main.js')
  const { status, error, stdout } = spawnSync(process.execPath, [main, ...words], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`leadline ${words[0]} ended with ${status ?? error?.message}; expected 0`)
  return stdout
}

function copy(from, to) {
  copyFileSync(join(folder, from), join(target, to))
  process.stdout.write(`${join(target, to)}\n`)
}

try {
  leadline('example', 'openhands.jsonl')
  const sides = ['--stratum', 'narrow=swe-bench', '--stratum', 'long=gaia,commit0', '--contrast', 'other-work']
  const how = ['--preset', 'openhands', '--reference', 'claude-opus-4-5', ...sides]
  leadline('shadow', 'openhands.jsonl', ...how, '--pictures', 'pictures')
  mkdirSync(target, { recursive: true })
  // The numbers of the second picture take minutes to measure, so they are kept beside it.
  writeFileSync(join(folder, 'manifold.json'), leadline('zoo', 'manifold', '--pictures', 'pictures', '--json'))
  copy('manifold.json', 'manifold.json')
  for (const theme of ['light', 'dark']) {
    copy(`pictures/shadow-0-${theme}.svg`, `shadow-${theme}.svg`)
    copy(`pictures/manifold-${theme}.svg`, `manifold-${theme}.svg`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
