import type { Link, ToolSpec } from '../domain/index.js'
import { inLink } from './infrastructure.js'

/**
 * The same link, which can change nothing but by what it returns: its hooks are given copies that cannot be written to.
 * What they throw is known to be a failure of the intervention, not of the world.
 */
export function guardLink(link: Link): Link {
  const { matches, offer, call, result, disturb, speak, limit, rewrite, route, respond } = link
  const sealList = sealingList()
  return {
    name: link.name,
    ...(matches !== undefined && { matches: (asked) => inLink(() => matches.call(link, sealed(asked))) }),
    ...(offer !== undefined && {
      offer: (tools, context) => inLink(() => offer.call(link, sealList(tools), context)),
    }),
    ...(call !== undefined && { call: (asked, context) => inLink(() => call.call(link, sealed(asked), context)) }),
    ...(result !== undefined && {
      result: (asked, got, context) => inLink(() => result.call(link, sealed(asked), sealed(got), context)),
    }),
    ...(disturb !== undefined && { disturb: (context) => inLink(() => disturb.call(link, context)) }),
    ...(speak !== undefined && { speak: (context) => inLink(() => speak.call(link, context)) }),
    ...(limit !== undefined && { limit: (context) => inLink(() => limit.call(link, context)) }),
    ...(rewrite !== undefined && {
      rewrite: (messages, context) => inLink(() => rewrite.call(link, sealed(messages), context)),
    }),
    ...(route !== undefined && { route: (context) => inLink(() => route.call(link, context)) }),
    ...(respond !== undefined && { respond: (context) => inLink(() => respond.call(link, context)) }),
  }
}

function sealed<T>(value: T): T {
  return freeze(structuredClone(value))
}

/** Seals a list once as long as it is the same one: a world offers the same tools at every step. */
function sealingList(): (tools: readonly ToolSpec[]) => readonly ToolSpec[] {
  let last: { readonly tools: readonly ToolSpec[]; readonly copy: readonly ToolSpec[] } | undefined
  return (tools) => {
    if (last?.tools !== tools) last = { tools, copy: sealed(tools) }
    return last.copy
  }
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const part of Object.values(value)) freeze(part)
  return Object.freeze(value)
}
