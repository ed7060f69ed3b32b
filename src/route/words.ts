import { counted, type Decision, type DecisionCell, type Estimate, percent, usd } from '../domain/index.js'

/** The system to use for a scope: the cheapest that is fit; where none is, the reference; else nothing. */
export function choiceFor(
  scope: string,
  cells: readonly DecisionCell[],
  reference: string,
): Decision['choices'][number] {
  const fit = cells.filter((cell) => cell.fit === 'fit').sort(byCost)
  const [best] = fit
  if (best !== undefined) {
    const cost = costWords(best.costPerFinishedJobUsd)
    const words = `${scope}: use ${best.system}, which succeeds on ${rangeWords(best.success)}${cost}`
    return { scope, system: best.system, words }
  }
  const leader = cells.find(({ system }) => system === reference)
  const open = cells.filter((cell) => cell.fit === 'undecided' && cell.moreTrials !== undefined)
  const [nearest] = open.sort((a, b) => (a.moreTrials ?? 0) - (b.moreTrials ?? 0))
  const more =
    nearest?.moreTrials === undefined
      ? ''
      : `; about ${counted(nearest.moreTrials, 'more trial')} would tell whether ${nearest.system} is`
  const required = percent(cells[0]?.requiredSuccess ?? 0)
  if (leader !== undefined && leader.fit === 'undecided') {
    return {
      scope,
      system: reference,
      words: `${scope}: no system is shown to be fit yet; stay with ${reference}${more}`,
    }
  }
  return { scope, words: `${scope}: do not route; no system is shown to reach ${required}${more}` }
}

/** Cost order; systems without a known cost come last, then by name. */
function byCost(a: DecisionCell, b: DecisionCell): number {
  const cost = ({ costPerFinishedJobUsd: estimate, attemptCostUsd }: DecisionCell) =>
    estimate.kind === 'determined' ? estimate.value : (attemptCostUsd ?? Number.POSITIVE_INFINITY)
  const [first, second] = [cost(a), cost(b)]
  if (first !== second) return first < second ? -1 : 1
  return a.system < b.system ? -1 : 1
}

/** The decision in plain sentences, what to use first. */
export function decisionWords(
  cells: readonly DecisionCell[],
  choices: Decision['choices'],
  options: { readonly requiredSuccess: number; readonly level: number },
): string[] {
  const counts = (fit: DecisionCell['fit']) => cells.filter((cell) => cell.fit === fit).length
  const summary = `At ${percent(options.requiredSuccess)} required success and ${percent(options.level)} confidence: ${counts('fit')} of ${cells.length} cells fit, ${counts('not-fit')} not fit, ${counts('undecided')} undecided.`
  return [...choices.map(({ words }) => `${words}.`), summary]
}

function rangeWords(success: Estimate): string {
  if (success.kind === 'undetermined') return 'an unknown share'
  return `${percent(success.value)} (${percent(success.low)} to ${percent(success.high)})`
}

function costWords(cost: Estimate): string {
  return cost.kind === 'undetermined' ? '' : `, at ${usd(cost.value)} for each finished job`
}
