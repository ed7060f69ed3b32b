// A study of your own work with models of your own: does each still find a tool whose name no longer says what it does?
import {
  type Answer,
  type Ask,
  aimingOf,
  type Candidate,
  observeStudy,
  openMemoryJournal,
  planStudy,
  renderSummary,
  runStudy,
  studyReport,
  systemClock,
  thisProcess,
} from 'leadline'
import { lampFamily } from './lamps.js'

/** A model is anything with `ask`. This one walks and switches in turn, and finds its tools as `nameOf` says. */
function walker(model: string, nameOf: (ask: Ask, what: 'walk' | 'switch_on') => string): Candidate {
  const ask = async (asked: Ask): Promise<Answer> => {
    const turns = asked.messages.filter(({ role }) => role === 'tool').length
    const last = asked.messages.at(-1)
    const [, at, of] = /lamp (\d+) of (\d+); it is lit/.exec(last?.role === 'tool' ? last.text : '') ?? []
    const isOver = (at !== undefined && at === of) || turns > 40
    const name = isOver ? 'finish' : nameOf(asked, turns % 2 === 0 ? 'walk' : 'switch_on')
    return {
      text: '',
      calls: [{ id: `call-${turns}`, name, arguments: isOver ? { result: 'done' } : {} }],
      stop: 'calls',
    }
  }
  return { system: { model }, provenance: { kind: 'unknown' }, model: { ask } }
}

const words = { walk: /^Walk/, switch_on: /^Switch/ }
const candidates = [
  walker(
    'reads-descriptions',
    ({ tools }, what) => tools.find((tool) => words[what].test(tool.description))?.name ?? what,
  ),
  walker('knows-names', (_, what) => what),
]

const plan = planStudy({
  name: 'lamps',
  seed: 7,
  systems: candidates,
  reference: 'reads-descriptions',
  families: [lampFamily],
  forms: [
    { stratum: 'narrow', size: 6, samples: 8 },
    { stratum: 'long', size: 16, samples: 8 },
  ],
  probes: [{ intervention: 'tool-renamed', dose: {}, trigger: 0.4 }],
  repeats: 1,
  forkRepeats: 1,
  gate: { solved: 1, of: 1 },
  limits: { stepsPerReferenceCall: 2.5, extraSteps: 20 },
  level: 0.95,
  margin: 0.1,
})

const journal = openMemoryJournal()
const aiming = aimingOf(plan, journal, { families: [lampFamily] })
await runStudy({ ...aiming, candidates, owner: thisProcess(), clock: systemClock })

const reading = { title: 'Lamps', requiredSuccess: 0.8, isInstrumentCheck: false }
const made = { ...reading, isPlanFinished: true, createdAt: new Date().toISOString() }
const report = studyReport(plan, await observeStudy(aiming), made)
console.log(renderSummary(report, { columns: 80, isColour: false }))
await journal.close()
