import { textHash } from '../../domain/index.js'

/** What vendors take as the name of a tool. */
const NAME = /^[a-zA-Z0-9_-]{1,64}$/
const MOST_NAME_LENGTH = 64

/**
 * A tool's name as vendors take it. A model may call whatever it makes up, and a vendor that refuses to be shown its own
 * model's mistake would end the trial; equal names stay equal, different ones different.
 *
 * @example sentName('files.read')
 * // 'files_read-0f6c2b3a' (with a mark made of the whole name)
 */
export function sentName(name: string): string {
  if (NAME.test(name)) return name
  const mark = `-${textHash(name).slice(0, 8)}`
  return name.replaceAll(/[^a-zA-Z0-9_-]/g, '_').slice(0, MOST_NAME_LENGTH - mark.length) + mark
}

/** Own names of the tools that were offered, by the names under which they were sent. */
export function ownNames(offered: readonly { readonly name: string }[]): ReadonlyMap<string, string> {
  return new Map(offered.map(({ name }) => [sentName(name), name]))
}
