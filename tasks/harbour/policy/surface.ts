import type { JsonObject, JsonValue, ToolOffer, ToolSpec, WorldCall } from 'leadline'
import { TOOLS } from '../tools.js'

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

/** A known tool and how it is offered now. */
interface Recognised {
  readonly tool: ToolSpec
  readonly offer: ToolOffer
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
  const byTool = new Map<string, Recognised>()
  for (const [name, tool] of Object.entries(TOOLS)) {
    const offer =
      offers.find((entry) => entry.description === tool.description) ?? offers.find((entry) => entry.name === name)
    if (offer !== undefined) byTool.set(name, { tool, offer })
  }
  const names = new Map([...byTool].map(([name, { offer }]) => [offer.name, name]))
  return {
    has: (name) => byTool.has(name),
    known: (name) => names.get(name),
    write: (call) => writeCall(call, byTool.get(call.name)),
    isChanged: [...byTool].some(([name, { offer }]) => offer.name !== name),
  }
}

/** Parameters are matched by name, and those that have none by what they describe. */
function writeCall(call: WorldCall, recognised: Recognised | undefined): WorldCall {
  if (recognised === undefined) return call
  const { tool, offer } = recognised
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
  const { properties } = parameters
  const described = Object.entries(isObject(properties) ? properties : {}).map(([name, property]) => {
    const description = isObject(property) ? property.description : undefined
    return [name, typeof description === 'string' ? description : ''] as const
  })
  return new Map(described)
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
