import { contentHash, type EventBody, isJsonObject, type JournalEvent } from '../../domain/index.js'
import { type Claimed, message, Refuted, stored } from '../verify-seams.js'

type Asked = Extract<EventBody, { kind: 'model-asked' }>

/**
 * Holds a receipt of a request against the record: the conversation that was told anew, or who answered.
 *
 * @throws Refuted; RecordError where content is missing
 */
export function confirmRequest(claimed: Claimed): void {
  const { receipt } = claimed
  if (receipt.place === 'conversation') confirmRewriting(claimed)
  else if (receipt.place === 'system') confirmRouting(claimed)
  else throw new Refuted(`the receipt names ${receipt.place}, which is no part of a request`)
}

function confirmRewriting({ receipt, journal, after, said }: Claimed): void {
  for (const hash of [receipt.beforeHash, receipt.afterHash]) stored(journal, hash)
  if (hashOf(said) !== receipt.beforeHash) throw new Refuted('the conversation before is another one')
  const ask = askAt(after, receipt.step)
  if (receipt.arm === 'sham') {
    if (ask.rewritten !== undefined) throw new Refuted('the conversation was told anew in a sham arm')
    return
  }
  if (ask.rewritten === undefined || ask.after !== -1) throw new Refuted('the conversation was not told anew')
  if (ask.rewritten.by !== receipt.intervention) throw new Refuted(`${ask.rewritten.by} told the conversation anew`)
  if (hashOf(ask.added) !== receipt.afterHash) throw new Refuted('the model was shown another conversation')
  requireTold(ask.rewritten, said, ask.added)
  for (const hash of ask.rewritten.put) message(journal, hash)
}

/**
 * What is kept and what was put in place have to add up to what was shown.
 *
 * @throws Refuted
 */
export function requireTold(
  { kept, put }: NonNullable<Asked['rewritten']>,
  before: readonly string[],
  shown: readonly string[],
): void {
  const left = new Map<string, number>()
  for (const hash of before) left.set(hash, (left.get(hash) ?? 0) + 1)
  const fromElsewhere = shown.filter((hash) => {
    const times = left.get(hash) ?? 0
    if (times > 0) left.set(hash, times - 1)
    return times === 0
  })
  if (kept !== shown.length - fromElsewhere.length || hashOf(put) !== hashOf(fromElsewhere)) {
    throw new Refuted('what was kept and what was put in place is not what was shown')
  }
}

/** Who answers is known by the answers: all from the receipt on, where it changed. */
function confirmRouting({ receipt, journal, after, systemId }: Claimed): void {
  const [before, now] = [receipt.beforeHash, receipt.afterHash].map((hash) => systemIn(stored(journal, hash)))
  if (before === undefined || now === undefined) throw new Refuted('the system is not recorded by its id')
  if (before !== systemId) throw new Refuted('the system before is not that of the trial')
  askAt(after, receipt.step)
  const first = after.find(({ body }) => body.kind === 'model-answered')?.body
  if (first?.kind !== 'model-answered') return
  const by = first.by ?? systemId
  if (by !== now) throw new Refuted(`step ${first.step} was answered by another system than the receipt names`)
}

function systemIn(value: ReturnType<typeof stored>): string | undefined {
  return isJsonObject(value) && typeof value.system === 'string' ? value.system : undefined
}

function askAt(after: readonly JournalEvent[], step: number): Asked {
  const ask = after.find(({ body }) => body.kind === 'model-asked')?.body
  if (ask?.kind !== 'model-asked' || ask.step !== step) throw new Refuted(`no ask is recorded at step ${step}`)
  return ask
}

/** Receipts name a conversation by the hashes of its messages. */
function hashOf(messages: readonly string[]): string {
  return contentHash({ messages: [...messages] })
}
