import type { Link, LinkContext } from '../../domain/index.js'

const PASS = { kind: 'pass' } as const

/**
 * A link that passes everything before a step, and to which that step is the first.
 *
 * @param link that changes tools, calls, results or the state of the world
 */
export function linkFrom(first: number, link: Link): Link {
  const isBefore = ({ step }: LinkContext) => step < first
  const seen = (context: LinkContext) => since(first, context)
  return {
    name: link.name,
    ...(link.matches && { matches: (call) => link.matches?.(call) !== false }),
    ...(link.offer && {
      offer: (tools, context) => (isBefore(context) ? PASS : (link.offer?.(tools, seen(context)) ?? PASS)),
    }),
    ...(link.call && {
      call: (made, context) => (isBefore(context) ? PASS : (link.call?.(made, seen(context)) ?? PASS)),
    }),
    ...(link.result && {
      result: (made, back, context) => (isBefore(context) ? PASS : (link.result?.(made, back, seen(context)) ?? PASS)),
    }),
    ...(link.disturb && {
      disturb: (context) => (isBefore(context) ? PASS : (link.disturb?.(seen(context)) ?? PASS)),
    }),
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
