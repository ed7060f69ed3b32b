import { basename, resolve } from 'node:path'
import { thisProcess } from '../connect/index.js'
import { ConfigError, counted, type Plan, someOf, systemLabel } from '../domain/index.js'
import { amendStudy, openJournal, readPlan } from '../journal/index.js'
import { cancelDocument, renderJson } from '../report/index.js'
import type { Io } from './io.js'
import { newestRecord } from './report.js'

/** Ends a study for one system: what has not ended of it is not run any more. */
export async function cancel(
  io: Io,
  { system, study }: { readonly system: string; readonly study?: string },
  { folder, json }: { readonly folder: string; readonly json?: boolean },
): Promise<void> {
  const path = study === undefined ? newestRecord(resolve(io.cwd, folder)) : resolve(io.cwd, study)
  const plan = readPlan(path)
  const systemId = idOf(plan, system)
  const journal = openJournal({ path, plan, owner: thisProcess() })
  try {
    const { running } = journal.totals()
    if (running > 0) {
      throw new ConfigError(
        'study',
        `${counted(running, 'trial')} under way`,
        'a study that no process is running: stop it first',
      )
    }
    amendStudy(path, { cancelled: [systemId] })
    const withdrawn = journal.withdraw(systemId)
    const text = `${system}: ${counted(withdrawn, 'trial')} will not be run. Reports count them as not run, and not as failures.\n`
    const document = () => cancelDocument(system, withdrawn, { study: basename(path), createdAt: io.now() })
    io.out(json === true ? renderJson(document()) : text)
  } finally {
    await journal.close()
  }
}

function idOf({ systems, referenceSystemId, untilSettled }: Plan, name: string): string {
  const labels = systems.map(({ system }) => systemLabel(system))
  const id = systems.find(({ system }) => systemLabel(system) === name)?.id
  if (id === undefined) throw new ConfigError('system', name, `one of ${someOf(labels)}`)
  if (id === referenceSystemId) {
    throw new ConfigError('system', name, 'a system beside the reference, which the others are held against')
  }
  if (untilSettled !== undefined) {
    throw new ConfigError('system', name, 'a study of a fixed plan: one that stops when it is settled ends by itself')
  }
  return id
}
