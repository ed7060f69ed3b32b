import { MOST_ANSWER_SECONDS } from '../domain/index.js'
import { secondsOf } from './option-values.js'

/** Prices and lengths of the reader's own. */
export const PRICES = [
  '--prices <file>',
  'prices and lengths of your own (JSON), before those that are shipped',
] as const
/** A proxy that comes before the environment. */
export const PROXY = ['--proxy <url>', 'a proxy for everything, before HTTPS_PROXY and HTTP_PROXY'] as const
/** Certificate authorities to trust. */
export const CA = ['--ca <file>', 'certificate authorities to trust beside the usual ones (PEM)'] as const
/** The deadline of each ask. */
export const ANSWER_SECONDS = [
  '--answer-seconds <n>',
  'longest wait for one answer, whatever a system states; 600 where left out',
  secondsOf('--answer-seconds', MOST_ANSWER_SECONDS),
] as const
