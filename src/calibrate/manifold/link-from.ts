import type { Link, LinkContext } from '../../domain/index.js'

const PASS = { kind: 'pass' } as const

/**
 * A link that passes everything before a step, and to which that step is the first.
 *
 * @param link that changes tools, calls, results or the state of the world
 */
export function linkFrom(first: number, { name, matches, offer, call, result, disturb }: Link): Link {
  const isBefore = ({ step }: LinkContext) => step < first
  const seen = (context: LinkContext) => since(first, context)
  return {
    name,
    ...(matches !== undefined && { matches }),
    ...(offer !== undefined && {
      offer: (tools, context) => (isBefore(context) ? PASS : offer(tools, seen(context))),
    }),
    ...(call !== undefined && { call: (made, context) => (isBefore(context) ? PASS : call(made, seen(context))) }),
    ...(result !== undefined && {
      result: (made, back, context) => (isBefore(context) ? PASS : result(made, back, seen(context))),
    }),
    ...(disturb !== undefined && { disturb: (context) => (isBefore(context) ? PASS : disturb(seen(context))) }),
  }
}

/** Its draw costs a hash, so nothing of a context is read before a link asks for it. */
function since(first: number, context: LinkContext): LinkContext {
  return {
    step: context.step - first,
    opportunity: context.opportunity,
    delivered: context.delivered,
    get earlier() {
      return context.earlier
    },
    get draw() {
      return context.draw
    },
  }
}
