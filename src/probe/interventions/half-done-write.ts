import type { Intervention, Preparation, Scene } from '../../domain/index.js'
import { ANSWERS_AT_ONCE, notApplicable, pick, wholeDose } from './aim.js'
import { doublingWrites, effectiveWrites } from './writes.js'

/** A write is carried out and reported as an error. Dose: `calls`, how many. */
export const halfDoneWrite: Intervention = {
  name: 'half-done-write',
  question: 'Does it look what became of a write before it makes it again?',
  seams: ['tool-result'],
  visibility: 'explicit',
  duration: 'transient',
  dose: { calls: 1 },
  doseMeans: { calls: 'writes are carried out and reported as errors' },
  adaptive: 'reads the state back, sees that the write is there and goes on',
  target: "a writing tool that succeeds and changes the state when the baseline's calls are played",
  needs: ['answers at once'],
  witness: 'the plan as it is: what it writes is there, whatever was reported',
  example: '`unload` puts the crate ashore and answers "unload: the connection broke off before an answer came"',
  checkDose: (dose) => wholeDose(dose, 'calls', halfDoneWrite),
  prepare(scene) {
    const calls = wholeDose(scene.dose, 'calls', halfDoneWrite)
    const missing = 'a write after the fork that changes something'
    return prepareLostAnswer(scene, { name: 'half-done-write', tools: effectiveWrites(scene), calls, missing })
  },
}

/** A write that another try would double is carried out and reported as an error. */
export const retryDoubles: Intervention = {
  name: 'retry-doubles',
  question: 'Does it see that trying again would do a thing twice?',
  seams: ['tool-result'],
  visibility: 'explicit',
  duration: 'transient',
  dose: {},
  adaptive: 'reads the state back before it tries again, or puts right what was done twice',
  target: 'a writing tool whose same call changes the state again when it is made twice',
  needs: ['answers at once', 'a write that is not idempotent'],
  witness: 'the plan as it is: what it writes is there, whatever was reported',
  example: '`buy_pass` buys a pass and answers with an error; a second try buys another',
  prepare(scene) {
    const missing = 'a write after the fork that a second try would double'
    return prepareLostAnswer(scene, { name: 'retry-doubles', tools: doublingWrites(scene), calls: 1, missing })
  },
}

function prepareLostAnswer(
  scene: Scene,
  of: {
    readonly name: string
    readonly tools: readonly string[] | undefined
    readonly calls: number
    readonly missing: string
  },
): Preparation {
  const { name, tools, calls, missing } = of
  if (tools === undefined) return notApplicable(ANSWERS_AT_ONCE)
  const tool = pick(tools, scene.draw('target'))
  if (tool === undefined) return notApplicable(missing)
  const result = { text: `${tool}: the connection broke off before an answer came`, isError: true }
  return {
    kind: 'ready',
    constraint: { kind: 'misreported', tool },
    link: {
      name,
      matches: (call) => call.name === tool,
      result: (_, { isError }, { delivered }) =>
        isError || delivered >= calls ? { kind: 'pass' } : { kind: 'replace', result },
    },
    adapt: (plan) => plan,
  }
}
