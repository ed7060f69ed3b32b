import { ConfigError, type Estimate, type GateWord } from '../../domain/index.js'
import {
  type ErrorRates,
  estimateAnytimeMean,
  growWealth,
  logWealth,
  type PairedGames,
  pairedGames,
  pairedValue,
  startWealth,
} from '../../estimate/index.js'
import { normalQuantile } from '../../math/index.js'

/** What is asked of a candidate against a reference. */
export interface PairedRule extends ErrorRates {
  /** How much worse, as a difference of success rates, is still good enough; in (0, 1). */
  readonly margin: number
  /** Share of pairs with one success that is reckoned with; sets speed and cap, never the errors. */
  readonly discordance: number
  /** Most pairs, as a multiple of the fixed design; at least 1. */
  readonly capFactor: number
  /** Distinct tasks before any stop. */
  readonly leastTasks: number
}

/** A paired rule worked out. */
export interface PairedDesign extends PairedRule {
  readonly games: PairedGames
  /** Pairs of the fixed design with the same errors where the systems are equal. */
  readonly fixedPairs: number
  /** Pairs after which the rule gives up: UNDECIDED. */
  readonly mostPairs: number
}

/** One pair of trials on the same task and seed, by launch index. */
export interface PairLaunch {
  readonly task: string
  /** Candidate minus reference, in [-1, 1]. */
  readonly difference: number | 'running' | 'void'
}

/** Whether a candidate is no worse than the reference by more than the margin. */
export interface PairedDecision {
  readonly method: 'paired-e-process'
  /** TRUST: not worse by the margin; DO NOT TRUST: worse. */
  readonly word: GateWord
  /** `evidence`: settled; `cap`: the most pairs are used up. */
  readonly why: 'evidence' | 'cap' | 'unfinished'
  /** False: more pairs may still change the word. */
  readonly isFinal: boolean
  /** Counted pairs that the decision rests on, in launch order. */
  readonly pairs: number
  /** The cap. */
  readonly mostPairs: number
  /** Natural logarithms of the evidence where it stopped. */
  readonly evidence: { readonly notWorse: number; readonly worse: number }
  /** Candidate minus reference, valid although sampling stopped when it suited. */
  readonly difference: Estimate
  /** Launches before the end of the prefix that do not count. */
  readonly void: number
  /** Finished pairs after the stop. */
  readonly afterStop: number
}

const DEFAULTS: PairedRule = { margin: 0.1, alpha: 0.05, beta: 0.05, discordance: 0.25, capFactor: 1.5, leastTasks: 5 }

/**
 * Works a paired rule out.
 *
 * @param rule the defaults stand for whatever is left out: margin 0.10, errors 5 %
 * @throws ConfigError where a number makes no sense
 * @source statistics specification 6.4; fixed design (z_alpha + z_beta)^2 discordance / margin^2
 */
export function designPaired(rule: Partial<PairedRule> = {}): PairedDesign {
  const whole = { ...DEFAULTS, ...rule }
  const { margin, discordance, alpha, beta, capFactor } = whole
  const shares = { margin, alpha, beta, discordance }
  for (const [name, value] of Object.entries(shares)) {
    if (!(value > 0 && value < 1)) throw new ConfigError(name, value, 'a share above 0 and below 1')
  }
  if (!(capFactor >= 1)) throw new ConfigError('capFactor', capFactor, 'at least 1')
  const z = normalQuantile(1 - alpha) + normalQuantile(1 - beta)
  const fixedPairs = Math.ceil((z * z * discordance) / margin ** 2)
  return { ...whole, games: pairedGames(whole), fixedPairs, mostPairs: Math.ceil(capFactor * fixedPairs) }
}

/**
 * Decides from the longest finished prefix of the pairs, in launch order; see `decideGate`.
 *
 * @param pairs by launch index
 * @param options.level of the interval; 0.95 where left out
 * @source statistics specification 6.4
 */
export function decidePaired(
  pairs: readonly PairLaunch[],
  design: PairedDesign,
  options: { readonly level?: number } = {},
): PairedDecision {
  const { level = 0.95 } = options
  const { games, mostPairs } = design
  let state = { notWorse: startWealth(games.notWorse), worse: startWealth(games.worse) }
  const evidence = () => ({
    notWorse: logWealth(state.notWorse, games.notWorse),
    worse: logWealth(state.worse, games.worse),
  })
  const values: number[] = []
  const tasks = new Set<string>()
  let [excluded, read] = [0, 0]
  let word: GateWord | undefined
  for (const { task, difference } of pairs) {
    if (difference === 'running' || word !== undefined) break
    read += 1
    if (difference === 'void') {
      excluded += 1
      continue
    }
    const value = pairedValue(difference)
    values.push(value)
    tasks.add(task)
    state = {
      notWorse: growWealth(state.notWorse, value, games.notWorse),
      worse: growWealth(state.worse, value, games.worse),
    }
    word = wordAt(evidence(), { pairs: values.length, tasks: tasks.size }, design)
  }
  const why = word === undefined ? 'unfinished' : word === 'UNDECIDED' ? 'cap' : 'evidence'
  const mean = estimateAnytimeMean(values, { level, trials: 2 * values.length, excluded: { void: excluded } })
  return {
    method: 'paired-e-process',
    ...{ word: word ?? 'UNDECIDED', why, isFinal: word !== undefined, pairs: values.length, mostPairs },
    evidence: evidence(),
    difference: onDifferenceScale(mean, tasks.size),
    void: excluded,
    afterStop: pairs.slice(read).filter(({ difference }) => typeof difference === 'number' && word !== undefined)
      .length,
  }
}

function wordAt(
  evidence: PairedDecision['evidence'],
  counts: { readonly pairs: number; readonly tasks: number },
  { alpha, beta, leastTasks, mostPairs }: PairedDesign,
): GateWord | undefined {
  const hasTasks = counts.tasks >= leastTasks
  if (hasTasks && evidence.notWorse >= -Math.log(alpha)) return 'TRUST'
  if (hasTasks && evidence.worse >= -Math.log(beta)) return 'DO NOT TRUST'
  return counts.pairs >= mostPairs ? 'UNDECIDED' : undefined
}

function onDifferenceScale(mean: Estimate, tasks: number): Estimate {
  if (mean.kind === 'undetermined') return mean
  const { value, low, high } = mean
  return { ...mean, value: 2 * value - 1, low: 2 * low - 1, high: 2 * high - 1, samples: tasks }
}
