import { createContext, Script } from 'node:vm'
import { ConfigError, InvariantError } from '../domain/index.js'
import type { Redactor } from '../wire/index.js'

/** Longest time that the rules may take for one session, in milliseconds. */
const LONGEST_MS = 20_000

/**
 * A redactor that is ended when a rule of the reader's own tries the same text again and again without end.
 *
 * @param of.file that the rules come from, for the error
 * @param of.longestMs for one session or text
 * @throws ConfigError that names the rule, where it takes too long
 */
export function boundedRedactor(
  redactor: Redactor,
  of: { readonly file: string; readonly longestMs?: number },
): Redactor {
  const { file, longestMs = LONGEST_MS } = of
  const run = runnerWithin(longestMs)
  const late = () => {
    const seconds = longestMs / 1000
    return new ConfigError(
      `rule ${redactor.current() ?? 'unknown'} of ${file}`,
      `busy with one session for more than ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`,
      'a pattern that does not repeat what repeats already, as (a+)+ does',
    )
  }
  return {
    ...redactor,
    redact: (session) => run(() => redactor.redact(session), late),
    text: (text) => run(() => redactor.text(text), late),
  }
}

/** A regular expression cannot be stopped from outside; only the engine itself ends one, when its script is late. */
function runnerWithin(timeout: number): <T>(act: () => T, late: () => Error) => T {
  const place: { act: () => void } = { act: () => undefined }
  const context = createContext(place)
  const script = new Script('act()')
  return <T>(act: () => T, late: () => Error): T => {
    const found: { readonly value: T }[] = []
    place.act = () => {
      found.push({ value: act() })
    }
    try {
      script.runInContext(context, { timeout })
    } catch (error) {
      throw Object(error).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? late() : error
    }
    const [only] = found
    if (only === undefined) throw new InvariantError('a redaction ended without a result')
    return only.value
  }
}
