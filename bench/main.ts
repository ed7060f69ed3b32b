import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RELEASE } from '../src/domain/index.js'
import { measuredCommit } from './commit.js'
import type { Figure, Form } from './figure.js'
import { thisMachine } from './machine.js'
import { MEASURES } from './measures.js'
import { runScript } from './own-process.js'
import { tableOf } from './table.js'

// Measures what the runner, the journal and the report cost, each measure in a process of its own. The table goes to
// standard error and one JSON document to standard output.
const words = process.argv.slice(2)
const known = Object.keys(MEASURES)
const form: Form = words.includes('--quick') ? 'quick' : 'full'
const wanted = words.filter((word) => word !== '--quick')
const unknown = wanted.find((word) => !known.includes(word))
if (unknown === undefined) process.exitCode = await bench(known.filter((name) => !wanted[0] || wanted.includes(name)))
else {
  process.stderr.write(`bench: measure is ${unknown}; expected --quick or any of ${known.join(', ')}\n`)
  process.exitCode = 2
}

/** @returns the exit code: 1 where the full form misses a target */
async function bench(names: readonly string[]): Promise<number> {
  const figures: Figure[] = []
  for (const name of names) {
    process.stderr.write(`${name} ...\n`)
    figures.push(...(await measure(name)))
  }
  const missed = figures.filter(({ isMet }) => isMet === false).map(({ name }) => name)
  const commit = measuredCommit()
  const measured = { release: RELEASE, ...(commit !== undefined && { commit }), form, machine: thisMachine() }
  const about = { createdAt: new Date().toISOString(), ...measured }
  const document = { schemaVersion: 1, kind: 'bench', ...about, figures, missed }
  process.stderr.write(`\n${tableOf(figures)}\n`)
  if (form === 'quick') process.stderr.write('\nThe sizes of the quick form say nothing about the targets.\n')
  process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`)
  return form === 'full' && missed.length > 0 ? 1 : 0
}

/** Runs one measure in a process of its own, so that memory and the event loop are its own. */
async function measure(name: string): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-bench-'))
  try {
    const { code, stdout } = await runScript('child.js', [name, form, folder])
    if (code !== 0) throw new Error(`measure ${name} ended with ${code}`)
    return JSON.parse(stdout)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
