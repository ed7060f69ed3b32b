import { hash } from 'node:crypto'

/** Any value that survives a JSON round trip unchanged. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject
/** A JSON object; a key whose value is undefined counts as absent. */
export type JsonObject = { readonly [key: string]: JsonValue | undefined }

/**
 * A record of domain types as JSON. Interfaces have no index signature, so the compiler cannot see that they are JSON;
 * this is the one place that says so. Only for values built of JSON types.
 */
export function asJson(value: readonly unknown[]): readonly JsonValue[]
export function asJson(value: object): JsonObject
export function asJson(value: object): JsonValue {
  return value as JsonValue
}

/** True for a JSON object: no list, no null. The value has to be JSON. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Version of every record format written by this release; old versions are read for ever. */
export const FORMAT_VERSION = 1

/** Version of this release; a test holds it against package.json. */
export const RELEASE = '0.1.0'

/**
 * JSON with keys in code-point order and no spaces, so that equal values have equal text.
 *
 * @example canonicalJson({ b: 1, a: [true, null] })
 * // '{"a":[true,null],"b":1}'
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`
  const fields: string[] = []
  for (const key of Object.keys(value).sort()) {
    const field = value[key]
    if (field !== undefined) fields.push(`${JSON.stringify(key)}:${canonicalJson(field)}`)
  }
  return `{${fields.join(',')}}`
}

/** The compiler's own guard does not know read-only lists. */
function isList(value: readonly JsonValue[] | JsonObject): value is readonly JsonValue[] {
  return Array.isArray(value)
}

/** First 128 bits of the SHA-256 of the canonical JSON, as 32 hexadecimal digits. */
export function contentHash(value: JsonValue): string {
  return textHash(canonicalJson(value))
}

/** First 128 bits of the SHA-256 of a text, as 32 hexadecimal digits. */
export function textHash(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32)
}

/**
 * Identity of a matched pair: drives the world and every intervention draw, never the model's sampling.
 *
 * @param repeat from 0
 */
export function pairIdOf(pair: {
  readonly studySeed: number
  readonly sampleId: string
  readonly repeat: number
}): string {
  return contentHash({ kind: 'pair', ...pair })
}

/** What a trial is, before it runs; two trials with equal coordinates are one trial. */
export interface TrialCoordinates {
  readonly pairId: string
  readonly systemId: string
  readonly arm: Arm
  /** The one constraint varied, or the one a sham arm imitates; absent for a baseline. */
  readonly probe?: ProbeCoordinates
  /** The baseline that this trial continues, and the number of its steps kept; absent where the trial starts afresh. */
  readonly parent?: ParentStep
  /** Step at which the chain of a whole run comes into place; absent for baselines and forks. */
  readonly chainFrom?: number
}

/** `baseline`: no chain at all; `sham`: the chain with nothing changed; `varied`: the chain with the change. */
export type Arm = 'baseline' | 'sham' | 'varied'

/** An intervention by name, with its dose. */
export interface ProbeCoordinates {
  readonly intervention: string
  /** Strength, in fields of the intervention's own. */
  readonly dose: JsonObject
}

/** The prefix that a fork shares with its parent: the first `step` steps. */
export interface ParentStep {
  /** The baseline that was forked. */
  readonly trialId: string
  /** Steps of it that are kept, from 0. */
  readonly step: number
}

/** Identity of a trial; also seeds the model's sampling. */
export function trialIdOf(coordinates: TrialCoordinates): string {
  const { pairId, systemId, arm, probe, parent, chainFrom } = coordinates
  return contentHash({
    kind: 'trial',
    version: FORMAT_VERSION,
    pairId,
    systemId,
    arm,
    probe: probe === undefined ? undefined : { intervention: probe.intervention, dose: probe.dose },
    parent: parent === undefined ? undefined : { trialId: parent.trialId, step: parent.step },
    chainFrom,
  })
}

/**
 * A uniform draw in [0, 1) that belongs to one opportunity: nothing that happens elsewhere shifts it.
 *
 * @param draw.link name of the chain's link
 * @param draw.opportunity n-th opportunity of that link at its seam, from 0
 */
export function drawOf(draw: { readonly pairId: string; readonly link: string; readonly opportunity: number }): number {
  return Number.parseInt(contentHash({ kind: 'draw', ...draw }).slice(0, 13), 16) / 2 ** 52
}

/** A 32-bit seed made from an id. */
export function seedOf(id: string): number {
  return Number.parseInt(textHash(id).slice(0, 8), 16)
}
