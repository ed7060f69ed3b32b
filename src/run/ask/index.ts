export type { AccountStatus, RateChange } from './account.js'
export { type Accounts, createAccounts } from './accounts.js'
export { type AskResult, askModel } from './ask-model.js'
export {
  type Clock,
  DEFAULT_ANSWER_WAIT_MS,
  DEFAULT_RETRY,
  nextWaitMs,
  type RetryRule,
  waitUnlessStopped,
} from './clock.js'
export { DEFAULT_RATE, type RateRule, rateRuleOf, type StatedRate } from './rate-control.js'
export { type Counted, costOf, priced, worstCaseUsd } from './spend.js'
export type { Trouble } from './trouble.js'
