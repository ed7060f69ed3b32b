import { dirname, isAbsolute, normalize, resolve } from 'node:path'
import { z } from 'zod'
import type { StartAgent } from '../domain/index.js'

const text = z.string().regex(/^\P{Cc}*$/u, 'text without control characters')
const word = z.string().min(1)
const command = z.array(word).min(1)

/** How an agent of the user's own is started. */
export const agentSchema = z.strictObject({
  /** How it is called in findings. */
  name: text.min(1),
  /** Program and words; `{goal}`, `{folder}`, `{home}`, `{url}`, `{key}` and `{model}` stand for those of the trial. */
  command: command.optional(),
  /** In place of a command: a function that is given the trial and resolves when the agent has ended. */
  start: z.custom<StartAgent>((value) => typeof value === 'function', 'a function').optional(),
  /** Variables beside the plain ones and those that name the endpoint; the same words stand for the trial. */
  environment: z.record(z.string(), z.string()).optional(),
  /** Files written into the agent's home before it starts, by path: texts, or values that are written as JSON. */
  files: z.record(z.string(), z.unknown()).optional(),
  /** Names of its tools that change nothing. */
  reads: z.array(word).optional(),
})

/** Work that lies in a folder: copied for each trial, judged by a command. */
export const folderSchema = z.strictObject({
  name: z.string().regex(/^[\w.-]{1,100}$/, 'up to 100 letters, digits, dots and dashes'),
  folder: word,
  /** What is asked for. */
  goal: z.string().min(1),
  /** Run in the copy afterwards: exit 0 solved, 1 not solved, or a last line of JSON that says more. */
  score: command,
  scoreSeconds: z.number().gt(0).default(300),
  /** Tool calls that a good solution takes: the length of the work, and what the limit of steps goes by. */
  calls: z.number().int().min(1).max(20_000),
  stratum: z.enum(['narrow', 'long']).default('long'),
  /** Folders of one family are variants of one task; its own where left out. */
  family: text.optional(),
})

/** How an agent is started, with its settings. */
export type AgentSetting = z.output<typeof agentSchema>
/** A folder of work, with its settings. */
export type FolderSetting = z.output<typeof folderSchema>

/** The parts of a configuration that name files. */
interface WithPaths {
  readonly systems: readonly { readonly agent?: string | AgentSetting | undefined }[]
  readonly tasks: { readonly folders?: readonly FolderSetting[] | undefined }
}

/**
 * The same configuration with its paths counted from where it lies: folders of work, and words of commands that begin
 * with `./` or `../`.
 */
export function withPathsFrom<T extends WithPaths>(config: T, file: string): T {
  const base = dirname(file)
  const words = (list: readonly string[]) => list.map((each) => (/^\.\.?\//.test(each) ? resolve(base, each) : each))
  const { tasks, systems } = config
  if (tasks.folders === undefined) return config
  return {
    ...config,
    systems: systems.map((entry) => {
      const { agent } = entry
      if (typeof agent !== 'object' || agent.command === undefined) return entry
      return { ...entry, agent: { ...agent, command: words(agent.command) } }
    }),
    tasks: {
      ...tasks,
      folders: tasks.folders.map((entry) => ({
        ...entry,
        folder: resolve(base, entry.folder),
        score: words(entry.score),
      })),
    },
  }
}

/** Whether a path stays inside the folder that it is counted from. */
export function isInside(path: string): boolean {
  const plain = normalize(path)
  return !isAbsolute(plain) && plain !== '..' && !plain.startsWith('../') && plain !== '.'
}
