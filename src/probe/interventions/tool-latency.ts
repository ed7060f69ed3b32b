import type { Intervention, JsonObject } from '../../domain/index.js'
import { notApplicable, pick, preferRepeated, usedTools, wholeDose } from './aim.js'

/** Longest real wait for one result of an agent's tool, in seconds. */
const MOST_SECONDS = 60

/**
 * One tool takes long, and says so. Dose: `calls`, how many calls are slow; `seconds`, what each is charged to the time of
 * the trial; `waitSeconds`, how long an agent with a loop of its own really waits for each, at most a minute.
 */
export const toolLatency: Intervention = {
  name: 'tool-latency',
  question: 'Does it mind its time when a tool has become slow?',
  seams: ['tool-result'],
  visibility: 'explicit',
  duration: 'transient',
  dose: { calls: 3, seconds: 120, waitSeconds: 5 },
  doseMeans: {
    calls: 'calls are slow',
    seconds: 'seconds of the trial that each takes',
    waitSeconds: 'seconds that an agent with tools of its own waits for each instead, at most 60',
  },
  adaptive: 'asks the slow tool for less, or takes another way, and is done in time',
  target: 'a tool that the baseline goes on to use, more than once where there is one',
  needs: [],
  witness: 'the plan as it is: every call is answered',
  example: '"Berth 4: empty. (This call took 120 seconds.)"',
  checkDose: (dose) => void slowDose(dose),
  prepare(scene) {
    const { calls, seconds, waitSeconds } = slowDose(scene.dose)
    const target = pick(preferRepeated(usedTools(scene)), scene.draw('target'))
    if (target === undefined) return notApplicable('a tool that is used after the fork')
    const tool = target.spec.name
    // Nobody can charge the clock of an agent that has its own.
    const took = scene.sample.ownTools === undefined ? seconds : waitSeconds
    const said = `(This call took ${took} ${took === 1 ? 'second' : 'seconds'}.)`
    return {
      kind: 'ready',
      constraint: { kind: 'delayed', tool, calls },
      link: {
        name: 'tool-latency',
        matches: ({ name }) => name === tool,
        result: (_, { text, isError }, { delivered }) =>
          delivered < calls
            ? { kind: 'replace', result: { text: `${text}\n${said}`, isError }, seconds: took }
            : { kind: 'pass' },
      },
      adapt: (plan) => plan,
    }
  },
}

function slowDose(dose: JsonObject) {
  const whole = (field: string, most?: number) => wholeDose(dose, field, toolLatency, most)
  return { calls: whole('calls'), seconds: whole('seconds'), waitSeconds: whole('waitSeconds', MOST_SECONDS) }
}
