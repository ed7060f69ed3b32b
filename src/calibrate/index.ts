export {
  type AaOptions,
  type AaStudy,
  type AaVerdict,
  type ClusteredValue,
  judgeAa,
  runAaStudies,
} from './aa.js'
export {
  type CoverageOptions,
  type CoverageStudy,
  type CoverageVerdict,
  judgeCoverage,
  type KnownSystem,
  runCoverageStudies,
} from './coverage.js'
export type { Findings, PlantedFinding } from './findings.js'
export {
  rateOf,
  type SimulatedGate,
  type SimulatedRate,
  type SimulationSize,
  simulateDrift,
  simulateGate,
  simulatePeeking,
  simulateWorkers,
} from './gate-studies.js'
export { CORRELATED_LENGTHS, drawHorizonStudies, type HorizonStudy, judgeHorizons } from './horizon-studies.js'
export { type ManifoldOptions, measureManifold, trialsOfManifold } from './manifold/index.js'
export { type SimulatedMatrix, simulateMatrix } from './matrix-studies.js'
export { type Plant, recoverPlants } from './recover.js'
export type { SmallStudyOptions } from './small-study.js'
export { SIMULATIONS } from './stated-rates.js'
export {
  type CountedRate,
  simulateLogRankSizes,
  simulateRestrictedMeanCoverage,
  simulateSlopeSizes,
  simulateWithinTasksSize,
} from './survival-size.js'
export {
  simulatePaired,
  simulatePopulation,
} from './unit-studies.js'
export {
  type FormCount,
  handicapped,
  judgePairs,
  judgeTogether,
  type KnownCompetence,
  type KnownPair,
  LEAST_POWER,
  MOST_FALSE_ALARMS,
  type PairStudy,
  type PairStudyOptions,
  type PlantedCompetence,
  recoverCompetence,
  runPairStudies,
  ZOO_LIMITS,
  type ZooStudy,
} from './zoo/index.js'
