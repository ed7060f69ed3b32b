import type { Ask, WorldCall } from 'leadline'
import type { Advice } from 'leadline/tasks'
import type { Encoded } from '../reading/encode.js'
import { MOST_TOOLS } from '../reading/lines.js'
import { nameNumber } from '../reading/words.js'
import type { Lesson } from './shard.js'

const SAILING = ['move', 'tow', 'buy_pass', 'request_permit']
const HANDLING = ['load', 'winch_aboard', 'unload', 'inspect']

/** What advice says in places of what was read; undefined where it asks for something that was not read. */
export function lessonOf({ call, ahead }: Advice, ask: Pick<Ask, 'tools'>, read: Encoded): Lesson | undefined {
  const tool = ask.tools.slice(0, MOST_TOOLS).findIndex(({ name }) => name === call.name)
  const [given] = Object.values(call.arguments)
  const value = given === undefined ? 0 : placeOf(String(given), read)
  if (tool < 0 || value === undefined) return undefined
  const planned = [call, ...ahead]
  const handled = planned.find(({ name }) => HANDLING.includes(name))
  const leg = planned.slice(
    0,
    Math.max(
      0,
      planned.findIndex(({ name }) => !SAILING.includes(name)),
    ),
  )
  const last = leg.findLast(({ name }) => name === 'move' || name === 'tow')
  const place = (found: WorldCall | undefined) =>
    found === undefined ? 0 : (placeOf(String(Object.values(found.arguments)[0]), read) ?? 0)
  return { tool, value, crate: place(handled), berth: place(last) }
}

/** Where a name stands among the things that were read. */
export function placeOf(name: string, { things }: Pick<Encoded, 'things'>): number | undefined {
  const number = nameNumber(name.toLowerCase())
  const place = number === undefined ? -1 : things.indexOf(number)
  return place < 0 ? undefined : place
}
