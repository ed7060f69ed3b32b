import {
  count,
  counted,
  type EscalationFinding,
  type LiveFinding,
  percent,
  type TrustStanding,
} from '../../domain/index.js'

/** What became of TRUST, as a table says it. */
export const STANDING_WORDS: Readonly<Record<TrustStanding, string>> = {
  kept: 'kept',
  withdrawn: 'withdrawn',
  frozen: 'frozen',
  'not-held': 'not held',
}

/** What the figures on live work rest on: methods, levels, what is left out. */
export function liveBasis({ asOf, halfLife, cells }: LiveFinding): string {
  const level = cells[0]?.success.level
  const isClipped = cells.some(({ success }) => success.warnings.includes('weights-clipped'))
  return [
    ...(asOf === undefined ? [] : [`Counted up to ${asOf}.`]),
    `Believed: a beta distribution that begins with the decision's runs as at most 50 sessions; a session counts half after ${counted(halfLife, 'more session')}.`,
    ...(level === undefined
      ? []
      : [`Success since: inverse-propensity at ${percent(level)}, sessions without a result left out.`]),
    ...(isClipped
      ? [`Sessions that seldom get a result would weigh more than ${count(20)}-fold; they weigh that.`]
      : []),
    'An alarm freezes trust and asks for a new probe; it does not say which side is right: the system may have changed, or the work, or how it is judged.',
  ].join(' ')
}

/** What the thresholds rest on, and what they do not promise. */
export function escalationBasis(found: readonly EscalationFinding[]): string {
  const level = found[0]?.caught.level
  const isRead = found.every(({ readsProgress }) => readsProgress)
  return [
    'Distress after each step: calls since the last new checkpoint that were made before with the same result, failed calls in a row, and a fifth of the steps since that checkpoint.',
    ...(isRead
      ? []
      : ['These records show no checkpoints, so it counts repeated and failed calls since the beginning.']),
    'Each successful run counts by its worst moment, however long it is; the promise is an average over runs like these.',
    ...(level === undefined ? [] : [`Share of failing runs: wilson-clustered at ${percent(level)}, by task.`]),
  ].join(' ')
}
