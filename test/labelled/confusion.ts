import { BEHAVIOURS, type Behaviour, type BehaviourVerdict, type TwinTrajectories } from '../../src/domain/index.js'
import { clopperPearson } from '../../src/estimate/index.js'
import type { LabelledCase } from './case.js'

/** A labelled case with what the rules say of it. */
export interface Answer {
  readonly labelled: LabelledCase
  readonly main: Behaviour
  /** Main class and secondary matches; without `unclassified`. */
  readonly matches: ReadonlySet<Behaviour>
}

/** `right` of `all`. */
export interface Share {
  readonly right: number
  readonly all: number
}

/** How one behaviour fares: of the main class, and of its rule beside other matches. */
export interface Rates {
  readonly behaviour: Behaviour
  /** Of the cases labelled so, those answered so. */
  readonly recall: Share
  /** Of the cases answered so, those labelled so. */
  readonly precision: Share
  /** Of the cases of which it is said that the rule matches (label or `also`), those where it does. */
  readonly found: Share
  /** Of the cases of which it is said that the rule does not match, those where it does all the same. */
  readonly falseAlarms: Share
}

const LEVEL = 0.95

/** Asks a classifier about every case. */
export function answersOf(
  cases: readonly LabelledCase[],
  classify: (twins: TwinTrajectories) => BehaviourVerdict,
): Answer[] {
  return cases.map((labelled) => {
    const { main, secondary } = classify(labelled.twins)
    const matches = new Set([main, ...secondary].map(({ behaviour }) => behaviour))
    matches.delete('unclassified')
    return { labelled, main: main.behaviour, matches }
  })
}

/** Cases whose main class is the label. */
export function agreement(answers: readonly Answer[]): Share {
  return { right: answers.filter(({ labelled, main }) => labelled.label === main).length, all: answers.length }
}

/** Rates of each behaviour, in the order of the main classes. */
export function ratesOf(answers: readonly Answer[]): Rates[] {
  return BEHAVIOURS.map((behaviour) => {
    const labelled = answers.filter((answer) => answer.labelled.label === behaviour)
    const answered = answers.filter(({ main }) => main === behaviour)
    const right = labelled.filter(({ main }) => main === behaviour).length
    const matched = (part: readonly Answer[]): Share => ({
      right: part.filter(({ matches }) => matches.has(behaviour)).length,
      all: part.length,
    })
    return {
      behaviour,
      recall: { right, all: labelled.length },
      precision: { right, all: answered.length },
      found: matched(answers.filter(({ labelled: { label, also } }) => [label, ...also].includes(behaviour))),
      falseAlarms: matched(answers.filter(({ labelled: { not } }) => not.includes(behaviour))),
    }
  })
}

/** A share as a number in [0, 1]; undefined of nothing. */
export function fractionOf({ right, all }: Share): number | undefined {
  return all === 0 ? undefined : right / all
}

/** `12 of 13 (64% to 99.8%)`: the share with its exact 95 % interval. */
export function spellShare({ right, all }: Share): string {
  if (all === 0) return 'none'
  const { low, high } = clopperPearson(right, all, LEVEL)
  return `${right} of ${all} (${percent(low)} to ${percent(high)})`
}

function percent(share: number): string {
  const hundredths = 100 * share
  const isNearAnEnd = (hundredths > 0 && hundredths < 1) || (hundredths > 99 && hundredths < 100)
  return `${isNearAnEnd ? hundredths.toFixed(1) : Math.round(hundredths)}%`
}

/** Rows: label; columns: answer. */
export function confusionTable(answers: readonly Answer[]): string {
  const counts = BEHAVIOURS.map((label) =>
    BEHAVIOURS.map(
      (answer) => answers.filter(({ labelled, main }) => labelled.label === label && main === answer).length,
    ),
  )
  const head = ['label \\ answer', ...BEHAVIOURS]
  const rows = counts.map((row, index) => [
    BEHAVIOURS[index] ?? '',
    ...row.map((count) => (count === 0 ? '.' : `${count}`)),
  ])
  return aligned([head, ...rows])
}

/** Rates of each behaviour with their intervals. */
export function ratesTable(rates: readonly Rates[]): string {
  const head = ['behaviour', 'recall', 'precision', 'rule matches where it should', 'and where it should not']
  const rows = rates.map(({ behaviour, recall, precision, found, falseAlarms }) => [
    behaviour,
    spellShare(recall),
    spellShare(precision),
    behaviour === 'unclassified' ? '' : spellShare(found),
    behaviour === 'unclassified' ? '' : spellShare(falseAlarms),
  ])
  return aligned([head, ...rows])
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
