import { resolve } from 'node:path'
import { type ReportDocument, renderJson, renderSummary } from '../report/index.js'
import { embeddedSetup } from './embedded.js'
import { findModels, SUGGESTED_CEILING_USD } from './found.js'
import type { Io } from './io.js'
import { recordedDocument } from './recorded.js'
import { carryOut, sayHowItEnded } from './study.js'
import { writeReport } from './write-report.js'

/** Options of `leadline start`. */
export interface StartOptions {
  readonly folder: string
  readonly json?: boolean
}

/** The main job: recorded runs of real systems, the instrument check, and what can be probed from here. */
export async function start(io: Io, options: StartOptions): Promise<void> {
  const folder = resolve(io.cwd, options.folder)
  const say = options.json === true ? io.err : io.out
  const recorded = await recordedDocument(io)
  say('\n1. What recorded runs of real systems say\n\n')
  if ('missing' in recorded) say(`   Not shown: ${recorded.missing}\n`)
  else showRecorded(io, say, recorded.document, writeReport(recorded.document, folder, 'recorded'))

  say('\n2. Instrument check: embedded models with planted faults\n\n')
  const result = await carryOut(io, await embeddedSetup(), folder)
  const page = writeReport(result.document, folder)
  say(`${renderSummary(result.document, io)}\n`)

  say('\n3. You\n\n')
  await showFound(io, say)
  say(`\nReport: ${page}\n`)
  if (options.json === true) io.out(renderJson(result.document))
  sayHowItEnded(io, result)
}

function showRecorded(io: Io, say: (text: string) => void, document: ReportDocument, page: string): void {
  say(`${renderSummary(document, io)}\nEverything behind it: ${page}\n`)
}

async function showFound(io: Io, say: (text: string) => void): Promise<void> {
  const found = await findModels(io)
  if (found.length === 0) {
    say('   No key in the environment and no model server on this machine.\n')
    say('   With your own logs:  leadline shadow runs.csv --reference NAME\n')
    say('   With your own model: leadline init, then leadline plan and leadline probe\n')
    return
  }
  for (const { what, command } of found) say(`   Found ${what}.\n      ${command}\n`)
  say(`   Nothing is asked of them before you say yes, and nothing beyond $${SUGGESTED_CEILING_USD} is spent.\n`)
}
