import { resolve } from 'node:path'
import { thisProcess } from '../connect/index.js'
import { ConfigError, DataError, type Estimate, type OutcomeRow, type Plan, type Verdict } from '../domain/index.js'
import { comparePaired, correctVerdict, holm, verdictOf } from '../estimate/index.js'
import { openJournal, readPlan, readTrajectory } from '../journal/index.js'
import { rowOf } from '../probe/index.js'
import { gapWords, verdictsWords } from '../report/index.js'
import { GateNotMet, type Io } from './io.js'

/** Options of `leadline diff`. */
interface DiffOptions {
  readonly level: number
  readonly margin: number
  readonly failOn?: string
  readonly json?: boolean
}

/** One system of the earlier study against one of the later, on the samples that both have. */
interface DiffRow {
  readonly before: string
  readonly after: string
  readonly samples: number
  /** Before minus after: positive means that the later one does worse. */
  readonly difference: Estimate
  readonly p?: number
  /** Holm over the systems compared. */
  readonly correctedP?: number
  readonly verdict: Verdict
  readonly correctedVerdict: Verdict
}

/** Holds two studies with the same samples against each other. */
export async function diff(io: Io, before: string, after: string, options: DiffOptions): Promise<void> {
  if (options.failOn !== undefined && options.failOn !== 'worse') {
    throw new ConfigError('--fail-on', options.failOn, 'worse')
  }
  const [first, second] = [await readRows(resolve(io.cwd, before)), await readRows(resolve(io.cwd, after))]
  for (const [name, { plan }] of [
    [before, first],
    [after, second],
  ] as const) {
    if (plan.untilSettled === undefined) continue
    const words = 'expected a fixed plan: samples that stopped at different moments do not compare'
    throw new DataError('stopped-when-settled', `${name} is a study that stopped when it was settled; ${words}`)
  }
  const shared = first.plan.samples.filter(({ id }) => second.plan.samples.some((sample) => sample.id === id))
  if (shared.length === 0) {
    throw new DataError(
      'no-shared-samples',
      `${after} has no sample of ${before}; expected two studies of the same plan`,
    )
  }
  const ids = new Set(shared.map(({ id }) => id))
  const rows = pairsOf(first.rows, second.rows).map(([old, now]) => compare(old, now, ids, options))
  const result = correct(rows)
  if (options.json === true) {
    const { level, margin } = options
    const basis = { before, after, level, margin, samples: ids.size }
    io.out(`${JSON.stringify({ schemaVersion: 1, kind: 'diff', ...basis, rows: result })}\n`)
  } else {
    io.out(`${ids.size} samples are in both studies. Positive points: the later one does worse.\n\n`)
    for (const row of result) {
      const name = row.before === row.after ? row.before : `${row.before} -> ${row.after}`
      io.out(`${name}: ${gapWords(row.difference)}; ${verdictsWords(row)}\n`)
    }
  }
  const worse = result.filter(({ correctedVerdict: verdict, difference }) => {
    return verdict.kind === 'established' && difference.kind === 'determined' && difference.value > 0
  })
  if (options.failOn === 'worse' && worse.length > 0) {
    throw new GateNotMet(`${worse.map(({ after: name }) => name).join(', ')} does worse than before`)
  }
}

function correct(rows: readonly DiffRow[]): DiffRow[] {
  const tested = rows.filter(({ p }) => p !== undefined)
  const corrected = holm(tested.map(({ p }) => p ?? 1))
  return rows.map((row) => {
    const correctedP = corrected[tested.indexOf(row)]
    if (correctedP === undefined) return row
    const of = { correctedP, comparisons: tested.length }
    return { ...row, correctedP, correctedVerdict: correctVerdict(row.verdict, row.difference, of) }
  })
}

async function readRows(path: string): Promise<{ plan: Plan; rows: OutcomeRow[] }> {
  const plan = readPlan(path)
  const journal = openJournal({ path, plan, owner: thisProcess() })
  try {
    const ended = journal.trials().filter(({ trial, status, launchIndex }) => {
      return status === 'ended' && trial.arm === 'baseline' && launchIndex !== undefined
    })
    return { plan, rows: ended.map(({ trial }) => rowOf(plan, readTrajectory(journal, trial.id))) }
  } finally {
    await journal.close()
  }
}

/** Systems with the same label are held against each other; two studies of one system each, whatever they are called. */
function pairsOf(first: readonly OutcomeRow[], second: readonly OutcomeRow[]): [OutcomeRow[], OutcomeRow[]][] {
  const labels = (rows: readonly OutcomeRow[]) => [...new Set(rows.map(({ system }) => system))].sort()
  const [old, now] = [labels(first), labels(second)]
  const of = (rows: readonly OutcomeRow[], label: string) => rows.filter(({ system }) => system === label)
  const shared = old.filter((label) => now.includes(label))
  if (shared.length > 0) return shared.map((label) => [of(first, label), of(second, label)])
  const [onlyOld, onlyNow] = [old[0], now[0]]
  if (old.length === 1 && now.length === 1 && onlyOld !== undefined && onlyNow !== undefined) {
    return [[of(first, onlyOld), of(second, onlyNow)]]
  }
  throw new DataError(
    'no-shared-systems',
    `systems are ${old.join(', ')} and ${now.join(', ')}; expected one in common`,
  )
}

function compare(
  old: readonly OutcomeRow[],
  now: readonly OutcomeRow[],
  ids: ReadonlySet<string>,
  options: DiffOptions,
): DiffRow {
  const keep = (rows: readonly OutcomeRow[]) => rows.filter(({ task }) => ids.has(task))
  const { level, margin } = options
  const { difference, test, pairs } = comparePaired(keep(old), keep(now), { level })
  const verdict = verdictOf(difference, { margin, isPlanFinished: true, ...(test !== undefined && { p: test.p }) })
  return {
    before: old[0]?.system ?? '',
    after: now[0]?.system ?? '',
    samples: pairs,
    difference,
    ...(test !== undefined && { p: test.p }),
    verdict,
    correctedVerdict: verdict,
  }
}
