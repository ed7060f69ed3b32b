import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { thisProcess } from '../connect/index.js'
import { ConfigError, type OutcomeRow, type Plan, systemLabel } from '../domain/index.js'
import { openJournal, readPlan } from '../journal/index.js'
import { aimingOf, interventionNamed, planStudy } from '../probe/index.js'
import type { ReportDocument } from '../report/index.js'
import { scopesBy } from '../route/index.js'
import { loadBuiltIn } from './built-in.js'
import { CALIBRATION, CALIBRATION_SIZES, plantedSetup } from './calibration-setup.js'
import { closing } from './closing.js'
import type { Io } from './io.js'
import { type LiveOptions, liveFinding, requireFollowed } from './live.js'
import { configAt, findConfig } from './setup.js'
import { readingOf } from './setup-from-config.js'
import { INSTRUMENT_CHECK, requireControl } from './study.js'
import { documentOf } from './study-document.js'
import type { StudySource } from './study-setup.js'
import { fileNotes, show } from './tables.js'
import { writeReport } from './write-report.js'
import { zooSource } from './zoo-study.js'

/** Options of `leadline report`. */
interface ReportOptions extends LiveOptions {
  readonly folder: string
  readonly config: string
  readonly require?: number
  readonly control?: string
  readonly pictures?: string
  readonly json?: boolean
}

/** Builds the report of a study again from its record. */
export async function report(io: Io, study: string | undefined, options: ReportOptions): Promise<void> {
  requireFollowed(options)
  const folder = resolve(io.cwd, options.folder)
  const path = study === undefined ? newestRecord(folder) : resolve(io.cwd, study)
  const plan = readPlan(path)
  const { control } = options
  const requiredSuccess = requirementOf(plan, options.require)
  const reading = {
    ...(await readingFor(io, plan, options.config)),
    ...(requiredSuccess !== undefined && { requiredSuccess }),
    ...(control !== undefined && { control }),
  }
  requireControl(plan, reading.control)
  const journal = openJournal({ path, plan, owner: thisProcess() })
  try {
    const { waiting, running } = journal.totals()
    const isFinished = waiting + running === 0
    const document = await closing(reading, () => {
      const state = { isPlanFinished: isFinished, createdAt: io.now(), follow: followingOf(io, plan, options) }
      return documentOf(aimingOf(plan, journal, reading), reading, state)
    })
    const page = writeReport(document, folder)
    const { pictures, json } = options
    show(io, document, { ...(pictures !== undefined && { pictures }), ...(json !== undefined && { json }) })
    io.err(`Report: ${page}\n`)
  } finally {
    await journal.close()
  }
}

/** Adds how the decision of a study stands after what was served since; undefined where nothing was. */
function followingOf(io: Io, plan: Plan, options: LiveOptions) {
  const { since, canary } = options
  if (since === undefined && canary === undefined) return undefined
  return async (document: ReportDocument, rows: readonly OutcomeRow[]): Promise<ReportDocument> => {
    const { decision } = document
    if (decision === undefined) {
      const flag = since === undefined ? '--canary' : '--since'
      throw new ConfigError(flag, since ?? canary, 'a study with a decision: its reference has no trial that counts')
    }
    const systems = plan.systems.map(({ system }) => ({ label: systemLabel(system), system }))
    const followed = await liveFinding(
      io,
      { decision, tables: { rows, systems }, scopeOf: scopesBy('stratum', rows) },
      options,
    )
    if (followed === undefined) return document
    return { ...document, live: followed.live, method: [...document.method, ...fileNotes(followed.files)] }
  }
}

/**
 * The requirement that a report is about where it is not the configuration's: a study that stopped when it was settled
 * has answered one question, and its trials answer no other.
 *
 * @throws ConfigError where another requirement is asked for
 */
function requirementOf({ untilSettled: aim }: Plan, asked: number | undefined): number | undefined {
  if (aim === undefined) return asked
  if (asked !== undefined && asked !== aim.required) {
    throw new ConfigError('--require', asked, `${aim.required}, at which this study was settled`)
  }
  return aim.required
}

/** How a record is to be read: as the built-in study that it is, as the configuration says, or with the defaults. */
export async function readingFor(io: Io, plan: Plan, config: string): Promise<StudySource> {
  const builtIn = await builtInNamed(plan.name)
  if (builtIn !== undefined && planStudy(builtIn.design).id === plan.id) return builtIn
  if (findConfig(io, config) !== undefined) {
    const found = await configAt(io, config)
    if (found.config.name === plan.name) return readingOf(found.config, { io, folder: found.folder })
  }
  const { harbourFamilies } = await loadBuiltIn()
  const isInstrumentCheck = false
  return { title: plan.name, requiredSuccess: 0.8, isInstrumentCheck, families: harbourFamilies, interventionNamed }
}

/** Only the one that it may be is made: that takes time, and files that other records do not need. */
async function builtInNamed(name: string) {
  if (name === INSTRUMENT_CHECK) return await zooSource()
  return name === CALIBRATION ? await plantedSetup(CALIBRATION_SIZES.short) : undefined
}

/** The record that was written last; a folder without one is refused. */
export function newestRecord(folder: string): string {
  let names: string[] = []
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.db'))
  } catch {
    // No folder means no record: the error below says what is expected.
  }
  const paths = names.map((name) => join(folder, name))
  const newest = paths.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0]
  if (newest === undefined) throw new ConfigError('study', folder, 'a folder with the record of a study (.db)')
  return newest
}
