import { statSync, writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import {
  type AaVerdict,
  judgeAa,
  judgeCoverage,
  runAaStudies,
  runCoverageStudies,
  SIMULATIONS,
} from '../calibrate/index.js'
import { systemClock, thisProcess } from '../connect/index.js'
import { ConfigError, type RateRow, RELEASE } from '../domain/index.js'
import { estimatePairedDifference } from '../estimate/index.js'
import { openMemoryJournal } from '../journal/index.js'
import {
  type CalibrationDocument,
  calibrationChart,
  calibrationPage,
  missedIn,
  renderCalibration,
  renderJson,
  versionsOf,
} from '../report/index.js'
import { aaSetup, CALIBRATION_SIZES, type CalibrationSize, coverageSetup, plantedSetup } from './calibration-setup.js'
import { GateNotMet, type Io } from './io.js'
import { carryOut, sayHowItEnded } from './study.js'
import { writeChart } from './write-pictures.js'
import { openZooCheck, ZOO_SEED } from './zoo-check.js'

/** Options of `leadline calibrate`. */
interface CalibrateOptions {
  readonly full?: boolean
  readonly folder: string
  /** Markdown page to write. */
  readonly page?: string
  readonly json?: boolean
}

const LEVEL = 0.95
/** Folder of the pictures, beside the page. */
const PICTURES = 'pictures'

/** Runs the instrument on models of known truth and shows whether it recovers what was planted. */
export async function calibrate(io: Io, options: CalibrateOptions): Promise<void> {
  if (options.page !== undefined) requirePlace(io, options.page)
  const document = await calibrationDocument(io, options)
  if (document === undefined) return
  if (options.page !== undefined) writeCalibrationPage(resolve(io.cwd, options.page), document, machineClass())
  io.out(options.json === true ? renderJson(document) : renderCalibration(document, io))
  const missed = missedIn(document)
  if (missed.length > 0) throw new GateNotMet(`the instrument misses ${missed.join('; ')}`)
}

/**
 * The page, and its picture for both papers in a folder beside it.
 *
 * @param machine what it ran on, in words
 */
export function writeCalibrationPage(path: string, document: CalibrationDocument, machine: string): void {
  writeChart(calibrationChart(document.zoo), join(dirname(path), PICTURES))
  writeFileSync(path, calibrationPage(document, { machine, pictures: PICTURES }))
}

/** Refused before minutes of work, not after them. */
function requirePlace(io: Io, page: string): void {
  const path = resolve(io.cwd, page)
  const isPlace = statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory() === true
  if (!isPlace || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new ConfigError('--page', page, 'a file in a folder that is there')
  }
}

/** What it ran on, without anything that names the machine. */
function machineClass(): string {
  const gib = Math.round(totalmem() / 2 ** 30)
  return `${process.platform} ${process.arch}, ${availableParallelism()} cores, ${gib} GiB, Node ${process.versions.node}`
}

/** Undefined where the run was stopped before there is anything to judge. */
async function calibrationDocument(io: Io, options: CalibrateOptions): Promise<CalibrationDocument | undefined> {
  const size = options.full === true ? CALIBRATION_SIZES.full : CALIBRATION_SIZES.short
  const checkZoo = await openZooCheck(size.zoo)
  const setup = await plantedSetup(size)
  const result = await carryOut(io, setup, resolve(io.cwd, options.folder))
  if (result.end.kind !== 'complete') {
    sayHowItEnded(io, result)
    return undefined
  }
  const { calibration = [], counts } = result.document
  return {
    schemaVersion: 1,
    kind: 'calibration',
    createdAt: io.now(),
    versions: versionsOf(RELEASE),
    seeds: { study: setup.design.seed, zoo: ZOO_SEED },
    trials: counts.trials,
    planted: calibration,
    rates: [...(await falsePositives(io, size)), ...(await coverage(io, size)), ...(await simulations(io, size))],
    zoo: await checkZoo(runPart(io, 'zoo', size.zoo.studies)),
  }
}

async function falsePositives(io: Io, size: CalibrationSize): Promise<RateRow[]> {
  const studies = await runAaStudies({ ...(await aaSetup(size)), ...runPart(io, 'A/A', size.aaStudies) })
  const formula = (values: Parameters<typeof estimatePairedDifference>[0], level: number) =>
    estimatePairedDifference(values, { level }).estimate
  const rowOf = (quantity: string, { studies: n, misses, rate, low, high }: AaVerdict): RateRow => {
    const nominal = 1 - LEVEL
    return { quantity, nominal, bound: 'at-most', studies: n, hits: misses, rate, low, high, isHeld: low <= nominal }
  }
  const judged = (values: (typeof studies)[number]['systems'][]) => judgeAa(values, formula, LEVEL)
  return [
    rowOf('equal systems told apart', judged(studies.map(({ systems }) => [...systems]))),
    rowOf('effect found where nothing was changed', judged(studies.map(({ arms }) => [...arms]))),
  ]
}

async function coverage(io: Io, size: CalibrationSize): Promise<RateRow[]> {
  const studies = await runCoverageStudies({
    ...(await coverageSetup(size)),
    ...runPart(io, 'coverage', size.coverageStudies),
  })
  return judgeCoverage(studies, LEVEL).map(({ quantity, studies: n, covered, rate, low, high, truth, holdsLevel }) => ({
    quantity: `covered: ${quantity}`,
    nominal: LEVEL,
    bound: 'at-least',
    studies: n,
    hits: covered,
    rate,
    low,
    high,
    isHeld: holdsLevel,
    truth,
  }))
}

/** Formulas on made-up trials: far more studies than could be run. */
async function simulations(io: Io, { simulatedStudies: studies }: CalibrationSize): Promise<RateRow[]> {
  const rows: RateRow[] = []
  for (const [index, { name, run }] of SIMULATIONS.entries()) {
    io.signal.throwIfAborted()
    rows.push(...run({ studies, seed: index + 1 }))
    io.err(`${name}: ${studies} made-up studies\n`)
    // Lets a Ctrl-C in between be heard.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return rows
}

/** What studies in memory need of this process; says how far they are. */
function runPart(io: Io, name: string, studies: number) {
  let done = 0
  let saidAt = performance.now()
  return {
    clock: systemClock,
    owner: thisProcess(),
    openJournal: () => openMemoryJournal(),
    signal: io.signal,
    studyDone() {
      done += 1
      if (performance.now() - saidAt < 5_000 && done < studies) return
      saidAt = performance.now()
      io.err(`${name}: ${done} of ${studies} studies\n`)
    },
  }
}
