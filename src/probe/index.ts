export { aimingOf } from './aiming.js'
export { lengthenTasks } from './composed/lengthened.js'
export { widenTasks } from './composed/widened.js'
export { type EffectOptions, estimateEffects } from './effects/effects.js'
export { screenEffects } from './effects/screen.js'
export {
  type Aiming,
  aim,
  findUnusedProbes,
  type PreparedFork,
  planForks,
  prepareFork,
  type UnusedProbe,
} from './fork.js'
export { type ForkPoint, forkPoint, readBaseline, sampleOf, stepAt, worldAt } from './fork-point.js'
export { auditInterventions, defaultInterventions, interventionNamed, interventions } from './interventions/index.js'
export { observeStudy, rowOf, type StudyObservation, type UnusedCount } from './observe.js'
export { labelOf, type ProbePair } from './pair.js'
export { type Forecast, forecast, trialUsd } from './planning/forecast.js'
export { planBaselines, plannedTrial, planStudy, type StudyDesign } from './planning/plan.js'
export { inPlanOrder } from './planning/plan-order.js'
export { USUAL_DESIGN } from './planning/usual-design.js'
export { type AttemptNote, readHistory, type TrialHistory } from './record/attempts.js'
export { type InspectedTrial, inspectTrial, type RecordedTrial, recordedTrials } from './record/inspect.js'
export { type Judgement, keepJudgement, type Rescored, rescoreStudy } from './record/rescore.js'
export { runStudy, type StudyRun } from './study.js'
export { checkTask } from './task-check/check-task.js'
export { type CellLaunch, readCells, runUntilSettled, type SettledCell, type StopRule } from './until-settled.js'
export { deliveryOf, verifyReceipts } from './verify.js'
export type { AimedProbe } from './witnessed.js'
