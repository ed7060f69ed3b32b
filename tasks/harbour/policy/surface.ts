import type { JsonObject, ToolOffer, WorldCall } from 'leadline'
import { TOOLS, type ToolName } from '../tools.js'

/** How the known tools are offered now: by name, or found again by their description. */
export interface Surface {
  has(name: string): boolean
  /** The call as it has to be written on this surface. */
  write(call: WorldCall): WorldCall
  /** The known tool behind an offered name. */
  known(name: string): string | undefined
  /** Offered under another name, with other parameters, or not at all. */
  readonly isChanged: boolean
}

/** Tools known by their old names only, whatever is offered. */
export const OLD_SURFACE: Surface = {
  has: () => true,
  write: (call) => call,
  known: (name) => name,
  isChanged: false,
}

/** Tools recognised by what they say they do. */
export function recognise(offers: readonly ToolOffer[]): Surface {
  const byTool = new Map<string, ToolOffer>()
  for (const name of Object.keys(TOOLS) as ToolName[]) {
    const offer =
      offers.find((entry) => entry.description === TOOLS[name].description) ??
      offers.find((entry) => entry.name === name)
    if (offer !== undefined) byTool.set(name, offer)
  }
  const names = new Map([...byTool].map(([name, offer]) => [offer.name, name]))
  return {
    has: (name) => byTool.has(name),
    known: (name) => names.get(name),
    write: (call) => writeCall(call, byTool.get(call.name)),
    isChanged: [...byTool].some(([name, offer]) => offer.name !== name),
  }
}

/** Parameters are matched by name, and those that have none by what they describe. */
function writeCall(call: WorldCall, offer: ToolOffer | undefined): WorldCall {
  if (offer === undefined) return call
  const tool = TOOLS[call.name as ToolName]
  const offered = describedParameters(offer.parameters)
  const own = describedParameters(tool.parameters)
  const given = Object.entries(call.arguments).map(([name, value]) => {
    if (offered.has(name)) return [name, value] as const
    const renamed = [...offered].find(([, description]) => description === own.get(name))
    return [renamed?.[0] ?? name, value] as const
  })
  return { name: offer.name, arguments: Object.fromEntries(given) }
}

function describedParameters(parameters: JsonObject): Map<string, string> {
  const properties = (parameters.properties ?? {}) as Record<string, { readonly description?: string }>
  return new Map(Object.entries(properties).map(([name, { description = '' }]) => [name, description]))
}
