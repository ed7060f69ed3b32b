import { count, counted, type Plan, systemLabel, type Trajectory } from '../domain/index.js'
import type { MethodNote } from './document.js'

const QUARTERS = 4

/**
 * How many asks were in flight at hosts that refused some for a rate limit, and how long these waited; nothing where no
 * rate limit was met.
 */
export function trafficNotes(plan: Plan, trajectories: readonly Trajectory[]): MethodNote[] {
  const hosts = new Map(plan.systems.map(({ id, system }) => [id, system.host ?? systemLabel(system)]))
  const groups = Map.groupBy(trajectories, ({ trial }) => hosts.get(trial.systemId) ?? trial.systemId)
  const words = [...groups].flatMap(([host, group]) => hostWords(host, group))
  if (words.length === 0) return []
  return [{ title: 'Rate limits', words: `${words.join(' ')} None of it counts against a model.` }]
}

function hostWords(host: string, group: readonly Trajectory[]): string[] {
  const total = (of: 'refusals' | 'waitedMs') => group.reduce((sum, { traffic }) => sum + (traffic?.[of] ?? 0), 0)
  const refusals = total('refusals')
  if (refusals === 0) return []
  const peaks = peaksOf(group).map(count)
  const flight =
    peaks.length < QUARTERS ? '' : `, with at most ${listed(peaks)} asks in flight over the quarters of its work`
  return [
    `${host} refused ${counted(refusals, 'ask')}, which waited ${minutes(total('waitedMs'))} in all before they were made again${flight}.`,
  ]
}

/** Most answered asks in flight at a time, for each quarter of them in the order in which they were sent. */
function peaksOf(group: readonly Trajectory[]): number[] {
  const sent = group.flatMap(({ traffic }) => traffic?.sentMs ?? []).toSorted((a, b) => a - b)
  const answered = group.flatMap(({ traffic }) => traffic?.answeredMs ?? []).toSorted((a, b) => a - b)
  const peaks: number[] = []
  let back = 0
  for (const [place, atMs] of sent.entries()) {
    // Times on record are whole milliseconds.
    while ((answered[back] ?? Number.POSITIVE_INFINITY) <= atMs + 1) back += 1
    const quarter = Math.floor((QUARTERS * place) / sent.length)
    peaks[quarter] = Math.max(peaks[quarter] ?? 0, place + 1 - back)
  }
  return peaks
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function minutes(ms: number): string {
  return ms < 90_000 ? `${count(ms / 1_000)} s` : `${count(ms / 60_000)} min`
}
