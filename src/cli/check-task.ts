import { dirname, resolve } from 'node:path'
import { loadConfig, loadTasks } from '../config/index.js'
import { RELEASE, type TaskCheckup, type TaskFamily } from '../domain/index.js'
import { checkTask, interventions } from '../probe/index.js'
import { renderJson, renderTaskCheck, type TaskCheckDocument, versionsOf } from '../report/index.js'
import { familiesOf } from './configured-families.js'
import { GateNotMet, type Io } from './io.js'

/** Checks every task of a module, or of a configuration in JSON; exit code 1 where something fails. */
export async function checkTaskFile(io: Io, file: string, options: { readonly json?: boolean }): Promise<void> {
  const families = await tasksIn(io, resolve(io.cwd, file))
  const tasks: TaskCheckup[] = []
  try {
    for (const family of families) tasks.push(await checkTask(family, { interventions }))
  } finally {
    for (const family of families) await family.close?.()
  }
  const document: TaskCheckDocument = {
    schemaVersion: 1,
    kind: 'task-check',
    createdAt: io.now(),
    versions: versionsOf(RELEASE),
    tasks,
  }
  io.out(options.json === true ? renderJson(document) : renderTaskCheck(document, io))
  const failures = tasks.flatMap(({ task, checks }) =>
    checks.flatMap(({ name, status }) => (status === 'fails' ? [`${name} of ${task}`] : [])),
  )
  const failed = [...new Set(failures)]
  if (failed.length > 0) throw new GateNotMet(`${failed.join(', ')} ${failed.length === 1 ? 'fails' : 'fail'}`)
}

async function tasksIn(io: Io, path: string): Promise<readonly TaskFamily[]> {
  if (!path.endsWith('.json')) return loadTasks(path)
  return familiesOf(await loadConfig(path), { io, folder: dirname(path) })
}
