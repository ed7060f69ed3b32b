import { contentHash, type EventBody, type PlannedTrial, type Receipt } from '../../domain/index.js'
import type { RecordReader } from '../verify-seams.js'
import { beginSaid, noteSaid, type Said } from './said.js'

/** The requests of a record while it is read from the beginning. */
export interface RequestReading {
  readonly said: Said
  readonly ownId: string | undefined
  /** Whether the trial is a run that is followed as a whole elsewhere: an agent tells its conversations as it likes. */
  isWholeRun: boolean
}

/** Begins to read the requests of a trial. */
export function readRequests(journal: RecordReader, trial: PlannedTrial | undefined): RequestReading {
  return { said: beginSaid(journal, trial), ownId: trial?.systemId, isWholeRun: false }
}

/**
 * What an event shows of a request that no receipt tells of: a conversation told anew, messages that were kept from the
 * model or that nobody has said, another system that answers.
 *
 * @param receipts those before it
 * @returns one sentence without full stop, or undefined
 */
export function undeclaredRequest(
  reading: RequestReading,
  body: EventBody,
  receipts: readonly Receipt[],
): string | undefined {
  const { said } = reading
  const fresh = said.hashes.slice(said.shown)
  noteSaid(said, body)
  if (body.kind === 'model-asked') {
    reading.isWholeRun ||= body.received !== undefined
    return reading.isWholeRun && body.rewritten === undefined ? undefined : undeclaredTelling(body, fresh, receipts)
  }
  return body.kind === 'model-answered' ? undeclaredAnswer(reading, body, receipts) : undefined
}

function undeclaredTelling(
  { step, added, after, rewritten }: Extract<EventBody, { kind: 'model-asked' }>,
  fresh: readonly string[],
  receipts: readonly Receipt[],
): string | undefined {
  if (after !== undefined || rewritten !== undefined) {
    const isDeclared = receipts.some(
      ({ seam, place, arm, step: at }) =>
        seam === 'model-request' && place === 'conversation' && arm === 'varied' && at === step,
    )
    return isDeclared && rewritten !== undefined
      ? undefined
      : `the conversation was told anew at step ${step} without a receipt`
  }
  const isWhole = added.length === fresh.length && added.every((hash, place) => hash === fresh[place])
  return isWhole ? undefined : `the ask at step ${step} does not add what was said since the last one`
}

function undeclaredAnswer(
  { ownId }: RequestReading,
  { step, by }: Extract<EventBody, { kind: 'model-answered' }>,
  receipts: readonly Receipt[],
): string | undefined {
  const routed = receipts.findLast(({ seam, place }) => seam === 'model-request' && place === 'system')
  const due = routed?.arm === 'varied' ? routed.afterHash : undefined
  if (by === undefined && due === undefined) return undefined
  if (due !== undefined && contentHash({ system: by ?? ownId }) === due) return undefined
  return due === undefined
    ? `step ${step} was answered by another system without a receipt`
    : `step ${step} was not answered by the system of the receipt`
}
