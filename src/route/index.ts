export { breakEven, breakEvenHorizon, breakEvenSuccess, type PricedSystem } from './break-even.js'
export { type DecideOptions, decide, scopesBy } from './decide.js'
export { type CanaryDay, type CanaryWatch, watchCanary } from './drift/canary.js'
export { type CusumRule, cusumRunLength, stepCusum, tuneCusum, watchCusum } from './drift/cusum.js'
export {
  type DriftRule,
  type DriftState,
  type DriftWatch,
  driftEvidence,
  driftFloor,
  startDrift,
  stepDrift,
  watchDrift,
} from './drift/e-detector.js'
export { calibrateEscalation, type EscalationRule, escalationStep, paysToEscalate } from './drift/escalation.js'
export { type DistressedRun, type EscalationOptions, findEscalations } from './drift/escalations.js'
export {
  type Belief,
  type BeliefRule,
  chanceBelow,
  DEFAULT_BELIEF,
  reviewTrust,
  startBelief,
  updateBelief,
  weighBelief,
} from './economics/belief.js'
export { breakEvenLengthsOf } from './economics/break-even-length.js'
export { type Choice, type Contender, chooseSystem } from './economics/choose-system.js'
export { routingCostByTask, type TaskOutlook, type TaskTrials } from './economics/cost-by-task.js'
export { breakEvenLengths, type Crossing, type PricedCurve } from './economics/crossings.js'
export { type CostComparison, drawCosts, type JobTerms, type MeasuredSystem } from './economics/draw-costs.js'
export {
  estimateLabelledSuccess,
  type FeedbackSession,
  feedbackDelay,
  labelledDelay,
  labelWeight,
  matureSessions,
} from './economics/feedback.js'
export { type RouteDecision, routeDown } from './economics/route-down.js'
export { type FailurePrices, savingOf } from './economics/saving.js'
export { allocateTrials, type Pilot } from './gate/allocate.js'
export { curtailedBounds, type EvidenceOf, isHopeless, type StopBounds, stopBounds } from './gate/bounds.js'
export { decideByTask } from './gate/decide-by-task.js'
export { decideGate, fewestToSettle, type GateDecision, type GateLaunch } from './gate/decide-gate.js'
export {
  decidePaired,
  designPaired,
  type PairedDecision,
  type PairedDesign,
  type PairedRule,
  type PairLaunch,
} from './gate/decide-paired.js'
export { DEFAULT_GATE, designGate, type GateDesign, type GateRule } from './gate/design.js'
export {
  type DrawMode,
  type DrawOptions,
  drawLaunches,
  type PlannedLaunch,
  type TaskBank,
} from './gate/draw-launches.js'
export { expectedToSettle } from './gate/expected-to-settle.js'
export { findBest, type Race, type RaceRound } from './gate/find-best.js'
export { foreseeBounds, type GateOutlook } from './gate/foresee.js'
export {
  type CellVerdict,
  decideMatrix,
  designMatrix,
  type MatrixCell,
  type MatrixDecision,
  type MatrixOptions,
  type MatrixRule,
} from './gate/matrix.js'
export { type CellsForecast, foreseeCells, foreseeGate, type GateForecast, spreadRates } from './gate/outlook.js'
export { type PairedCell, pairCells, pairedWords, type SettledMatrix } from './gate/pair-cells.js'
export { gateWords, matrixWords } from './gate/words.js'
export { type FollowOptions, followDecision, type LiveRecord } from './live/follow.js'
export { placeSessions } from './live/place-sessions.js'
export { planNextTrials } from './next-trials.js'
export { type JobCosts, type JobOutlook, routingCost } from './routing-cost.js'
