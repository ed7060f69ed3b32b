import { counted } from '../../domain/index.js'
import type { SystemSessions } from './document.js'

/**
 * What recorded sessions cannot tell, one plain sentence each.
 *
 * @param known.shared tasks that more than one system has tried
 * @param known.untold sessions whose end is known, and whose record leaves out what calls were given or gave back
 */
export function tracesCannotSay(
  systems: readonly SystemSessions[],
  { shared, untold: silent }: { readonly shared: number; readonly untold: number },
): string[] {
  const total = (of: (system: SystemSessions) => number) => systems.reduce((sum, system) => sum + of(system), 0)
  const [sessions, unknown] = [total((own) => own.sessions), total(({ ends }) => ends.unknown)]
  const untold = total((own) => own.sessions - own.loops.told)
  return [
    ...(unknown === 0 ? [] : [unknownWords(unknown, sessions)]),
    ...(unknown === sessions
      ? ['When to move a running session up: that is learnt from sessions with a result.']
      : silent === 0
        ? []
        : [
            `When to move sessions up that are like ${counted(silent, 'session')}: how their calls went is not recorded.`,
          ]),
    ...(untold === 0
      ? []
      : [
          `Who goes in circles in ${counted(untold, 'session')}: the record leaves out what calls were given or gave back.`,
        ]),
    ...(systems.some(({ calls }) => calls.told === undefined && calls.made > 0)
      ? ['How often tools fail: some records have no mark for failed calls.']
      : []),
    ...(systems.some((own) => own.cost.sessions < own.sessions)
      ? ['The full cost: some sessions carry none, and none is guessed.']
      : []),
    ...(systems.length > 1 ? [betterWords(shared)] : []),
    'Since when a session without a loop had gone wrong: its end stands in for it.',
  ]
}

function unknownWords(unknown: number, sessions: number): string {
  const which =
    unknown === sessions
      ? 'no session carries a clear result'
      : `${unknown} of ${counted(sessions, 'session')} carry no clear result, and may be unlike the others`
  return `How often the work came out right: ${which}. leadline label helps to get results.`
}

function betterWords(shared: number): string {
  return shared === 0
    ? 'Which system is better: each did other work, and no task was tried by two of them.'
    : `Which system is better: these figures are over different work. leadline shadow compares them on the ${counted(shared, 'task')} that several of them tried.`
}
