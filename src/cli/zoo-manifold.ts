import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type ManifoldOptions, measureManifold, trialsOfManifold } from '../calibrate/index.js'
import { systemClock, thisProcess } from '../connect/index.js'
import { ConfigError, type ManifoldFinding } from '../domain/index.js'
import { openMemoryJournal } from '../journal/index.js'
import { manifoldReport, renderJson, renderTerminal } from '../report/index.js'
import type { Io } from './io.js'
import { MANIFOLD_GRID, manifoldSetup } from './manifold-setup.js'
import { writePictures } from './write-pictures.js'
import { writePage } from './write-report.js'

/** Options of `leadline zoo manifold`. */
interface ZooManifoldOptions {
  /** Samples of each family at each length. */
  readonly samples: number
  readonly lengths?: readonly number[]
  readonly doses?: readonly number[]
  /** Folder for the picture as SVG. */
  readonly pictures?: string
  /** HTML page to write. */
  readonly page?: string
  readonly json?: boolean
}

/** Measures competence over length and dose, and draws it. */
export async function zooManifold(io: Io, options: ZooManifoldOptions): Promise<void> {
  const { lengths = MANIFOLD_GRID.lengths, doses = MANIFOLD_GRID.doses, samples: samplesPerFamily } = options
  requirePlaces(io, options)
  const setup = await manifoldSetup()
  const grid = { ...setup, lengths, doses, samplesPerFamily }
  const { manifold, trials } = await measure(io, grid)
  const document = manifoldReport(manifold, { createdAt: io.now(), seed: setup.seed, trials })
  if (options.pictures !== undefined) {
    const paths = writePictures(document, resolve(io.cwd, options.pictures))
    io.err(`${paths.join('\n')}\n`)
  }
  if (options.page !== undefined) writePage(document, resolve(io.cwd, options.page))
  io.out(options.json === true ? renderJson(document) : renderTerminal(document, io))
}

/** Refused before minutes of work, not after them. */
function requirePlaces(io: Io, { pictures, page }: ZooManifoldOptions): void {
  const found = (path: string) => statSync(resolve(io.cwd, path), { throwIfNoEntry: false })
  if (pictures !== undefined && found(pictures)?.isDirectory() === false) {
    throw new ConfigError('--pictures', pictures, 'a folder, or a name that is free')
  }
  if (page !== undefined && found(page)?.isDirectory() === true) {
    throw new ConfigError('--page', page, 'a file, or a name that is free')
  }
}

type Grid = Awaited<ReturnType<typeof manifoldSetup>> & Pick<ManifoldOptions, 'lengths' | 'doses' | 'samplesPerFamily'>

async function measure(io: Io, grid: Grid): Promise<{ readonly manifold: ManifoldFinding; readonly trials: number }> {
  const progress = showTrials(io, grid)
  const manifold = await measureManifold({
    ...grid,
    clock: systemClock,
    owner: thisProcess(),
    openJournal: () => openMemoryJournal(),
    signal: io.signal,
    trialDone: progress.done,
  })
  return { manifold, trials: progress.end() }
}

const REDRAW_MS = 200
const LINE_MS = 5_000
/** What a trial takes beside its calls, in calls. */
const TRIAL_OVERHEAD = 10

/** One line that says how far it is, how fast, and how long it takes: redrawn in place, or a new one every 5 seconds. */
function showTrials(io: Io, grid: Grid) {
  const most = trialsOfManifold(grid)
  const each = (length: number) => length + TRIAL_OVERHEAD
  const whole = (most / grid.lengths.length) * grid.lengths.reduce((sum, length) => sum + each(length), 0)
  const started = performance.now()
  let [trials, work, saidAt] = [0, 0, started]
  const say = (end: string) => {
    const seconds = (performance.now() - started) / 1_000
    const isOver = end !== ''
    const left = isOver || work === 0 ? '' : `, about ${Math.ceil((seconds / work) * (whole - work))} s left`
    const speed = `${Math.round((seconds / Math.max(1, trials)) * 1_000)} s for 1,000`
    const line = `manifold: ${trials}${isOver ? '' : ` of at most ${most}`} trials in ${Math.round(seconds)} s, ${speed}${left}`
    io.err(io.isLive ? `\r\u001B[J${line}${end}` : `${line}\n`)
  }
  return {
    done(length: number) {
      trials += 1
      work += each(length)
      if (performance.now() - saidAt < (io.isLive ? REDRAW_MS : LINE_MS)) return
      saidAt = performance.now()
      say('')
    },
    end() {
      say('\n')
      return trials
    },
  }
}
