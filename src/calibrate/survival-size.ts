import {
  clopperPearson,
  clusteredLogRank,
  compareWithinTasks,
  estimateHazardSlope,
  estimateRestrictedMean,
  estimateWithinTasks,
  type GroupedSpan,
  logRank,
  restrictedMeanDifference,
  type Span,
} from '../estimate/index.js'
import { createRandom, normalQuantile, type Random } from '../math/index.js'

/** How often something happened in simulated studies. */
export interface CountedRate {
  /** What was counted, such as `log-rank-clustered rejects`. */
  readonly quantity: string
  readonly studies: number
  readonly count: number
  readonly rate: number
  /** Exact 99 % interval of the rate. */
  readonly low: number
  readonly high: number
}

/** Two systems on the same tasks, in simulation. */
interface SimulatedBank {
  readonly tasks: number
  /** Of each system on each task. */
  readonly trials: number
  /** Chance to derail within one unit of progress on a typical task. */
  readonly rate: number
  /** Length of every task. */
  readonly length: number
  /** Standard deviation between tasks of the log rate, shared by both systems. */
  readonly taskSpread: number
  /** Standard deviation of the log rate that belongs to one system on one task; its mean is 0. */
  readonly systemSpread: number
}

/** How many studies, and from which seed. */
interface SimulationOptions {
  readonly studies: number
  readonly seed: number
}

/** Counts what happens in studies; each has its own stream of chance. */
function countIn<Name extends string>(
  { studies, seed }: SimulationOptions,
  study: (random: Random) => Readonly<Record<Name, boolean | undefined>>,
): CountedRate[] {
  const counts = new Map<string, { count: number; studies: number }>()
  const random = createRandom(seed)
  for (let index = 0; index < studies; index += 1) {
    for (const [quantity, happened] of Object.entries<boolean | undefined>(study(random.split(index)))) {
      if (happened === undefined) continue
      const known = counts.get(quantity) ?? { count: 0, studies: 0 }
      counts.set(quantity, { count: known.count + (happened ? 1 : 0), studies: known.studies + 1 })
    }
  }
  return [...counts].map(([quantity, { count, studies: n }]) => {
    return { quantity, studies: n, count, rate: count / n, ...clopperPearson(count, n, 0.99) }
  })
}

/** Standard normal draw (Box and Muller). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}

/** One study of two systems whose tasks have rates of their own; `effect` multiplies the rates of the second. */
function drawStudy(bank: SimulatedBank, random: Random, effect = 1): GroupedSpan[] {
  return Array.from({ length: bank.tasks }, (_, task) => {
    const shared = bank.rate * Math.exp(bank.taskSpread * normal(random))
    return [1, effect].flatMap((factor, group) => {
      const rate = shared * factor * Math.exp(bank.systemSpread * normal(random))
      return Array.from({ length: bank.trials }, (): GroupedSpan => {
        const derailed = Math.ceil(-Math.log(1 - random.next()) / rate)
        const exposure = Math.max(1, Math.min(derailed, bank.length))
        return { exposure, failed: derailed <= bank.length, group, task: String(task) }
      })
    })
  }).flat()
}

/**
 * How often each log-rank test rejects at 5 % though the systems are alike, or differ on each task but not on average;
 * `trials as tasks` is the robust test with the tasks forgotten, which must be found wrong.
 */
export function simulateLogRankSizes(bank: SimulatedBank, options: SimulationOptions): CountedRate[] {
  return countIn(options, (random) => {
    const spans = drawStudy(bank, random)
    const unlinked = spans.map((span, index) => ({ ...span, task: String(index) }))
    return {
      'log-rank-clustered': clusteredLogRank(spans).p <= 0.05,
      'log-rank-within-tasks': logRank(spans, { groups: 2, isByTask: true }).p <= 0.05,
      'log-rank-early': logRank(spans, { groups: 2, isByTask: true, rho: 1 }).p <= 0.05,
      'plain log-rank': logRank(spans, { groups: 2 }).p <= 0.05,
      'trials as tasks': clusteredLogRank(unlinked).p <= 0.05,
    }
  })
}

/**
 * How often 95 % intervals of the mean exposure on track, and of the difference of two systems, hold the truth over all
 * tasks; `trials as tasks` forgets the tasks and must be found wrong.
 *
 * @param effect factor of the second system's rates
 * @param end up to which exposures are averaged, at most the length of the tasks
 */
export function simulateRestrictedMeanCoverage(
  bank: SimulatedBank,
  options: SimulationOptions & { readonly effect: number; readonly end: number },
): CountedRate[] {
  const { effect, end } = options
  const truths = [1, effect].map((factor) => expectedOnTrack(bank, factor, end))
  const [first = 0, second = 0] = truths
  return countIn(options, (random) => {
    const spans = drawStudy(bank, random, effect)
    const arm = (group: number): Span[] => spans.filter((span) => span.group === group).map(asSpan)
    const holds = (estimate: ReturnType<typeof estimateRestrictedMean>, truth: number) =>
      estimate.kind === 'undetermined' ? undefined : estimate.low <= truth && truth <= estimate.high
    const unlinked = arm(0).map((span, index) => ({ ...span, cluster: String(index) }))
    const { estimate } = restrictedMeanDifference({ first: arm(0), second: arm(1) }, end, LEVEL)
    return {
      'difference on track': holds(estimate, first - second),
      'mean on track': holds(estimateRestrictedMean(arm(0), end, LEVEL), first),
      'trials as tasks': holds(estimateRestrictedMean(unlinked, end, LEVEL), first),
    }
  })
}

const LEVEL = { level: 0.95 }

function asSpan({ exposure, failed, task }: GroupedSpan): Span {
  return { exposure, failed, cluster: task }
}

/** Mean exposure on track up to `end` over the distribution of rates, by its quantiles. */
function expectedOnTrack(bank: SimulatedBank, factor: number, end: number): number {
  const spread = Math.hypot(bank.taskSpread, bank.systemSpread)
  const nodes = 400
  let total = 0
  for (let node = 0; node < nodes; node += 1) {
    const rate = bank.rate * factor * Math.exp(spread * normalQuantile((node + 0.5) / nodes))
    for (let step = 0; step < end; step += 1) total += Math.exp(-rate * step)
  }
  return total / nodes
}

/**
 * How often the comparison within tasks errs where both arms succeed alike on each task: the exact and the uncorrected
 * test at 5 %, and the 95 % interval of the difference.
 *
 * @param bank.trials of each arm on each task
 */
export function simulateWithinTasksSize(
  bank: { readonly tasks: number; readonly trials: number },
  options: SimulationOptions,
): CountedRate[] {
  return countIn(options, (random) => {
    const tasks = Array.from({ length: bank.tasks }, () => {
      const share = 0.1 + 0.8 * random.next()
      const arm = () => {
        const results = Array.from({ length: bank.trials }, () => (random.next() < share ? 1 : 0))
        return { successes: results.reduce<number>((sum, result) => sum + result, 0), trials: bank.trials }
      }
      return { first: arm(), second: arm() }
    })
    const { estimate, test } = estimateWithinTasks(tasks, LEVEL)
    return {
      'cochran-mantel-haenszel, exact': test === undefined ? undefined : test.p <= 0.05,
      'cochran-mantel-haenszel, uncorrected': (compareWithinTasks(tasks)?.p ?? 1) <= 0.05,
      'mantel-haenszel misses 0': estimate.kind === 'undetermined' ? undefined : estimate.low > 0 || estimate.high < 0,
    }
  })
}

/**
 * How often a hazard that is constant within every run is found to rise or to fall. With a spread between tasks the
 * pooled hazard does fall: what the caution beside every such finding says.
 */
export function simulateSlopeSizes(bank: SimulatedBank, options: SimulationOptions): CountedRate[] {
  return countIn(options, (random) => {
    const spans = drawStudy(bank, random).filter(({ group }) => group === 0)
    const steps = spans.map(({ exposure, failed, task }) => ({ step: exposure, failed, cluster: task }))
    const { estimate } = estimateHazardSlope(steps, LEVEL)
    if (estimate.kind === 'undetermined') return { rises: undefined, falls: undefined }
    return { rises: estimate.low > 0, falls: estimate.high < 0 }
  })
}
