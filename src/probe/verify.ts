import { type Receipt, RecordError } from '../domain/index.js'
import { beginSaid, confirmRequest, noteSaid } from './requests/index.js'
import { confirm, openingTools, type RecordReader, Refuted } from './verify-seams.js'
import { findUndeclared } from './verify-silence.js'

export type { RecordReader } from './verify-seams.js'

/** Receipts held against the recorded content. */
interface Verification {
  readonly confirmed: readonly Receipt[]
  /** `reason`: one sentence without full stop. */
  readonly refuted: readonly { readonly receipt: Receipt; readonly reason: string }[]
  /** What changed at a seam without a receipt, one sentence each without full stop. */
  readonly undeclared: readonly string[]
}

/**
 * Confirms each receipt of a trial from what was recorded, by hashing the recorded content again, and looks for changes
 * that no receipt tells of. Shares no code with the chain that wrote the receipts.
 */
export function verifyReceipts(journal: RecordReader, trialId: string): Verification {
  const events = journal.events(trialId)
  const trial = journal.trial(trialId)?.trial
  const openingToolsHash = openingTools(journal, trialId)
  const confirmed: Receipt[] = []
  const refuted: { receipt: Receipt; reason: string }[] = []
  const said = beginSaid(journal, trial)
  for (const [index, { body }] of events.entries()) {
    noteSaid(said, body)
    if (body.kind !== 'intervention-applied') continue
    const { receipt } = body
    const [before, after] = [events.slice(0, index), events.slice(index + 1)]
    try {
      if (trial !== undefined) confirmTrial(receipt, trial)
      const place = { before, after, openingToolsHash, said: said.hashes, systemId: trial?.systemId }
      confirm({ receipt, journal, ...place }, confirmRequest)
      confirmed.push(receipt)
    } catch (error) {
      if (!(error instanceof Refuted || error instanceof RecordError)) throw error
      refuted.push({ receipt, reason: error.message })
    }
  }
  return { confirmed, refuted, undeclared: findUndeclared(journal, { trial, events, openingToolsHash }) }
}

/**
 * Whether the change of a trial took place (in a sham arm: would have).
 *
 * @returns `void` where anything in the record contradicts a receipt, or a seam changed without one: a trial whose
 *   machinery failed once does not count; `not-met` where the model never came to the seam
 */
export function deliveryOf(journal: RecordReader, trialId: string): 'delivered' | 'not-met' | 'void' {
  const { confirmed, refuted, undeclared } = verifyReceipts(journal, trialId)
  if (refuted.length > 0 || undeclared.length > 0) return 'void'
  return confirmed.length > 0 ? 'delivered' : 'not-met'
}

function confirmTrial(
  receipt: Receipt,
  trial: { readonly arm: string; readonly probe?: { readonly intervention: string } },
) {
  if (trial.arm !== receipt.arm) throw new Refuted(`the trial's arm is ${trial.arm}, not ${receipt.arm}`)
  const planned = trial.probe?.intervention
  // Where several changes meet in one trial, each goes by a place of its own under their common name.
  if (planned !== undefined && planned !== receipt.intervention && !receipt.intervention.startsWith(`${planned}/`)) {
    throw new Refuted(`the trial's intervention is ${planned}, not ${receipt.intervention}`)
  }
}
