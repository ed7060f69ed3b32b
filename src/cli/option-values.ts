import { ConfigError } from '../domain/index.js'
import type { JudgeAudit } from '../estimate/index.js'

/** A sum beyond this is a slip of the keyboard. */
const MOST_USD = 1e12

/** Reads the text behind an option. */
type Read = (text: string) => number

/** Gathers what an option that may be given several times was given. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}

/** A share strictly between 0 and 1. */
export function shareOf(flag: string): Read {
  return readNumber(flag, 'a share between 0 and 1', (value) => value > 0 && value < 1)
}

/** A share from 0 to 1, both included. */
export function shareOrWholeOf(flag: string): Read {
  return readNumber(flag, 'a share from 0 to 1', (value) => value >= 0 && value <= 1)
}

/** An amount of US dollars, from 0. */
export function usdOf(flag: string): Read {
  return readNumber(flag, 'US dollars from 0 to a trillion', (value) => value >= 0 && value <= MOST_USD)
}

/** An amount of US dollars that is more than nothing. */
export function someUsdOf(flag: string): Read {
  return readNumber(flag, 'US dollars above 0, at most a trillion', (value) => value > 0 && value <= MOST_USD)
}

/** A whole number, from `least` to `most`. */
export function wholeOf(flag: string, least: number, most = Number.MAX_SAFE_INTEGER): Read {
  const expected = `a whole number from ${least}${most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`}`
  return readNumber(flag, expected, (value) => Number.isSafeInteger(value) && value >= least && value <= most)
}

/** Ascending whole numbers, such as `5,10,20`, from `least`. */
export function numbersOf(flag: string, least: number): (text: string) => number[] {
  return (text) => {
    const values = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
    const isAscending = values.every((value, place) => value > (values[place - 1] ?? least - 1))
    if (values.every(Number.isSafeInteger) && isAscending) return values
    throw new ConfigError(flag, text, `ascending whole numbers from ${least}, with commas between them`)
  }
}

/** Seconds above 0, to `most`. */
export function secondsOf(flag: string, most: number): Read {
  return readNumber(flag, `seconds above 0, at most ${most}`, (value) => value > 0 && value <= most)
}

/** What an audit says of a judge: `52/55,43/47` for 52 of 55 true successes and 43 of 47 true failures called right. */
export function auditOf(flag: string): (text: string) => JudgeAudit {
  return (text) => {
    const counts = /^(\d+)\/(\d+),(\d+)\/(\d+)$/.exec(text.replaceAll(' ', ''))?.slice(1).map(Number) ?? []
    const [right = 1, trials = 0, rightFailures = 1, failures = 0] = counts
    if (right > trials || rightFailures > failures || trials > 1e9 || failures > 1e9) {
      throw new ConfigError(flag, text, 'successes and failures called right of those audited, such as 52/55,43/47')
    }
    return { successes: { right, trials }, failures: { right: rightFailures, trials: failures } }
  }
}

/** @throws ConfigError with the text as it was written */
function readNumber(flag: string, expected: string, accepts: (value: number) => boolean): Read {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text)
    if (!Number.isFinite(value) || !accepts(value)) throw new ConfigError(flag, text, expected)
    return value
  }
}
