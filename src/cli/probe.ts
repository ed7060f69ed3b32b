import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { ConfigError, RETRIABLE_CAUSES, type VoidCause } from '../domain/index.js'
import { type ReportDocument, renderJson, renderTerminal } from '../report/index.js'
import { closing } from './closing.js'
import { GateNotMet, type Io } from './io.js'
import { loadSetup, type SetupOptions } from './setup.js'
import { carryOut, sayHowItEnded } from './study.js'
import type { StudySetup } from './study-setup.js'
import { writeReport } from './write-report.js'

/** Options of `leadline probe`. */
interface ProbeOptions extends SetupOptions {
  readonly yes?: boolean
  readonly folder: string
  readonly failOn?: string
  readonly json?: boolean
  /** True for every cause that can be tried again. */
  readonly retryVoid?: true | string
  readonly repeats?: number
}

/** Runs a study, or goes on with it, and shows what it found. */
export async function probe(io: Io, options: ProbeOptions): Promise<void> {
  if (options.failOn !== undefined && options.failOn !== 'harm' && options.failOn !== 'shadow') {
    throw new ConfigError('--fail-on', options.failOn, 'harm or shadow')
  }
  if (options.failOn !== undefined && options.untilSettled === true) {
    const expected = 'a fixed plan: a study that stops when it is settled looks for neither'
    throw new ConfigError('--fail-on', options.failOn, expected)
  }
  const retryVoid = causesOf(options.retryVoid)
  const setup = await loadSetup(io, options, 'run')
  const folder = resolve(io.cwd, options.folder)
  const result = await closing(setup, async () => {
    await agree(io, setup, options)
    return carryOut(io, setup, folder, { retryVoid, repeats: options.repeats })
  })
  const page = writeReport(result.document, folder)
  io.out(options.json === true ? renderJson(result.document) : renderTerminal(result.document, io))
  io.err(`Report: ${page}\n`)
  checkGate(result.document, options.failOn)
  sayHowItEnded(io, result)
}

function causesOf(given: ProbeOptions['retryVoid']): readonly VoidCause[] {
  if (given === undefined) return []
  if (given === true) return RETRIABLE_CAUSES
  return given.split(',').map((name) => {
    const cause = RETRIABLE_CAUSES.find((known) => known === name.trim())
    if (cause === undefined) throw new ConfigError('--retry-void', name.trim(), RETRIABLE_CAUSES.join(', '))
    return cause
  })
}

/** Nothing that costs money starts without a yes. */
async function agree(io: Io, setup: StudySetup, options: ProbeOptions): Promise<void> {
  const priced = setup.candidates.filter(
    ({ price }) => (price?.inputUsdPerMillion ?? 0) + (price?.outputUsdPerMillion ?? 0) > 0,
  )
  if (priced.length === 0) return
  const ceiling = setup.design.budgetUsd
  if (ceiling === undefined)
    throw new ConfigError('budget', undefined, 'the most that may be spent, such as --budget 2')
  if (options.yes === true) return
  const words = `This may spend up to $${ceiling.toFixed(2)}.`
  if (!io.isLive) throw new ConfigError('--yes', undefined, `--yes, since nobody can be asked here (${words})`)
  const prompt = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await prompt.question(`${words} Start? [y/N] `, { signal: io.signal })
    if (!/^y(es)?$/i.test(answer.trim())) throw new ConfigError('answer', answer, 'y to start')
  } finally {
    prompt.close()
  }
}

function checkGate(document: ReportDocument, failOn: string | undefined): void {
  if (failOn === 'shadow') {
    const found = (document.analysis?.shadows ?? []).filter(({ correctedVerdict: verdict, shadow }) => {
      return verdict.kind === 'established' && shadow.kind === 'determined' && shadow.value > 0
    })
    if (found.length > 0)
      throw new GateNotMet(`a shadow is established for ${found.map(({ system }) => system).join(', ')}`)
  }
  if (failOn === 'harm') {
    const found = (document.interventions ?? []).filter(({ correctedVerdict, effect, concern }) => {
      return (
        concern === undefined &&
        correctedVerdict.kind === 'established' &&
        effect.kind === 'determined' &&
        effect.value < 0
      )
    })
    const words = found.map(({ system, intervention }) => `${intervention} harms ${system}`)
    if (found.length > 0) throw new GateNotMet(words.join('; '))
  }
}
