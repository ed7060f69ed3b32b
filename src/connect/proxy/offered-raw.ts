import { canonicalJson, type JsonObject, type ToolOffer } from '../../domain/index.js'

/**
 * What an agent is shown in place of a server's list: tools that are offered as they are stay as the server sent them,
 * to the letter; of changed ones only what has changed is another.
 *
 * @param raw of the tools that the task offers, in their order
 */
export function offeredRaw(raw: readonly JsonObject[], offers: readonly ToolOffer[]): JsonObject[] {
  const names = new Set(offers.map(({ name }) => name))
  // A tool under another name stands where it stood.
  const renamedAt = (place: number) => (raw.length === offers.length && !isOffered(raw[place]) ? raw[place] : undefined)
  const isOffered = (tool: JsonObject | undefined) => typeof tool?.name === 'string' && names.has(tool.name)
  return offers.map((offer, place) => {
    const own = raw.find(({ name }) => name === offer.name) ?? renamedAt(place)
    if (own === undefined) return { name: offer.name, description: offer.description, inputSchema: offer.parameters }
    return changed(own, offer)
  })
}

function changed(own: JsonObject, { name, description, parameters }: ToolOffer): JsonObject {
  const isSame = canonicalJson(own.inputSchema ?? {}) === canonicalJson(parameters)
  // A title would still say the old name.
  const { title: _, ...untitled } = own
  return {
    ...(name === own.name ? own : untitled),
    name,
    ...((own.description ?? '') !== description && { description }),
    ...(!isSame && { inputSchema: parameters }),
  }
}
