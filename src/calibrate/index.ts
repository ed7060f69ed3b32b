export {
  type AaOptions,
  type AaStudy,
  type AaVerdict,
  type ClusteredValue,
  judgeAa,
  NOTHING,
  runAaStudies,
} from './aa.js'
export {
  type CoverageOptions,
  type CoverageStudy,
  type CoverageVerdict,
  type CoveredValue,
  judgeCoverage,
  type KnownSystem,
  runCoverageStudies,
} from './coverage.js'
export type { Findings, PlantedFinding } from './findings.js'
export {
  type DriftStudy,
  type GateStudy,
  type PeekingStudy,
  rateOf,
  type SimulatedDelay,
  type SimulatedGate,
  type SimulatedRate,
  type SimulationSize,
  simulateDrift,
  simulateGate,
  simulatePeeking,
  simulateWorkers,
  type WorkerStudy,
} from './gate-studies.js'
export { drawHorizonStudies, type HorizonStudy, type HorizonStudyOptions, judgeHorizons } from './horizon-studies.js'
export { type MatrixStudy, type SimulatedMatrix, simulateMatrix } from './matrix-studies.js'
export { type Plant, recoverPlants } from './recover.js'
export type { SmallStudyOptions } from './small-study.js'
export { SIMULATIONS, type Simulation } from './stated-rates.js'
export {
  type CountedRate,
  type SimulatedBank,
  type SimulationOptions,
  simulateLogRankSizes,
  simulateRestrictedMeanCoverage,
  simulateSlopeSizes,
  simulateWithinTasksSize,
} from './survival-size.js'
export {
  type PairedStudy,
  type PopulationStudy,
  type SimulatedPairs,
  simulatePaired,
  simulatePopulation,
} from './unit-studies.js'
