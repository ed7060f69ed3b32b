import type { Session } from '../../domain/index.js'
import { type SuggestedFamily, suggestFamilies } from './families.js'
import { FAILURE_KINDS, NEW_WORDS, type SeenFailure, seenIn } from './seen-failures.js'

/** A proposal for tasks and probes of one's own, made from recorded sessions and meant to be edited. */
export interface Suggestion {
  readonly schemaVersion: 1
  readonly kind: 'suggestion'
  /** ISO date and time, given by the caller. */
  readonly createdAt: string
  readonly versions: Readonly<Record<string, string>>
  /** Name of the record it was made from. */
  readonly record: string
  readonly sessions: number
  readonly families: readonly SuggestedFamily[]
  /** Sessions that belong to no family. */
  readonly others: number
  readonly probes: readonly SuggestedProbe[]
}

/** Something that went wrong in recorded work, as a change to make on purpose. */
export interface SuggestedProbe {
  /** Name of the intervention that does the like; absent where this release has none. */
  readonly intervention?: string
  /** What was seen, in words. */
  readonly seen: string
  /** Share of a session's turns after which it was first seen, in the middle of them; where to trigger the change. */
  readonly trigger: number
  /** How often a session that met it did so, in the middle of them. */
  readonly times: number
  readonly evidence: {
    /** Sessions in which it was seen. */
    readonly sessions: number
    readonly places: number
    /** How those sessions ended. */
    readonly solved: number
    readonly failed: number
    readonly unknown: number
    /** Tools at which it was seen, the most frequent first. */
    readonly tools: readonly { readonly name: string; readonly places: number }[]
    /** A few of the sessions, to look at. */
    readonly examples: readonly string[]
  }
}

/**
 * Makes a proposal from recorded sessions: frequent ways through the tools as families, lengths as bands, what went wrong
 * as interventions.
 *
 * @param options.known interventions that there are
 */
export function suggestFrom(
  sessions: readonly Session[],
  options: { readonly known: readonly string[] },
): Pick<Suggestion, 'families' | 'others' | 'probes'> {
  const seen = sessions.map((session) => ({ session, places: seenIn(session) }))
  const probes = [...FAILURE_KINDS, NEW_WORDS].flatMap(({ name, seen: words, like }): SuggestedProbe[] => {
    const met = seen.flatMap(({ session, places }) => {
      const own = places.filter(({ kind }) => kind === name)
      return own.length === 0 ? [] : [{ session, places: own }]
    })
    if (met.length === 0) return []
    const intervention = like.find((known) => options.known.includes(known))
    return [{ ...(intervention !== undefined && { intervention }), seen: words, ...evidenceOf(met) }]
  })
  return { ...suggestFamilies(sessions), probes: probes.sort((a, b) => b.evidence.sessions - a.evidence.sessions) }
}

type Met = readonly { readonly session: Session; readonly places: readonly SeenFailure[] }[]

const MOST_EXAMPLES = 3

function evidenceOf(met: Met): Pick<SuggestedProbe, 'trigger' | 'times' | 'evidence'> {
  const ends = (kind: string) => met.filter(({ session }) => session.outcome.kind === kind).length
  const [solved, failed] = [ends('solved'), ends('failed') + ends('censored')]
  const places = met.flatMap((entry) => entry.places)
  const tools = [
    ...Map.groupBy(
      places.flatMap(({ tool }) => tool ?? []),
      (tool) => tool,
    ),
  ]
    .map(([name, own]) => ({ name, places: own.length }))
    .sort((a, b) => b.places - a.places || (a.name < b.name ? -1 : 1))
  return {
    trigger: Number(middleOf(met.map((entry) => entry.places[0]?.at ?? 0)).toFixed(2)),
    times: middleOf(met.map((entry) => entry.places.length)),
    evidence: {
      sessions: met.length,
      places: places.length,
      solved,
      failed,
      unknown: met.length - solved - failed,
      tools: tools.slice(0, 5),
      examples: met.slice(0, MOST_EXAMPLES).map(({ session }) => session.id),
    },
  }
}

/** The lower middle, so that it is a value that was seen. */
function middleOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[(values.length - 1) >> 1] ?? 0
}
