import type {
  Answer,
  Ask,
  Candidate,
  Journal,
  Lease,
  Message,
  Price,
  TokenPrice,
  ToolOffer,
  Usage,
} from '../../domain/index.js'
import { type Clock, waitUnlessStopped } from './clock.js'

/** What the vendor itself has counted of a conversation: everything up to and with its last answer. */
export interface Counted {
  /** Messages covered, from the first. */
  readonly messages: number
  /** Hash of the tools that were offered with them. */
  readonly toolsHash: string
  /** Input and output together. */
  readonly tokens: number
  /** The same without reasoning, which a vendor may leave out when it is shown the turn again. */
  readonly shownTokens: number
}

/** How often to look whether money came free, and how long nothing may move until that is given up. */
const MONEY_POLL_MS = 250
const MONEY_WAIT_MS = 60_000

/** Tokens that a vendor adds on its own account: its template, and what it tells a model about using tools. */
const PREAMBLE_TOKENS = 1_024
/** What was counted once is counted again a little higher: vendors render a conversation anew for each ask. */
const SAFETY = 1.1

/** What setting money aside needs. */
interface Aside {
  readonly ask: Pick<Ask, 'signal'>
  readonly ceilingUsd: number
  readonly budgetUsd?: number
  readonly lease: Lease
  readonly journal: Journal
  readonly clock: Clock
  readonly halt: AbortSignal
}

/** Sets the ceiling of an ask aside, at once or not at all. */
export function setAside({ lease, journal, ceilingUsd, budgetUsd }: Omit<Aside, 'clock' | 'halt' | 'ask'>): boolean {
  return budgetUsd === undefined || journal.reserve(lease, ceilingUsd, budgetUsd)
}

/** Waiting for money, over several looks. */
export interface MoneyWait {
  /** Spent and reserved at the last look. */
  before: number | undefined
  /** For how long neither has moved. */
  waitedMs: number
}

/**
 * Waits a moment for others' answers, which turn out cheaper than what was set aside for them.
 *
 * @param wait the same for all looks of one ask
 * @returns false where there is nothing left to wait for
 */
export async function waitForMoney({ ask, journal, clock, halt }: Aside, wait: MoneyWait): Promise<boolean> {
  const { spentUsd, reservedUsd } = journal.totals()
  if (reservedUsd === 0 || wait.waitedMs >= MONEY_WAIT_MS || halt.aborted) return false
  wait.waitedMs = spentUsd + reservedUsd === wait.before ? wait.waitedMs + MONEY_POLL_MS : 0
  wait.before = spentUsd + reservedUsd
  await waitUnlessStopped(clock, MONEY_POLL_MS, { signal: ask.signal, halt })
  return true
}

/** Cost of an answer in US dollars, or undefined where usage or price is not known. */
export function costOf(usage: Usage | undefined, price: Price | undefined): number | undefined {
  if (usage?.inputTokens === undefined || usage.outputTokens === undefined || price === undefined) return undefined
  const charged = priceAt(usage.inputTokens, price)
  const { inputUsdPerMillion: input, outputUsdPerMillion: output } = charged
  const { cacheReadUsdPerMillion: read = input, cacheWriteUsdPerMillion: write = input } = charged
  const { cacheReadTokens = 0, cacheWriteTokens = 0 } = usage
  const fresh = Math.max(0, usage.inputTokens - cacheReadTokens - cacheWriteTokens)
  return (fresh * input + cacheReadTokens * read + cacheWriteTokens * write + usage.outputTokens * output) / 1e6
}

/**
 * The most that one ask can cost. No tokeniser makes more tokens of a text than it has bytes, so that each byte counts
 * as one, and the vendor's own preamble is added. What the vendor has already counted in this trial counts as it said,
 * with a tenth more; then only what was added since counts by its bytes.
 *
 * @param counted what the vendor said of the last answer of the same trial; left out where it said nothing
 */
export function worstCaseUsd(
  ask: Pick<Ask, 'messages' | 'tools'>,
  candidate: Candidate,
  counted?: Counted & { readonly isSameOffer: boolean },
): number {
  const { price, maxOutputTokens = 4_096 } = candidate
  if (price === undefined) return 0
  const tokens = counted === undefined ? uncounted(ask) : sinceCounted(ask, counted)
  // Whoever writes a cache may charge more for it than for other input.
  const charged = priceAt(tokens, price)
  const { inputUsdPerMillion: input, cacheReadUsdPerMillion = 0, cacheWriteUsdPerMillion = 0 } = charged
  const dearest = Math.max(input, cacheReadUsdPerMillion, cacheWriteUsdPerMillion)
  return (tokens * dearest + maxOutputTokens * charged.outputUsdPerMillion) / 1e6
}

function priceAt(inputTokens: number, { beyond, ...price }: Price): TokenPrice {
  return beyond !== undefined && inputTokens > beyond.inputTokens ? beyond : price
}

function uncounted({ messages, tools }: Pick<Ask, 'messages' | 'tools'>): number {
  return bytesOf(messages) + bytesOf(tools) + PREAMBLE_TOKENS
}

function sinceCounted(
  { messages, tools }: Pick<Ask, 'messages' | 'tools'>,
  counted: Counted & { readonly isSameOffer: boolean },
): number {
  const known = Math.ceil(counted.tokens * SAFETY)
  return known + bytesOf(messages.slice(counted.messages)) + (counted.isSameOffer ? 0 : bytesOf(tools))
}

function bytesOf(value: readonly Message[] | readonly ToolOffer[]): number {
  return Buffer.byteLength(JSON.stringify(value))
}

/** The answer with its cost, where usage and price tell it. */
export function priced(answer: Answer, price: Price | undefined): Answer {
  if (answer.costUsd !== undefined) return answer
  const costUsd = costOf(answer.usage, price)
  return costUsd === undefined ? answer : { ...answer, costUsd }
}
