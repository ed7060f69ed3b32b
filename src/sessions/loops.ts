import { loopIn } from '../behaviour/index.js'
import type { Session, SessionCall, Step } from '../domain/index.js'

/** Whether a session went in circles, by the same rule as any trial. */
export type SessionLoop =
  | { readonly kind: 'looped'; readonly atStep: number; readonly note: string }
  | { readonly kind: 'none' }
  /** The record leaves out what calls were given or gave back, so that a repetition cannot be told. */
  | { readonly kind: 'untold' }

/** The first loop of a session. Recorded work has no checkpoints: a repetition that led somewhere counts all the same. */
export function sessionLoop({ steps }: Pick<Session, 'steps'>): SessionLoop {
  const found = loopIn({ steps: steps.map(asStep), checkpoints: [] }, 0)
  const [atStep] = found?.steps ?? []
  if (found !== undefined && atStep !== undefined) return { kind: 'looped', atStep, note: found.note }
  return { kind: isTold(steps) ? 'none' : 'untold' }
}

/** Whether a record says of every call what it was given and gave back. */
export function isTold(steps: Session['steps']): boolean {
  const last = steps.length - 1
  return steps.every(({ calls, index }) => calls.every((call) => isKnown(call, index === last)))
}

/** Calls of the last step may never have returned. */
function isKnown(call: SessionCall, isLast: boolean): boolean {
  return call.arguments !== undefined && (call.result !== undefined || isLast)
}

/** What is not known of a call makes it unlike any other, so that nothing is taken for a repetition that may be none. */
export function asStep({ index, operator, text, calls }: Session['steps'][number]): Step {
  return {
    index,
    operator,
    tools: [],
    text,
    stop: calls.length > 0 ? 'calls' : 'end',
    calls: calls.map(({ id, name, arguments: given, result, isError = false }, place) => {
      const unknown = { unknown: `${index}/${place}` }
      return {
        call: { id, name, arguments: given === undefined || result === undefined ? unknown : given },
        ...(result !== undefined && { result: { text: result, isError } }),
      }
    }),
  }
}
