import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Candidate, Sample } from '../../domain/index.js'
import { endWords, plainEnvironment, runToEnd, writeHome } from '../processes/index.js'
import { openProxyHost, type ProxyGuest, type ProxyHost } from './proxy-host.js'
import { ProxySession } from './proxy-session.js'

/**
 * A command that works through one task and takes its tools from `leadline mcp-proxy`. In its words, in the values of its
 * environment and in its files `{goal}`, `{to}`, `{url}` and `{home}` stand for those of the trial.
 */
export interface ProxiedCommand {
  readonly command: readonly string[]
  /** All that it finds beside PATH, HOME and the few variables that every process needs. */
  readonly environment?: Readonly<Record<string, string>> | undefined
  /** Written into its home first, by path, as texts or JSON: the configuration in which it finds its tool servers. */
  readonly files?: Readonly<Record<string, unknown>> | undefined
}

/** Agents behind the proxy of this process. */
export interface ProxiedAgents {
  /** What a candidate has in place of a model. */
  agent(command: ProxiedCommand): Pick<Candidate, 'model' | 'openTrial'>
  /** Ends the proxy. */
  close(): Promise<void>
}

/** @param inherited the environment of this process, of which only harmless names are passed on */
export function createProxiedAgents(inherited: Readonly<Record<string, string | undefined>>): ProxiedAgents {
  let opened: Promise<ProxyHost> | undefined
  return {
    agent: (command) => ({
      model: {
        ask: () => Promise.reject(new Error('an agent is asked within its trial only')),
      },
      async openTrial({ sample }) {
        opened ??= openProxyHost()
        const host = await opened
        const home = mkdtempSync(join(tmpdir(), 'home-'))
        const session = new ProxySession((signal) => workIn({ command, sample, home, inherited, signal, guest }))
        const guest = host.admit(session)
        return {
          model: session.model,
          meet: (world) => session.meet(world),
          async close() {
            await session.close()
            await guest.dismiss()
            rmSync(home, { recursive: true, force: true })
          },
        }
      },
    }),
    async close() {
      await (await opened)?.close()
    },
  }
}

async function workIn(of: {
  readonly command: ProxiedCommand
  readonly sample: Sample
  readonly home: string
  readonly inherited: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  readonly guest: ProxyGuest
}): Promise<{ readonly ended: string; readonly isFailure: boolean }> {
  const { command, sample, home, inherited, signal, guest } = of
  const values: Readonly<Record<string, string>> = { goal: sample.goal, to: guest.to, url: guest.url, home }
  const filled = (text: string) =>
    text.replaceAll(/\{(goal|to|url|home)\}/g, (whole, name: string) => values[name] ?? whole)
  await writeHome(home, command.files ?? {}, filled)
  const own = Object.entries(command.environment ?? {}).map(([name, value]) => [name, filled(value)] as const)
  const environment = {
    ...plainEnvironment(inherited),
    HOME: home,
    LEADLINE_PROXY: guest.to,
    ...Object.fromEntries(own),
  }
  const run = {
    command: command.command.map(filled),
    folder: home,
    environment,
    mark: { token: guest.to, home },
    signal,
  }
  const end = await runToEnd(run)
  return { ended: endWords(end, guest.to), isFailure: end.code !== 0 }
}
