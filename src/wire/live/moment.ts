import { isBlank } from '../fields.js'
import { badValue, type Place } from '../place.js'

/** A moment as a table writes it. */
export interface Moment {
  /** Since 1970 for a date; from the table's own origin for a number. */
  readonly seconds: number
  readonly isDate: boolean
  /** As it is written. */
  readonly written: string
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i
const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const MOST = 1e12
const EXPECTED = 'a date such as 2026-03-14T09:30:00Z (without a time zone it is UTC), or a number of seconds'

/**
 * A moment: a date, with or without a time, or a number of seconds. A date without a time zone is UTC, so that the same
 * table reads alike everywhere.
 *
 * @param expected what is said to be expected where it is neither
 * @returns undefined where the cell is blank
 * @throws RecordError where it is neither
 */
export function momentOf(value: unknown, place: Place, expected = EXPECTED): Moment | undefined {
  if (isBlank(value)) return undefined
  if (typeof value === 'number' || (typeof value === 'string' && NUMBER.test(value.trim()))) {
    const seconds = Number(value)
    if (!Number.isFinite(seconds) || Math.abs(seconds) > MOST) throw badValue(place, value, expected)
    return { seconds, isDate: false, written: String(value).trim() }
  }
  const text = typeof value === 'string' ? value.trim() : ''
  const seconds = secondsOf(text)
  if (seconds === undefined) throw badValue(place, value, expected)
  return { seconds, isDate: true, written: text }
}

function secondsOf(text: string): number | undefined {
  const parts = DATE.exec(text)
  if (parts === null) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = parts
  const given = [year, month, day, hour, minute, second].map(Number)
  const [y = 0, m = 0, d = 0, h = 0, min = 0, s = 0] = given
  const whole = Date.UTC(y, m - 1, d, h, min, s)
  const read = new Date(whole)
  const back = [
    read.getUTCFullYear(),
    read.getUTCMonth() + 1,
    read.getUTCDate(),
    read.getUTCHours(),
    read.getUTCMinutes(),
    read.getUTCSeconds(),
  ]
  // 31 April would silently be 1 May.
  if (back.some((part, index) => part !== given[index])) return undefined
  return whole / 1000 + Number(`0.${fraction === '' ? '0' : fraction}`) - offsetOf(zone)
}

function offsetOf(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))]
  return (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60)
}
