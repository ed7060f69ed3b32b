import { serveModels } from '../connect/index.js'
import { ConfigError, LeadlineError, type Model, someOf } from '../domain/index.js'
import { harmless } from './harmless.js'
import { commandLineOf, type Io } from './io.js'

/** The embedded models, as they are loaded. */
export interface Zoo {
  readonly ZOO_NAMES: readonly string[]
  /**
   * Opens those that are named, or all.
   *
   * @param options.temperature their own where left out
   * @throws ConfigError at a name that is not there, or where the models cannot be had at this temperature
   */
  openZoo(
    names?: readonly string[],
    options?: { readonly temperature?: number },
  ): Promise<readonly { readonly name: string; readonly model: Model }[]>
}

/** Options of `leadline zoo serve`. */
interface ZooServeOptions {
  readonly host: string
  readonly port: number
  readonly model?: readonly string[]
}

/** Serves embedded models until the command is interrupted, which is its orderly end. */
export async function zooServe(io: Io, options: ZooServeOptions, zoo: Zoo): Promise<void> {
  const { host, port } = options
  const names = namesIn(options.model, zoo.ZOO_NAMES)
  const models = await zoo.openZoo(names)
  const server = await serveModels({
    models,
    atTemperature: (name, temperature) => openAt(zoo, name, temperature),
    host,
    port,
    report: (error) => io.err(harmless(`leadline: a model failed: ${wordsOf(error)}\n`, false)),
  }).catch((error: unknown) => {
    throw placeProblem(error, options) ?? error
  })
  try {
    io.out(welcome(`${server.url}/v1`, names))
    io.err(reachNote(host))
    await interrupted(io.signal)
  } finally {
    await server.close()
  }
}

function namesIn(asked: readonly string[] | undefined, known: readonly string[]): readonly string[] {
  const stray = asked?.find((name) => !known.includes(name))
  if (stray !== undefined) throw new ConfigError('--model', stray, `one of ${someOf(known)}`)
  return asked === undefined ? known : [...new Set(asked)]
}

async function openAt(zoo: Zoo, name: string, temperature: number): Promise<Model> {
  const [opened] = await zoo.openZoo([name], { temperature })
  if (opened === undefined) throw new ConfigError('model', name, 'a model that is there')
  return opened.model
}

function welcome(url: string, names: readonly string[]): string {
  const [first = ''] = names
  const body = JSON.stringify({ model: first, messages: [{ role: 'user', content: 'What can you do?' }] })
  return [
    `Serving at ${url} (chat completions; any key will do):`,
    `  ${names.join(', ')}`,
    '',
    'Ask one:',
    `  curl ${url}/chat/completions -H 'content-type: application/json' -d '${body}'`,
    'Or probe it, from another terminal:',
    `  ${commandLineOf(['probe', '--model', `${url}#${first}`, '--price', '0/0'])}`,
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n')
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/

/** What to know of an address beyond this machine; empty for one of its own. */
export function reachNote(host: string): string {
  return LOOPBACK.test(host) ? '' : `note: other machines can reach ${host} too, and no key is asked for\n`
}

/** One line about a place that cannot be listened at; undefined where the error is about something else. */
function placeProblem(error: unknown, { host, port }: ZooServeOptions): ConfigError | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return new ConfigError('--port', port, 'a port that is free; 0 takes any free one')
  if (code === 'EACCES')
    return new ConfigError('--port', port, 'a port that this user may open, such as one above 1023')
  const isNoPlace = code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EINVAL'
  return isNoPlace ? new ConfigError('--host', host, 'an address of this machine') : undefined
}

function wordsOf(error: unknown): string {
  if (error instanceof LeadlineError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
