import type { Estimate, Slice, Verdict } from '../../domain/index.js'
import type { Tone } from '../charts/marker.js'
import type { ReportDocument } from '../document.js'
import { named, shortNames } from '../names.js'

/** Values grouped by a text made from each, in order of first appearance. */
export function groupBy<T>(
  values: readonly T[],
  keyOf: (value: T) => string,
): readonly { readonly key: string; readonly members: readonly T[] }[] {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const members = groups.get(keyOf(value))
    if (members === undefined) groups.set(keyOf(value), [value])
    else members.push(value)
  }
  return [...groups].map(([key, members]) => ({ key, members }))
}

/** What the colour of a finding may say: nothing is coloured that is not established. */
export function toneOf(verdict: Verdict, better: Estimate): Tone {
  if (verdict.kind === 'established-equivalent') return 'even'
  if (verdict.kind !== 'established' || better.kind === 'undetermined') return 'unsure'
  return better.value < 0 ? 'behind' : 'ahead'
}

/** Says that tasks are pooled: nothing of a single kind of work. */
export const ALL_TASKS = 'all tasks together'

/** How the slices of a document are called: a side of the contrast by the reader's own name for it. */
export function sliceNames({ analysis }: ReportDocument): (slice: Slice) => string {
  const names = analysis?.shadows[0]?.names
  return ({ kind, name }) => {
    if (kind === 'all') return ALL_TASKS
    if (kind !== 'stratum' || names === undefined) return name
    return name === 'narrow' ? names.narrow : name === 'long' ? names.long : name
  }
}

/** Findings on the whole work and its sides, and those on single families. */
export function splitSlices<T extends { readonly slice: Slice }>(
  findings: readonly T[],
): { readonly overall: readonly T[]; readonly families: readonly T[] } {
  return {
    overall: findings.filter(({ slice }) => slice.kind !== 'family'),
    families: findings.filter(({ slice }) => slice.kind === 'family'),
  }
}

/** The findings with their systems named for running text. */
export function withShortNames<T extends { readonly system: string }>(
  document: ReportDocument,
  findings: readonly T[],
): readonly T[] {
  const nameOf = shortNames(document)
  return findings.map((finding) => named(finding, nameOf))
}

/** Systems from the best to the worst on all work, as the pictures list them; unknown ones come last. */
export function bySuccess({ analysis }: ReportDocument): (a: { system: string }, b: { system: string }) => number {
  const shares = new Map(
    (analysis?.successes ?? []).flatMap(({ system, slice, success }) =>
      slice.kind === 'all' && success.kind === 'determined' ? [[system, success.value] as const] : [],
    ),
  )
  return (a, b) => (shares.get(b.system) ?? -1) - (shares.get(a.system) ?? -1)
}

/** The reference system, where the document knows one. */
export function referenceOf(document: ReportDocument): string | undefined {
  return document.decision?.reference ?? document.analysis?.pairs[0]?.reference
}
