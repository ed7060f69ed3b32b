import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { ConfigError } from '../../domain/index.js'

/** The pipes of a process that an agent has started as its tool server. */
export interface ProxyPipes {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
}

/**
 * Joins an agent with the trial that it works in, until either is gone.
 *
 * @param to host, port and token, as the study has given them
 * @throws ConfigError where it is not of that form or nobody is there
 */
export async function joinProxy(to: string, { input, output }: ProxyPipes): Promise<void> {
  const [, host, port, token] = /^([\w.-]+):(\d+)\/([0-9a-f]+)$/.exec(to) ?? []
  if (host === undefined || port === undefined || token === undefined) {
    throw new ConfigError('--to', to, 'host:port/token as a study gives it')
  }
  const socket = connect({ host, port: Number(port) })
  try {
    await once(socket, 'connect')
  } catch {
    throw new ConfigError('--to', `${host}:${port}`, 'the address of a study that is under way')
  }
  socket.write(`${token}\n`)
  input.pipe(socket)
  socket.pipe(output, { end: false })
  await once(socket, 'close')
}

/**
 * Starts a tool server and passes everything through, as if the agent had started it.
 *
 * @returns its exit code, or the signal that ended it
 * @throws ConfigError where it cannot be started
 */
export async function runBeside(words: readonly string[]): Promise<number | string> {
  const [program = '', ...args] = words
  const child = spawn(program, args, { stdio: 'inherit' })
  try {
    const [code, signal]: unknown[] = await once(child, 'exit')
    return typeof code === 'number' ? code : String(signal)
  } catch {
    throw new ConfigError('command', program, 'a program that can be started')
  }
}
