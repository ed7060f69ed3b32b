import type { LengthKind } from '../../domain/index.js'

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
