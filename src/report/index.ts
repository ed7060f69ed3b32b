export { type AuditDocument, renderAudit } from './audit.js'
export { type CalibrationDocument, missedIn, renderCalibration } from './calibration/calibration.js'
export { calibrationPage } from './calibration/calibration-page.js'
export { type NullDocument, renderNull } from './calibration/null-check.js'
export { type Chart, ChartPicture } from './charts/chart.js'
export { type ClassifiedTrajectory, transcriptsOf, trialEntryOf } from './compose.js'
export * from './document.js'
export { type Figure, threeFigures } from './figures.js'
export { type TrialParts, trialParts, versionsOf } from './from-study.js'
export { headlineOf, leadOf } from './headline.js'
export { type PageAssets, renderHtml } from './html.js'
export {
  type CancelDocument,
  cancelDocument,
  type RescoreDocument,
  renderRescores,
  renderTrial,
  renderTrialList,
  rescoreDocument,
  standingOf,
  type TrialDocument,
  type TrialsDocument,
  trialDocument,
  trialsDocument,
} from './inspect/index.js'
export { renderJson, type StartDocument } from './json.js'
export { renderAgreement } from './labelling/agreement.js'
export { renderSheet, USUAL_QUESTION } from './labelling/render-sheet.js'
export { manifoldReport } from './manifold/report.js'
export {
  allCharts,
  behaviourChart,
  calibrationChart,
  effectCharts,
  failureCharts,
  gapCharts,
  horizonCharts,
  type SlicedCharts,
  shadowCharts,
  successCharts,
  survivalCharts,
} from './pictures/index.js'
export { estimateWords, gapWords, sentence, verdictsWords } from './sentences.js'
export { type StudyReading, type StudyState, studyReport } from './study-report.js'
export { renderSvg, type SvgOptions } from './svg.js'
export {
  renderSummary,
  renderTaskCheck,
  renderTerminal,
  styleFor,
  type TaskCheckDocument,
  type TerminalOptions,
  table,
  wrapText,
} from './terminal/index.js'
export type { LoopFinding, SystemSessions, TracesDocument } from './traces/document.js'
export { renderTraces } from './traces/render.js'
export { renderSuggestion } from './traces/suggestion.js'
export { summariseSessions } from './traces/summarise.js'
export { verdictWords } from './words.js'
