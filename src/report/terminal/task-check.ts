import type { TaskCheck, TaskCheckup } from '../../domain/index.js'
import { groupBy } from '../pictures/index.js'
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
    return [bold(task), ...lines, ...changeLines(interventions, samples, columns)].join('\n')
  })
  return `${parts.join('\n\n')}\n`
}

/** What cannot be changed on every instance, and what is missing there. */
function changeLines(fits: TaskCheckup['interventions'], samples: number, columns: number): string[] {
  const open = fits.filter(({ usable }) => usable < samples)
  if (fits.length === 0) return []
  if (open.length === 0) return ['  Every intervention can be used on every instance.']
  const most = open.length === fits.length ? 'No intervention' : 'Every intervention but these'
  return [
    `  ${most} can be used on every instance:`,
    ...groupBy(open, ({ usable, missing }) => {
      const where = usable === 0 ? 'nowhere' : `on ${usable} of ${samples}`
      return `${where}, for want of ${missingWords(missing ?? '')}`
    }).map(({ key, members }) => {
      const names = members.map(({ intervention }) => intervention).join(', ')
      return wrapText(`    ${names}: ${key}`, columns, '      ')
    }),
  ]
}
