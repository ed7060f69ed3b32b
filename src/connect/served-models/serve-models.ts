import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Model, textHash } from '../../domain/index.js'
import { chatFailure, chatProblem, type ServedProblem } from '../../wire/index.js'
import { bodyOf, headersFor, openServer, sendFrames, sendJson, TooLarge } from '../http/index.js'
import { answerModelRequest, type ModelReply, type ServedShelf } from './answer-chat.js'
import { modelShelf, type NamedModel } from './model-shelf.js'

/** What is served, and where. */
export interface ModelServerOptions {
  /** Asked where a request states no temperature; names differ. */
  readonly models: readonly NamedModel[]
  /** Opens one of them at a temperature from 0 to 2; the client is told a ConfigError of its own. */
  readonly atTemperature: (name: string, temperature: number) => Promise<Model>
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** Told what a model threw, where that is no refusal of the ask: the client only hears that the server failed. */
  readonly report: (error: unknown) => void
}

/** A server of models that listens. */
export interface ModelServer {
  /** Such as `http://127.0.0.1:40123`, without a path. */
  readonly url: string
  /** Ends every connection at once, and takes back the asks behind them. */
  close(): Promise<void>
}

/** Longest body of a request. */
const MOST_BYTES = 8 * 1024 * 1024
/** Requests under way at once; together with their longest bodies they stay within a gigabyte. */
const MOST_REQUESTS = 128
const BUSY_SECONDS = 1
const ID_LENGTH = 24

/**
 * Serves models to whatever client speaks OpenAI's chat completions. No key is asked for.
 *
 * @throws the error of the system where host and port cannot be listened at
 */
export async function serveModels(options: ModelServerOptions): Promise<ModelServer> {
  const { models, atTemperature, host, port, report } = options
  const nextId = createIds()
  const of: ServedShelf = {
    shelf: modelShelf(models, atTemperature),
    openedAt: secondsNow(),
    mark: () => ({ id: nextId(), createdAt: secondsNow() }),
    report,
  }
  let underWay = 0
  return openServer(
    async (request, response) => {
      underWay += 1
      response.once('close', () => {
        underWay -= 1
      })
      if (underWay > MOST_REQUESTS) await sendBusy(response, nextId())
      else await serve(request, response, { ...of, nextId })
    },
    { host, port },
  )
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  of: ServedShelf & { readonly nextId: () => string },
): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  try {
    const [path = '/'] = (request.url ?? '/').split('?')
    const body = await bodyOf(request, MOST_BYTES)
    const reply = await answerModelRequest({ method: request.method ?? 'GET', path, body, signal: gone.signal }, of)
    await send(response, reply, of.nextId())
  } catch (error) {
    if (error instanceof TooLarge) await sendProblem(response, chatProblem('too-large', error.message), of.nextId())
    else {
      // A client that went away in the middle is told nothing any more.
      if (!gone.signal.aborted && !request.destroyed) of.report(error)
      response.destroy()
    }
  }
}

async function send(response: ServerResponse, reply: ModelReply, requestId: string): Promise<void> {
  const { seed, isFinal = false } = reply
  const headers = { ...headersFor({ requestId, isFinal }), ...(seed !== undefined && { 'x-seed': String(seed) }) }
  if (reply.kind === 'stream') await sendFrames(response, headers, reply)
  else await sendJson(response, headers, reply)
}

async function sendProblem(response: ServerResponse, problem: ServedProblem, requestId: string): Promise<void> {
  await sendJson(response, headersFor({ requestId, isFinal: true }), problem)
}

async function sendBusy(response: ServerResponse, requestId: string): Promise<void> {
  await sendJson(response, headersFor({ requestId, retryAfterSeconds: BUSY_SECONDS }), chatFailure('overloaded'))
}

/** Ids that nobody has seen before, also not from a server that was here earlier. */
function createIds(): () => string {
  const secret = randomBytes(16).toString('hex')
  let made = 0
  return () => {
    made += 1
    return textHash(`${secret}/${made}`).slice(0, ID_LENGTH)
  }
}

function secondsNow(): number {
  return Math.floor(Date.now() / 1_000)
}
