import { type CurveLength, type Estimate, type HorizonFinding, type LengthUnit, unitFor } from '../../domain/index.js'
import { LEAST_TASKS } from '../../estimate/index.js'

type Determined = Extract<Estimate, { kind: 'determined' }>

/** The finding in plain sentences: the half, four in five, and where the bank ends. */
export function horizonWords(finding: HorizonFinding): string[] {
  const { tested, lengthKind, h50 } = finding
  const longest = unitFor(lengthKind, tested.longest).say(tested.longest)
  return [
    halfWords(finding),
    ...fourInFiveWords(finding),
    ...(h50.kind === 'undetermined' ? [] : [`Beyond ${longest} nothing was tested.`]),
    ...bankWords(finding),
    ...noiseWords(finding),
  ]
}

function halfWords(finding: HorizonFinding): string {
  const { system, h50, lengthKind, tested } = finding
  if (h50.kind === 'undetermined') return refusalWords(finding, h50)
  const unit = unitFor(lengthKind, h50.value)
  return `On this bank ${system} finishes half of ${unit.sayTasks(h50.value)} (${intervalWords(h50, unit, tested)}).`
}

function refusalWords(finding: HorizonFinding, { reason }: Extract<Estimate, { kind: 'undetermined' }>): string {
  const { system, tasks, lengthKind, tested } = finding
  const [shortest, longest] = [tested.shortest, tested.longest].map((length) => unitFor(lengthKind, length).say(length))
  switch (reason) {
    case 'above-tested-range':
      return `${everyWords(finding, 1)}: the length at which half succeed lies above ${longest}, the longest tested.`
    case 'below-tested-range':
      return `${everyWords(finding, 0)}: the length at which half succeed lies below ${shortest}, the shortest tested.`
    case 'success-does-not-fall':
      return `Success does not fall with length in this bank, so ${system} has no horizon here.`
    case 'fall-not-established':
      return `Success of ${system} does not fall clearly enough with length in this bank for a horizon.`
    case 'too-few-tasks':
    case 'one-task':
      return tasks < LEAST_TASKS
        ? `A horizon needs at least ${LEAST_TASKS} tasks of known length; ${system} has ${tasks}.`
        : `A horizon of ${system} needs at least 3 tasks on either side of the length at which half succeed.`
    case 'one-length':
      return `Every task has the same length, so ${system} has no horizon here.`
    default:
      return `At which length success of ${system} falls to a half cannot be told from this bank.`
  }
}

/** Where everything came out one way, the bound on success over the bank stands beside it. */
function everyWords({ system, tasks, success, points, h50 }: HorizonFinding, end: 0 | 1): string {
  if (success.kind === 'determined' && success.value === end) {
    const level = percent(success.level)
    return end === 1
      ? `${system} finished all ${tasks} tasks of this bank (success at least ${percent(success.low)}, ${level})`
      : `${system} finished none of the ${tasks} tasks of this bank (success at most ${percent(success.high)}, ${level})`
  }
  const point = end === 1 ? points.at(-1) : points[0]
  const [side, where] = end === 1 ? ['more', 'longest'] : ['fewer', 'shortest']
  const band =
    point === undefined
      ? ''
      : ` (${percent(point.success, 0)} by its curve, ${percent(h50.level)}: ${percent(point.low, 0)} to ${percent(point.high, 0)})`
  return `On this bank ${system} finishes ${side} than half of the ${where} tasks${band}`
}

function fourInFiveWords({ h50, h80, h80Spread, lengthKind, tested }: HorizonFinding): string[] {
  if (h80.kind === 'undetermined') {
    if (h50.kind === 'undetermined' || h80.reason !== 'below-tested-range') return []
    return ['Four in five are finished at no length that was tested.']
  }
  const unit = unitFor(lengthKind, h80.value)
  const interval = intervalWords(h80, unit, tested)
  const sentence = `It finishes four in five of ${unit.sayTasks(h80.value)} drawn at random (${interval}).`
  if (h80Spread === undefined) return [sentence]
  const { low, high } = h80Spread
  const [from, to] = [endWords(low, unit, tested), endWords(high, unit, tested)]
  const range = from === to ? `at ${from}` : `between ${from} and ${to}`
  return [sentence, `Other shapes of the curve put that length ${range} ${unit.name}s.`]
}

function endWords(end: CurveLength, { sayNumber }: LengthUnit, tested: HorizonFinding['tested']): string {
  if (end.kind === 'within') return sayNumber(end.length)
  return end.kind === 'below-tested-range'
    ? `less than ${sayNumber(tested.shortest)}`
    : `more than ${sayNumber(tested.longest)}`
}

/** A limit outside what was tested is not a number to read. */
function intervalWords({ low, high, level }: Determined, unit: LengthUnit, tested: HorizonFinding['tested']): string {
  const from = low < tested.shortest ? 'below the shortest tested' : unit.sayNumber(low)
  const to = high > tested.longest ? 'beyond the longest tested' : unit.sayNumber(high)
  return `${percent(level)}: ${from} to ${to}`
}

function bankWords({ warnings, families, h50 }: HorizonFinding): string[] {
  if (h50.kind === 'undetermined' || !warnings.includes('few-families')) return []
  return families === 1
    ? ['The bank has a single family: the interval speaks of it and covers no other.']
    : [`The bank has ${families} families, fewer than six: the interval speaks of these and covers no other.`]
}

function noiseWords({ h50, lengthKind, noise }: HorizonFinding): string[] {
  const last = noise.at(-1)?.h50
  if (h50.kind === 'undetermined' || lengthKind !== 'minutes-estimated' || last?.kind !== 'within') return []
  const unit = unitFor(lengthKind, h50.value)
  return [
    `The lengths are estimates; were each off by about a factor 2, half would be reached at ${unit.say(last.length)}.`,
  ]
}

function percent(share: number, digits = 1): string {
  return `${Number((share * 100).toFixed(digits))}%`
}
