import { type PublishedComparison, type PublishedFigure, pointsWords } from '../../domain/index.js'
import { independentInterval, mcnemarTest, minimalDetectableEffect, powerOfDesign } from '../../estimate/index.js'
import { designWords, nameOf } from './figures.js'

/** Planning values of the smallest difference that a plan finds. */
const SD_TASK_EFFECT = 0.15
const POWER = 0.8

/** Every figure of every system against that of the reference, and what its size can tell. */
export function auditComparisons(
  figures: readonly PublishedFigure[],
  options: { readonly reference: string; readonly level: number },
): PublishedComparison[] {
  const { reference, level } = options
  const cells = Map.groupBy(figures, ({ family, metric, k }) => [family, metric, k].join('\n'))
  return [...cells.values()].flatMap((own) => {
    const leader = own.find(({ system }) => system === reference)
    if (leader === undefined) return []
    const others = own.filter(({ system }) => system !== reference)
    return others.map((figure) => comparisonOf(leader, figure, { level, comparisons: others.length }))
  })
}

function comparisonOf(
  leader: PublishedFigure,
  figure: PublishedFigure,
  { level, comparisons }: { readonly level: number; readonly comparisons: number },
): PublishedComparison {
  const [one, two] = [
    { share: leader.value, trials: leader.tasks },
    { share: figure.value, trials: figure.tasks },
  ]
  const plain = independentInterval(one, two, level)
  const corrected = independentInterval(one, two, 1 - (1 - level) / comparisons)
  const difference = leader.value - figure.value
  const tasks = Math.min(leader.tasks, figure.tasks)
  const found = foundBy(leader, figure, { tasks, level, difference })
  const smallestP = smallestPOf(difference, tasks)
  const isSure = corrected.low > 0 || corrected.high < 0
  const verdict = isSure ? 'holds' : smallestP > 1 - level ? 'too-small' : 'depends'
  const compared = {
    system: figure.system,
    reference: leader.system,
    ...(figure.family !== undefined && { family: figure.family }),
    metric: figure.metric,
    k: figure.k,
    difference,
    ...plain,
    correctedLow: corrected.low,
    correctedHigh: corrected.high,
    smallestP,
    ...found,
    verdict,
  } as const
  return { ...compared, words: wordsOf(compared, figure) }
}

/** The most that the same tasks could show: every task that differs differs in one direction. */
function smallestPOf(difference: number, tasks: number): number {
  const discordant = Math.round(Math.abs(difference) * tasks)
  return mcnemarTest({ both: tasks - discordant, onlyFirst: discordant, onlySecond: 0, neither: 0 }).p
}

function foundBy(
  leader: PublishedFigure,
  figure: PublishedFigure,
  { tasks, level, difference }: { readonly tasks: number; readonly level: number; readonly difference: number },
): Pick<PublishedComparison, 'smallestFound' | 'power'> {
  if (tasks < 2) return {}
  const plan = {
    tasks,
    trials: Math.min(leader.trials, figure.trials),
    baseRate: leader.value,
    variedRate: figure.value,
    sdTaskEffect: SD_TASK_EFFECT,
    level,
  }
  const smallestFound = minimalDetectableEffect({ ...plan, power: POWER })
  return { smallestFound, power: powerOfDesign(Math.abs(difference), plan) }
}

function wordsOf(compared: Omit<PublishedComparison, 'words'>, figure: PublishedFigure): string {
  const { system, reference, family, difference, verdict } = compared
  const where = `${family === undefined ? '' : `${family}, `}${nameOf(figure)}`
  const place = difference > 0 ? 'behind' : 'ahead of'
  const first =
    difference === 0
      ? `${system} is level with ${reference}`
      : `${system} is ${pointsWords(difference)} ${place} ${reference}`
  const said = {
    holds: 'more than chance explains',
    depends: 'only the results by task can tell it from chance',
    'too-small': `no results of ${designWords(figure)} could tell it from chance`,
  }[verdict]
  return `${where}: ${first}: ${said}`
}
