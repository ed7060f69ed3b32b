import type { Link } from '../domain/index.js'
import { inLink } from './infrastructure.js'

/** The same link; what its hooks throw is known to be a failure of the intervention, not of the world. */
export function guardLink(link: Link): Link {
  const { matches, offer, call, result, disturb, speak } = link
  return {
    name: link.name,
    ...(matches !== undefined && { matches: (...given) => inLink(() => matches.apply(link, given)) }),
    ...(offer !== undefined && { offer: (...given) => inLink(() => offer.apply(link, given)) }),
    ...(call !== undefined && { call: (...given) => inLink(() => call.apply(link, given)) }),
    ...(result !== undefined && { result: (...given) => inLink(() => result.apply(link, given)) }),
    ...(disturb !== undefined && { disturb: (...given) => inLink(() => disturb.apply(link, given)) }),
    ...(speak !== undefined && { speak: (...given) => inLink(() => speak.apply(link, given)) }),
  }
}
