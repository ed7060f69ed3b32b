export { aimingOf } from './aiming.js'
export { type EffectOptions, estimateEffects } from './effects.js'
export { type Forecast, forecast } from './forecast.js'
export {
  type AimedProbe,
  type Aiming,
  aim,
  type ForkPoint,
  forkPoint,
  planForks,
  prepareAt,
  sampleOf,
  worldAt,
} from './fork.js'
export { defaultInterventions, interventionNamed, interventions } from './interventions/index.js'
export { labelOf, observeStudy, type ProbePair, rowOf, type StudyObservation } from './observe.js'
export { planBaselines, plannedTrial, planStudy, type StudyDesign } from './plan.js'
export { inPlanOrder } from './plan-order.js'
export { prepareTrial, runStudy, type StudyRun } from './study.js'
export { deliveryOf, verifyReceipts } from './verify.js'
