import {
  contentHash,
  drawOf,
  type Environment,
  type JsonValue,
  type Link,
  type LinkContext,
  type Receipt,
  type Seam,
  type ToolCall,
  type ToolOffer,
  type ToolResult,
  type ToolSpec,
  type WorldCall,
} from '../domain/index.js'
import { hashOfTools, type RecordReader, Refuted } from './verify-seams.js'

/** What a trial's link wanted, asked again along the record. */
export interface Wants {
  readonly link: Link
  readonly arm: 'sham' | 'varied'
  readonly pairId: string
  /** Step of the fork. */
  readonly firstStep: number
  /** Follows the record; in the state at the fork to begin with. */
  readonly world: Environment
  readonly stateAtFork: JsonValue
  readonly lists: Lists
  /** Opportunities so far, by seam. */
  readonly asked: Map<Seam, number>
  /** Receipts so far. */
  delivered: number
  /** Those of them since the last ask or return. */
  fresh: Receipt[]
  /** System that the link wanted asked last; undefined where it wanted none. */
  routed: string | undefined
  /** System that has to answer in place of the trial's own. */
  answering: string | undefined
  /** Calls that fitted what was offered and have come back, as the model made them. */
  readonly calls: WorldCall[]
}

/** A call of the record that was made again. */
interface MadeCall {
  readonly step: number
  readonly call: ToolCall
  /** As the world received it. */
  readonly passed: Pick<ToolCall, 'name' | 'arguments'>
  /** What the unchanged world says. */
  readonly would: ToolResult
  /** State before the call; there where the link watches it. */
  readonly before: JsonValue | undefined
}

/**
 * Begins to ask the hooks of a link what they want at each place of a record, where a receipt is then demanded. A
 * swallowed change that left no receipt is found so: the record alone would say that the model never came to the seam.
 * Shares no code with the chain; what the hooks are told comes from the record and from the receipts in it.
 *
 * @param of.world in the state at the fork
 */
export function beginWants(
  journal: RecordReader,
  of: Pick<Wants, 'link' | 'arm' | 'pairId' | 'firstStep' | 'world'>,
): Wants {
  const stateAtFork = of.link.result === undefined ? null : of.world.snapshot()
  const nothing = { delivered: 0, fresh: [], calls: [], routed: undefined, answering: undefined }
  return { ...of, stateAtFork, lists: createLists(journal), asked: new Map(), ...nothing }
}

/** Notes a receipt of the record, in its place. */
export function noteReceipt(wants: Wants, receipt: Receipt): void {
  wants.delivered += 1
  wants.fresh.push(receipt)
}

/**
 * Holds an ask against what the link wanted before it: a disturbance, a word, a list of tools.
 *
 * @returns receipts of the link up to here
 * @throws Refuted
 */
export function checkOpening(wants: Wants, step: number, toolsHash: string): number {
  const { link } = wants
  let before = wants.delivered - wants.fresh.length
  const disturbed = link.disturb?.(contextAt(wants, 'environment', { step, before }))
  if (disturbed?.kind === 'disturb') {
    demand(wants, 'environment', { place: disturbed.disturbance, step })
    before += 1
  }
  const spoken = link.speak?.(contextAt(wants, 'operator-turn', { step, before }))
  if (spoken?.kind === 'speak') {
    demand(wants, 'operator-turn', { place: spoken.variant ?? 'operator', step })
    before += 1
  }
  const limited = link.limit?.(contextAt(wants, 'budget', { step, before }))
  if (limited?.kind === 'cut') {
    demand(wants, 'budget', { place: 'steps', step })
    before += 1
  }
  return before + checkTools(wants, toolsHash, { step, before })
}

/** True where the link may want something of the result of this call. */
export function watches({ link }: Wants, call: ToolCall): boolean {
  return link.result !== undefined && link.matches?.(call) !== false
}

/**
 * Holds a call that has come back against what the link wanted of it.
 *
 * @throws Refuted
 */
export async function checkCall(wants: Wants, made: MadeCall): Promise<void> {
  const { link, arm, delivered, fresh } = wants
  const { step, call } = made
  const isAsked = link.call !== undefined && link.matches?.(call) !== false
  const at = { step, before: delivered - fresh.length }
  const change = isAsked ? link.call?.(call, contextAt(wants, 'before-call', at)) : undefined
  if (change?.kind === 'answer' && change.delivers) demand(wants, 'before-call', { place: call.id, step })
  // A refusal that follows from an earlier delivery keeps the call from its tool; a sham lets it through.
  else if (change?.kind !== 'answer' || arm === 'sham') await checkResult(wants, made)
  wants.fresh = []
  wants.calls.push({ name: call.name, arguments: call.arguments })
}

async function checkResult(wants: Wants, made: MadeCall): Promise<void> {
  const { link, world, delivered, fresh } = wants
  const { step, call, passed, would, before } = made
  const received = { ...call, ...passed }
  if (link.result === undefined || !watches(wants, received)) return
  const context = contextAt(wants, 'tool-result', { step, before: delivered - fresh.length })
  const change = link.result(received, would, context)
  const at = { place: call.id, step }
  if (change.kind === 'replace') demand(wants, 'tool-result', at)
  if (change.kind === 'recall' && (await answerTo(wants, received, wants.stateAtFork)).text !== would.text) {
    demand(wants, 'tool-result', at)
  }
  if (change.kind === 'substitute' && (await answerTo(wants, change.call)).text !== would.text) {
    demand(wants, 'tool-result', at)
  }
  // Where a receipt undid the call, the state is the one before it.
  const isWritten = before !== undefined && contentHash(before) !== contentHash(world.snapshot())
  if (change.kind === 'undo' && isWritten) demand(wants, 'environment', at)
}

/** What the world says to a call that is then undone, from a state or from where it is. */
async function answerTo({ world }: Wants, call: WorldCall, state?: JsonValue): Promise<ToolResult> {
  const now = world.snapshot()
  if (state !== undefined) world.restore(state)
  const result = await world.call(call)
  world.restore(now)
  return result
}

/** @returns how many receipts it demanded */
function checkTools(
  wants: Wants,
  toolsHash: string,
  { step, before }: { readonly step: number; readonly before: number },
): number {
  const { link, arm, lists, world } = wants
  if (link.offer === undefined) return 0
  const { tools } = world
  const change = link.offer(tools, contextAt(wants, 'tool-list', { step, before }))
  const after = change.kind === 'replace' ? change.tools : tools
  const isDue = lists.isNew(after) && change.kind === 'replace'
  if (isDue) demand(wants, 'tool-list', { place: 'tools', step })
  if (!lists.isRecorded(arm === 'varied' ? after : tools, toolsHash)) {
    throw new Refuted(`the tools offered at step ${step} are not those that were due`)
  }
  return isDue ? 1 : 0
}

/** What a hook is told at its next opportunity. */
export function contextAt(
  { link, asked, pairId, firstStep, calls }: Wants,
  seam: Seam,
  { step, before }: { readonly step: number; readonly before: number },
): LinkContext {
  const opportunity = asked.get(seam) ?? 0
  asked.set(seam, opportunity + 1)
  return {
    step: step - firstStep,
    opportunity,
    delivered: before,
    get earlier() {
      return Object.freeze([...calls])
    },
    // A draw costs a hash, and most links never look at theirs.
    get draw() {
      return drawOf({ pairId, link: `${link.name}/${seam}`, opportunity })
    },
  }
}

/** @throws Refuted where a receipt that is due is not among the latest */
export function demand(
  { fresh }: Wants,
  seam: Seam,
  { place, step }: { readonly place: string; readonly step: number },
): void {
  if (fresh.some((receipt) => receipt.seam === seam && receipt.place === place && receipt.step === step)) return
  throw new Refuted(`a change was due at step ${step} (${seam}, ${place}) and left no receipt`)
}

/** The lists of tools that a link makes, told apart cheaply: most asks offer what the one before offered. */
interface Lists {
  /** Whether this list of the link is another one than its last. */
  isNew(tools: readonly ToolSpec[]): boolean
  /** Whether the recorded list shows these tools. */
  isRecorded(tools: readonly ToolSpec[], toolsHash: string): boolean
}

function createLists(journal: RecordReader): Lists {
  let last: readonly ToolSpec[] | undefined
  let due: { readonly tools: readonly ToolSpec[]; readonly hash: string } | undefined
  let recorded: { readonly toolsHash: string; readonly hash: string } | undefined
  return {
    isNew(tools) {
      const before = last
      last = tools
      return before === undefined || !areEqual(before, tools)
    },
    isRecorded(tools, toolsHash) {
      if (due === undefined || !areEqual(due.tools, tools)) due = { tools, hash: contentHash(tools.map(offerOf)) }
      const hash = recorded?.toolsHash === toolsHash ? recorded.hash : hashOfTools(journal, toolsHash)
      recorded = { toolsHash, hash }
      return hash === due.hash
    },
  }
}

function offerOf({ name, description, parameters }: ToolSpec) {
  return { name, description, parameters } satisfies ToolOffer
}

function areEqual(before: readonly ToolSpec[], after: readonly ToolSpec[]): boolean {
  if (before === after) return true
  return before.length === after.length && before.every((tool, place) => isSameOffer(tool, after[place]))
}

function isSameOffer(tool: ToolSpec, other: ToolSpec | undefined): boolean {
  if (tool === other) return true
  if (tool.name !== other?.name || tool.description !== other.description) return false
  return tool.parameters === other.parameters || contentHash(tool.parameters) === contentHash(other.parameters)
}
