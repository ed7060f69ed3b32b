import { createServer, type ServerResponse } from 'node:http'

/** How a reply that comes in pieces ends. */
type StreamEnd =
  /** As its protocol says. */
  | 'whole'
  /** The connection is closed in order, in the middle of the answer. */
  | 'closed'
  /** The connection is torn. */
  | 'torn'
  /** Nothing more comes. */
  | 'silent'

/** A reply that comes in pieces. */
export interface StreamedReply {
  /** Events in their order: objects are sent as JSON, texts as they are. */
  readonly events: readonly (object | string)[]
  readonly end?: StreamEnd
  /** Milliseconds between two events. */
  readonly paceMs?: number
  /** Sent instead, before anything is streamed. */
  readonly refusal?: {
    readonly status: number
    readonly headers?: Readonly<Record<string, string>>
    readonly body: string
  }
}

/** Runs a server on loopback that gives one streamed reply to everything it is asked. */
export async function withStream<T>(
  reply: StreamedReply,
  use: (server: { readonly url: string; readonly bodies: readonly unknown[] }) => Promise<T>,
): Promise<T> {
  const bodies: unknown[] = []
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      bodies.push(JSON.parse(Buffer.concat(chunks).toString('utf8')))
      send(response, reply).catch(() => response.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  try {
    return await use({ url: `http://127.0.0.1:${address.port}/v1`, bodies })
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

async function send(
  response: ServerResponse,
  { events, end = 'whole', paceMs = 0, refusal }: StreamedReply,
): Promise<void> {
  if (refusal !== undefined) {
    response.writeHead(refusal.status, { 'content-type': 'application/json', ...refusal.headers }).end(refusal.body)
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'x-ratelimit-remaining-requests': '7' })
  for (const event of events) {
    if (paceMs > 0) await new Promise((resolve) => setTimeout(resolve, paceMs))
    response.write(typeof event === 'string' ? event : eventText(event))
  }
  if (end === 'torn') setTimeout(() => response.destroy(), 10)
  else if (end !== 'silent') response.end()
}

/** Vendors that name their events do so in the data too. */
function eventText(event: object): string {
  const name = 'type' in event ? `event: ${String(event.type)}\n` : ''
  return `${name}data: ${JSON.stringify(event)}\n\n`
}
