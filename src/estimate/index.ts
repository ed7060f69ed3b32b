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
export { type CauseSpan, cumulativeIncidence, type IncidenceStep } from './competing-risks.js'
export {
  confidenceSequence,
  estimateAnytimeMean,
  estimateAnytimeSuccess,
  meanSequence,
  type SequenceBasis,
} from './confidence-sequence.js'
export { conformalP, conformalRank, guaranteedRank, rateAboveLargest } from './conformal.js'
export {
  eBenjaminiHochberg,
  eValueOf,
  halfPowerEValue,
  type StopLevels,
  villeLevels,
  waldLevels,
} from './e-values.js'
export {
  type EvidenceHalves,
  evidenceHalves,
  type GateEvidence,
  gateEvidence,
  type RateEdges,
  type TrialCounts,
} from './gate-evidence.js'
export { clusteredLogRank, type GroupedSpan, type LogRank, logRank } from './log-rank.js'
export { mcnemarTest, newcombeInterval, type PairedCounts, tangoInterval } from './mcnemar.js'
export { benjaminiHochberg, holm } from './multiplicity.js'
export {
  comparePaired,
  estimatePairedDifference,
  type PairedComparison,
  type PairedTask,
  pairByTask,
  type TestedEstimate,
} from './paired.js'
export { type PairedGames, pairedGames, pairedGrids, pairedValue } from './paired-evidence.js'
export { allOf, anyOf, estimatePassAllOf, estimatePassAnyOf, largestPassK, meanInUnit } from './pass-k.js'
export { mcnemarPower, minimalDetectableEffect } from './power.js'
export { estimateAdaptationRatio, estimateCostPerFinishedJob } from './ratio.js'
export {
  independentMeanDifference,
  type RestrictedMean,
  restrictedMean,
  restrictedMeanDifference,
} from './restricted-mean.js'
export { type CountedRows, countRows, reasonOf, type TaskResults } from './rows.js'
export { estimateShadow, type ShadowEstimate, signFlips, type TaskGap } from './shadow.js'
export { estimateShadowOdds, isScaleConfounded, logOdds, type TaskCounts } from './shadow-odds.js'
export { clopperPearson, clusteredShare, estimateSuccess, trialsToSettle, wilson } from './success.js'
export {
  clusteredErrors,
  logLogInterval,
  quantile,
  type Span,
  type SurvivalStep,
  survivalCurve,
  survivalSteps,
} from './survival.js'
export { verdictOf } from './verdict.js'
