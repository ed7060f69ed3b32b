import { join } from 'node:path'
import { openJournal } from '../../src/journal/index.js'
import { type Figure, figureOf, type MeasureContext } from '../figure.js'
import { runScript } from '../own-process.js'
import { resumePlan } from './resume-plan.js'

/** How long a killed study of ten thousand trials takes to go on where it stood, process start included. */
export async function measureResume({ form, folder }: MeasureContext): Promise<readonly Figure[]> {
  const path = join(folder, 'resume.db')
  const killed = await runScript('resume/resume-child.js', ['kill', form, path])
  if (killed.code !== null) throw new Error(`the study ended with ${killed.code}; expected to be killed`)
  const { samples, repeats, systems, forkRepeats, probes } = resumePlan(form)
  const trials = samples.length * systems.length * (repeats + 2 * forkRepeats * probes.length)
  const interrupted = await inFlightAt(path)
  const { code, stdout } = await runScript('resume/resume-child.js', ['resume', form, path, String(interrupted)])
  if (code !== 0) throw new Error(`the resume ended with ${code}`)
  const { firstMs, allMs, resumed } = JSON.parse(stdout)
  if (resumed !== interrupted) throw new Error(`${resumed} trials went on; expected ${interrupted}`)
  const from = `from the start of the new process, study of ${trials} trials killed by SIGKILL`
  const seconds = (name: string, ms: number, how: string) =>
    ({ name, value: ms / 1_000, unit: 's', n: trials, of: 'trials', how: `${from}, ${how}` }) as const
  return [
    figureOf(
      seconds(
        'resume',
        allMs,
        `until each of the ${interrupted} trials in flight had gone on with a new durable event`,
      ),
      {
        atMost: 3,
      },
    ),
    seconds('resume-first-event', firstMs, 'until the first new durable event'),
  ]
}

/** Trials held by the killed process, read without taking any. */
async function inFlightAt(path: string): Promise<number> {
  const journal = openJournal({ path })
  const { running } = journal.totals()
  await journal.close()
  return running
}
