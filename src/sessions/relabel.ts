import type { LabelSource, Session } from '../domain/index.js'

/** Sessions with new verdicts where there are any; how many they are. */
export function relabelled(
  sessions: readonly Session[],
  verdictOf: (id: string) => 'solved' | 'failed' | undefined,
  labelledBy: LabelSource,
): { readonly sessions: readonly Session[]; readonly labelled: number } {
  let labelled = 0
  const changed = sessions.map((session): Session => {
    const verdict = verdictOf(session.id)
    if (verdict === undefined) return session
    labelled += 1
    const { score: _, ...rest } = session
    return { ...rest, outcome: { kind: verdict, steps: session.steps.length }, labelledBy }
  })
  return { sessions: changed, labelled }
}
