import { NAMED_SCOPES } from '../domain/index.js'
import { createRandom, drawNormal, normalCdf, type Random } from '../math/index.js'
import { decideMatrix, designMatrix, type GateLaunch, type GateRule, type MatrixCell } from '../route/index.js'
import { rateOf, type SimulatedRate, type SimulationSize } from './gate-studies.js'

/** Many made-up worlds of several systems and scopes, each decided as a real study would be. */
interface MatrixStudy extends SimulationSize {
  readonly rule?: Partial<GateRule>
  readonly order: 'cheapest-first' | 'all'
  readonly skipsBroader: boolean
}

/** What the worlds took, beside the fixed design with the same errors. */
export interface SimulatedMatrix {
  readonly meanTrials: number
  /** Standard error over worlds. */
  readonly trialsError: number
  readonly fixedTrials: number
  /** Share of the fixed design's trials, and of its money, that is saved. */
  readonly trialsSaved: number
  readonly moneySaved: number
  /** Of all cells: trusted although success is at most the lower edge. */
  readonly falseTrust: SimulatedRate
  /** Of the cells that were tried: left without an answer. */
  readonly undecided: SimulatedRate
}

/** Cost of a trial by system, from cheap to dear, and how much more each broader scope costs; in US dollars. */
const PRICES = [0.02, 0.05, 0.12, 0.25, 0.5, 0.9]
const DEARER_BY_SCOPE = 2
/** Parts of a normal score: what each dearer system adds, how much harder each broader scope is, and chance. */
const WORLD = { dearer: 0.35, broader: 0.5, ofSystem: 0.6, ofCell: 0.4 }
/** Standard deviation of the whole score over all cells, so that its normal distribution function is about uniform. */
const WHOLE = 1.09
const [LEAST, MOST] = [0.2, 0.98]

interface WorldCell {
  readonly system: string
  readonly scope: string
  readonly success: number
  readonly trialUsd: number
}

/**
 * Decides on worlds of six systems and four scopes and counts what it took. Success spreads about evenly from 0.2 to 0.98
 * over all cells; dearer systems and narrower scopes succeed more often, with exceptions.
 */
export function simulateMatrix(study: MatrixStudy): SimulatedMatrix {
  const { studies, seed, order, skipsBroader } = study
  const cells = PRICES.length * NAMED_SCOPES.length
  const rule = designMatrix(cells, study.rule === undefined ? {} : { rule: study.rule })
  const { low, mostTrials, fixedTrials } = rule.design
  const chance = createRandom(seed)
  let [trials, squares, money, fixedMoney, falseTrusts, undecided, tried] = [0, 0, 0, 0, 0, 0, 0]
  for (let index = 0; index < studies; index += 1) {
    const random = chance.split(index)
    const world = drawWorld(random)
    const verdicts = settle(world, random, { rule, scopes: NAMED_SCOPES, order, skipsBroader }, mostTrials)
    let own = 0
    for (const [place, { decision, word }] of verdicts.entries()) {
      const { success = 0, trialUsd = 0 } = world[place] ?? {}
      own += decision.trials
      money += decision.trials * trialUsd
      fixedMoney += fixedTrials * trialUsd
      if (decision.trials > 0) tried += 1
      if (word === 'TRUST' && success <= low) falseTrusts += 1
      if (decision.trials > 0 && word === 'UNDECIDED') undecided += 1
    }
    trials += own
    squares += own * own
  }
  const meanTrials = trials / studies
  return {
    meanTrials,
    trialsError: Math.sqrt((squares / studies - meanTrials ** 2) / studies),
    fixedTrials: fixedTrials * cells,
    trialsSaved: 1 - meanTrials / (fixedTrials * cells),
    moneySaved: 1 - money / fixedMoney,
    falseTrust: rateOf(falseTrusts, studies * cells),
    undecided: rateOf(undecided, tried),
  }
}

function drawWorld(random: Random): readonly WorldCell[] {
  const { dearer, broader, ofSystem, ofCell } = WORLD
  return PRICES.flatMap((price, place) => {
    const ability = dearer * (place - (PRICES.length - 1) / 2) + ofSystem * drawNormal(random)
    return NAMED_SCOPES.map((scope, width) => {
      const score = ability - broader * (width - (NAMED_SCOPES.length - 1) / 2) + ofCell * drawNormal(random)
      const success = LEAST + (MOST - LEAST) * normalCdf(score / WHOLE)
      return { system: `system-${place}`, scope, success, trialUsd: price * DEARER_BY_SCOPE ** width }
    })
  })
}

/** The loop of a study: ask which cells are open, run them, ask again. */
function settle(
  world: readonly WorldCell[],
  random: Random,
  options: Parameters<typeof decideMatrix>[1],
  mostTrials: number,
) {
  let cells: readonly MatrixCell[] = world.map(({ system, scope, trialUsd }) => ({
    system,
    scope,
    trialUsd,
    launches: [],
  }))
  for (;;) {
    const { next, cells: verdicts } = decideMatrix(cells, options)
    if (next.length === 0) return verdicts
    cells = cells.map((cell, place) => {
      const isOpen = next.some(({ system, scope }) => system === cell.system && scope === cell.scope)
      return isOpen ? { ...cell, launches: outcomesOf(random, world[place]?.success ?? 0, mostTrials) } : cell
    })
  }
}

/** As many outcomes as could ever be needed; the decision reads up to its stop. */
function outcomesOf(random: Random, success: number, count: number): readonly GateLaunch[] {
  return Array.from({ length: count }, (_, index) => ({
    task: `task-${index % 10}`,
    state: random.next() < success ? 'solved' : 'failed',
  }))
}
