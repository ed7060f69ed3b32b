import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Candidate, Sample } from '../../domain/index.js'
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
  /** Written into its home first, by path: the configuration in which it finds its tool servers. */
  readonly files?: Readonly<Record<string, string>> | undefined
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

const INHERITED = ['PATH', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'USER', 'LOGNAME', 'SHELL', 'SystemRoot']

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
  for (const [path, text] of Object.entries(command.files ?? {})) {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), filled(text))
  }
  const own = Object.entries(command.environment ?? {}).map(([name, value]) => [name, filled(value)] as const)
  const kept = INHERITED.flatMap((name) => {
    const value = inherited[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const env = { ...Object.fromEntries(kept), HOME: home, LEADLINE_PROXY: guest.to, ...Object.fromEntries(own) }
  const [program = '', ...words] = command.command.map(filled)
  return runToEnd(spawn(program, words, { cwd: home, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] }), signal)
}

const MOST_SAID = 2_000
const LONGEST_LINE = 200

/** Waits for a process and what it has started to end, and ends them where the signal says so. */
async function runToEnd(child: ChildProcess, signal: AbortSignal) {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString('utf8')}`.slice(-MOST_SAID)
    })
  }
  const stop = () => endGroup(child)
  signal.addEventListener('abort', stop)
  try {
    const [code]: unknown[] = await once(child, 'exit')
    const last =
      said
        .split('\n')
        .findLast((line) => line.trim() !== '')
        ?.replaceAll(/\p{Cc}+/gu, ' ')
        .trim() ?? ''
    const words = last === '' ? '' : `: ${last.slice(0, LONGEST_LINE)}`
    return { ended: `exit ${typeof code === 'number' ? code : 'by a signal'}${words}`, isFailure: code !== 0 }
  } finally {
    signal.removeEventListener('abort', stop)
    endGroup(child)
  }
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody is left in the group.
  }
}
