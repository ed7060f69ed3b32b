import { counted, RETRIABLE_CAUSES, type VoidCause } from '../domain/index.js'
import type { ReportDocument } from '../report/index.js'
import { NothingMeasured } from './io.js'

/**
 * Refuses to call a study done that measured nothing: every trial of it was left out.
 *
 * @param commandLine the command that ran it
 * @throws NothingMeasured with the causes, what broke first and the command that goes on
 */
export function requireMeasured(
  { trials = [], exclusions }: Pick<ReportDocument, 'trials' | 'exclusions'>,
  commandLine: string,
): void {
  if (trials.length === 0 || trials.some(({ outcome }) => outcome !== 'void')) return
  const causes = new Map<string, number>()
  for (const { detail = 'unknown' } of trials) causes.set(detail, (causes.get(detail) ?? 0) + 1)
  const example = exclusions.find((exclusion) => exclusion.example !== undefined)?.example
  const why = [...causes].map(([cause, number]) => (causes.size === 1 ? cause : `${cause} ${number}`)).join(', ')
  const first = example === undefined ? '' : `: ${example.replaceAll(/\s+/g, ' ')}`
  const left = trials.length === 1 ? 'the one trial was' : `all ${counted(trials.length, 'trial')} were`
  throw new NothingMeasured(
    `${left} left out (${why})${first}; go on with: ${nextCommand([...causes.keys()], commandLine)}`,
  )
}

/** A model that could not be reached is asked again by the same command; a broken effect outside by none. */
function nextCommand(causes: readonly string[], commandLine: string): string {
  const again = RETRIABLE_CAUSES.filter((cause: VoidCause) => causes.includes(cause))
  if (again.length === 0) return 'leadline inspect --outcome void'
  const command = commandLine.replace(/ --retry-void(?:[ =](?!-)\S+)?/, '')
  return again.every((cause) => cause === 'model-api') ? command : `${command} --retry-void ${again.join(',')}`
}
