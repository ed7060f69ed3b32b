import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { NodeStreamableHTTPServerTransport, toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'

/** A ledger behind a tool server at an address. */
export interface LedgerServer {
  /** Of the tool server. */
  readonly url: string
  /** POST empties the ledger, GET shows it. */
  readonly ledgerUrl: string
  readonly lines: string[]
  /** Headers of every request to the tool server. */
  readonly headers: IncomingMessage['headers'][]
  close(): Promise<void>
}

/** A server with three tools: `add_line` writes at the end, `read_lines` reads all, `count_lines` says nothing of itself. */
export function ledgerTools(lines: string[]): McpServer {
  const server = new McpServer({ name: 'ledger', version: '1.0.0' })
  const text = (words: string) => ({ content: [{ type: 'text' as const, text: words }] })
  server.registerTool(
    'add_line',
    { description: 'Adds a line at the end of the ledger.', inputSchema: z.object({ line: z.string() }) },
    ({ line }) => {
      lines.push(line)
      return text(`line ${lines.length} is written`)
    },
  )
  server.registerTool(
    'read_lines',
    { description: 'Shows the whole ledger.', inputSchema: z.object({}), annotations: { readOnlyHint: true } },
    () => text(lines.join('\n')),
  )
  server.registerTool(
    'count_lines',
    { description: 'Says how many lines there are.', inputSchema: z.object({}), annotations: { idempotentHint: true } },
    () => text(`${lines.length} lines`),
  )
  return server
}

/**
 * Serves a ledger on this machine.
 *
 * @param version `current` speaks 2026-07-28, `previous` 2025-11-25 with sessions only
 */
export async function serveLedger(version: 'current' | 'previous'): Promise<LedgerServer> {
  const lines: string[] = []
  const headers: IncomingMessage['headers'][] = []
  const answer = version === 'current' ? currentHandler(lines) : previousHandler(lines)
  const server = createServer((request, response) => {
    if (request.url === '/ledger') return atLedger(lines, request, response)
    headers.push(request.headers)
    void answer.handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    await answer.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}/mcp`, ledgerUrl: `http://127.0.0.1:${port}/ledger`, lines, headers, close }
}

function atLedger(lines: string[], request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'POST') lines.splice(0)
  response.end(JSON.stringify(lines))
}

interface Handler {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  close(): Promise<void>
}

function currentHandler(lines: string[]): Handler {
  const handler = createMcpHandler(() => ledgerTools(lines), { legacy: 'reject' })
  const node = toNodeHandler(handler)
  return {
    // The adapter's types want every field that Node may leave out.
    handle: async (request, response) => {
      await node(Object.assign(request, { method: request.method ?? 'GET', url: request.url ?? '/' }), response)
    },
    close: async () => handler.close(),
  }
}

function previousHandler(lines: string[]): Handler {
  const sessions = new Map<string, NodeStreamableHTTPServerTransport>()
  return {
    async handle(request, response) {
      const id = request.headers['mcp-session-id']
      const known = typeof id === 'string' ? sessions.get(id) : undefined
      if (known !== undefined) return known.handleRequest(request, response)
      const transport: NodeStreamableHTTPServerTransport = new NodeStreamableHTTPServerTransport({
        sessionIdGenerator: () => `session-${sessions.size + 1}`,
        onsessioninitialized: (session) => void sessions.set(session, transport),
      })
      await ledgerTools(lines).connect(transport)
      return transport.handleRequest(request, response)
    },
    async close() {
      for (const transport of sessions.values()) await transport.close()
    },
  }
}
