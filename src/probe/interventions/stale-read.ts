import { canonicalJson, type Intervention, type Scene } from '../../domain/index.js'
import { ANSWERS_AT_ONCE, answerNow, isWanted, notApplicable, pick, playFuture, wholeDose } from './aim.js'

/** A reading tool answers from the state at the fork. Dose: `calls`, how many answers that have changed since come old. */
export const staleRead: Intervention = {
  name: 'stale-read',
  question: 'Does it notice that what it reads is older than what it has done?',
  seams: ['tool-result'],
  visibility: 'implicit',
  duration: 'transient',
  dose: { calls: 2 },
  doseMeans: { calls: 'answers come old' },
  adaptive: 'sees that the answer contradicts its own actions and looks again or elsewhere',
  target: "a reading tool whose answers change after the fork, as playing the baseline's calls shows",
  needs: ['answers at once'],
  witness: 'the plan with what the baseline read',
  example: 'the manifest shows C-101 where it lay at the fork',
  checkDose: (dose) => wholeDose(dose, 'calls', staleRead),
  prepare(scene) {
    const calls = wholeDose(scene.dose, 'calls', staleRead)
    const changing = changingReads(scene)
    if (changing === undefined) return notApplicable(ANSWERS_AT_ONCE)
    const most = Math.max(...changing.values())
    const targets = [...changing].filter(([, times]) => times >= Math.min(most, calls))
    const tool = pick(targets, scene.draw('target'))?.[0]
    if (tool === undefined) return notApplicable('a reading tool whose answer changes after the fork')
    return {
      kind: 'ready',
      constraint: { kind: 'misreported', tool },
      link: {
        name: 'stale-read',
        matches: ({ name }) => name === tool,
        result: (_, result, { delivered }) =>
          delivered < calls && !result.isError ? { kind: 'recall' } : { kind: 'pass' },
      },
      adapt: (plan) => plan,
    }
  },
}

/** For each reading tool of the future, how many of its answers differ from those at the fork. */
function changingReads(scene: Scene): ReadonlyMap<string, number> | undefined {
  const { environment } = scene
  const fork = environment.snapshot()
  const atFork = new Map<string, string>()
  const changed = new Map<string, number>()
  const isPlayed = playFuture(scene, ({ call, spec, result }) => {
    if (spec.effect !== 'reads' || result.isError || !isWanted(scene, spec.name)) return
    const key = canonicalJson([call.name, call.arguments])
    if (!atFork.has(key)) {
      const now = environment.snapshot()
      environment.restore(fork)
      atFork.set(key, answerNow(environment, call)?.text ?? '')
      environment.restore(now)
    }
    if (atFork.get(key) !== result.text) changed.set(call.name, (changed.get(call.name) ?? 0) + 1)
  })
  return isPlayed ? changed : undefined
}
