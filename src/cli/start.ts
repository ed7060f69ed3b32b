import { resolve } from 'node:path'
import { type ReportDocument, renderJson, renderSummary } from '../report/index.js'
import { type FoundModel, findModels, SUGGESTED_CEILING_USD } from './found.js'
import type { Io } from './io.js'
import { recordedDocument } from './recorded.js'
import { carryOut, sayHowItEnded } from './study.js'
import { writeReport } from './write-report.js'
import { manifoldOfZoo, zooSetup } from './zoo-study.js'

/** Options of `leadline start`. */
interface StartOptions {
  readonly folder: string
  readonly json?: boolean
}

/** The main job: recorded runs of real systems, the instrument check, and what can be probed from here. */
export async function start(io: Io, options: StartOptions): Promise<void> {
  const folder = resolve(io.cwd, options.folder)
  const say = options.json === true ? io.err : io.out
  const recorded = await recordedDocument(io)
  say('\n1. What recorded runs of real systems say\n\n')
  if ('missing' in recorded) say(`Not shown: ${recorded.missing}\n`)
  else showRecorded(io, say, recorded.document, writeReport(recorded.document, folder, 'recorded'))

  say('\n2. Instrument check: embedded networks of known lineage\n\n')
  const withManifold = await manifoldOfZoo()
  const result = await carryOut(io, await zooSetup(), folder)
  const check = withManifold(result.document)
  const page = writeReport(check, folder)
  say(`${renderSummary(result.document, io)}\nEverything behind it: ${page}\n`)

  say('\n3. You\n\n')
  const found = await findModels(io)
  say(wordsOf(found))
  if (options.json === true) {
    const shown = 'missing' in recorded ? recorded : { recorded: recorded.document }
    io.out(renderJson({ schemaVersion: 1, kind: 'start', ...shown, check, found }))
  }
  sayHowItEnded(io, result)
}

function showRecorded(io: Io, say: (text: string) => void, document: ReportDocument, page: string): void {
  say(`${renderSummary(document, io)}\nEverything behind it: ${page}\n`)
}

function wordsOf(found: readonly FoundModel[]): string {
  if (found.length === 0) {
    return [
      'No key in the environment and no model server on this machine.',
      '',
      '  leadline shadow runs.csv --reference NAME     with your own logs, without asking a model',
      '  leadline init && leadline plan                with your own model: what it would cost first',
      '',
    ].join('\n')
  }
  const lines = found.flatMap(({ what, command }) => [`Found ${what}:`, `  ${command}`, ''])
  const promise = `Nothing is asked of them before you say yes, and nothing beyond the budget is spent: $${SUGGESTED_CEILING_USD} at most.`
  return [...lines, promise, ''].join('\n')
}
