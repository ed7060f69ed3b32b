import type { Model } from 'leadline'
import { createPolicyModel, type Defects } from './model.js'

/** A policy model with what is planted in it. */
export interface PolicyPreset {
  readonly name: string
  /** What is planted, in words. */
  readonly planted: string
  readonly defects: Defects
  readonly model: Model
}

function preset(name: string, planted: string, defects: Defects): PolicyPreset {
  return { name, planted, defects, model: createPolicyModel(defects) }
}

/** Chance of the wide model to derail at each step. */
export const WIDE_HAZARD = 0.0008
const WIDE: Defects = { hazard: () => WIDE_HAZARD, derails: 'stops', onChange: 'adapts' }

/** Steps that the narrow-only model masters. */
export const NARROW_STEPS = 22
/** Chance of the narrow-only model to derail at each later step. */
export const NARROW_HAZARD = 0.03
/** Chance of the control to give up at its first step. */
export const CONTROL_FAILURE = 0.2

const percent = (share: number) => `${Number((share * 100).toFixed(2))} %`

/** The embedded models of the instrument check. */
export const harbourPolicies = {
  wide: preset('wide', `adapts; loses the thread at ${percent(WIDE_HAZARD)} of its steps`, WIDE),
  narrowOnly: preset(
    'narrow-only',
    `as good as wide on short work; from step ${NARROW_STEPS} on it loses the thread at ${percent(NARROW_HAZARD)} of its steps and claims success; forces its plan on changed conditions`,
    {
      hazard: (step) => (step < NARROW_STEPS ? WIDE_HAZARD : NARROW_HAZARD),
      derails: 'claims',
      onChange: 'force-fits',
    },
  ),
  control: preset(
    'control',
    `merely weaker: gives up at the first step of ${percent(CONTROL_FAILURE)} of its trials, whatever their length; adapts`,
    { hazard: (step) => (step === 0 ? CONTROL_FAILURE : WIDE_HAZARD), derails: 'stops', onChange: 'adapts' },
  ),
  wideTwin: preset('wide-twin', 'the same as wide under another name', WIDE),
} as const

/** Models with one truth planted in each, for `leadline calibrate`. */
export const plantedPolicies = {
  steady: preset('steady', 'derails at 1 % of its steps and falsely claims success in 40 % of these', {
    hazard: () => 0.01,
    derails: { claims: 0.4 },
    onChange: 'adapts',
  }),
  rising: preset('rising', 'derails at 0.2 % of its first 20 steps and at 2 % of the later ones', {
    hazard: (step) => (step < 20 ? 0.002 : 0.02),
    derails: 'stops',
    onChange: 'adapts',
  }),
  perfect: preset('perfect', 'never derails; adapts', { hazard: () => 0, derails: 'stops', onChange: 'adapts' }),
  forcing: preset('forcing', 'never derails; forces its plan on changed conditions and then claims success', {
    hazard: () => 0,
    derails: 'stops',
    onChange: 'force-fits',
  }),
  looping: preset('looping', 'never derails; repeats a refused call for ever', {
    hazard: () => 0,
    derails: 'stops',
    onChange: 'loops',
  }),
  regenerating: preset('regenerating', 'never derails; starts again from the beginning when anything changes', {
    hazard: () => 0,
    derails: 'stops',
    onChange: 'regenerates',
  }),
  claiming: preset('claiming', 'never derails; claims success at the first refusal', {
    hazard: () => 0,
    derails: 'stops',
    onChange: 'claims',
  }),
} as const
