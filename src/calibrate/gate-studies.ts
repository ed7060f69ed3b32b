import { clopperPearson, confidenceSequence, wilson } from '../estimate/index.js'
import { createRandom, type Random } from '../math/index.js'
import {
  type DriftRule,
  decideGate,
  driftEvidence,
  type GateDesign,
  type GateLaunch,
  type StopBounds,
  startDrift,
  stepDrift,
} from '../route/index.js'

/** How many simulated studies, and from which seed: the same numbers every time. */
export interface SimulationSize {
  readonly studies: number
  readonly seed: number
}

/** How often something happened, with the exact 99 % interval of its rate. */
export interface SimulatedRate {
  readonly rate: number
  readonly low: number
  readonly high: number
  readonly studies: number
}

/** Words and trials of a simulated gate. */
export interface SimulatedGate {
  readonly trust: SimulatedRate
  readonly reject: SimulatedRate
  readonly undecided: SimulatedRate
  readonly meanTrials: number
  /** Standard error of that mean. */
  readonly trialsError: number
}

/** A gate that is simulated: trials are made up, the decision is the real one. */
interface GateStudy extends SimulationSize {
  readonly design: GateDesign
  readonly bounds: StopBounds
  /** True success, or how to draw it for each study. */
  readonly success: number | ((random: Random) => number)
}

const TASKS = 20

/** Share of studies with its exact interval. */
export function rateOf(count: number, studies: number): SimulatedRate {
  return { rate: count / studies, ...clopperPearson(count, studies, 0.99), studies }
}

/** Words and trials of a gate over many cells of one true success. */
export function simulateGate(study: GateStudy): SimulatedGate {
  return summary(study, (random, success) => madeUpLaunches(random, success, study.design.mostTrials))
}

/** Trials that run side by side, failing ones longer than others. */
interface WorkerStudy extends GateStudy {
  readonly workers: number
  /** How many times as long a failing trial runs. */
  readonly slowness: number
  /** In which order outcomes are counted: `completion` is the mistake that launch order is there for. */
  readonly order: 'launch' | 'completion'
}

/** The same with many workers at once: what the order of counting does to the errors. */
export function simulateWorkers(study: WorkerStudy): SimulatedGate {
  const { workers, slowness, order } = study
  return summary(study, (random, success) => {
    const launches = madeUpLaunches(random, success, study.design.mostTrials)
    if (order === 'launch') return launches
    const freeAt = Array.from({ length: workers }, () => 0)
    const ends = launches.map((launch, index) => {
      const worker = freeAt.indexOf(Math.min(...freeAt))
      const duration = (0.5 + random.next()) * (launch.state === 'failed' ? slowness : 1)
      const end = (freeAt[worker] ?? 0) + duration
      freeAt[worker] = end
      return { launch, index, end }
    })
    return ends.sort((a, b) => a.end - b.end || a.index - b.index).map(({ launch }) => launch)
  })
}

function madeUpLaunches(random: Random, success: number, count: number): readonly GateLaunch[] {
  return Array.from({ length: count }, (_, index) => ({
    task: `task-${index % TASKS}`,
    state: random.next() < success ? 'solved' : 'failed',
  }))
}

function summary(
  study: GateStudy,
  launchesOf: (random: Random, success: number) => readonly GateLaunch[],
): SimulatedGate {
  const { studies, seed, design, bounds, success } = study
  const words = { TRUST: 0, 'DO NOT TRUST': 0, UNDECIDED: 0 }
  let [sum, squares] = [0, 0]
  const chance = createRandom(seed)
  for (let index = 0; index < studies; index += 1) {
    const random = chance.split(index)
    const rate = typeof success === 'number' ? success : success(random)
    const { word, trials } = decideGate(launchesOf(random, rate), design, { bounds })
    words[word] += 1
    sum += trials
    squares += trials * trials
  }
  const mean = sum / studies
  return {
    trust: rateOf(words.TRUST, studies),
    reject: rateOf(words['DO NOT TRUST'], studies),
    undecided: rateOf(words.UNDECIDED, studies),
    meanTrials: mean,
    trialsError: Math.sqrt((squares / studies - mean * mean) / studies),
  }
}

/** An interval that is read at the moment that suits it least. */
interface PeekingStudy extends SimulationSize {
  readonly success: number
  readonly mostTrials: number
  /** `sequence`: the one for adaptive stopping; `fixed`: Wilson's, which is not meant for it. */
  readonly interval: 'sequence' | 'fixed'
}

/** How often an interval misses the truth where one stops as soon as the data look furthest from it. */
export function simulatePeeking(study: PeekingStudy): SimulatedRate {
  const { studies, seed, success, mostTrials, interval } = study
  const chance = createRandom(seed)
  let misses = 0
  for (let index = 0; index < studies; index += 1) {
    const { successes, trials } = worstMoment(chance.split(index), success, mostTrials)
    const { low, high } =
      interval === 'sequence'
        ? confidenceSequence({ successes, failures: trials - successes }, 0.95)
        : wilson(successes / trials, trials, 0.95)
    if (success < low || success > high) misses += 1
  }
  return rateOf(misses, studies)
}

function worstMoment(random: Random, success: number, mostTrials: number) {
  let [successes, furthest] = [0, -1]
  let worst = { successes: 0, trials: 1 }
  for (let trials = 1; trials <= mostTrials; trials += 1) {
    if (random.next() < success) successes += 1
    const distance = Math.abs(successes - trials * success) / Math.sqrt(trials)
    if (trials < 10 || distance <= furthest) continue
    furthest = distance
    worst = { successes, trials }
  }
  return worst
}

/** A stream of sessions whose success may fall. */
interface DriftStudy extends SimulationSize {
  readonly rule: DriftRule
  readonly threshold: number
  readonly before: number
  readonly after: number
  /** Sessions before the fall; infinite where it never falls. */
  readonly fallsAfter: number
  /** Sessions after which a study ends without an alarm, counted as that many: the mean is then too low, never too high. */
  readonly mostSessions: number
}

/** Sessions from the fall, or from the start where there is none, to the alarm. */
interface SimulatedDelay {
  readonly mean: number
  readonly error: number
  /** Studies with an alarm before the fall; left out of the mean. */
  readonly early: number
  readonly studies: number
}

/** How long the drift detector takes. */
export function simulateDrift(study: DriftStudy): SimulatedDelay {
  const { studies, seed, rule, threshold, before, after, fallsAfter, mostSessions } = study
  const chance = createRandom(seed)
  let [sum, squares, early] = [0, 0, 0]
  for (let index = 0; index < studies; index += 1) {
    const random = chance.split(index)
    let [state, sessions] = [startDrift(), 0]
    while (sessions < mostSessions && driftEvidence(state) < threshold) {
      state = stepDrift(state, random.next() < (sessions < fallsAfter ? before : after) ? 1 : 0, rule)
      sessions += 1
    }
    const from = Number.isFinite(fallsAfter) ? fallsAfter : 0
    if (sessions <= from) {
      early += 1
      continue
    }
    sum += sessions - from
    squares += (sessions - from) ** 2
  }
  const counted = studies - early
  const mean = sum / counted
  return { mean, error: Math.sqrt(Math.max(0, squares / counted - mean * mean) / counted), early, studies }
}
