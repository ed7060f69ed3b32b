import { resolve } from 'node:path'
import { loadTasks } from '../config/index.js'
import { RELEASE, type TaskCheckup } from '../domain/index.js'
import { checkTask, interventions } from '../probe/index.js'
import { renderJson, renderTaskCheck, type TaskCheckDocument, versionsOf } from '../report/index.js'
import { GateNotMet, type Io } from './io.js'

/** Checks every task of a module; exit code 1 where something fails. */
export async function checkTaskFile(io: Io, file: string, options: { readonly json?: boolean }): Promise<void> {
  const tasks: TaskCheckup[] = []
  for (const family of await loadTasks(resolve(io.cwd, file))) tasks.push(await checkTask(family, { interventions }))
  const document: TaskCheckDocument = {
    schemaVersion: 1,
    kind: 'task-check',
    createdAt: io.now(),
    versions: versionsOf(RELEASE),
    tasks,
  }
  io.out(options.json === true ? renderJson(document) : renderTaskCheck(document, io))
  const failed = tasks.flatMap(({ task, checks }) =>
    checks.flatMap(({ name, status }) => (status === 'fails' ? [`${name} of ${task}`] : [])),
  )
  if (failed.length > 0) throw new GateNotMet(`${failed.join(', ')} ${failed.length === 1 ? 'fails' : 'fail'}`)
}
