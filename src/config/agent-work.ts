import { ConfigError } from '../domain/index.js'
import { isInside } from './agents.js'
import type { Config } from './schema.js'

/** @throws ConfigError where agents and folders are not there together, or an agent cannot be started */
export function requireWork({ systems, tasks: { families, files, forms, folders, servers } }: Config): void {
  if (folders !== undefined && (forms ?? families ?? files ?? servers) !== undefined) {
    throw new ConfigError(
      'tasks.folders',
      'beside families, files, servers or forms',
      'a study of folders alone: agents bring their tools',
    )
  }
  for (const [index, { agent }] of systems.entries()) {
    const place = `systems[${index}].agent`
    const isOwn = typeof agent === 'object'
    if (folders !== undefined && !isOwn)
      throw new ConfigError(place, agent, 'an agent with a command, for work in folders')
    if (!isOwn) continue
    if (folders === undefined) throw new ConfigError(`${place}.command`, agent.command, 'tasks.folders beside it')
    if ((agent.command === undefined) === (agent.start === undefined)) {
      throw new ConfigError(`${place}.command`, agent.command, 'either a command or a start function')
    }
    const outside = Object.keys(agent.files ?? {}).find((path) => !isInside(path))
    if (outside !== undefined) throw new ConfigError(`${place}.files`, outside, "paths inside the agent's home")
  }
}
