import type { Plan } from '../../src/domain/index.js'
import type { Form } from '../figure.js'
import { quayPlan } from '../studies/quay.js'

/** How large the interrupted study is, and after how many ended trials it is killed. */
export const RESUME_SIZES = {
  full: { samples: 625, killedAfter: 9_000, concurrency: 500 },
  quick: { samples: 10, killedAfter: 100, concurrency: 20 },
}

/** Sixteen trials for each sample: two systems, four baselines, two of them forked into a sham and a varied arm. */
export function resumePlan(form: Form): Plan {
  return quayPlan({
    name: 'bench-resume',
    forms: [{ stratum: 'narrow', size: 8, samples: RESUME_SIZES[form].samples }],
    probes: [{ intervention: 'error-first-n', dose: { calls: 2 }, trigger: 0.34 }],
    repeats: 4,
    forkRepeats: 2,
  })
}
