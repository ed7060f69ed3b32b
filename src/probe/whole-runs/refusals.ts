import { canonicalJson, refusalOf, type ToolCall, type ToolOffer, type ToolResult } from '../../domain/index.js'
import type { Following } from './follow.js'

/** The answer to a call that fits the agent's own tools and not what the model was shown of them. */
export function refusalDue({ own, shown }: Following, call: ToolCall): ToolResult | undefined {
  const [has, shows] = [own, shown].map((list) => list.find(({ name }) => name === call.name))
  if (has === undefined && shows === undefined) return undefined
  if (has !== undefined && shows !== undefined && sameShape(has, shows)) return undefined
  return refusalOf(call, shown)
}

function sameShape(own: ToolOffer, offered: ToolOffer): boolean {
  return canonicalJson(own.parameters) === canonicalJson(offered.parameters)
}
