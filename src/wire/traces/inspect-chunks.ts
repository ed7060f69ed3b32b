import { asObject } from '../place.js'
import { amountIn, listOf } from './values.js'

/** Members of one sample: a file of its own, or a folder of chunks. */
export interface InspectMembers {
  /** Such as `7_epoch_1`. */
  readonly key: string
  readonly names: readonly string[]
}

/**
 * Which members make up each sample of an archive, told by structure alone: `samples/7_epoch_1.json`, or
 * `samples/7_epoch_1/sample.json` with chunks beside it. In the order of the directory.
 */
export function groupInspectMembers(names: readonly string[]): InspectMembers[] {
  const groups = new Map<string, string[]>()
  for (const name of names) {
    const key = /^samples\/(.+_epoch_\d+)(?:\.json$|\/)/.exec(name)?.[1]
    if (key === undefined) continue
    const own = groups.get(key)
    if (own === undefined) groups.set(key, [name])
    else own.push(name)
  }
  return [...groups].map(([key, members]) => ({ key, names: members }))
}

/**
 * Puts the parts of a sample together: lists of messages and events in the order of their first index, calls beside the
 * events, attachments by hash.
 *
 * @param parts parsed members by name
 */
export function joinInspectChunks(parts: ReadonlyMap<string, unknown>): unknown {
  const [first] = parts
  if (first !== undefined && parts.size === 1) return first[1]
  const named = (file: string) => asObject([...parts].find(([name]) => name.endsWith(`/${file}.json`))?.[1]) ?? {}
  const [skeleton, sample, metadata] = [named('skeleton'), named('sample'), named('metadata')]
  const messages = chunksOf(parts, 'messages')
  const calls = chunksOf(parts, 'calls')
  return {
    ...skeleton,
    ...sample,
    ...(Object.keys(metadata).length > 0 && { metadata }),
    messages,
    events: chunksOf(parts, 'events'),
    attachments: Object.assign({}, ...chunkFiles(parts, 'attachments').map((chunk) => asObject(chunk) ?? {})),
    events_data: { ...asObject(sample.events_data), messages, calls },
  }
}

function chunksOf(parts: ReadonlyMap<string, unknown>, kind: string): unknown[] {
  return chunkFiles(parts, kind).flatMap((chunk) => listOf(chunk))
}

function chunkFiles(parts: ReadonlyMap<string, unknown>, kind: string): unknown[] {
  return [...parts]
    .flatMap(([name, value]) => {
      const start = new RegExp(`/${kind}/(\\d+)\\.json$`).exec(name)?.[1]
      return start === undefined ? [] : [{ start: amountIn(start) ?? 0, value }]
    })
    .sort((a, b) => a.start - b.start)
    .map(({ value }) => value)
}
