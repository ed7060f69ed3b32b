import { type Link, refusalOf, type ToolSpec, type Trajectory, type WorldCall } from '../../domain/index.js'

/**
 * Whether a plan made without a change would still have reached its tools under it, call by call. What the tools would
 * then have done is the agent's own, and nobody can execute it.
 *
 * @param plan calls from the onset on
 */
export function stillPasses(link: Link, tools: readonly ToolSpec[], plan: readonly WorldCall[]): boolean {
  let delivered = 0
  const asked = new Map<string, number>()
  const contextAt = (seam: string, step: number) => {
    const opportunity = asked.get(seam) ?? 0
    asked.set(seam, opportunity + 1)
    return { step, opportunity, delivered, earlier: plan.slice(0, step), draw: 0 }
  }
  return plan.every((call, place) => {
    const change = link.offer?.(tools, contextAt('tool-list', place)) ?? { kind: 'pass' }
    const offered = change.kind === 'replace' ? change.tools : tools
    if (tools.some(({ name }) => name === call.name) && refusalOf(call, offered) !== undefined) return false
    if (link.call === undefined || link.matches?.(call) === false) return true
    const answer = link.call({ ...call, id: `call-${place}` }, contextAt('before-call', place))
    if (answer.kind === 'answer') delivered += 1
    return answer.kind !== 'answer'
  })
}

/** The calls of a trial from a step on, as its tools received them. */
export function callsAfter(trajectory: Trajectory, step: number): WorldCall[] {
  return trajectory.steps
    .filter(({ index }) => index >= step)
    .flatMap(({ calls }) => calls.map(({ call, passed }) => passed ?? call))
    .filter(({ name }) => name !== 'finish')
    .map(({ name, arguments: given }) => ({ name, arguments: given }))
}
