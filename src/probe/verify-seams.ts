import {
  contentHash,
  FINISH_TOOL,
  isJsonObject,
  type Journal,
  type JournalEvent,
  type JsonObject,
  type JsonValue,
  type Receipt,
  type ToolOffer,
} from '../domain/index.js'

/** What the verifier reads of a journal. */
export interface RecordReader extends Pick<Journal, 'events' | 'content' | 'trial'> {
  /** Hashes of the world's own tools, by hash of the list offered, as far as they were made: a study has few lists. */
  readonly toolHashes?: Map<string, string>
  /** Lists of tools as they were offered, by their hash: what was checked once stays as it is. */
  readonly offers?: Map<string, readonly ToolOffer[]>
}

/** Something that the record does not bear out; the message says why. */
export class Refuted extends Error {}

/** One receipt in its place in the record. */
export interface Claimed {
  readonly receipt: Receipt
  readonly journal: RecordReader
  readonly before: readonly JournalEvent[]
  readonly after: readonly JournalEvent[]
  /** The list offered before the chain came into place. */
  readonly openingToolsHash: string | undefined
  /** The conversation before it, each message by its hash. */
  readonly said: readonly string[]
  /** Id of the trial's system. */
  readonly systemId: string | undefined
}

/**
 * Holds one receipt against the recorded content at its seam.
 *
 * @param confirmRequest holds a receipt of a request against it
 * @throws Refuted with the first thing that does not fit; RecordError where content is missing
 */
export function confirm(claimed: Claimed, confirmRequest: (claimed: Claimed) => void): void {
  const { receipt } = claimed
  const isChanged = receipt.beforeHash !== receipt.afterHash
  if (receipt.arm === 'varied' && !isChanged) throw new Refuted('nothing was changed: both hashes are equal')
  if (receipt.arm === 'sham' && isChanged) throw new Refuted('a sham arm changed something: the hashes differ')
  const confirmSeam = {
    'tool-list': confirmTools,
    'before-call': confirmResult,
    'tool-result': confirmResult,
    'operator-turn': confirmSpeech,
    environment: confirmState,
    budget: confirmLimit,
    'model-request': confirmRequest,
    'model-response': confirmResponse,
    process: confirmResponse,
  }[receipt.seam]
  confirmSeam(claimed)
}

function confirmTools({ receipt, journal, after, openingToolsHash }: Claimed): void {
  const asked = after.find(({ body }) => body.kind === 'model-asked' && body.step === receipt.step)?.body
  if (asked?.kind !== 'model-asked') throw new Refuted(`no ask is recorded at step ${receipt.step}`)
  if (openingToolsHash === undefined) throw new Refuted('the list offered at first is not recorded')
  const opening = hashOfTools(journal, openingToolsHash)
  const offered = hashOfTools(journal, asked.toolsHash)
  stored(journal, receipt.beforeHash)
  if (offered !== receipt.afterHash) throw new Refuted('the tools offered are not those of the receipt')
  if ((offered !== opening) !== (receipt.arm === 'varied')) {
    throw new Refuted(`the tools offered ${offered === opening ? 'are those offered before' : 'have changed'}`)
  }
}

function confirmResult({ receipt, journal, after }: Claimed): void {
  const returned = returnOf(after, receipt)
  const { text, isError } = message(journal, returned.messageHash)
  if (typeof text !== 'string' || typeof isError !== 'boolean') throw new Refuted('the recorded result is no result')
  if (isError !== returned.isError) throw new Refuted('event and message differ in whether the result is an error')
  const would = stored(journal, receipt.beforeHash)
  // Where nobody knows what a tool would have said, the receipt names the call, which a sham has let pass.
  const isCall = receipt.seam === 'before-call' && isJsonObject(would) && isJsonObject(would.arguments)
  if (isCall && receipt.arm === 'sham') return
  const { chargedSeconds: seconds = returned.waitedSeconds } = returned
  if (contentHash({ text, isError, ...(seconds !== undefined && { seconds }) }) !== receipt.afterHash)
    throw new Refuted('the result returned is another one')
  const ask = after.find(({ body }) => body.kind === 'model-asked')?.body
  if (ask?.kind === 'model-asked' && !ask.added.includes(returned.messageHash)) {
    throw new Refuted('the result is not in the next ask')
  }
  if (isCall) return
  if (!isJsonObject(would) || typeof would.text !== 'string' || typeof would.isError !== 'boolean') {
    throw new Refuted('what would have been returned is not recorded as a result')
  }
}

function confirmSpeech(claimed: Claimed): void {
  const { receipt, journal, after } = claimed
  if (receipt.beforeHash !== contentHash({ text: '' })) throw new Refuted('something had been said before')
  if (receipt.place !== 'operator') confirmGoal(claimed)
  const nextAsk = after.findIndex(({ body }) => body.kind === 'model-asked')
  const spoken = after
    .slice(0, nextAsk === -1 ? after.length : nextAsk)
    .flatMap(({ body }) => (body.kind === 'operator-spoke' ? [body.messageHash] : []))
  if (receipt.arm === 'sham') {
    if (spoken.length > 0) throw new Refuted('the operator spoke in a sham arm')
    return
  }
  const said = spoken.filter((hash) => {
    const { role, text } = message(journal, hash)
    return role === 'user' && typeof text === 'string' && contentHash({ text }) === receipt.afterHash
  })
  if (said.length === 0) throw new Refuted('the operator did not say what the receipt names')
  const ask = after[nextAsk]?.body
  if (ask?.kind !== 'model-asked') return
  if (ask.step !== receipt.step) throw new Refuted(`the next ask is at step ${ask.step}, not ${receipt.step}`)
  if (!said.some((hash) => ask.added.includes(hash))) {
    throw new Refuted('what the operator said is not in the next ask')
  }
}

/** The scorer's goal changes along with the operator's word, and a goal is part of a state. */
function confirmGoal(claimed: Claimed): void {
  const { was, is } = statesAround(claimed)
  const isChanged = was !== is
  if (isChanged === (claimed.receipt.arm === 'varied')) return
  throw new Refuted(isChanged ? 'the goal changed in a sham arm' : 'the goal that is scored has not changed')
}

/** Covers a disturbance and a write that was rolled back: both are known by the world's state on either side. */
function confirmState(claimed: Claimed): void {
  const { receipt, after } = claimed
  const { was, is } = statesAround(claimed)
  if (was !== receipt.beforeHash) throw new Refuted('the state before is another one')
  if (is !== receipt.afterHash) throw new Refuted('the state after is another one')
  const write = after.find(({ body }) => body.kind === 'tool-returned' && body.callId === receipt.place)?.body
  if (write?.kind === 'tool-returned' && write.isError) throw new Refuted('the write did not claim to succeed')
}

/** A limit on steps is known by where the asks end: a trial that goes on past it, or ends short of it, had another. */
function confirmLimit({ receipt, journal, after }: Claimed): void {
  const [before, now] = [receipt.beforeHash, receipt.afterHash].map((hash) => stepsIn(stored(journal, hash)))
  if (now === undefined || before === undefined) throw new Refuted('the limit is not recorded as a number of steps')
  if (receipt.arm === 'varied' && !(now < before)) throw new Refuted('the limit has not become lower')
  const beyond = after.find(({ body }) => body.kind === 'model-asked' && body.step >= now)?.body
  if (beyond?.kind === 'model-asked') throw new Refuted(`step ${beyond.step} was asked for beyond the limit of ${now}`)
  const end = after.find(({ body }) => body.kind === 'trial-ended')?.body
  const isLimited = end?.kind === 'trial-ended' && end.end.kind === 'limit' && end.end.limit === 'steps'
  if (isLimited && end.step !== now) throw new Refuted(`the trial ended at step ${end.step} by a limit of ${now}`)
}

/** What an agent got is named by the ask that failed, or by the answer that it got otherwise. */
function confirmResponse({ receipt, after }: Claimed): void {
  const body = after.find(({ body: { kind } }) => kind === 'model-asked' || kind === 'model-answered')?.body
  const instead = body?.kind === 'model-asked' || body?.kind === 'model-answered' ? body.instead : undefined
  if (receipt.arm === 'sham' && instead !== undefined) throw new Refuted('the agent got something else in a sham arm')
  if (receipt.arm === 'varied' && instead !== receipt.afterHash) {
    throw new Refuted('the agent got another response than the receipt names')
  }
}

/** Steps in a recorded limit; none is as good as infinitely many. */
function stepsIn(value: JsonValue): number | undefined {
  if (!isJsonObject(value)) return undefined
  if (value.steps === null) return Number.POSITIVE_INFINITY
  return typeof value.steps === 'number' ? value.steps : undefined
}

/** Hashes of the states recorded right before and right after a receipt. */
function statesAround({ receipt, journal, before, after }: Claimed): { readonly was: string; readonly is: string } {
  const [was, is] = [before.at(-1)?.body, after[0]?.body]
  const isHere = (body: JournalEvent['body'] | undefined, moment: string) =>
    body?.kind === 'snapshot-taken' && body.moment === moment && body.step === receipt.step
  if (
    was?.kind !== 'snapshot-taken' ||
    is?.kind !== 'snapshot-taken' ||
    !isHere(was, 'before-delivery') ||
    !isHere(is, 'after-delivery')
  ) {
    throw new Refuted(`the state is not recorded on both sides at step ${receipt.step}`)
  }
  for (const { stateHash } of [was, is]) stored(journal, stateHash)
  return { was: was.stateHash, is: is.stateHash }
}

function returnOf(after: readonly JournalEvent[], receipt: Receipt) {
  const body = after.find((event) => event.body.kind === 'tool-returned' && event.body.callId === receipt.place)?.body
  if (body?.kind !== 'tool-returned' || body.step !== receipt.step) {
    throw new Refuted(`no result of call ${receipt.place} is recorded at step ${receipt.step}`)
  }
  return body
}

/** Tools offered before a chain came into place; a fork's are its parent's. */
export function openingTools(journal: RecordReader, trialId: string): string | undefined {
  const parentId = journal.trial(trialId)?.trial.parent?.trialId
  for (const id of parentId === undefined ? [trialId] : [trialId, parentId]) {
    const started = journal.events(id).find(({ body }) => body.kind === 'trial-started')?.body
    if (started?.kind === 'trial-started') return started.toolsHash
  }
  return undefined
}

/** The content of a hash, hashed again: a record may not vouch for itself. */
export function stored(journal: RecordReader, hash: string): JsonValue {
  const value = journal.content(hash)
  if (contentHash(value) !== hash) throw new Refuted(`content ${hash} does not have that hash`)
  return value
}

/** Content that has to be an object, hashed again. */
export function message(journal: RecordReader, hash: string): JsonObject {
  const value = stored(journal, hash)
  if (!isJsonObject(value)) throw new Refuted(`content ${hash} is no message`)
  return value
}

/** Receipts name the world's tools; the list asked with also holds the tool that ends a trial. */
export function hashOfTools(journal: RecordReader, toolsHash: string): string {
  const hash = journal.toolHashes?.get(toolsHash) ?? contentHash(offeredTools(journal, toolsHash))
  journal.toolHashes?.set(toolsHash, hash)
  return hash
}

/** The tools of a recorded list, without the one that ends a trial. */
export function offeredTools(journal: RecordReader, toolsHash: string): readonly JsonObject[] {
  const tools = stored(journal, toolsHash)
  if (!Array.isArray(tools) || !tools.every(isJsonObject)) throw new Refuted(`content ${toolsHash} is no list of tools`)
  return tools.filter(({ name }) => name !== FINISH_TOOL.name)
}
