import { basename, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Network } from '../connect/index.js'
import {
  type Answer,
  type Candidate,
  counted,
  ModelError,
  type Session,
  seedOf,
  systemLabel,
  usd,
} from '../domain/index.js'
import { readSessionFile, type SessionRecord } from '../import/index.js'
import { USUAL_QUESTION } from '../report/index.js'
import { priced, worstCaseUsd } from '../run/index.js'
import { factsOf, judgeMessages, judgeVerdict } from '../sessions/index.js'
import { eachOf } from './each-of.js'
import { GateNotMet, Interrupted, type Io } from './io.js'
import { knownOf, MAX_OUTPUT_TOKENS, factsOf as modelFacts, networkOf, openNamed } from './named-model.js'
import { createPurse, type Purse } from './purse.js'
import { rewriteRecord, type ShownAs, showFacts } from './session-record.js'
import { priceOf, unpriced } from './setup-for-model.js'

/** Options of `leadline label judge`. */
interface JudgeOptions extends ShownAs {
  readonly model: string
  readonly question?: string
  readonly most?: number
  /** Address of a proxy. */
  readonly proxy?: string
  /** File of certificate authorities. */
  readonly ca?: string
  /** As `input/output`. */
  readonly price?: string
  /** File of prices. */
  readonly prices?: string
  /** Most that this run may spend, in US dollars. */
  readonly budget?: number
  readonly concurrency: number
  readonly answerSeconds?: number
}

/** Asks of one session before it is left without a verdict. */
const MOST_ASKS = 4
const FIRST_PAUSE_MS = 1_000

/**
 * Asks a model how each session ended that it has not been asked about. What it says is kept beside the outcome and never
 * becomes one. Verdicts that were paid for are kept when the run is stopped.
 */
export async function labelByJudge(io: Io, path: string, options: JudgeOptions): Promise<void> {
  const record = await readSessionFile(resolve(io.cwd, path))
  const network = networkOf(io, options, io.cwd)
  try {
    await judgeAll(io, record, { ...options, network })
  } finally {
    await network.close()
  }
}

async function judgeAll(
  io: Io,
  record: SessionRecord,
  options: JudgeOptions & { readonly network: Network },
): Promise<void> {
  const { network } = options
  const candidate = await judgeNamed(io, options, network)
  const name = systemLabel(candidate.system)
  const purse = createPurse(options.budget)
  const open = record.sessions.filter(({ judged }) => judged?.model !== name).slice(0, options.most)
  const found = new Map<string, Session['judged']>()
  const failures: string[] = []
  let unpaid = 0
  const question = options.question ?? USUAL_QUESTION
  let stopped: unknown
  try {
    await eachOf(open, options.concurrency, async (session) => {
      const answer = await askPatiently(io, { candidate, purse }, { session, question })
      if (answer === undefined) unpaid += 1
      else if (answer instanceof ModelError) failures.push(`${session.id}: ${answer.message}`)
      else found.set(session.id, { verdict: judgeVerdict(answer.text), model: name })
    })
  } catch (error) {
    stopped = error
  }
  const sessions = record.sessions.map((session): Session => {
    const judged = found.get(session.id)
    return judged === undefined ? session : { ...session, judged }
  })
  if (found.size > 0) await rewriteRecord(record, sessions)
  const cost = candidate.price === undefined ? '' : `, for at most ${usd(purse.spentUsd())}`
  io.err(`${counted(found.size, 'session')} of ${open.length} judged by ${name}${cost}\n`)
  for (const failure of failures.slice(0, 3)) io.err(`not judged: ${failure}\n`)
  if (stopped !== undefined) throw io.signal.aborted ? new Interrupted() : stopped
  showFacts(io, { facts: sessions.map(factsOf), end: record.end, name: basename(record.path) }, options)
  if (unpaid === 0) return
  const reached = `the next ask might pass the budget of $${options.budget}`
  throw new GateNotMet(`${reached}; ${counted(unpaid, 'session')} not asked about: raise --budget and go on`)
}

/**
 * The judge with its price.
 *
 * @throws ConfigError where it has none and may cost money, or a budget shall be held
 */
async function judgeNamed(io: Io, options: JudgeOptions, network: Network): Promise<Candidate> {
  const { answerSeconds } = options
  const { model, system } = await openNamed(io, options.model, { purpose: 'run', network }, { answerSeconds })
  const known = knownOf(await modelFacts(options, io.cwd), options.model).price
  const stated = options.price === undefined ? known : priceOf(options.price)
  const price = stated ?? unpriced(options.model, options.budget)
  const provenance = { kind: 'unknown' } as const
  return { model, system, provenance, maxOutputTokens: MAX_OUTPUT_TOKENS, ...(price !== undefined && { price }) }
}

/**
 * @returns the last failure where no answer came, and undefined where the budget does not allow an ask; a refused key or
 *   model stops everything
 */
async function askPatiently(
  io: Io,
  { candidate, purse }: { readonly candidate: Candidate; readonly purse: Purse },
  of: { readonly session: Session; readonly question: string },
): Promise<Answer | ModelError | undefined> {
  const ask = {
    messages: judgeMessages(of.session, of.question),
    tools: [],
    seed: seedOf(of.session.id),
    signal: io.signal,
  }
  for (let attempt = 1; ; attempt += 1) {
    io.signal.throwIfAborted()
    const held = await purse.take(worstCaseUsd(ask, candidate))
    if (held === undefined) return undefined
    try {
      const answer = priced(await candidate.model.ask(ask), candidate.price)
      held.settle(answer.costUsd)
      return answer
    } catch (error) {
      // What may have been charged without an answer stays spent.
      held.settle(error instanceof ModelError && !error.mayBeCharged ? 0 : undefined)
      if (!(error instanceof ModelError) || error.fault === 'access') throw error
      if (!error.isRetryable || attempt === MOST_ASKS) return error
      await delay(error.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** (attempt - 1), undefined, { signal: io.signal })
    }
  }
}
