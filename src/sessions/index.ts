export { factsOf, labelledFacts, type SessionFacts } from './facts.js'
export { judgeMessages, judgeVerdict } from './judge-prompt.js'
export { type JudgedSuccess, judgedSuccess, LEAST_AUDITED } from './judging.js'
export { type SessionLoop, sessionLoop } from './loops.js'
export { pricedSession } from './price.js'
export { compareReaders, type ReaderAgreement, withReaderLabels } from './readers.js'
export { relabelled } from './relabel.js'
export { drawSheet, type LabelSheet } from './sample.js'
export {
  type SeenTool,
  type SuggestedFamily,
  type SuggestedProbe,
  type Suggestion,
  seenTools,
  suggestFrom,
} from './suggest/index.js'
