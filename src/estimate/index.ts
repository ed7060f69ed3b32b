export {
  type CauseSpan,
  cumulativeIncidence,
  type IncidencePoint,
  type IncidenceStep,
  incidenceCurve,
} from './competing-risks.js'
export { type HazardPoint, hazardCurve } from './cumulative-hazard.js'
export {
  type DiscreteHazard,
  estimateHazardSlope,
  fitDiscreteHazard,
  type StepSpan,
} from './discrete-hazard.js'
export { type GrayTest, grayTest } from './gray.js'
export {
  compareAudits,
  correctShare,
  estimateJudgedSuccess,
  estimatePredictionPowered,
  type JudgeAudit,
  predictionPoweredMean,
} from './label-noise.js'
export { type LifeTableRow, lifeTable } from './life-table.js'
export { clusteredLogRank, type GroupedSpan, type LogRank, logRank } from './log-rank.js'
export {
  type ArmCounts,
  compareWithinTasks,
  estimateWithinTasks,
  type StratifiedComparison,
} from './mantel-haenszel.js'
export { mcnemarTest, newcombeInterval, type PairedCounts, tangoInterval } from './mcnemar.js'
export { benjaminiHochberg, holm, screen } from './multiplicity.js'
export { type BasePair, estimateNearCeiling, isNearCeiling } from './near-ceiling.js'
export {
  comparePaired,
  estimatePairedDifference,
  type PairedComparison,
  type PairedTask,
  pairByTask,
  type TestedEstimate,
} from './paired.js'
export { allOf, anyOf, estimatePassAllOf, estimatePassAnyOf, largestPassK, meanInUnit } from './pass-k.js'
export { countSteps } from './person-steps.js'
export { mcnemarPower, minimalDetectableEffect, type PlannedDesign, plannedError, powerOfDesign } from './power.js'
export {
  estimateFalseClaims,
  estimateProfile,
  estimateRecovery,
  type InjectedFault,
} from './profile.js'
export { estimateAdaptationRatio, estimateCostPerFinishedJob } from './ratio.js'
export {
  estimateRestrictedMean,
  independentMeanDifference,
  type RestrictedMean,
  restrictedMean,
  restrictedMeanDifference,
} from './restricted-mean.js'
export { type CountedRows, countRows, reasonOf, standardErrors, type TaskResults } from './rows.js'
export { estimateShadow, type ShadowEstimate, signFlips, type TaskGap } from './shadow.js'
export { estimateShadowOdds, isScaleConfounded, logOdds, type TaskCounts } from './shadow-odds.js'
export { clopperPearson, clusteredShare, estimateSuccess, trialsToSettle, wilson } from './success.js'
export {
  type ClusteredStep,
  clusteredSteps,
  logLogInterval,
  quantile,
  type Span,
  type SurvivalStep,
  survivalCurve,
  survivalSteps,
} from './survival.js'
export { verdictOf } from './verdict.js'
export {
  type ExponentialFit,
  estimateWeibullShape,
  fitExponential,
  fitWeibull,
  type WeibullFit,
  weibullQuantile,
} from './weibull.js'
