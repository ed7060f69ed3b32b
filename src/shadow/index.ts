export { type AnalysisOptions, analyseOutcomes, type OutcomeAnalysis } from './analyse.js'
export { auditPublished } from './audit/index.js'
export { shadowVerdict } from './shadow-of.js'
export { surpriseOf } from './surprise.js'
