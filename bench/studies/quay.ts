import type {
  Answer,
  Ask,
  Candidate,
  Environment,
  JsonObject,
  Plan,
  Sample,
  TaskFamily,
  ToolSpec,
  WorldCall,
} from '../../src/domain/index.js'
import { planStudy, type StudyDesign } from '../../src/probe/index.js'

/** A world that costs next to nothing, so that what is measured is the harness: boxes are put on a quay one by one. */

const NONE: JsonObject = { type: 'object', properties: {} }
const TOOLS: readonly ToolSpec[] = [
  { name: 'look', description: 'How many boxes lie on the quay.', parameters: NONE, effect: 'reads' },
  { name: 'put', description: 'Put the next box on the quay.', parameters: NONE, effect: 'writes' },
]

const put: WorldCall = { name: 'put', arguments: {} }

/** Samples of it differ in name and length only. */
export const quayFamily: TaskFamily = {
  name: 'quay',
  bank: 'bench',
  makeSample: ({ stratum, size, seed }): Sample => ({
    id: `quay/${stratum}/${size}/${seed}`,
    family: 'quay',
    stratum,
    seed,
    size,
    instructions: 'You put boxes on a quay, one at a time.',
    goal: `Put ${size} boxes on quay ${seed}.`,
    reference: { calls: size, atLeast: size },
    width: 1,
  }),
  open: openQuay,
}

function openQuay({ size, seed }: Sample, chance: string): Environment {
  let boxes = 0
  const name = `${chance.slice(0, 8)}-${seed}`
  return {
    tools: TOOLS,
    effects: 'replayable',
    call({ name: tool }) {
      if (tool === 'put') boxes += 1
      return { text: `${boxes} of ${size} boxes lie on quay ${name}.`, isError: false }
    },
    score: () => ({ value: Math.min(1, boxes / size), isSolved: boxes === size, evidence: [`${boxes} boxes`] }),
    checkpoints: () => [
      { id: 'half', effort: size / 2, isReached: boxes >= size / 2 },
      { id: 'all', effort: size / 2, isReached: boxes >= size },
    ],
    snapshot: () => boxes,
    restore(state) {
      boxes = typeof state === 'number' ? state : 0
    },
    solve: () => ({ kind: 'calls', calls: Array.from({ length: Math.max(0, size - boxes) }, () => put) }),
  }
}

/** Puts a box until the last answer names all of them. */
async function putAll({ messages }: Ask): Promise<Answer> {
  const turn = messages.length
  const last = messages.at(-1)
  const [, lie = '0', of = '1'] = (last?.role === 'tool' && /^(\d+) of (\d+) boxes/.exec(last.text)) || []
  const call = lie === of ? { name: 'finish', arguments: { result: 'done' } } : put
  return { text: '', calls: [{ id: `call-${turn}`, ...call }], stop: 'calls' }
}

/** Two systems that never err. */
export const quayCandidates: readonly Candidate[] = ['one', 'two'].map((model) => ({
  system: { model },
  provenance: { kind: 'unknown' },
  model: { ask: putAll },
}))

/** A plan over quays; without probes unless the changes bring some. */
export function quayPlan(changes: Partial<StudyDesign>): Plan {
  return planStudy({
    name: 'bench-quay',
    seed: 1,
    systems: quayCandidates.map(({ system, provenance }) => ({ system, provenance })),
    reference: 'one',
    families: [quayFamily],
    forms: [],
    probes: [],
    repeats: 1,
    forkRepeats: 1,
    gate: { solved: 1, of: 1 },
    limits: { stepsPerReferenceCall: 2, extraSteps: 10 },
    level: 0.95,
    margin: 0.1,
    ...changes,
  })
}
