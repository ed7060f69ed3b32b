import { join } from 'node:path'
import { systemClock, thisProcess } from '../src/connect/index.js'
import { openJournal } from '../src/journal/index.js'
import { aimingOf, defaultInterventions, runStudy, type StudyDesign } from '../src/probe/index.js'
import { parseBare } from './bare-parse.js'
import { type Figure, figureOf, type MeasureContext } from './figure.js'
import { runScript } from './own-process.js'
import { harbourPlan, harbours, policyCandidates } from './studies/harbour-study.js'

/** Interventions of the full form: as many as make a little over two thousand trials. */
const PROBES = 4
const RUNS = { full: 3, quick: 1 }

/** How long the report of a finished study takes, as a user gets it: the whole command, process start included. */
export async function measureReport({ form, folder }: MeasureContext): Promise<readonly Figure[]> {
  const path = join(folder, 'report.db')
  await carryOut(path, form === 'full' ? { probes: probesOf(PROBES) } : QUICK)
  const seconds: number[] = []
  let trials = 0
  for (let run = 0; run < RUNS[form]; run += 1) {
    const made = await runScript('../src/cli/main.js', ['report', path, '--folder', folder, '--json'], folder)
    if (made.code !== 0) throw new Error(`leadline report ended with ${made.code}`)
    trials = JSON.parse(made.stdout).counts.trials
    seconds.push(made.seconds)
  }
  const value = seconds.toSorted((a, b) => a - b)[Math.floor(seconds.length / 2)] ?? 0
  const how = `median of ${seconds.length} runs of leadline report: record to page, JSON and terminal, with every trial judged and verified`
  const bare = parseBare(path)
  return [
    figureOf({ name: 'report', value, unit: 's', n: trials, of: 'trials', how }, { atMost: 5 }),
    figureOf({ name: 'report-per-trial', value: (value * 1_000) / trials, unit: 'ms', n: trials, of: 'trials', how }),
    figureOf({
      name: 'report-to-bare-parse',
      value: value / bare.seconds,
      unit: 'ratio',
      n: bare.events,
      of: 'events',
      how: 'time of the report to reading every event of the same record and parsing its JSON, nothing else',
    }),
  ]
}

const QUICK: Partial<StudyDesign> = {
  families: harbours.slice(0, 2),
  forms: [{ stratum: 'narrow', size: 8, samples: 1 }],
  probes: probesOf(1),
  repeats: 1,
  gate: { solved: 1, of: 1 },
}

function probesOf(count: number): StudyDesign['probes'] {
  return defaultInterventions.slice(0, count).map(({ name, dose }) => ({ intervention: name, dose, trigger: 0.34 }))
}

async function carryOut(path: string, design: Partial<StudyDesign>): Promise<void> {
  const plan = harbourPlan(design)
  const owner = thisProcess()
  const journal = openJournal({ path, plan, owner })
  await runStudy({
    ...aimingOf(plan, journal, { families: harbours }),
    candidates: policyCandidates(),
    owner,
    clock: systemClock,
    concurrency: 64,
  })
  await journal.close()
}
