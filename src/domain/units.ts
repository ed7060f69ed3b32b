import type { LengthKind } from './task.js'

const MINUS = '−'

/**
 * A share in [0, 1] as percent.
 *
 * @example percent(0.8612)
 * // '86%'
 */
export function percent(share: number): string {
  const value = share * 100
  const isNearEdge = (value > 0 && value < 1) || (value > 99 && value < 100)
  return `${trimmed(value, isNearEdge ? 1 : 0)}%`
}

/**
 * How sure something is, as percent: rounded down, so that no threshold is met that is not, and never certain.
 *
 * @param share chance in [0, 1]
 * @example surePercent(0.9996)
 * // 'over 99%'
 */
export function surePercent(share: number): string {
  if (share > 0.99) return 'over 99%'
  // A hair's breadth for 0.29 * 100, which is 28.999999999999996.
  return share < 0.01 ? 'under 1%' : `${Math.floor(share * 100 + 1e-9)}%`
}

/** The size of a difference of shares in points, without sign: 0.124 gives `12`. */
export function points(difference: number): string {
  const value = Math.abs(difference * 100)
  return trimmed(value, value > 0 && value < 1 ? 1 : 0)
}

/** The size of a difference of shares with its unit: 0.124 gives `12 points`, 0.01 gives `1 point`. */
export function pointsWords(difference: number): string {
  const size = points(difference)
  return `${size} ${size === '1' ? 'point' : 'points'}`
}

/** A difference of shares in points with its sign: -0.124 gives `−12`. */
export function signedPoints(difference: number): string {
  const size = points(difference)
  if (Number(size) === 0) return '0'
  return `${difference < 0 ? MINUS : '+'}${size}`
}

/** US dollars; amounts below ten cents keep two significant digits. */
export function usd(amount: number): string {
  const sign = amount < 0 ? MINUS : ''
  const size = Math.abs(amount)
  if (size >= 1e-6 && size < 0.1) return `${sign}$${size.toPrecision(2)}`
  return `${sign}$${size >= 100 ? count(size) : size.toFixed(2)}`
}

/** A p-value with its sign of relation: `p = 0.034`, `p < 0.001`. */
export function pValue(p: number): string {
  if (p < 0.001) return 'p < 0.001'
  return `p = ${p < 0.1 ? p.toFixed(3) : p.toFixed(2)}`
}

/** A whole number with thousands separated. */
export function count(amount: number): string {
  return String(Math.round(amount)).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** A ratio such as an odds ratio, to two significant digits: 3.14 gives `3.1`. */
export function ratio(value: number): string {
  if (value >= 10) return count(value)
  return value >= 1e-6 ? value.toPrecision(2) : plain(value)
}

/** A number of steps, minutes or checkpoints. */
export function amount(value: number): string {
  return value >= 100 || Number.isInteger(value) ? count(value) : plain(Number(value.toPrecision(2)))
}

/** `1 trial`, `12 trials`. */
export function counted(number: number, noun: string): string {
  return `${count(number)} ${noun}${Math.round(number) === 1 ? '' : 's'}`
}

const SMALL = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** A whole number in words up to twelve, in digits from there: `seven`, `13`. */
export function numberWord(number: number): string {
  return SMALL[number] ?? count(number)
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** The day of an ISO date and time: `24 November 2026`. */
export function dateWords(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-')
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)))
}

function plain(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 6, useGrouping: false })
}

/** Minutes from which on a length reads better in hours. */
const HOURS_FROM = 120

/** How to speak of lengths in one unit, so that a length and its interval are read alike. */
export interface LengthUnit {
  /** In the singular, such as `minute`. */
  readonly name: string
  /** `28 minutes`, `4 hours`, `12 reference calls`. */
  readonly say: (length: number) => string
  /** `the 28-minute tasks`, `the tasks of 12 reference calls`. */
  readonly sayTasks: (length: number) => string
  /** The number alone, to two figures. */
  readonly sayNumber: (length: number) => string
}

/**
 * The unit in which to speak of lengths near one length.
 *
 * @param near decides between minutes and hours
 */
export function unitFor(kind: LengthKind, near: number): LengthUnit {
  const isMinutes = kind === 'minutes-human' || kind === 'minutes-estimated'
  const isHours = isMinutes && near >= HOURS_FROM
  const name = isHours ? 'hour' : isMinutes ? 'minute' : kind === 'checkpoints' ? 'checkpoint' : 'reference call'
  const sayNumber = (length: number) => figures(isHours ? length / 60 : length)
  const say = (length: number) => `${sayNumber(length)} ${name}${sayNumber(length) === '1' ? '' : 's'}`
  const sayTasks = (length: number) =>
    isMinutes ? `the ${sayNumber(length)}-${name} tasks` : `the tasks of ${say(length)}`
  return { name, say, sayTasks, sayNumber }
}

/** Two significant figures, three where the number is at least 100, without exponent or thousands. */
function figures(value: number): string {
  return String(Number(value.toPrecision(value >= 100 ? 3 : 2)))
}
