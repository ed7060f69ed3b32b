import type { GateWord } from '../../domain/index.js'
import { estimateAnytimeMean, gameAbove, gameBelow, growWealth, logWealth, startWealth } from '../../estimate/index.js'
import { askedOf, type GateDecision, type GateLaunch } from './decide-gate.js'
import type { GateDesign } from './design.js'

/** One task of a population with its trials. */
interface TaskRun {
  readonly states: readonly GateLaunch['state'][]
}

/**
 * Decides on one cell where the claim covers tasks that were not tried: each new task gives the mean of its trials as
 * one value, and tasks are never used twice. The cap counts tasks.
 *
 * @param launches by launch index, all trials of a task together, as `drawLaunches` gives them in mode `population`
 * @param options.trialsPerTask as they were drawn
 * @param options.level of the interval; 0.95 where left out
 * @returns trials and successes of the tasks that count; `too-few-tasks` until there are as many as the design wants
 * @source statistics specification 6.3: grid mixture of bets on a mean in [0, 1]
 */
export function decideByTask(
  launches: readonly GateLaunch[],
  design: GateDesign,
  options: { readonly trialsPerTask: number; readonly level?: number },
): GateDecision {
  const { trialsPerTask, level = 0.95 } = options
  const games = { trust: gameAbove(design.low), reject: gameBelow(design.high) }
  let [trust, reject] = [startWealth(games.trust), startWealth(games.reject)]
  const values: number[] = []
  let [trials, successes, excluded, read] = [0, 0, 0, 0]
  let word: GateWord | undefined
  for (const { states } of tasksOf(launches, trialsPerTask)) {
    if (word !== undefined || states.length < trialsPerTask || states.includes('running')) break
    read += states.length
    const counted = states.filter((state) => state !== 'void')
    excluded += states.length - counted.length
    if (counted.length === 0) continue
    const solved = counted.filter((state) => state === 'solved').length
    trials += counted.length
    successes += solved
    values.push(solved / counted.length)
    trust = growWealth(trust, solved / counted.length, games.trust)
    reject = growWealth(reject, solved / counted.length, games.reject)
    const evidence = { trust: logWealth(trust, games.trust), reject: logWealth(reject, games.reject) }
    word = wordAt(evidence, values.length, design)
  }
  const rest = launches.slice(read).filter(({ state }) => state === 'solved' || state === 'failed')
  const later = { trials: rest.length, successes: rest.filter(({ state }) => state === 'solved').length }
  const isFinal = word !== undefined
  return {
    method: 'gate-task-means',
    word: word ?? 'UNDECIDED',
    why: word === undefined ? 'unfinished' : word === 'UNDECIDED' ? 'cap' : 'evidence',
    isFinal,
    ...{ trials, successes, tasks: values.length, mostTrials: design.mostTrials * trialsPerTask },
    asked: askedOf(design),
    evidence: { trust: logWealth(trust, games.trust), reject: logWealth(reject, games.reject) },
    success: estimateAnytimeMean(values, { level, trials, ...(excluded > 0 && { excluded: { void: excluded } }) }),
    void: excluded,
    waiting: isFinal ? 0 : later.trials,
    afterStop: isFinal ? later : { trials: 0, successes: 0 },
  }
}

function wordAt(
  evidence: { readonly trust: number; readonly reject: number },
  tasks: number,
  { alpha, beta, leastTasks, mostTrials }: GateDesign,
): GateWord | undefined {
  if (tasks >= leastTasks && evidence.trust >= -Math.log(alpha)) return 'TRUST'
  if (tasks >= leastTasks && evidence.reject >= -Math.log(beta)) return 'DO NOT TRUST'
  return tasks >= Math.max(mostTrials, leastTasks) ? 'UNDECIDED' : undefined
}

function tasksOf(launches: readonly GateLaunch[], trialsPerTask: number): readonly TaskRun[] {
  return Array.from({ length: Math.ceil(launches.length / trialsPerTask) }, (_, task) => ({
    states: launches.slice(task * trialsPerTask, (task + 1) * trialsPerTask).map(({ state }) => state),
  }))
}
