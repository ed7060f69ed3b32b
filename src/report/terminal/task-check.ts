import type { TaskCheck, TaskCheckup } from '../../domain/index.js'
import { counted } from '../../domain/index.js'
import { missingWords } from '../words.js'
import { styleFor, type TerminalOptions, wrapText } from './layout.js'

/** Tasks held to what a study needs of them. */
export interface TaskCheckDocument {
  readonly schemaVersion: 1
  readonly kind: 'task-check'
  /** ISO date and time, given by the caller. */
  readonly createdAt: string
  /** Versions by name. */
  readonly versions: Readonly<Record<string, string>>
  readonly tasks: readonly TaskCheckup[]
}

const MARKS: Readonly<Record<TaskCheck['status'], string>> = { ok: 'ok     ', fails: 'FAILS  ', missing: 'missing' }

/** As text: one line for each check, then what cannot be changed on the task and why. */
export function renderTaskCheck({ tasks }: TaskCheckDocument, options: TerminalOptions): string {
  const { bold } = styleFor(options)
  const { columns } = options
  const parts = tasks.map(({ task, samples, checks, interventions }) => {
    const lines = checks.map(({ name, status, words }) =>
      wrapText(`  ${MARKS[status]}  ${name}: ${words}`, columns, ' '.repeat(11)),
    )
    const open = interventions.filter(({ usable }) => usable < samples)
    const usable = interventions.length - open.length
    const changes =
      interventions.length === 0
        ? []
        : [
            `  ${counted(usable, 'intervention')} can be used on every instance${open.length === 0 ? '' : '; not so:'}`,
            ...open.map(({ intervention, usable: some, missing }) => {
              const where = some === 0 ? 'nowhere' : `on ${some} of ${samples}`
              return wrapText(
                `    ${intervention}: ${where}, for want of ${missingWords(missing ?? '')}`,
                columns,
                '      ',
              )
            }),
          ]
    return [bold(task), ...lines, ...changes].join('\n')
  })
  return `${parts.join('\n\n')}\n`
}
