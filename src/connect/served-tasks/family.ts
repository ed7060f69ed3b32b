import {
  asJson,
  ConfigError,
  contentHash,
  type Environment,
  FINISH_TOOL,
  InvariantError,
  type Sample,
  seedOf,
  type TaskFamily,
  type TaskForm,
  type ToolSpec,
} from '../../domain/index.js'
import { InfrastructureFailed } from '../../run/index.js'
import { connectTo, type ListedTool, type ToolConnection } from '../mcp/index.js'
import { createDesks } from './desks.js'
import { FolderWorld } from './folder-world.js'
import { OutsideWorld } from './outside-world.js'
import { type PreparedFamily, prepareFamily, type ServerSurroundings, serverWords } from './prepared-family.js'
import { ResetWorld } from './reset-world.js'
import type { ServerFamily, ServerTask } from './server-family.js'
import { createSharedServer } from './shared-server.js'
import { requireSame, translationsOf } from './translations.js'
import { createWholeTurns } from './turns.js'
import { FOLDER, makeFolder, removeFolder, writeCopy } from './work-folder.js'

/**
 * A family of tasks whose tools come from a tool server. The server is started once to ask what it offers.
 *
 * @throws ConfigError where the server does not start, or what is said about it does not fit what it offers
 */
export async function serverFamily(family: ServerFamily, at: ServerSurroundings): Promise<TaskFamily> {
  const prepared = prepareFamily(family, at)
  const found = await lookAt(prepared)
  const tools = offeredTools(family, found.tools)
  const seed = seedOf(contentHash(asJson([prepared.identity, tools])))
  const byForm = formsOf(prepared.family.tasks)
  for (const task of prepared.family.tasks) {
    requireSame(family, task, { sample: sampleOf(family, task, seed), tools })
  }
  return {
    name: family.name,
    bank: family.name,
    forms: byForm.map(({ stratum, size, tasks }) => ({ stratum, size, samples: tasks.length })),
    makeSample({ stratum, size, index = 0 }) {
      const task = byForm.find((form) => form.stratum === stratum && form.size === size)?.tasks[index]
      if (task === undefined) throw new InvariantError(`${family.name} has no task ${index} of ${stratum} ${size}`)
      return sampleOf(family, task, seed)
    },
    ...worldsOf(prepared, { tools, found }),
  }
}

function worldsOf(
  prepared: PreparedFamily,
  { tools, found }: { readonly tools: readonly ToolSpec[]; readonly found: ToolConnection },
): Pick<TaskFamily, 'open' | 'close'> {
  const { family } = prepared
  const { openTask, close } = openerOf(prepared, { tools, found })
  return {
    open(sample) {
      const task = family.tasks.find(({ name }) => sampleId(family, name) === sample.id)
      if (task === undefined) throw new InvariantError(`${sample.id} is no task of ${family.name}`)
      const translations = translationsOf(family, task)
      const world = openTask(task)
      return translations.length === 0 ? world : Object.assign(world, { translations: () => translations })
    },
    close,
  }
}

/** How the worlds of a family are brought back to a state: by their folder, by a reset, or not at all. */
function openerOf(
  { family, serverIn, place, commandIn, startOf }: PreparedFamily,
  of: { readonly tools: readonly ToolSpec[]; readonly found: ToolConnection },
): { readonly openTask: (task: ServerTask) => Environment; readonly close: () => Promise<void> } {
  const { tools, found } = of
  const { known } = found
  const rawTools = found.rawTools.filter((raw) => tools.some(({ name }) => name === raw.name))
  const { reset, isStateless = false } = family
  const desks = createDesks({ serverIn, known, isStateless })
  const judgeOf = ({ score }: ServerTask) => commandIn('command' in score ? score.command : [], place)
  if (family.folder !== undefined) {
    const openTask = (task: ServerTask) => {
      return new FolderWorld({ task, tools, start: startOf(task), desks, isStateless, commandIn, rawTools, serverIn })
    }
    return { openTask, close: () => desks.close() }
  }
  if (reset === undefined) {
    const turns = createWholeTurns()
    const openTask = (task: ServerTask) => new OutsideWorld({ tools, desks, judge: judgeOf(task), turns })
    return { openTask, close: () => desks.close() }
  }
  const server = createSharedServer({ server: serverIn(place), known, reset: commandIn(reset, place) })
  return {
    openTask: (task) => new ResetWorld({ tools, server, judge: judgeOf(task), rawTools, ready: serverIn(place) }),
    close: () => server.close(),
  }
}

/** Starts the server once, in a copy of its first folder, and asks what it offers. */
async function lookAt(prepared: PreparedFamily): Promise<ToolConnection> {
  const { family, serverIn, startOf } = prepared
  const [first] = family.tasks
  const folder = makeFolder()
  try {
    if (first !== undefined) writeCopy(folder, startOf(first))
    const found = await connectTo(serverIn(folder))
    await found.close()
    return found
  } catch (error) {
    if (!(error instanceof InfrastructureFailed)) throw error
    const wanted = `a tool server that starts and answers (${error.message})`
    throw new ConfigError(`server of ${family.name}`, serverWords(family.server), wanted)
  } finally {
    removeFolder(folder)
  }
}

function offeredTools({ name, tools, reads = [] }: ServerFamily, listed: readonly ListedTool[]): ToolSpec[] {
  const known = listed.map((tool) => tool.name)
  for (const [path, wanted] of [
    ['tools', tools ?? []],
    ['reads', reads],
  ] as const) {
    const strange = wanted.find((tool) => !known.includes(tool))
    if (strange !== undefined) throw new ConfigError(`${path} of ${name}`, strange, `one of ${known.join(', ')}`)
  }
  const twice = known.find((tool, at) => known.indexOf(tool) !== at)
  if (twice !== undefined)
    throw new ConfigError(`tools of ${name}`, `two called ${twice}`, 'a name of its own for each')
  const offered = listed.filter((tool) => tools === undefined || tools.includes(tool.name))
  if (offered.length === 0) throw new ConfigError(`tools of ${name}`, [], 'at least one tool that the server offers')
  if (offered.some((tool) => tool.name === FINISH_TOOL.name)) {
    const rest = known.filter((tool) => tool !== FINISH_TOOL.name).join(', ')
    throw new ConfigError(
      `tools of ${name}`,
      FINISH_TOOL.name,
      `others, since ${FINISH_TOOL.name} ends a trial: ${rest}`,
    )
  }
  return offered.map(({ isAnnotated: _, ...tool }) => {
    return reads.includes(tool.name) ? { ...tool, effect: 'reads', isIdempotent: true } : tool
  })
}

interface FormOfTasks extends Omit<TaskForm, 'samples'> {
  readonly tasks: readonly ServerTask[]
}

function formsOf(tasks: readonly ServerTask[]): FormOfTasks[] {
  const groups = Map.groupBy(tasks, ({ stratum = 'narrow', calls }) => `${stratum} ${calls}`)
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    return first === undefined ? [] : [{ stratum: first.stratum ?? 'narrow', size: first.calls, tasks: own }]
  })
}

function sampleId({ name }: ServerFamily, task: string): string {
  return `${name}/${task}`
}

function sampleOf(family: ServerFamily, { name, goal, calls, stratum = 'narrow' }: ServerTask, seed: number): Sample {
  const instructions = family.instructions ?? DEFAULT_INSTRUCTIONS[family.folder === undefined ? 'plain' : 'folder']
  return {
    id: sampleId(family, name),
    family: family.name,
    stratum,
    seed,
    size: calls,
    instructions,
    goal,
    reference: { calls, atLeast: 1 },
    width: 1,
    ...(!isRestorable(family) && { isRunWhole: true }),
  }
}

/** Whether somebody said how what the server changes is brought back. */
function isRestorable({ folder, reset }: ServerFamily): boolean {
  return folder !== undefined || reset !== undefined
}

const DEFAULT_INSTRUCTIONS = {
  folder: `You do what you are asked with the tools that you are given. Your work folder is ${FOLDER}.`,
  plain: 'You do what you are asked with the tools that you are given.',
} as const
