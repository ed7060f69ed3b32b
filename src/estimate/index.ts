export { estimateAgreement } from './agreement.js'
export {
  type BettingGame,
  fastestStake,
  gameAbove,
  gameBelow,
  growWealth,
  logEvidence,
  logWealth,
  startWealth,
  withPointBet,
} from './betting.js'
export { type ErrorRates, fixedBinomialDesign } from './binomial-design.js'
export {
  type CauseSpan,
  cumulativeIncidence,
  type IncidencePoint,
  type IncidenceStep,
  incidenceCurve,
} from './competing-risks.js'
export {
  confidenceSequence,
  estimateAnytimeMean,
  estimateAnytimeSuccess,
  meanSequence,
} from './confidence-sequence.js'
export { conformalP, conformalRank, guaranteedRank, rateAboveLargest } from './conformal.js'
export { type CostedLength, type CostLine, fitCostLine } from './cost-line.js'
export { hazardCurve } from './cumulative-hazard.js'
export {
  type CurveShape,
  type FittedShape,
  fitShapes,
  lengthAt,
  successAt,
  testConstantHazard,
} from './curve-family.js'
export {
  type CurvePair,
  estimateCurveGap,
  estimateHorizonRatio,
  estimateSlopeChange,
  fitCurvePair,
  meanSuccess,
  type NoCurvePair,
} from './curve-pair.js'
export { curvePoints, observedBins } from './curve-points.js'
export { type DiscreteHazard, estimateHazardSlope, fitDiscreteHazard, type StepSpan } from './discrete-hazard.js'
export { eBenjaminiHochberg, eValueOf, halfPowerEValue, villeLevels, waldLevels } from './e-values.js'
export {
  evidenceHalves,
  type GateEvidence,
  gateEvidence,
  type RateEdges,
  type TrialCounts,
} from './gate-evidence.js'
export { type GrayTest, grayTest } from './gray.js'
export { deltaInterval, estimateHorizon, fiellerInterval, LEAST_TASKS, log2Horizon } from './horizon.js'
export { bootstrapHorizons, resampleHorizons } from './horizon-bootstrap.js'
export {
  compareAudits,
  correctShare,
  estimateAuditedSuccess,
  estimateJudgedSuccess,
  estimatePredictionPowered,
  type JudgeAudit,
  predictionPoweredMean,
  sumOfMeans,
} from './label-noise.js'
export { type LengthBank, type LengthTrial, makeLengthBank } from './length-bank.js'
export { cellsOf, fitLengthCurve, type LengthCells, type LengthCurve } from './length-curve.js'
export { addLengthNoise } from './length-noise.js'
export { countLengths, kindsOf, missingLengths, onlyKindOf } from './length-rows.js'
export { lifeTable } from './life-table.js'
export { clusteredLogRank, type GroupedSpan, type LogRank, logRank } from './log-rank.js'
export { clusteredCovariance, clusterMoves, fitLogistic, type LogisticRows, separationOf } from './logistic.js'
export {
  type ArmCounts,
  compareWithinTasks,
  estimateWithinTasks,
  type StratifiedComparison,
} from './mantel-haenszel.js'
export { mcnemarTest, newcombeInterval, type PairedCounts, tangoInterval } from './mcnemar.js'
export { benjaminiHochberg, canFindOne, holm, SCREEN_RATE, screen, screenCells } from './multiplicity.js'
export { type BasePair, estimateNearCeiling, isNearCeiling } from './near-ceiling.js'
export {
  addUp,
  comparePaired,
  estimatePairedDifference,
  leftOut,
  type PairedComparison,
  type PairedTask,
  pairByTask,
  type TestedEstimate,
} from './paired.js'
export { type PairedGames, pairedGames, pairedGrids, pairedValue } from './paired-evidence.js'
export { allOf, anyOf, estimatePassAllOf, estimatePassAnyOf, estimatePassGap, usualPassK } from './pass-k.js'
export { countSteps } from './person-steps.js'
export { mcnemarPower, minimalDetectableEffect, type PlannedDesign, plannedError, powerOfDesign } from './power.js'
export { drawPricedPair, fitPricedPair, type NoPricedPair, type PricedFit, type PricedPair } from './priced-pair.js'
export { estimateFalseClaims, estimateProfile, estimateRecovery, type InjectedFault } from './profile.js'
export { estimateAdaptationRatio, estimateCostPerFinishedJob } from './ratio.js'
export {
  estimateRestrictedMean,
  independentMeanDifference,
  type RestrictedMean,
  restrictedMean,
  restrictedMeanDifference,
} from './restricted-mean.js'
export {
  countRows,
  ENOUGH_FAMILIES,
  ENOUGH_TASKS,
  mean,
  reasonOf,
  standardErrors,
} from './rows.js'
export { estimateShadow, type ShadowEstimate, type TaskGap } from './shadow.js'
export { estimateShadowOdds, logOdds, type TaskCounts } from './shadow-odds.js'
export { signFlips } from './sign-flips.js'
export {
  clopperPearson,
  clusteredShare,
  estimateSuccess,
  independentInterval,
  trialsToSettle,
  wilson,
} from './success.js'
export {
  clusteredSteps,
  logLogInterval,
  quantile,
  type Span,
  type SurvivalStep,
  survivalCurve,
  survivalSteps,
} from './survival.js'
export { correctVerdict, smallestEffect, trialsToVerdict, type VerdictOptions, verdictOf } from './verdict.js'
export {
  type ExponentialFit,
  estimateWeibullShape,
  fitExponential,
  fitWeibull,
  type WeibullFit,
  weibullQuantile,
} from './weibull.js'
