import {
  counted,
  type EndCause,
  type Estimate,
  type FailureModes,
  type HazardTrend,
  type LengthKind,
  type SurvivalComparison,
} from '../../domain/index.js'

/** What a pooled hazard cannot show. */
export const MIXTURE_CAUTION =
  'A bank that mixes easy and hard tasks makes the pooled hazard fall even where the hazard of no single run does: the hard tasks fail first and leave the easy ones. A falling hazard is therefore no sign of robustness.'

/** How lengths are called: with what they refer to, and short. */
const UNITS: Readonly<Record<LengthKind, readonly [long: string, short: string]>> = {
  'minutes-human': ['human minutes', 'minutes'],
  'minutes-estimated': ['estimated minutes', 'minutes'],
  'reference-steps': ['reference calls', 'calls'],
  checkpoints: ['checkpoints', 'checkpoints'],
}

const CAUSE_WORDS: Readonly<Record<EndCause, string>> = {
  'falsely-claims': 'claim success falsely',
  loops: 'loop',
  'force-fits': 'force the old plan',
  abandons: 'give up',
  other: 'derail in another way',
  limit: 'run into a limit',
  solved: 'solve the task',
}

type Determined = Extract<Estimate, { kind: 'determined' }>

/**
 * A comparison in plain sentences: how much of the work is lost, what the tests say, and what changes with limits.
 *
 * @param systems held against the same reference
 */
export function comparisonWords(comparison: SurvivalComparison, systems: number): string[] {
  const { system, reference, difference, correctedVerdict: verdict, lengthKind, end } = comparison
  const [long] = UNITS[lengthKind]
  if (difference.kind === 'undetermined' || verdict.kind === 'undetermined') {
    return [
      `Whether ${system} stays on track for longer or shorter than ${reference} cannot be told from these trials.`,
    ]
  }
  const within = `Within the first ${amount(end.value)} ${long} of work`
  const sentences = [`${within} ${differenceWords(comparison, difference)}.`, testWords(comparison, systems)]
  if (end.isLowered) {
    sentences.push(`The end was lowered from ${amount(end.wanted)}: the two were not both observed further.`)
  }
  const { limitsCensored } = comparison
  if (limitsCensored.difference.kind === 'determined' && isOther(difference, limitsCensored.difference)) {
    sentences.push(
      `With runs that met a limit read as "at least so far" the difference is ${signed(limitsCensored.difference)}.`,
    )
  }
  return sentences
}

function differenceWords({ system, reference, lengthKind }: SurvivalComparison, difference: Determined): string {
  const { value, low, high } = difference
  if (low <= 0 && high >= 0) {
    return `${system} and ${reference} stay on track for lengths that differ by ${signed(difference)} ${UNITS[lengthKind][1]}: which of them stays longer cannot be told`
  }
  const [size, near, far] = value > 0 ? [value, low, high] : [-value, -high, -low]
  const shown = amount(size)
  const unit = shown === '1' ? UNITS[lengthKind][1].replace(/s$/, '') : UNITS[lengthKind][1]
  const interval = `${amount(near, size)} to ${amount(far, size)}`
  return `${system} stays on track ${shown} ${unit} ${value > 0 ? 'less' : 'more'} (${interval}) than ${reference}`
}

function testWords(
  { tests, correctedP, correctedVerdict, verdict, earlier, system, reference }: SurvivalComparison,
  systems: number,
): string {
  const p = probability(tests.clustered.p)
  const who = earlier === 'system' ? system : reference
  if (correctedVerdict.kind === 'established') return `${who} derails earlier (${p}).`
  if (verdict.kind === 'established') {
    return `${who} derails earlier (${p}), but one such finding among ${systems} systems can come by chance (corrected ${probability(correctedP ?? 1)}): not established.`
  }
  return `That either derails earlier is not established (${p}); this does not make them the same.`
}

function isOther(first: Determined, second: Determined): boolean {
  return amount(first.value) !== amount(second.value) || Math.sign(first.low) !== Math.sign(second.low)
}

/** How trials end, the most frequent failure first, in plain sentences. */
export function failureModeWords({ system, final, points }: FailureModes): string[] {
  const known = final.flatMap(({ cause, share }) => (share.kind === 'determined' ? [{ cause, ...share }] : []))
  const steps = points.at(-1)?.exposure ?? 0
  const failures = known.filter(({ cause }) => cause !== 'solved').sort((a, b) => b.value - a.value)
  if (known.length === 0) return [`How the runs of ${system} end cannot be told from one task.`]
  const words = [...failures, ...known.filter(({ cause }) => cause === 'solved')].map(
    ({ cause, value, low, high }) => `${percent(value)} (${percent(low)} to ${percent(high)}) ${CAUSE_WORDS[cause]}`,
  )
  const sentence = `Of the runs of ${system}, within ${counted(steps, 'step')}, ${listed(words)}.`
  const left = points.at(-1)?.alive ?? 0
  if (left < 0.005) return [sentence]
  return [sentence, `${percent(left)} had neither failed nor solved the task when a limit ended what was observed.`]
}

/** Whether the hazard rises, in plain sentences; the caution comes last. */
export function trendWords(trend: HazardTrend): string[] {
  const { system, direction, slope, withinFamilies, byFamily, caution, failures, trials } = trend
  const isWithin = byFamily.length > 1
  const deciding = isWithin ? withinFamilies : slope
  const where = isWithin ? 'within families of tasks' : 'over all tasks'
  const derailed = `${failures} of ${trials} runs of ${system} derailed`
  if (deciding.kind === 'undetermined') {
    return [`${derailed}; whether they derail more easily later in a run cannot be told.`, caution]
  }
  const fold = ({ value, low, high }: Determined) =>
    `${(2 ** value).toFixed(2)}-fold (${(2 ** low).toFixed(2)} to ${(2 ** high).toFixed(2)})`
  const first = {
    rises: `${system} derails more easily the longer a run lasts: with twice the steps behind it, ${where}, the chance to derail at a step is ${fold(deciding)}.`,
    falls: `${where.replace(/^./, (letter) => letter.toUpperCase())} the chance of ${system} to derail at a step falls with the steps behind it: with twice as many it is ${fold(deciding)}.`,
    'cannot-tell': `Whether ${system} derails more easily later in a run cannot be told: with twice the steps behind it, ${where}, the chance to derail at a step is ${fold(deciding)}.`,
  }[direction]
  const apart = byFamily.filter((family) => family.direction !== 'cannot-tell')
  const families = apart.map(({ family, direction: own }) => `in ${family} it ${own}`)
  return [first, ...(isWithin && families.length > 0 ? [`Family by family: ${listed(families)}.`] : []), caution]
}

function probability(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`
}

/** Whole numbers from ten on and one decimal below, as the size of what they belong to asks. */
function amount(value: number, size = value): string {
  const magnitude = Math.abs(value)
  const shown = Math.abs(size) >= 9.95 ? String(Math.round(magnitude)) : magnitude.toFixed(1).replace(/\.0$/, '')
  return value < 0 && shown !== '0' ? `−${shown}` : shown
}

function signed({ value, low, high }: Determined): string {
  const size = Math.max(Math.abs(low), Math.abs(high))
  return `${amount(value, size)} (${amount(low, size)} to ${amount(high, size)})`
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}

/** `a`, `a and b`, `a, b and c`. */
function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}
