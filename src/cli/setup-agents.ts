import { existsSync } from 'node:fs'
import type { AgentSetting, Config, FolderSetting } from '../config/index.js'
import { type AgentHost, createAgentHost, type FolderWork, startCommand } from '../connect/index.js'
import {
  type AgentJob,
  type AgentWork,
  type Candidate,
  ConfigError,
  type Sample,
  type StartAgent,
} from '../domain/index.js'
import type { Io } from './io.js'

/** Time that an agent has where nothing says another: one that hangs asks nothing that could end it. */
const AGENT_SECONDS = 3_600

/** What a study of agents adds to one of models. */
interface AgentStudy {
  readonly samples: readonly Sample[]
  readonly limitSeconds: number
  /** The system with its agent around the model. */
  around(candidate: Candidate, agent: AgentSetting): Candidate
  close(): Promise<void>
}

/**
 * The agents and folders of a configuration; undefined where it has none.
 *
 * @throws ConfigError where a folder is not there
 */
export function agentStudyOf(io: Io, config: Config): AgentStudy | undefined {
  const { folders } = config.tasks
  if (folders === undefined) return undefined
  for (const { name, folder } of folders) {
    if (!existsSync(folder)) throw new ConfigError(`tasks.folders, ${name}`, folder, 'a folder that is there')
  }
  const host = createAgentHost({ inherited: io.env })
  const works = new Map(folders.map((entry) => [entry.name, workOf(entry)]))
  return {
    samples: samplesOf(config, folders),
    limitSeconds: config.limits.seconds ?? AGENT_SECONDS,
    around: (candidate, agent) => ({ ...candidate, agent: agentOf(io, host, { candidate, agent, works }) }),
    close: () => host.close(),
  }
}

/** The system with the agent that its entry names around its model. */
export function withAgent(
  candidate: Candidate,
  { agent }: Config['systems'][number],
  agents: AgentStudy | undefined,
): Candidate {
  return typeof agent === 'object' && agents !== undefined ? agents.around(candidate, agent) : candidate
}

function agentOf(
  io: Io,
  host: AgentHost,
  of: {
    readonly candidate: Candidate
    readonly agent: AgentSetting
    readonly works: ReadonlyMap<string, FolderWork>
  },
) {
  const { command, environment = {}, files = {}, start } = of.agent
  const starting: StartAgent =
    command === undefined
      ? async (job) => startOwn(start, job)
      : startCommand({ command, environment, files, inherited: io.env })
  return host.agent({
    start: starting,
    model: of.candidate.system.model,
    workOf: ({ id }) => of.works.get(id),
  })
}

/** What a function of the reader's own gives has no type at this point: it has ended, whatever it says. */
async function startOwn(start: StartAgent | undefined, job: AgentJob): Promise<AgentWork> {
  const said: unknown = await start?.(job)
  return { ended: typeof said === 'string' ? said : 'its function returned' }
}

function workOf({ folder, score, scoreSeconds }: FolderSetting): FolderWork {
  return { folder, score, scoreSeconds }
}

function samplesOf({ systems }: Config, folders: readonly FolderSetting[]): Sample[] {
  const reads = [...new Set(systems.flatMap(({ agent }) => (typeof agent === 'object' ? (agent.reads ?? []) : [])))]
  return folders.map(({ name, goal, calls, stratum, family = name }) => ({
    id: name,
    family,
    stratum,
    seed: 0,
    size: calls,
    instructions: '',
    goal,
    reference: { calls, atLeast: 1 },
    width: 1,
    ownTools: { reads: reads.sort() },
  }))
}
