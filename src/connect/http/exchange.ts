import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { JsonObject, LineFault } from '../../domain/index.js'
import { type Frame, frameText } from '../../wire/index.js'

/** What the headers of a reply say; `isFinal`: trying again cannot help. */
export interface ReplyHeaders {
  readonly requestId: string
  readonly isFinal?: boolean
  readonly retryAfterSeconds?: number
}

/** A request whose body is longer than is read. */
export class TooLarge extends Error {}

/** Times the longest body after which the connection goes without a word. */
const PATIENCE = 8

/**
 * The body of a request as text.
 *
 * @throws TooLarge where it has more than `mostBytes`
 */
export async function bodyOf(request: IncomingMessage, mostBytes: number): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request) {
    const chunk = Buffer.from(part)
    bytes += chunk.length
    // What is too much is read and dropped: a client hears nothing as long as it is sending.
    if (bytes <= mostBytes) parts.push(chunk)
    if (bytes > mostBytes * PATIENCE) break
  }
  if (bytes > mostBytes) throw new TooLarge(`the request has more than ${mostBytes} bytes`)
  return Buffer.concat(parts).toString('utf8')
}

/** What the headers of a reply say: the same of every arm. */
export function headersFor({ requestId, isFinal, retryAfterSeconds }: ReplyHeaders): Record<string, string> {
  return {
    'request-id': requestId,
    'x-request-id': requestId,
    ...(isFinal === true && { 'x-should-retry': 'false' }),
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
  }
}

/** Sends a JSON reply, or only its head where it has no body. */
export async function sendJson(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  { status, body, line }: { readonly status: number; readonly body?: JsonObject; readonly line?: LineFault },
): Promise<void> {
  const text = body === undefined ? '' : JSON.stringify(body)
  const length = line === undefined ? {} : { 'content-length': Buffer.byteLength(text) }
  response.writeHead(status, { 'content-type': 'application/json', ...length, ...headers })
  if (line === undefined) response.end(text)
  else await sendPieces(response, piecesOf(text), line)
}

/** Sends a stream, waiting wherever the client is slower. */
export async function sendFrames(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  { frames, line }: { readonly frames: readonly Frame[]; readonly line?: LineFault },
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    ...headers,
  })
  await sendPieces(response, frames.map(frameText), line)
}

/** Pieces in which a body without frames goes over a slow line. */
const PIECES = 8

function piecesOf(text: string): string[] {
  const length = Math.max(1, Math.ceil(text.length / PIECES))
  return Array.from({ length: Math.ceil(text.length / length) }, (_, place) =>
    text.slice(place * length, (place + 1) * length),
  )
}

/** Sends pieces one after another; a line that breaks leaves the client without an end. */
async function sendPieces(response: ServerResponse, pieces: readonly string[], line?: LineFault): Promise<void> {
  const sent = line?.kind === 'break' ? pieces.slice(0, Math.max(1, Math.floor(pieces.length * line.share))) : pieces
  const waitMs = line?.kind === 'slow' ? (line.seconds * 1_000) / pieces.length : 0
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  for (const piece of sent) {
    if (waitMs > 0) await delay(waitMs, undefined, { signal: gone.signal }).catch(() => undefined)
    if (response.destroyed) return
    // A client that went away takes nothing any more, and its line is never free again.
    if (!response.write(piece)) await once(response, 'drain', { signal: gone.signal }).catch(() => undefined)
  }
  if (line?.kind !== 'break') {
    response.end()
    return
  }
  // What was sent has to arrive before the connection goes.
  await new Promise((resolve) => response.write('', resolve))
  response.destroy()
}
