import type { Session } from '../../domain/index.js'

/** Sessions that go through the same tools in much the same order. */
export interface SuggestedFamily {
  readonly name: string
  /** Tools in the order of their first use. */
  readonly tools: readonly string[]
  readonly sessions: number
  readonly solved: number
  readonly failed: number
  readonly unknown: number
  /** Sequences of calls that many of its sessions hold, the most frequent first. */
  readonly sequences: readonly { readonly calls: readonly string[]; readonly sessions: number }[]
  /** Lengths of its sessions in tool calls, in thirds. */
  readonly bands: readonly {
    readonly name: 'short' | 'middle' | 'long'
    readonly from: number
    readonly to: number
    readonly sessions: number
  }[]
  /** A few of them, to look at. */
  readonly examples: readonly string[]
}

/** Sessions from which on a way of working is a family. */
const LEAST_SESSIONS = 3
/** And this share of all. */
const LEAST_SHARE = 0.02
/** Tools in common, as a share of all tools of both, from which on a rare session joins a family. */
const LEAST_LIKENESS = 0.6
const MOST_SEQUENCES = 5
const MOST_EXAMPLES = 3

interface Shape {
  readonly session: Session
  readonly calls: readonly string[]
  /** In the order of first use. */
  readonly tools: readonly string[]
}

/**
 * Families of sessions by the tools that they go through. What is too rare joins the family that it is most like, or is
 * left out and counted.
 */
export function suggestFamilies(sessions: readonly Session[]): {
  readonly families: readonly SuggestedFamily[]
  /** Sessions that belong to no family, or made no call. */
  readonly others: number
} {
  const shapes = sessions.map((session): Shape => {
    const calls = session.steps.flatMap((step) => step.calls.map(({ name }) => name))
    return { session, calls, tools: [...new Set(calls)] }
  })
  const used = shapes.filter(({ calls }) => calls.length > 0)
  const least = Math.max(LEAST_SESSIONS, Math.ceil(used.length * LEAST_SHARE))
  const groups = [...Map.groupBy(used, ({ tools }) => JSON.stringify([...tools].sort()))].map(([, own]) => own)
  const frequent = groups.filter((own) => own.length >= least).sort(byFrequency)
  const families = frequent.map((own) => [...own])
  let others = sessions.length - used.length
  for (const shape of groups.filter((own) => own.length < least).flat()) {
    const [best] = frequent
      .map((own, index) => ({ index, likeness: likenessOf(shape, own[0]) }))
      .sort((a, b) => b.likeness - a.likeness)
    if (best !== undefined && best.likeness >= LEAST_LIKENESS) families[best.index]?.push(shape)
    else others += 1
  }
  const names = new Map<string, number>()
  return { families: families.map((own) => familyOf(own, names)).sort((a, b) => b.sessions - a.sessions), others }
}

function byFrequency(a: readonly Shape[], b: readonly Shape[]): number {
  return b.length - a.length || ((a[0]?.session.id ?? '') < (b[0]?.session.id ?? '') ? -1 : 1)
}

function likenessOf(shape: Shape, other: Shape | undefined): number {
  const [one, two] = [shape.tools, other?.tools ?? []]
  const shared = one.filter((tool) => two.includes(tool)).length
  return shared / (one.length + two.length - shared)
}

function familyOf(shapes: readonly Shape[], names: Map<string, number>): SuggestedFamily {
  const tools = usualOrder(shapes)
  const ends = (kind: string) => shapes.filter(({ session }) => session.outcome.kind === kind).length
  const [solved, failed] = [ends('solved'), ends('failed') + ends('censored')]
  return {
    name: unusedName(tools, names),
    tools,
    sessions: shapes.length,
    solved,
    failed,
    unknown: shapes.length - solved - failed,
    sequences: sequencesOf(shapes),
    bands: bandsOf(shapes),
    examples: shapes.slice(0, MOST_EXAMPLES).map(({ session }) => session.id),
  }
}

/** The order of first use that most sessions share. */
function usualOrder(shapes: readonly Shape[]): readonly string[] {
  const orders = [...Map.groupBy(shapes, ({ tools }) => JSON.stringify(tools))].sort(([a, one], [b, two]) => {
    return two.length - one.length || (a < b ? -1 : 1)
  })
  return orders[0]?.[1][0]?.tools ?? []
}

function unusedName(tools: readonly string[], names: Map<string, number>): string {
  const words = tools.slice(0, 3).map((tool) =>
    tool
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, ''),
  )
  const name = words.join('-').slice(0, 60)
  const uses = (names.get(name) ?? 0) + 1
  names.set(name, uses)
  return uses === 1 ? name : `${name}-${uses}`
}

/** Runs of two to four different calls; one that lies within a longer one of the same frequency is left out. */
function sequencesOf(shapes: readonly Shape[]): SuggestedFamily['sequences'] {
  const counts = new Map<string, number>()
  for (const { calls } of shapes) {
    const own = new Set<string>()
    const collapsed = calls.filter((name, index) => name !== calls[index - 1])
    for (let length = 2; length <= 4; length += 1) {
      for (let from = 0; from + length <= collapsed.length; from += 1) {
        own.add(JSON.stringify(collapsed.slice(from, from + length)))
      }
    }
    for (const sequence of own) counts.set(sequence, (counts.get(sequence) ?? 0) + 1)
  }
  const found = [...counts]
    .filter(([, sessions]) => sessions >= Math.max(2, shapes.length / 2))
    .sort(([a, one], [b, two]) => two - one || b.length - a.length || (a < b ? -1 : 1))
  return found
    .filter(([own, sessions]) => {
      return !found.some(([other, times]) => other !== own && times === sessions && other.includes(own.slice(1, -1)))
    })
    .slice(0, MOST_SEQUENCES)
    .map(([sequence, sessions]) => ({ calls: namesIn(sequence), sessions }))
}

function namesIn(sequence: string): string[] {
  const parsed: unknown = JSON.parse(sequence)
  return Array.isArray(parsed) ? parsed.map(String) : []
}

/** Thirds by length, of the sessions that came out right where there are any: those show what the work takes. */
function bandsOf(shapes: readonly Shape[]): SuggestedFamily['bands'] {
  const right = shapes.filter(({ session }) => session.outcome.kind === 'solved')
  const lengths = (right.length >= LEAST_SESSIONS ? right : shapes)
    .map(({ calls }) => calls.length)
    .sort((a, b) => a - b)
  const [shortest, longest] = [lengths[0], lengths.at(-1)]
  if (shortest === undefined || longest === undefined) return []
  if (shortest === longest) return [{ name: 'middle', from: shortest, to: longest, sessions: lengths.length }]
  const names = ['short', 'middle', 'long'] as const
  return names.flatMap((name, third) => {
    const own = lengths.slice(Math.floor((lengths.length * third) / 3), Math.floor((lengths.length * (third + 1)) / 3))
    const [from, to] = [own[0], own.at(-1)]
    return from === undefined || to === undefined ? [] : [{ name, from, to, sessions: own.length }]
  })
}
