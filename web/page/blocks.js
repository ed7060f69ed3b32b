import { byId } from './dom.js'

/** Unpacks a block of the page: base64, gzip, JSON. */
async function unpack(id) {
  const holder = byId(id)
  if (holder === null) throw new Error(`block ${id} is missing; expected it in the page`)
  const bytes = Uint8Array.from(atob(holder.textContent.trim()), (character) => character.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return JSON.parse(await new Response(stream).text())
}

const unpacked = new Map()

/** Each block is unpacked once, when first asked for. */
export function block(id) {
  if (!unpacked.has(id)) unpacked.set(id, unpack(id))
  return unpacked.get(id)
}

/** The table of trials, and in which block the transcript of each lies. */
export const trialBlock = () => block('data-trials')

/** The transcripts that lie in one block with that of a trial; undefined where it has none. */
export async function bookOf(id) {
  const { blockOf } = await trialBlock()
  return blockOf[id] === undefined ? undefined : block(`data-transcripts-${blockOf[id]}`)
}
