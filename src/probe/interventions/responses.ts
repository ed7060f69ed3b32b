import type { Intervention, JsonObject, LinkContext, Preparation, ResponseChange, Scene } from '../../domain/index.js'
import { notApplicable, wholeDose, wordDose } from './aim.js'

/** What is missing where Leadline asks the model itself: it asks again, so that such a change would test Leadline. */
const ASKS_ITSELF = 'an agent that asks through the endpoint'

/** How much of an answer comes through where it breaks off. */
const SHARE = 0.5

/** Longest time that one answer may take to come through, in seconds. */
const MOST_SECONDS = 60

const OF_AGENTS = {
  seams: ['model-response'],
  visibility: 'explicit',
  duration: 'transient',
  target: 'what the agent gets back when it asks',
  needs: [ASKS_ITSELF],
  witness: 'the plan as it is: the same request is answered when it is made again',
} as const

/** Requests fail as they do at a vendor. Dose: `error`, in which way; `times`, how often in a row. */
export const providerError: Intervention = {
  ...OF_AGENTS,
  name: 'provider-error',
  question: 'Does the stack around the model get over errors of its provider?',
  dose: { error: 'overloaded', times: 2 },
  doseMeans: {
    error:
      'too busy (`overloaded`: 503, or 529 in Messages), `rate-limit` (429, retry after a second) or `server-error` (500)',
    times: 'requests fail',
  },
  adaptive: 'waits and asks again, and loses nothing of its work',
  example: '529 {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
  checkDose: (dose) => void errorDose(dose),
  prepare(scene) {
    const { error, times } = errorDose(scene.dose)
    const retry = error === 'rate-limit' ? { retryAfterSeconds: 1 } : {}
    return responding(scene, 'provider-error', ({ delivered }) =>
      delivered < times ? { kind: 'fail', error, ...retry } : { kind: 'pass' },
    )
  },
}

function errorDose(dose: JsonObject) {
  const words = ['overloaded', 'rate-limit', 'server-error'] as const
  const error = wordDose(dose, 'error', { intervention: providerError, words })
  return { error, times: wholeDose(dose, 'times', providerError) }
}

/** The connection breaks in the middle of an answer. Dose: `answers`, how many of them. */
export const streamCut: Intervention = {
  ...OF_AGENTS,
  name: 'stream-cut',
  question: 'Does the stack around the model get over an answer whose connection breaks?',
  dose: { answers: 1 },
  doseMeans: { answers: 'answers break off in the middle' },
  adaptive: 'notices that the answer has no end, throws the piece away and asks again',
  example: 'the connection closes after four of nine events of a stream',
  checkDose: (dose) => void wholeDose(dose, 'answers', streamCut),
  prepare(scene) {
    const answers = wholeDose(scene.dose, 'answers', streamCut)
    return responding(scene, 'stream-cut', first(answers, { kind: 'break', share: SHARE }))
  },
}

/** An answer comes slowly. Dose: `answers`, how many of them; `seconds`, how long each takes to come through. */
export const streamSlow: Intervention = {
  ...OF_AGENTS,
  name: 'stream-slow',
  question: 'Does the stack around the model wait for an answer that comes slowly?',
  dose: { answers: 1, seconds: 8 },
  doseMeans: { answers: 'answers are slow', seconds: 'seconds until each is through, at most 60' },
  adaptive: 'waits for the end, or gives up and asks again',
  example: 'nine events of a stream come in eight seconds',
  checkDose: (dose) => void slowDose(dose),
  prepare(scene) {
    const { answers, seconds } = slowDose(scene.dose)
    return responding(scene, 'stream-slow', first(answers, { kind: 'slow', seconds }))
  },
}

function slowDose(dose: JsonObject) {
  const answers = wholeDose(dose, 'answers', streamSlow)
  return { answers, seconds: wholeDose(dose, 'seconds', streamSlow, MOST_SECONDS) }
}

/** An answer ends at its limit of tokens. Dose: `answers`, how many of them. */
export const responseTruncated: Intervention = {
  ...OF_AGENTS,
  name: 'response-truncated',
  question: 'Does the stack around the model go on where an answer was cut at its token limit?',
  dose: { answers: 1 },
  doseMeans: { answers: 'answers are cut: half of the text comes, the rest and its calls do not' },
  adaptive: 'sees from the stop reason that the answer is no whole, and lets the model go on',
  witness: 'the plan as it is: what was lost is said again when the model is asked again',
  example: '`finish_reason` is `length`, `stop_reason` is `max_tokens`, or the response is `incomplete`',
  checkDose: (dose) => void wholeDose(dose, 'answers', responseTruncated),
  prepare(scene) {
    const answers = wholeDose(scene.dose, 'answers', responseTruncated)
    return responding(scene, 'response-truncated', first(answers, { kind: 'truncate', share: SHARE }))
  },
}

function first(answers: number, change: ResponseChange): (context: LinkContext) => ResponseChange {
  return ({ delivered }) => (delivered < answers ? change : { kind: 'pass' })
}

function responding({ sample }: Scene, name: string, respond: (context: LinkContext) => ResponseChange): Preparation {
  if (sample.ownTools === undefined) return notApplicable(ASKS_ITSELF)
  return { kind: 'ready', constraint: { kind: 'unhindered' }, link: { name, respond }, adapt: (plan) => plan }
}
