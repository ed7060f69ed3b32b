import {
  type Candidate,
  type Intervention,
  InvariantError,
  type Journal,
  type Owner,
  type Plan,
  type TaskFamily,
} from '../domain/index.js'
import { observeStudy, planStudy, runStudy, type StudyDesign, type StudyObservation } from '../probe/index.js'
import { type Clock, DEFAULT_RETRY } from '../run/index.js'

/** What many small studies of known truth need. */
export interface SmallStudyOptions {
  readonly families: readonly TaskFamily[]
  readonly studies: number
  readonly seed: number
  readonly clock: Clock
  readonly owner: Owner
  readonly openJournal: (plan: Plan) => Journal
  readonly signal: AbortSignal
  readonly studyDone: () => void
  /** Trials at a time; 16 where left out, which is enough for models that answer at once. */
  readonly concurrency?: number
}

/** What one small study left behind. */
export interface SmallStudy extends StudyObservation {
  readonly plan: Plan
}

/** Everything is answered in this process, so more at a time only fills memory. */
const CONCURRENCY = 16

/**
 * Runs one study through the real planner, runner, journal, gate and observer, hands it to `read`, and closes it.
 *
 * @param intervention the only one of the design, where it has one
 */
export async function withSmallStudy<T>(
  options: SmallStudyOptions,
  study: {
    readonly design: StudyDesign
    readonly candidates: readonly Candidate[]
    readonly intervention?: Intervention
  },
  read: (study: SmallStudy) => T,
): Promise<T> {
  const { families, clock, owner, signal, concurrency = CONCURRENCY } = options
  const { design, candidates, intervention } = study
  const plan = planStudy(design)
  const journal = options.openJournal(plan)
  try {
    const aiming = {
      plan,
      journal,
      interventionNamed(name: string) {
        if (intervention?.name !== name) throw new InvariantError(`intervention ${name} is not in the design`)
        return intervention
      },
      familyNamed(name: string) {
        const family = families.find((entry) => entry.name === name)
        if (family === undefined) throw new InvariantError(`family ${name} is not in the bank`)
        return family
      },
    }
    const stepDone = () => undefined
    const run = {
      ...aiming,
      candidates,
      clock,
      owner,
      signal,
      retry: DEFAULT_RETRY,
      concurrency,
      stepDone,
    }
    const end = await runStudy(run)
    if (end.kind !== 'complete') signal.throwIfAborted()
    return read({ plan, ...(await observeStudy(aiming)) })
  } finally {
    await journal.close()
  }
}
