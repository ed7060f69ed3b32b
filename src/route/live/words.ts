import type { LiveCell, LiveDrift } from '../../domain/index.js'
import { count, counted, percent, surePercent } from '../../domain/index.js'

const UNITS = [
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3_600 },
  { name: 'minute', seconds: 60 },
] as const

/** A stretch of time to two figures: `3.2 days`, `45 seconds`. */
export function durationWords(seconds: number): string {
  const unit = UNITS.find((entry) => seconds >= 2 * entry.seconds) ?? { name: 'second', seconds: 1 }
  const size = seconds / unit.seconds
  return sized(size >= 100 ? Math.round(size) : Number(size.toPrecision(2)), unit.name)
}

function sized(size: number, unit: string): string {
  return `${size >= 100 ? count(size) : size} ${unit}${size === 1 ? '' : 's'}`
}

/** What is known of one system in one scope, in plain sentences. */
export function cellWords(
  cell: Omit<LiveCell, 'words'>,
  known: { readonly requiredSuccess: number; readonly canaryAlarm?: string },
): string[] {
  const { system, scope, belief, sessions } = cell
  const { mean, low, high, fromDecision } = belief
  if (sessions.served === 0) return [`${system} got no session of ${scope} since.`, standingWords(cell, known)]
  const from = `${sessionWords(fromDecision)} of the decision's runs and ${counted(sessions.counted, 'session')} since`
  const waiting = [
    ...(sessions.young > 0 ? [`${count(sessions.young)} too young to count`] : []),
    ...(sessions.open > 0 ? [`${count(sessions.open)} old enough and without a result`] : []),
  ]
  const rest = waiting.length === 0 ? '' : ` (${waiting.join(', ')})`
  return [
    `${system} on ${scope} is believed to succeed on ${percent(mean)} (${percent(low)} to ${percent(high)}), from ${from}${rest}.`,
    standingWords(cell, known),
    ...(cell.drift === undefined ? ["The decision's runs give no lower bound to watch for a fall."] : []),
    ...(cell.drift === undefined ? [] : [driftWords(cell.drift, sessions.counted)]),
  ]
}

/** Pseudo-sessions are whole in most cases; a fading past makes them fractional. */
function sessionWords(weight: number): string {
  return `${count(weight)} sessions' worth`
}

function standingWords(
  { standing, before, belief, drift, sessions }: Omit<LiveCell, 'words'>,
  { requiredSuccess, canaryAlarm }: { readonly requiredSuccess: number; readonly canaryAlarm?: string },
): string {
  const required = percent(requiredSuccess)
  const sure = `${surePercent(belief.chanceBelow)} sure that success is below the required ${required}`
  switch (standing) {
    case 'kept':
      if (sessions.served === 0) return 'TRUST is kept.'
      return `TRUST is kept: ${sure}, and 95% would withdraw it.`
    case 'withdrawn':
      return `TRUST is withdrawn: ${sure}. A new probe decides.`
    case 'frozen': {
      const sources = [
        ...(drift?.alarmAfter === undefined ? [] : ['its sessions']),
        ...(canaryAlarm === undefined ? [] : ['its answers to fixed prompts']),
      ]
      return `TRUST is frozen by an alarm on ${sources.join(' and ')}: probe it again. An alarm does not say which side is right.`
    }
    case 'not-held':
      return `The decision said ${before}, and sessions cannot grant trust: what reached it was selected.`
  }
}

function driftWords({ floor, averageRunLength, alarmAfter, alarmAt }: LiveDrift, sessions: number): string {
  const rule = `false alarms are at least ${count(averageRunLength)} sessions apart on average`
  const bound = `${percent(floor)}, the lower 90% bound of the decision's runs`
  if (alarmAfter === undefined) {
    return `No alarm in ${counted(sessions, 'session')}: no sign that success fell below ${bound} (${rule}).`
  }
  const when = alarmAt === undefined ? '' : ` (${alarmAt})`
  return `Alarm after ${counted(alarmAfter, 'session')}${when}: success fell below ${bound} (${rule}).`
}
