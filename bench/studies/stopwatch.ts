import type { Candidate, Model, TaskFamily } from '../../src/domain/index.js'

/** Time spent outside the harness: in models and in calls to worlds. */
export interface Stopwatch {
  insideMs: number
  asks: number
}

/** The same model; adds the time that each ask holds the process to the watch. */
export function timedModel(model: Model, watch: Stopwatch): Model {
  return {
    ask(ask) {
      const began = performance.now()
      // Models in this process answer before they return, so this is the whole of their work.
      const answer = model.ask(ask)
      watch.insideMs += performance.now() - began
      watch.asks += 1
      return answer
    },
  }
}

/** The same systems with timed models. */
export function timedCandidates(candidates: readonly Candidate[], watch: Stopwatch): Candidate[] {
  return candidates.map((candidate) => ({ ...candidate, model: timedModel(candidate.model, watch) }))
}

/** The same family; adds the time of each call to a world to the watch, and nothing else that a world does. */
export function timedFamily(family: TaskFamily, watch: Stopwatch): TaskFamily {
  return {
    ...family,
    open(sample, chance) {
      const world = family.open(sample, chance)
      return {
        ...world,
        call(call) {
          const began = performance.now()
          const result = world.call(call)
          watch.insideMs += performance.now() - began
          return result
        },
      }
    },
  }
}
