export { type KnownCompetence, type PlantedCompetence, recoverCompetence } from './competence.js'
export { handicapped } from './control.js'
export { judgePairs, judgeTogether, type KnownPair, LEAST_POWER, MOST_FALSE_ALARMS } from './judge-pairs.js'
export {
  type FormCount,
  type PairStudy,
  type PairStudyOptions,
  runPairStudies,
  ZOO_LIMITS,
  type ZooStudy,
} from './pair-studies.js'
