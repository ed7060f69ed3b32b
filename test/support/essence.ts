import { asJson, canonicalJson, type Journal } from '../../src/domain/index.js'

/** Kinds of events that tell of processes and attempts, not of the trial. */
const OF_PROCESSES = new Set(['attempt-started', 'attempt-ended', 'trial-resumed'])

/**
 * Everything of a record that must not depend on who ran it and how often it was killed: all events but times, process
 * and attempt, by trial.
 */
export function essenceOf(journal: Journal): Readonly<Record<string, readonly string[]>> {
  const trials = journal.trials().map(({ trial, status }) => {
    const events = journal
      .events(trial.id)
      .filter(({ body }) => !OF_PROCESSES.has(body.kind))
      .map(({ body }) =>
        canonicalJson(asJson({ ...body, attempt: undefined, latencyMs: undefined, seconds: undefined })),
      )
    const coordinates = canonicalJson(asJson(trial))
    return [trial.id, [status, coordinates, ...events]] as const
  })
  return Object.fromEntries(trials.sort(([a], [b]) => (a < b ? -1 : 1)))
}
