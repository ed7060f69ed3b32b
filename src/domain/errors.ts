import type { Quota } from './message.js'

/** The five families of errors. A model that does something wrong, or reaches a limit, is data and never one of these. */
export abstract class LeadlineError extends Error {
  /** Stable, kebab-case; programs switch on it. */
  abstract readonly code: string
}

/** A setting the user gave cannot be used. */
export class ConfigError extends LeadlineError {
  readonly code = 'config-invalid'
  constructor(
    /** Path of the setting, such as `probe.repeats`. */
    readonly path: string,
    readonly got: unknown,
    readonly expected: string,
  ) {
    super(`${path} is ${show(got)}; expected ${expected}`)
  }
}

/** A record on disk (journal, table, log) cannot be read. */
export class RecordError extends LeadlineError {
  readonly code: string
  constructor(
    readonly file: string,
    /** Line, row or event within the file; undefined where the whole file is meant. */
    readonly place: string | undefined,
    readonly found: string,
    readonly expected: string,
    options: { readonly code?: string; readonly cause?: unknown } = {},
  ) {
    super(`${file}${place === undefined ? '' : ` ${place}`} is ${found}; expected ${expected}`, {
      cause: options.cause,
    })
    this.code = options.code ?? 'record-invalid'
  }
}

/**
 * What a failed ask says. `access`: key, account, address or model is refused, so no ask of this system will be answered;
 * `context`: the conversation is longer than the model takes; `request`: this ask is refused as it stands; `transport`:
 * anything else on the way.
 */
export type ModelFault = 'transport' | 'access' | 'context' | 'request'

/** A model endpoint failed; whether asking again can help is decided once, here. */
export class ModelError extends LeadlineError {
  readonly code = 'model-failed'
  /** Whether the vendor may have charged for the ask all the same: it gave an answer, or nobody knows. */
  readonly mayBeCharged: boolean
  /** By the status where the adapter does not say. */
  readonly fault: ModelFault
  /** How long the vendor asks to be left alone, in milliseconds; undefined where it does not say. */
  readonly retryAfterMs: number | undefined
  /** What the headers of the refusal said of the account's rate limits; undefined where they said nothing. */
  readonly quota: Quota | undefined
  constructor(
    readonly vendor: string,
    /** HTTP status, or undefined where no reply came. */
    readonly status: number | undefined,
    readonly isRetryable: boolean,
    message: string,
    options: {
      readonly cause?: unknown
      readonly mayBeCharged?: boolean
      readonly fault?: ModelFault
      readonly retryAfterMs?: number | undefined
      readonly quota?: Quota | undefined
    } = {},
  ) {
    super(`${vendor} ${message}`, { cause: options.cause })
    this.mayBeCharged = options.mayBeCharged ?? (status === undefined || status < 400)
    this.fault = options.fault ?? (isRetryable ? 'transport' : faultOf(status))
    this.retryAfterMs = options.retryAfterMs
    this.quota = options.quota
  }
}

const FAULTS: ReadonlyMap<number | undefined, ModelFault> = new Map([
  [400, 'request'],
  [401, 'access'],
  [402, 'access'],
  [403, 'access'],
  [404, 'access'],
  [413, 'context'],
  [422, 'request'],
])

function faultOf(status: number | undefined): ModelFault {
  return FAULTS.get(status) ?? 'transport'
}

/** The data do not suffice for what was asked. */
export class DataError extends LeadlineError {
  constructor(
    readonly code: string,
    /** What is there, as a sentence without full stop. */
    message: string,
  ) {
    super(message)
  }
}

/** Something that cannot happen happened: our bug. */
export class InvariantError extends LeadlineError {
  readonly code = 'invariant-broken'
}

/** Choices as an error lists them: the first ones where there are many. */
export function someOf(choices: readonly string[]): string {
  const most = 12
  const rest = choices.length - most
  return rest > 0 ? `${choices.slice(0, most).join(', ')} and ${rest} more` : choices.join(', ')
}

function show(value: unknown): string {
  if (value === undefined) return 'missing'
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : jsonOf(value)
  return text === undefined ? typeof value : text.length > 120 ? `${text.slice(0, 117)}...` : text
}

/** A setting may be any value of the reader's own code, also one that has no JSON. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}
