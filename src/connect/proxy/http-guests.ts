import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { NodeStreamableHTTPServerTransport } from '@modelcontextprotocol/node'
import { ConfigError } from '../../domain/index.js'
import type { ProxySession } from './proxy-session.js'

/** Agents that come to a trial over HTTP. */
export interface HttpGuests {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  close(): Promise<void>
}

/** Serves one trial to agents over HTTP, each in a session of its own as 2025-11-25 has them. */
export function createHttpGuests(session: ProxySession): HttpGuests {
  const open = new Map<string, NodeStreamableHTTPServerTransport>()
  return {
    async handle(request, response) {
      const id = request.headers['mcp-session-id']
      const known = typeof id === 'string' ? open.get(id) : undefined
      if (known !== undefined) return known.handleRequest(request, response)
      const { NodeStreamableHTTPServerTransport: Transport } = await loadNode()
      const transport: NodeStreamableHTTPServerTransport = new Transport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: (given) => void open.set(given, transport),
      })
      await session.accept(transport)
      return transport.handleRequest(request, response)
    },
    async close() {
      await Promise.allSettled([...open.values()].map((transport) => transport.close()))
    },
  }
}

async function loadNode() {
  try {
    return await import('@modelcontextprotocol/node')
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
    if (!isMissing) throw error
    const wanted = 'it beside leadline: npm install @modelcontextprotocol/node @modelcontextprotocol/server'
    throw new ConfigError('package @modelcontextprotocol/node', undefined, wanted)
  }
}
