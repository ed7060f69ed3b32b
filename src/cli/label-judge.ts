import { basename, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Network } from '../connect/index.js'
import { type Answer, counted, type Model, ModelError, type Session, seedOf, systemLabel } from '../domain/index.js'
import { readSessionFile, type SessionRecord } from '../import/index.js'
import { USUAL_QUESTION } from '../report/index.js'
import { factsOf, judgeMessages, judgeVerdict } from '../sessions/index.js'
import { eachOf } from './each-of.js'
import { Interrupted, type Io } from './io.js'
import { networkOf, openNamed } from './named-model.js'
import { rewriteRecord, type ShownAs, showFacts } from './session-record.js'

/** Options of `leadline label judge`. */
interface JudgeOptions extends ShownAs {
  readonly model: string
  readonly question?: string
  readonly most?: number
  /** Address of a proxy. */
  readonly proxy?: string
  /** File of certificate authorities. */
  readonly ca?: string
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
  const { network, answerSeconds } = options
  const { model, system } = await openNamed(io, options.model, { purpose: 'run', network }, { answerSeconds })
  const name = systemLabel(system)
  const open = record.sessions.filter(({ judged }) => judged?.model !== name).slice(0, options.most)
  const found = new Map<string, Session['judged']>()
  const failures: string[] = []
  const question = options.question ?? USUAL_QUESTION
  let stopped: unknown
  try {
    await eachOf(open, options.concurrency, async (session) => {
      const answer = await askPatiently(io, model, { session, question })
      if (answer instanceof ModelError) failures.push(`${session.id}: ${answer.message}`)
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
  io.err(`${counted(found.size, 'session')} of ${open.length} judged by ${name}\n`)
  for (const failure of failures.slice(0, 3)) io.err(`not judged: ${failure}\n`)
  if (stopped !== undefined) throw io.signal.aborted ? new Interrupted() : stopped
  showFacts(io, { facts: sessions.map(factsOf), end: record.end, name: basename(record.path) }, options)
}

/** @returns the last failure where no answer came; a refused key or model stops everything */
async function askPatiently(
  io: Io,
  model: Model,
  of: { readonly session: Session; readonly question: string },
): Promise<Answer | ModelError> {
  const ask = {
    messages: judgeMessages(of.session, of.question),
    tools: [],
    seed: seedOf(of.session.id),
    signal: io.signal,
  }
  for (let attempt = 1; ; attempt += 1) {
    io.signal.throwIfAborted()
    try {
      return await model.ask(ask)
    } catch (error) {
      if (!(error instanceof ModelError) || error.fault === 'access') throw error
      if (!error.isRetryable || attempt === MOST_ASKS) return error
      await delay(error.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** (attempt - 1), undefined, { signal: io.signal })
    }
  }
}
