import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { JsonObject } from '../../domain/index.js'
import { type Frame, frameText } from '../../wire/index.js'

/** Prompts of agents go to some megabytes; what is larger is no prompt. */
const MOST_BYTES = 64 * 1024 * 1024

/** A request whose body is not read to its end. */
export class TooLarge extends Error {}

/** The body of a request as text. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request) {
    const chunk = Buffer.from(part)
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new TooLarge(`the request has more than ${MOST_BYTES} bytes`)
    parts.push(chunk)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** What the headers of a reply say: the same of every arm. */
export function headersFor(reply: { readonly requestId: string; readonly isFinal?: boolean }): Record<string, string> {
  const { requestId, isFinal } = reply
  return {
    'request-id': requestId,
    'x-request-id': requestId,
    ...(isFinal === true && { 'x-should-retry': 'false' }),
  }
}

/** Sends a JSON reply, or only its head where it has no body. */
export function sendJson(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  { status, body }: { readonly status: number; readonly body?: JsonObject },
): void {
  const text = body === undefined ? '' : JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(text)
}

/** Sends a stream, waiting wherever the client is slower. */
export async function sendFrames(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  frames: readonly Frame[],
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    ...headers,
  })
  for (const frame of frames) {
    if (response.destroyed) return
    if (!response.write(frameText(frame))) await once(response, 'drain')
  }
  response.end()
}
