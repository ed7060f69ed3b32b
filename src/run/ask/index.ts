export { type AskResult, askModel } from './ask-model.js'
export {
  type Clock,
  DEFAULT_ANSWER_WAIT_MS,
  DEFAULT_RETRY,
  nextWaitMs,
  type RetryRule,
  waitUnlessStopped,
} from './clock.js'
export { type Counted, costOf, priced, worstCaseUsd } from './spend.js'
