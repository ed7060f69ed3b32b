import { setTimeout as delay } from 'node:timers/promises'
import type { Client, PriorDiscovery, Tool, Transport } from '@modelcontextprotocol/client'
import { type JsonObject, RELEASE, type ToolResult, type ToolSpec } from '../../domain/index.js'
import { InfrastructureFailed } from '../../run/index.js'
import { loadClient } from './load-client.js'
import { resultText } from './result-text.js'
import { shortLine, withoutSecrets } from './secrets.js'

/** A server with everything put in: what is started, or where it is. */
export type ReadyServer = {
  /** Hidden in everything that is shown. */
  readonly secrets: readonly string[]
  /** Hidden in what the server lists and answers as well: that is recorded, and sent to a model. */
  readonly unrecorded: readonly string[]
  /** Longest wait for one answer, in milliseconds. */
  readonly waitMs: number
} & (
  | {
      readonly kind: 'process'
      readonly command: string
      readonly args: readonly string[]
      readonly env: Readonly<Record<string, string>>
      readonly folder: string
    }
  | { readonly kind: 'address'; readonly url: string; readonly headers: Readonly<Record<string, string>> }
)

/** A server that answers. */
export interface ToolConnection {
  /** In the order of the server. */
  readonly tools: readonly ListedTool[]
  /** The same as the server sent them. */
  readonly rawTools: readonly JsonObject[]
  /** Such as 2026-07-28. */
  readonly protocolVersion: string
  /** What was found out about the server, so that the next connection need not ask again. */
  readonly known: PriorDiscovery
  /** @throws InfrastructureFailed `environment` where no answer came */
  call(name: string, given: JsonObject, progress?: ProgressListener): Promise<CallReply>
  close(): Promise<void>
}

/** Told how far a call has come, in the server's own fields. */
export type ProgressListener = (progress: JsonObject) => void

/** A result as a model is shown it, and as the server sent it. */
export interface CallReply extends ToolResult {
  readonly raw: JsonObject
}

/** A tool as its server lists it. */
export interface ListedTool extends ToolSpec {
  /** False where the server does not say whether it only reads. */
  readonly isAnnotated: boolean
}

/**
 * Connects to a server: in the current version of the protocol where it speaks it, else in the one before.
 *
 * @param known of an earlier connection to the same server
 * @throws InfrastructureFailed `environment` where it does not start or does not answer
 */
export async function connectTo(server: ReadyServer, known?: PriorDiscovery): Promise<ToolConnection> {
  const sdk = await loadClient()
  const client = new sdk.Client(
    { name: 'leadline', version: RELEASE },
    { versionNegotiation: { mode: 'auto', probe: { timeoutMs: Math.min(server.waitMs, PROBE_MS) } } },
  )
  const { transport, complaint, lastWords } = openTransport(sdk, server)
  const broken = (what: string, error: unknown) => {
    const why = shortLine(error instanceof Error ? error.message : String(error), server.secrets)
    const said = shortLine(complaint(), server.secrets)
    return new InfrastructureFailed('environment', new Error(`${what}: ${why}${said === '' ? '' : ` (${said})`}`))
  }
  try {
    await client.connect(transport, { timeout: server.waitMs, ...(known !== undefined && { prior: known }) })
    const hide = (text: string) => withoutSecrets(text, server.unrecorded)
    const { tools } = await client.listTools(undefined, { timeout: server.waitMs })
    const discover = client.getDiscoverResult()
    return {
      tools: tools.map((tool) => specOf(tool, hide)),
      rawTools: tools.map((tool) => plainly(tool, hide)),
      protocolVersion: client.getNegotiatedProtocolVersion() ?? 'unknown',
      known: discover === undefined ? { kind: 'legacy' } : { kind: 'modern', discover },
      call: (name, given, progress) => {
        return callTool({ client, sdk, broken, lastWords, hide, waitMs: server.waitMs, progress }, name, given)
      },
      close: () => closeQuietly(client),
    }
  } catch (error) {
    await closeQuietly(client)
    await lastWords()
    throw broken('the tool server does not answer', error)
  }
}

interface OpenedTransport {
  readonly transport: Transport
  readonly complaint: () => string
  /** Waits until a server that has ended has said all that it will, or for a moment where it lives. */
  readonly lastWords: () => Promise<void>
}

/** A server of the older version may keep silent at a question that it does not know. */
const PROBE_MS = 5_000
/** What a server says as it ends may come after the word that it has ended. */
const LAST_WORDS_MS = 300

/** The way to a server, not yet taken, and what it has complained of so far. */
export function openTransport(sdk: Awaited<ReturnType<typeof loadClient>>, server: ReadyServer): OpenedTransport {
  if (server.kind === 'address') {
    const headers = { ...server.headers }
    const transport: Transport = new sdk.StreamableHTTPClientTransport(new URL(server.url), {
      requestInit: { headers },
    })
    return { transport, complaint: () => '', lastWords: async () => undefined }
  }
  const { command, args, env, folder } = server
  const transport = new sdk.StdioClientTransport({
    command,
    args: [...args],
    env: { ...sdk.baseEnvironment(), ...env },
    cwd: folder,
    stderr: 'pipe',
  })
  let said = ''
  transport.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString('utf8')}`.slice(-2_000)
  })
  const ended = new Promise<void>((resolve) => transport.stderr?.once('end', resolve).once('close', resolve))
  return { transport, complaint: () => said, lastWords: () => Promise.race([ended, delay(LAST_WORDS_MS)]) }
}

interface Calling {
  readonly client: Client
  readonly sdk: Awaited<ReturnType<typeof loadClient>>
  readonly broken: (what: string, error: unknown) => InfrastructureFailed
  readonly lastWords: () => Promise<void>
  readonly hide: Hiding
  readonly waitMs: number
  readonly progress: ProgressListener | undefined
}

async function callTool(
  { client, sdk, broken, lastWords, hide, waitMs, progress }: Calling,
  name: string,
  given: JsonObject,
): Promise<CallReply> {
  try {
    const onprogress = progress && ((come: object) => progress(plainly(come, hide)))
    const options = { timeout: waitMs, ...(onprogress !== undefined && { onprogress, resetTimeoutOnProgress: true }) }
    const result = await client.callTool({ name, arguments: { ...given } }, options)
    return { text: hide(resultText(result)), isError: result.isError === true, raw: plainly(result, hide) }
  } catch (error) {
    // The server's own word about the call: whoever made it may read it.
    if (error instanceof sdk.ProtocolError) {
      const text = hide(error.message)
      return { text, isError: true, raw: { content: [{ type: 'text', text }], isError: true } }
    }
    await lastWords()
    throw broken(`the tool server broke at a call of ${name}`, error)
  }
}

async function closeQuietly(client: Client): Promise<void> {
  // Whatever it says now, nobody asks it any more.
  await client.close().catch(() => undefined)
}

type Hiding = (text: string) => string

/** What came over the wire, as JSON in which each text has its secrets hidden. */
function plainly(value: object, hide: Hiding): JsonObject {
  return JSON.parse(JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? hide(part) : part)))
}

function specOf({ name, description, inputSchema, annotations = {} }: Tool, hide: Hiding): ListedTool {
  const parameters = plainly(inputSchema, hide)
  const isReading = annotations.readOnlyHint === true
  return {
    name,
    description: hide(description ?? ''),
    parameters,
    effect: isReading ? 'reads' : 'writes',
    isAnnotated: annotations.readOnlyHint !== undefined,
    ...((isReading || annotations.idempotentHint === true) && { isIdempotent: true }),
  }
}
