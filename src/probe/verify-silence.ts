import {
  contentHash,
  type EventBody,
  type JournalEvent,
  type PlannedTrial,
  type Receipt,
  RecordError,
} from '../domain/index.js'
import { type RequestReading, readRequests, undeclaredRequest } from './requests/index.js'
import { hashOfTools, message, type RecordReader, Refuted } from './verify-seams.js'

/** What a record shows of the seams while it is read from the beginning. */
interface Reading {
  readonly journal: RecordReader
  readonly opening: string | undefined
  /** Hash of the world's own tools, by hash of the list offered: few lists are offered in one trial. */
  readonly offered: Map<string, string>
  readonly receipts: Receipt[]
  /** Receipts of the operator's turn that no word has been seen for. */
  readonly unsaid: Receipt[]
  readonly requests: RequestReading
  /** State before the change being read, by its hash. */
  stateBefore: { readonly hash: string; readonly receipts: number } | undefined
}

/**
 * Changes that no receipt tells of, as far as a record alone can show them: another list of tools, a word of the
 * operator, a call that the world received in other words, a state that jumped, a request that is not what was said.
 */
export function findUndeclared(
  journal: RecordReader,
  of: {
    readonly trial: PlannedTrial | undefined
    readonly events: readonly JournalEvent[]
    readonly openingToolsHash: string | undefined
  },
): string[] {
  const { trial, events, openingToolsHash } = of
  const found: string[] = []
  try {
    const opening = openingToolsHash === undefined ? undefined : hashOfTools(journal, openingToolsHash)
    const reading: Reading = {
      journal,
      opening,
      offered: new Map(),
      receipts: [],
      unsaid: [],
      requests: readRequests(journal, trial),
      stateBefore: undefined,
    }
    for (const { body } of events) {
      const silences = [undeclaredIn(body, reading), undeclaredRequest(reading.requests, body, reading.receipts)]
      found.push(...silences.filter((silence) => silence !== undefined))
    }
  } catch (error) {
    if (!(error instanceof Refuted || error instanceof RecordError)) throw error
    found.push(error.message)
  }
  return found
}

function undeclaredIn(body: EventBody, reading: Reading): string | undefined {
  switch (body.kind) {
    case 'intervention-applied':
      reading.receipts.push(body.receipt)
      if (body.receipt.seam === 'operator-turn') reading.unsaid.push(body.receipt)
      return undefined
    case 'model-asked':
      return undeclaredResponse(body, reading) ?? undeclaredTools(body, reading)
    case 'model-answered':
      return undeclaredResponse(body, reading)
    case 'operator-spoke':
      return undeclaredWord(body, reading)
    case 'tool-called':
      return body.passed === undefined ||
        reading.receipts.some(({ seam, arm }) => seam === 'tool-list' && arm === 'varied')
        ? undefined
        : `call ${body.call.id} was passed on in other words without a receipt`
    case 'tool-returned':
      return undeclaredTime(body, reading)
    case 'snapshot-taken':
      return undeclaredState(body, reading)
    default:
      return undefined
  }
}

/** What an agent got in place of an answer is named by the receipt right before. */
function undeclaredResponse(
  { step, instead }: Extract<EventBody, { kind: 'model-asked' | 'model-answered' }>,
  { receipts }: Reading,
): string | undefined {
  if (instead === undefined || receipts.at(-1)?.afterHash === instead) return undefined
  return `the agent got another response at step ${step} without a receipt`
}

function undeclaredTools(
  { step, toolsHash }: Extract<EventBody, { kind: 'model-asked' }>,
  { journal, opening, offered: known, receipts }: Reading,
): string | undefined {
  if (opening === undefined) return undefined
  const offered = known.get(toolsHash) ?? hashOfTools(journal, toolsHash)
  known.set(toolsHash, offered)
  const latest = receipts.findLast(({ seam }) => seam === 'tool-list')
  const isKnown = offered === opening || offered === latest?.afterHash
  return isKnown ? undefined : `the tools offered at step ${step} have changed without a receipt`
}

/** That a call took longer is named by the receipt of its result. */
function undeclaredTime(
  { callId, step, chargedSeconds, waitedSeconds }: Extract<EventBody, { kind: 'tool-returned' }>,
  { receipts }: Reading,
): string | undefined {
  if (chargedSeconds === undefined && waitedSeconds === undefined) return undefined
  const isKnown = receipts.some(({ seam, place }) => seam === 'tool-result' && place === callId)
  return isKnown ? undefined : `call ${callId} took time at step ${step} without a receipt`
}

function undeclaredWord(
  { step, messageHash }: Extract<EventBody, { kind: 'operator-spoke' }>,
  { journal, unsaid }: Reading,
): string | undefined {
  const { text } = message(journal, messageHash)
  const hash = typeof text === 'string' ? contentHash({ text }) : ''
  const place = unsaid.findIndex(
    (receipt) => receipt.arm === 'varied' && receipt.step === step && receipt.afterHash === hash,
  )
  if (place === -1) return `the operator spoke at step ${step} without a receipt`
  unsaid.splice(place, 1)
  return undefined
}

function undeclaredState(
  { step, moment, stateHash }: Extract<EventBody, { kind: 'snapshot-taken' }>,
  reading: Reading,
): string | undefined {
  if (moment === 'before-delivery') {
    reading.stateBefore = { hash: stateHash, receipts: reading.receipts.length }
    return undefined
  }
  const { stateBefore, receipts } = reading
  if (moment !== 'after-delivery' || stateBefore === undefined || stateBefore.hash === stateHash) return undefined
  return receipts.length > stateBefore.receipts ? undefined : `the state changed at step ${step} without a receipt`
}
