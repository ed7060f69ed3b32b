import type { IncomingMessage, ServerResponse } from 'node:http'
import { type AgentAsk, type AgentReply, textHash } from '../../domain/index.js'
import { bodyOf, headersFor, openServer, sendFrames, sendJson, TooLarge } from '../http/index.js'
import { answerRequest, type Visit } from './dialects.js'

/** A trial that may ask. */
export interface Guest {
  /** What the agent's client shows as its key: it alone tells which trial asks, and nothing of the trial. */
  readonly token: string
  /** Nothing is answered under the token any more. */
  dismiss(): void
}

/** A server on this machine that speaks what clients of models speak. */
export interface AgentEndpoint {
  /** Such as `http://127.0.0.1:40123`, without a path. */
  readonly url: string
  /**
   * Lets a trial ask.
   *
   * @param model what the list of models shows; asks may name any other
   */
  admit(model: string, ask: (ask: AgentAsk) => Promise<AgentReply>): Guest
  close(): Promise<void>
}

/** Prompts of agents go to some megabytes; what is larger is no prompt. */
const MOST_BYTES = 64 * 1024 * 1024
/** Letters of a token after its first ones, as keys have them. */
const TOKEN_LENGTH = 32

/**
 * Opens an endpoint for chat completions, responses and messages, on the loopback address only.
 *
 * @param options.port a free one where left out
 * @param options.secret makes tokens that nobody can guess: bytes of chance
 */
export async function openEndpoint(options: {
  readonly secret: string
  readonly port?: number
}): Promise<AgentEndpoint> {
  const guests = new Map<string, Visit>()
  let admitted = 0
  const { url, close } = await openServer((request, response) => serve(guests, request, response), {
    host: '127.0.0.1',
    port: options.port ?? 0,
  })
  return {
    url,
    admit(model, ask) {
      admitted += 1
      const token = `sk-${textHash(`${options.secret}/${admitted}`).slice(0, TOKEN_LENGTH)}`
      guests.set(token, { model, ask, token, replies: 0, items: new Map(), responses: new Map() })
      return { token, dismiss: () => void guests.delete(token) }
    },
    close,
  }
}

async function serve(
  guests: ReadonlyMap<string, Visit>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const [path = '/'] = (request.url ?? '/').split('?')
    const body = await bodyOf(request, MOST_BYTES)
    const reply = await answerRequest({
      method: request.method ?? 'GET',
      path: path.replace(/^\/v1(?=\/)/, ''),
      guest: guests.get(tokenOf(request)),
      body,
      seconds: Math.floor(Date.now() / 1_000),
      isMessagesClient: request.headers['anthropic-version'] !== undefined,
    })
    if (reply.kind === 'gone') response.destroy()
    else if (reply.kind === 'stream') await sendFrames(response, headersFor(reply), reply)
    else await sendJson(response, headersFor(reply), reply)
  } catch (error) {
    if (error instanceof TooLarge)
      await sendJson(response, {}, { status: 413, body: { error: { message: error.message } } })
    // A client that went away in the middle is told nothing any more.
    else response.destroy()
  }
}

/** Both headers in which clients send their key. */
function tokenOf({ headers }: IncomingMessage): string {
  const key = headers['x-api-key']
  if (typeof key === 'string') return key
  return (headers.authorization ?? '').replace(/^Bearer\s+/i, '')
}
