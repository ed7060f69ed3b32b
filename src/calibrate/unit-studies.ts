import { createRandom, drawBeta, type Random } from '../math/index.js'
import {
  decideByTask,
  decideGate,
  decidePaired,
  type GateDesign,
  type GateLaunch,
  type PairedDesign,
  type StopBounds,
} from '../route/index.js'
import { rateOf, type SimulatedRate, type SimulationSize } from './gate-studies.js'

/** Work of which no two tasks are alike: each has a success of its own, and the claim covers all such tasks. */
interface PopulationStudy extends SimulationSize {
  readonly design: GateDesign
  readonly bounds: StopBounds
  /** Mean success over all tasks. */
  readonly success: number
  /** How alike tasks are: the sum of the shapes of the beta distribution that each task's success comes from. */
  readonly alike: number
  readonly trialsPerTask: number
  /** `new`: each task once; `hammered`: 20 tasks again and again, the mistake that rule R3 names. */
  readonly tasks: 'new' | 'hammered'
}

const HAMMERED = 20

/** How often work like this is trusted, and after how many tasks it is settled. */
export function simulatePopulation(study: PopulationStudy): {
  readonly trust: SimulatedRate
  readonly meanTasks: number
} {
  const { studies, seed, design, bounds, trialsPerTask, tasks } = study
  const chance = createRandom(seed)
  let [trusted, used] = [0, 0]
  for (let index = 0; index < studies; index += 1) {
    const launches = launchesOf(study, chance.split(index))
    const decision =
      tasks === 'new' ? decideByTask(launches, design, { trialsPerTask }) : decideGate(launches, design, { bounds })
    if (decision.word === 'TRUST') trusted += 1
    used += decision.tasks
  }
  return { trust: rateOf(trusted, studies), meanTasks: used / studies }
}

function launchesOf(study: PopulationStudy, random: Random): readonly GateLaunch[] {
  const { design, success, alike, trialsPerTask, tasks } = study
  const drawTask = () => drawBeta(random, alike * success, alike * (1 - success))
  const launch = (task: number, own: number): GateLaunch => ({
    task: `task-${task}`,
    state: random.next() < own ? 'solved' : 'failed',
  })
  if (tasks === 'new') {
    return Array.from({ length: design.mostTrials }, (_, task) => ({ task, own: drawTask() })).flatMap(
      ({ task, own }) => Array.from({ length: trialsPerTask }, () => launch(task, own)),
    )
  }
  const bank = Array.from({ length: HAMMERED }, drawTask)
  return Array.from({ length: design.mostTrials }, (_, index) => {
    return launch(index % HAMMERED, bank[index % HAMMERED] ?? 0)
  })
}

/** Pairs of trials with a stated true difference. */
interface PairedStudy extends SimulationSize {
  readonly design: PairedDesign
  /** Candidate minus reference. */
  readonly difference: number
  /** Share of pairs with one success; at least the size of the difference. */
  readonly discordance: number
}

/** Words and pairs of a simulated comparison. */
interface SimulatedPairs {
  readonly trust: SimulatedRate
  readonly reject: SimulatedRate
  readonly meanPairs: number
  /** Standard error of that mean. */
  readonly pairsError: number
}

/** How often a candidate is taken to be no worse by the margin, and after how many pairs. */
export function simulatePaired(study: PairedStudy): SimulatedPairs {
  const { studies, seed, design, difference, discordance } = study
  const chance = createRandom(seed)
  const worse = (discordance - difference) / 2
  let [trusted, rejected, sum, squares] = [0, 0, 0, 0]
  for (let index = 0; index < studies; index += 1) {
    const random = chance.split(index)
    const pairs = Array.from({ length: design.mostPairs }, (_, pair) => {
      const uniform = random.next()
      return { task: `task-${pair % HAMMERED}`, difference: uniform < worse ? -1 : uniform < discordance ? 1 : 0 }
    })
    const { word, pairs: used } = decidePaired(pairs, design)
    if (word === 'TRUST') trusted += 1
    if (word === 'DO NOT TRUST') rejected += 1
    sum += used
    squares += used * used
  }
  const meanPairs = sum / studies
  return {
    trust: rateOf(trusted, studies),
    reject: rateOf(rejected, studies),
    meanPairs,
    pairsError: Math.sqrt((squares / studies - meanPairs ** 2) / studies),
  }
}
