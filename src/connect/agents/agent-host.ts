import { randomBytes } from 'node:crypto'
import {
  type Agent,
  type AgentJob,
  type AgentPlace,
  InvariantError,
  type Sample,
  type StartAgent,
} from '../../domain/index.js'
import { endWords, plainEnvironment, runToEnd, writeHome } from '../processes/index.js'
import { type AgentEndpoint, openEndpoint } from './endpoint.js'
import { readScore } from './score-command.js'
import { openWorkFolders, stateOfFolder, type WorkFolderMaker, type WorkFolders } from './work-folder.js'

/** Work that lies in a folder. */
export interface FolderWork {
  /** Copied for each trial; itself left alone. */
  readonly folder: string
  /** Run in the copy afterwards: `readScore` says how its end is read. */
  readonly score: readonly string[]
  /** Longest time that scoring may take. */
  readonly scoreSeconds: number
}

/** Agents that work in folders and ask over one endpoint of this process. */
export interface AgentHost {
  /**
   * @param of.model shown to the agent
   * @param of.workOf the work behind a sample
   */
  agent(of: {
    readonly start: StartAgent
    readonly model: string
    readonly workOf: (sample: Sample) => FolderWork | undefined
  }): Agent
  /** Ends the endpoint and removes all folders. */
  close(): Promise<void>
}

/**
 * A host whose endpoint and folders are made when the first trial needs them.
 *
 * @param options.port of the endpoint; a free one where left out
 * @param options.inherited the environment in which score commands run
 */
export function createAgentHost(options: {
  readonly port?: number
  readonly inherited: Readonly<Record<string, string | undefined>>
}): AgentHost {
  let opened: Promise<readonly [AgentEndpoint, WorkFolderMaker]> | undefined
  const open = () => {
    const { port } = options
    const secret = randomBytes(32).toString('hex')
    opened ??= Promise.all([openEndpoint({ secret, ...(port !== undefined && { port }) }), openWorkFolders()])
    return opened
  }
  let agents = 0
  return {
    agent({ start, model, workOf }) {
      agents += 1
      // Agents do not wait for each other: only twins share a place.
      const name = `agent ${agents}`
      return {
        async open({ sample, pairId }) {
          const work = workOf(sample)
          if (work === undefined) throw new InvariantError(`sample ${sample.id} has no folder`)
          const [endpoint, folders] = await open()
          const place = await folders.copy(work.folder, `${name}/${pairId}`)
          return placeFor({ endpoint, place, work, start, model, sample, inherited: options.inherited })
        },
      }
    },
    async close() {
      if (opened === undefined) return
      const [endpoint, folders] = await opened
      await endpoint.close()
      await folders.close()
    },
  }
}

function placeFor(given: {
  readonly endpoint: AgentEndpoint
  readonly place: WorkFolders
  readonly work: FolderWork
  readonly start: StartAgent
  readonly model: string
  readonly sample: Sample
  readonly inherited: Readonly<Record<string, string | undefined>>
}): AgentPlace {
  const { endpoint, place, work, start, model, sample, inherited } = given
  const { folder, home, temporary, close } = place
  return {
    state: () => stateOfFolder(folder),
    isRestartable: start.isRestartable === true,
    async work({ ask, signal }) {
      let [starts, life] = [1, new AbortController()]
      const guest = endpoint.admit(model, async (asked) => {
        const own = life
        if (own.signal.aborted) return { kind: 'ended' }
        const reply = await ask(starts === 1 ? asked : { ...asked, start: starts })
        if (reply.kind === 'ended') own.abort()
        return reply
      })
      const { url } = endpoint
      const job = { url, key: guest.token, model, goal: sample.goal, folder, home, temporary, signal }
      try {
        for (;;) {
          const worked = await start({ ...job, killed: life.signal, start: starts })
          if (!life.signal.aborted || signal.aborted) return worked
          starts += 1
          life = new AbortController()
        }
      } finally {
        guest.dismiss()
      }
    },
    async judge() {
      const environment = { ...plainEnvironment(inherited), WORK_FOLDER: folder, SCORE_RUN: markOfScore() }
      const end = await runToEnd({
        command: work.score,
        folder,
        environment,
        mark: { token: environment.SCORE_RUN },
        signal: AbortSignal.timeout(work.scoreSeconds * 1_000),
      })
      return readScore(end, sample.reference.calls)
    },
    close,
  }
}

function markOfScore(): string {
  return randomBytes(16).toString('hex')
}

/**
 * Starts an agent as a command. In its words and in the values of its environment `{goal}`, `{folder}`, `{home}`, `{url}`,
 * `{key}` and `{model}` stand for those of the trial.
 *
 * @param of.files written into its home first, by path: texts, or values that are written as JSON
 * @param of.inherited the environment of this process, of which only harmless names are passed on
 */
export function startCommand(of: {
  readonly command: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, unknown>>
  readonly inherited: Readonly<Record<string, string | undefined>>
}): StartAgent {
  const startOnce = async (job: AgentJob) => {
    const filled = (text: string) => fill(text, job)
    const own = Object.entries(of.environment).map(([name, value]) => [name, filled(value)] as const)
    const environment = {
      ...plainEnvironment(of.inherited),
      TERM: 'dumb',
      HOME: job.home,
      TMPDIR: job.temporary,
      OPENAI_BASE_URL: `${job.url}/v1`,
      OPENAI_API_KEY: job.key,
      ANTHROPIC_BASE_URL: job.url,
      ANTHROPIC_API_KEY: job.key,
      ...Object.fromEntries(own),
    }
    // What is started again finds its home as it left it.
    if ((job.start ?? 1) === 1) await writeHome(job.home, of.files ?? {}, filled)
    const command = of.command.map(filled)
    const { folder, home, signal, key, killed } = job
    const mark = { token: key, home }
    const run = { command, folder, environment, mark, signal, ...(killed !== undefined && { killed }) }
    return { ended: endWords(await runToEnd(run), key) }
  }
  return Object.assign(startOnce, { isRestartable: true })
}

function fill(text: string, { goal, folder, home, url, key, model }: AgentJob): string {
  const values: Readonly<Record<string, string>> = { goal, folder, home, url, key, model }
  return text.replace(/\{(goal|folder|home|url|key|model)\}/g, (whole, name: string) => values[name] ?? whole)
}
