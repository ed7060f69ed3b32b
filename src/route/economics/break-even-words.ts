import {
  type BreakEvenLength,
  counted,
  type LengthKind,
  type LengthRange,
  percent,
  type UndeterminedReason,
  unitFor,
} from '../../domain/index.js'

type Determined = Extract<BreakEvenLength, { kind: 'determined' }>

/** The finding in plain sentences: how sure up to which length, what the curves say, and what other curves would. */
export function breakEvenWords(finding: Determined): string[] {
  const { pays, tested, lengthKind } = finding
  const isOpen = pays.at(-1)?.to === tested.longest
  const beyond = `Beyond ${unitFor(lengthKind, tested.longest).say(tested.longest)} nothing was tested.`
  return [sureWords(finding), `${payWords(finding)}.`, ...shapeWords(finding), ...(isOpen ? [beyond] : [])]
}

function sureWords({ system, reference, sure, level, lengthKind, tested }: Determined): string {
  const surely = `at least ${percent(level)} sure that a finished job costs less than with ${reference}`
  if (sure.length === 0) return `${system}: ${surely} at no length that was tested.`
  return `${system}: ${surely} ${sure.map((range) => rangeWords(range, tested, lengthKind)).join(', and ')}.`
}

/** `for jobs of up to 6 minutes`, `for jobs of 6 to 20 minutes`, `over the whole tested range, 2 minutes to 4 hours`. */
function rangeWords({ from, to }: LengthRange, { shortest, longest }: Determined['tested'], kind: LengthKind): string {
  const say = (length: number) => unitFor(kind, length).say(length)
  if (from <= shortest && to >= longest) return `over the whole tested range, ${say(shortest)} to ${say(longest)}`
  if (from <= shortest) return `for jobs of up to ${say(to)}`
  return to >= longest ? `for jobs from ${say(from)} on` : `for jobs of ${say(from)} to ${say(to)}`
}

function payWords(finding: Determined): string {
  const { pays, crossings, tested, lengthKind, costs } = finding
  if (pays.length === 0) return 'By the fitted curves it costs less nowhere in the tested range'
  const where = pays.map((range) => rangeWords(range, tested, lengthKind)).join(', and ')
  const [only, ...others] = crossings
  const said = `By the fitted curves it costs less ${where}`
  if (only === undefined || others.length > 0 || !only.paysBelow) return said
  const attemptUsd = ({ fixedUsd, perLengthUsd }: Determined['costs']['system']) =>
    fixedUsd + perLengthUsd * only.length
  const isCheaperTry = attemptUsd(costs.system) < attemptUsd(costs.reference)
  return `${said}; above that ${isCheaperTry ? 'what its failures cost eats the saving' : 'it costs more'}`
}

/** Only a single end can be told as a range over shapes. */
function shapeWords({ crossings, shapes, lengthKind }: Determined): string[] {
  const all = [{ crossings }, ...shapes]
  if (shapes.length === 0 || all.some((shape) => shape.crossings.length !== 1)) {
    const isSame = all.every((shape) => shape.crossings.length === crossings.length)
    return shapes.length === 0 || isSame ? [] : ['Other shapes of the curve cross elsewhere, or not at all.']
  }
  const lengths = all.flatMap((shape) => shape.crossings.map(({ length }) => length))
  const [low, high] = [Math.min(...lengths), Math.max(...lengths)]
  const unit = unitFor(lengthKind, high)
  const [from, to] = [unit.sayNumber(low), unit.sayNumber(high)]
  if (from === to) return []
  return [`Other shapes of the curve put that length between ${from} and ${to} ${unit.name}s.`]
}

/** Why nothing can be said, in one sentence. */
export function refusedWords(
  { system, reference }: { readonly system: string; readonly reference: string },
  reason: UndeterminedReason,
  tasks: number,
): string[] {
  const shared = `${counted(tasks, 'task')} of known length that both tried`
  return [
    `Up to which length a job costs less with ${system} than with ${reference} cannot be told: ${whyWords(reason, shared)}.`,
  ]
}

function whyWords(reason: UndeterminedReason, shared: string): string {
  switch (reason) {
    case 'no-data':
      return 'no counted trial carries a length'
    case 'no-shared-tasks':
      return 'there is no task of known length that both tried'
    case 'one-task':
    case 'too-few-tasks':
      return `there are ${shared.replace('1 tasks', '1 task')}; at least 8 are needed`
    case 'no-cost':
      return 'more than a fifth of the trials carry no cost'
    case 'one-length':
      return 'every task has the same length'
    case 'no-variation':
      return 'every trial of one of them came out the same, so there is no curve'
    case 'success-does-not-fall':
      return 'success does not fall with length in this bank'
    default:
      return 'no curve fits best'
  }
}
